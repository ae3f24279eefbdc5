"""The details of an answer beside its value: `with_response`."""

from __future__ import annotations

import asyncio
import json
import pickle
from datetime import timedelta

import pytest
from registry_tokens import IssuedToken, NotFoundError, Response, Token
from support.clients import NOBODY, asynchronous, blocking
from support.emulator import World


def test_the_details(world: World) -> None:
    token = world.seed()[0]
    world.fault({"status": 503})
    with blocking(world) as client:
        response = client.tokens.with_response.get(world.registry, token)
        assert isinstance(response, Response)
        assert isinstance(response.value, Token)
        assert response.value == client.tokens.get(world.registry, token)
    assert (response.http_status, response.attempts) == (200, 2)
    assert isinstance(response.elapsed, timedelta)
    assert response.elapsed > timedelta(0)
    assert response.request_id == response.headers["x-request-id"]
    assert all(name == name.lower() for name in response.headers)
    assert json.loads(response.body())["id"] == token


def test_the_details_with_asyncio(world: World) -> None:
    async def main() -> Response[IssuedToken]:
        async with asynchronous(world) as client:
            return await client.tokens.with_response.create(world.registry, "ci")

    response = asyncio.run(main())
    assert (response.http_status, response.value.token.name) == (201, "ci")
    assert response.headers["location"].endswith(str(response.value.token.id))


def test_what_gives_nothing_has_details_too(world: World) -> None:
    token = world.seed()[0]
    with blocking(world) as client:
        deleted = client.tokens.with_response.delete(world.registry, token)
        assert (deleted.http_status, deleted.value, deleted.body()) == (204, None, b"")
        again = client.tokens.with_response.delete(world.registry, token, missing_ok=True)
        assert (again.http_status, again.value) == (404, None)
        missing = client.tokens.with_response.find(world.registry, "none")
        assert (missing.http_status, missing.value) == (200, None)


def test_errors_are_the_same(world: World) -> None:
    with blocking(world) as client, pytest.raises(NotFoundError):
        client.tokens.with_response.get(world.registry, NOBODY)


def test_a_repeated_header_keeps_all_of_its_values(world: World) -> None:
    headers = [["X-RateLimit-Limit", "10;w=1"], ["X-RateLimit-Limit", "100;w=60"], ["X-Secret", "s"]]
    body = {"json": {"id": NOBODY, "properties": {"name": "n"}}}
    script = world.script([{"reply": {"status": 200, "headers": headers, "body": body}}])
    response = blocking(script).tokens.with_response.get(NOBODY, NOBODY)
    assert response.headers == {"x-ratelimit-limit": "10;w=1, 100;w=60"}


def test_a_response_is_read_only_and_not_pickled(world: World) -> None:
    """Its body may hold a password."""
    response = blocking(world).registries.with_response.get(world.registry)
    with pytest.raises(AttributeError):
        response.http_status = 500  # type: ignore[misc]
    with pytest.raises(TypeError):
        pickle.dumps(response)
    assert "body" not in repr(response) or str(len(response.body())) in repr(response)
