"""The shared vectors: reading, making the call, comparing. The format is in tests/vectors/README.md."""
