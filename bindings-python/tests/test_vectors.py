"""Every shared vector, blocking and with asyncio, under its id."""

from __future__ import annotations

import pytest
from support import figures
from support.emulator import ControlError, Emulator, World
from support.vectors.call import STYLES
from support.vectors.files import Vector, VectorError, load
from support.vectors.run import run

VECTORS = load()
WRONG = load("must_fail")


def _each(vectors: list[Vector]) -> pytest.MarkDecorator:
    """Both styles of each, so that the test's id ends in `STYLE/ID`."""
    cases = [pytest.param(style, vector, id=f"{style}/{vector['id']}") for style in STYLES for vector in vectors]
    return pytest.mark.parametrize(("style", "vector"), cases)


@pytest.fixture(scope="module")
def scripts(emulator: Emulator) -> World:
    """One session for all of them: each vector has a script of its own in it."""
    return emulator.world()


def test_ids_are_unique() -> None:
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) > 0


@_each(VECTORS)
def test_vector(scripts: World, style: str, vector: Vector) -> None:
    figures.vectors_total[style] = len(VECTORS)
    figures.vectors_run[style] += 1
    run(scripts, vector, style)


@_each(WRONG)
def test_a_wrong_vector_fails(scripts: World, style: str, vector: Vector) -> None:
    """Each is wrong in one key: a runner that lets one pass does not look at that key."""
    with pytest.raises((VectorError, ControlError)):
        run(scripts, vector, style)
