"""Builds a client whose config file is a pipe that another thread of this program writes."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import registry_tokens
from support import threads
from support.clients import options, swr_options
from support.emulator import LONG

NOWHERE = "http://127.0.0.1:1"


def of_ionos(file: Path) -> tuple[dict[str, Any], str]:
    text = "profiles:\n  - name: ci\n    credentials:\n      token: t\n"
    return options(NOWHERE, config_file=file, profile="ci"), text


def of_swr(file: Path) -> tuple[dict[str, Any], str]:
    keys = {"access_key": None, "secret_key": None}
    return swr_options(NOWHERE, credentials_file=file, **keys), "[basic]\nak = a\nsk = s\n"


def main() -> None:
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        pipe = Path(folder) / "config"
        os.mkfifo(pipe)
        own, text = (of_swr if "Swr" in name else of_ionos)(pipe)
        building = threads.start(lambda: getattr(registry_tokens, name)(**own))
        with pipe.open("w") as file:
            file.write(text)
        building.result(LONG)
    print(json.dumps("built"))


if __name__ == "__main__":
    main()
