"""Lists: read lazily, again and again, in pages or as a whole; `test_asyncio.py` has the asyncio twin."""

from __future__ import annotations

import pytest
from registry_tokens import ServerError, Token, TokenPage
from support.clients import blocking
from support.emulator import World


def test_three_ways_to_read(world: World) -> None:
    world.seed(25)
    with blocking(world) as client:
        pager = client.tokens.list(world.registry, page_size=10)
        items, everything, pages = list(pager), pager.all(), list(pager.pages())
    assert [type(item) for item in items] == [Token] * 25
    assert isinstance(everything, list)
    assert everything == items
    assert [type(page) for page in pages] == [TokenPage] * 3
    assert [token for page in pages for token in page.items] == items


def test_nothing_is_sent_before_it_is_needed(world: World) -> None:
    world.seed(25)
    with blocking(world) as client:
        pager = client.tokens.list(world.registry, page_size=10)
        items = iter(pager)
        assert world.requests() == []
        for _ in range(10):
            next(items)
        assert len(world.requests()) == 1
        next(items)
        assert len(world.requests()) == 2


def test_each_iteration_starts_anew(world: World) -> None:
    world.seed(5)
    with blocking(world) as client:
        pager = client.tokens.list(world.registry, page_size=2)
        first, second = iter(pager), iter(pager)
        assert next(first) == next(second)
        assert iter(first) is first
        assert len(list(pager)) == 5


def test_an_error_ends_the_iteration(world: World) -> None:
    world.seed(5)
    world.fault({"status": 500}, skip=1)
    with blocking(world) as client:
        items = iter(client.tokens.list(world.registry, page_size=2))
        next(items)
        next(items)
        with pytest.raises(ServerError):
            next(items)
        assert list(items) == []


def test_an_iterator_that_ended_stays_at_its_end(world: World) -> None:
    world.seed(1)
    with blocking(world) as client:
        items = iter(client.tokens.list(world.registry))
        assert len(list(items)) == 1
        world.seed(1)
        assert list(items) == []


def test_the_options_of_a_list(world: World) -> None:
    world.seed([{"name": "one"}, {"name": "two"}, {"name": "three"}])
    with blocking(world) as client:
        assert [t.name for t in client.tokens.list(world.registry, filters={"name": "two"})] == ["two"]
        assert [t.name for t in client.tokens.list(world.registry, offset=1, max_results=1)] == ["two"]
        page = client.tokens.list_page(world.registry, offset=1, limit=1)
        assert ([t.name for t in page.items], page.total) == (["two"], 3)


def test_a_pager_says_what_it_is_without_asking_the_service(world: World) -> None:
    with blocking(world) as client:
        pager = client.tokens.list(world.registry)
        assert "Pager" in repr(pager)
        with pytest.raises(TypeError):
            len(pager)  # type: ignore[arg-type]
        assert bool(pager) is True
    assert world.requests() == []
