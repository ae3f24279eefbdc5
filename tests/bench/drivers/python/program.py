"""Starts a driver. The modules beside it are compiled, which this one never is."""

import sys

from bench_driver.main import main

if __name__ == "__main__":
    main(sys.argv[1:])
