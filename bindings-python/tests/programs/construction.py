"""Builds a client whose config file is a pipe that another thread of this program writes."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import registry_tokens
from support import threads
from support.clients import options
from support.emulator import LONG


def main() -> None:
    client_class = getattr(registry_tokens, sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        pipe = Path(folder) / "config"
        os.mkfifo(pipe)
        own = options("http://127.0.0.1:1", config_file=pipe, profile="ci")
        building = threads.start(lambda: client_class(**own))
        with pipe.open("w") as file:
            file.write("profiles:\n  - name: ci\n    credentials:\n      token: t\n")
        building.result(LONG)
    print(json.dumps("built"))


if __name__ == "__main__":
    main()
