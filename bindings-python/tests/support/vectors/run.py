"""One vector, start to end."""

from __future__ import annotations

import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from registry_tokens import logging_observer

from ..canary import forms
from ..emulator import World
from ..logs import recorded
from . import compare
from .arguments import for_client
from .call import make
from .files import Vector, VectorError, check_keys, secrets


def _folder(vector: Vector) -> AbstractContextManager[str]:
    """A place for files of a client; most vectors have none."""
    wants_one = any("_file" in key for key in vector.get("client", {}))
    return tempfile.TemporaryDirectory() if wants_one else nullcontext("")


def run(world: World, vector: Vector, style: str) -> None:
    """Runs a vector; `VectorError` says what differs."""
    check_keys(vector)
    script = world.script(vector["exchanges"])
    with _folder(vector) as folder, recorded() as records:
        options = for_client(vector, script.urls, Path(folder))
        outcome = make(vector, style, options, logging_observer())
    compare.check(vector, outcome)
    if problems := script.problems():
        raise VectorError(f"the service saw something else: {problems}")
    hidden = [form for secret in secrets(vector, options) for form in forms(secret)]
    for text in (*compare.texts(outcome), *records.texts):
        for form in hidden:
            if form in text:
                raise VectorError(f"a secret stands as {form!r} in: {text[:2000]}")
