"""A token in use, and what a rotation of it is seen to do, blocking and with asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from registry_tokens import RotationProgress

from .clients import asynchronous_of, blocking_of
from .emulator import World

LOST = {"method": "POST", "path_contains": "/tokens", "phase": "after_processing"}


def in_use(world: World, name: str = "ci", **own: Any) -> str:
    """The id of a token that somebody uses."""
    scopes = [{"type": "repository", "name": "team/app", "actions": ["pull", "push"]}]
    return world.seed([{"name": name, "scopes": scopes, "expires_in_seconds": 30 * 86_400, **own}])[0]


def stored(world: World) -> dict[str, dict[str, Any]]:
    """The tokens that there are, by id."""
    return {token["id"]: token for token in world.stored()}


def expires_soon(token: dict[str, Any]) -> bool:
    """Whether it is one that a rotation has retired."""
    text: str | None = token["expiryDate"]
    if text is None:
        return False
    left = datetime.fromisoformat(text.replace("Z", "+00:00")) - datetime.now(timezone.utc)
    return timedelta(minutes=50) < left < timedelta(minutes=70)


class Observer:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[RotationProgress] = []

    def __call__(self, progress: RotationProgress) -> None:
        self.told.append(progress)

    def steps(self) -> list[str]:
        return [progress.step for progress in self.told]


class Style:
    """One way to rotate: blocking or with asyncio, as a call or as a statement."""

    def __init__(self, is_async: bool, is_statement: bool) -> None:
        self.is_async = is_async
        self.is_statement = is_statement

    def __repr__(self) -> str:
        return f"{'asyncio' if self.is_async else 'blocking'} {'statement' if self.is_statement else 'call'}"

    def rotate(self, world: World, token_id: str, deploy: Callable[[Any], object], **own: Any) -> Any:
        """The rotation of a token; its outcome has `rotation` and `retirement`."""
        return self.rotate_of("ionos", world, "tokens", (world.registry, token_id), deploy, **own)

    def rotate_of(
        self,
        provider: str,
        world: World,
        resource: str,
        ids: tuple[Any, ...],
        deploy: Callable[[Any], object],
        **own: Any,
    ) -> Any:
        """The same of any resource."""
        if self.is_async:
            return asyncio.run(self._with_asyncio(provider, world, resource, ids, deploy, **own))
        with blocking_of(provider, world) as client:
            called = getattr(client, resource)
            if not self.is_statement:
                return called.rotate(*ids, deploy, **own)
            with called.rotation(*ids, **own) as rotating:
                assert rotating.credentials == rotating.rotation.credentials
                with pytest.raises(RuntimeError):
                    _ = rotating.retirement
                deploy(rotating.rotation)
            return rotating

    async def _with_asyncio(
        self,
        provider: str,
        world: World,
        resource: str,
        ids: tuple[Any, ...],
        deploy: Callable[[Any], object],
        **own: Any,
    ) -> Any:
        async def deploy_later(rotation: Any) -> None:
            await asyncio.sleep(0)
            deploy(rotation)

        async with asynchronous_of(provider, world) as client:
            called = getattr(client, resource)
            if not self.is_statement:
                return await called.rotate(*ids, deploy_later, **own)
            async with called.rotation(*ids, **own) as rotating:
                await deploy_later(rotating.rotation)
            return rotating


STYLES = [Style(is_async, is_statement) for is_async in (False, True) for is_statement in (False, True)]
in_each_style = pytest.mark.parametrize("style", STYLES, ids=repr)
