"""Programs that tests start in processes of their own, by `python -m programs.NAME`."""
