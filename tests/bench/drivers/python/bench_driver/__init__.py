"""The driver of Python's peers."""
