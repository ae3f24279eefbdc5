"""What error reports could show of the variables of our own frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import registry_tokens
from registry_tokens import AsyncSwrClient, SwrClient
from support.canary import CANARIES, ISSUED, assert_clean, own_locals

_BODY = {"type": "swr-pro", "url": "https://harbor.example.com", "access_key": "u", "insecure": True}
_KEYS = {"access_key": "AK", "secret_key": "s", "project_id": "p", "endpoint": "https://127.0.0.1:9", "max_retries": 0}


def test_the_search_finds_what_a_frame_of_ours_holds() -> None:
    place = str(Path(registry_tokens.__file__).parent / "planted.py")
    space: dict[str, object] = {}
    exec(compile("def leak(held):\n    raise ArithmeticError", place, "exec"), space)
    for canary in CANARIES:
        with pytest.raises(ArithmeticError) as caught:
            space["leak"](canary)  # type: ignore[operator]
        with pytest.raises(AssertionError, match="a secret stands as"):
            assert_clean(own_locals(caught.value))


@pytest.mark.parametrize("name", ["harbor", "a name that is refused"])
def test_a_call_leaves_no_secret_in_our_frames(name: str) -> None:
    with SwrClient(load_environment=False, **_KEYS) as client:  # type: ignore[arg-type]
        targets = client.target_registries
        calls: list[Callable[[], object]] = [
            lambda: targets.create("i", name, access_secret=ISSUED, **_BODY),  # type: ignore[arg-type]
            lambda: targets.update("i", 1, name, access_secret=ISSUED, **_BODY),  # type: ignore[arg-type]
            lambda: targets.with_response.create("i", name, access_secret=ISSUED, **_BODY),  # type: ignore[arg-type]
        ]
        for call in calls:
            with pytest.raises(registry_tokens.RegistryTokensError) as caught:
                call()
            assert_clean(own_locals(caught.value))


def test_a_call_of_asyncio_leaves_no_secret_in_our_frames() -> None:
    async def call() -> None:
        async with AsyncSwrClient(load_environment=False, **_KEYS) as client:  # type: ignore[arg-type]
            targets = client.target_registries
            await targets.create("i", "harbor", access_secret=ISSUED, **_BODY)  # type: ignore[arg-type]

    with pytest.raises(registry_tokens.RegistryTokensError) as caught:
        asyncio.run(call())
    assert_clean(own_locals(caught.value))
