"""The driver of the fault run: carries out commands and judges nothing. The lines are in tests/faults/DRIVERS.md."""
