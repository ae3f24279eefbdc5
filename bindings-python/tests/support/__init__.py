"""What the tests share: the emulator, clients of it, canaries, and programs in processes of their own."""
