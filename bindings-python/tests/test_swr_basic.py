"""What Python does in its own way with the basic edition of SWR."""

from __future__ import annotations

import asyncio
import copy
import pickle

import pytest
from registry_tokens import AccessLevel, NotFoundError, Repository, UserPermission
from support.clients import asynchronous_swr, blocking_swr
from support.emulator import World

USER = UserPermission("u1", "dev", AccessLevel.EDIT)


def test_sizes_and_counts_are_exact(world: World) -> None:
    with blocking_swr(world) as client:
        app = client.repositories.get("group", "team/app")
    assert (app.size, app.num_download) == (9007199254740993, 9223372036854775807)
    assert Repository.from_dict(app.to_dict()) == app


def test_a_list_goes_over_its_pages_by_index_and_by_marker(world: World) -> None:
    world.make(namespaces=[{"name": "group", "repositories": 250}])
    with blocking_swr(world) as client:
        for listed in (client.repositories.list, client.repositories.list_by_marker):
            assert [len(page.items) for page in listed(namespace="group").pages()] == [100, 100, 52]
            assert len({repository.name for repository in listed(namespace="group").all()}) == 252


def test_asyncio_reads_the_same(world: World) -> None:
    async def names() -> list[str]:
        async with asynchronous_swr(world) as client:
            return [repository.name async for repository in client.repositories.list(filters={"name": "team/"})]

    assert asyncio.run(names()) == ["team/app"]


def test_what_a_synchronization_did_not_take_is_said(world: World) -> None:
    with blocking_swr(world) as client:
        done = client.sync_tasks.sync_images(
            "group",
            "busybox",
            remote_region_id="cn-east-3",
            remote_namespace="group-east",
            image_tags=["latest", "nowhere"],
        )
    assert done.failed_tags == ("nowhere",)


def test_a_rule_that_the_service_misses_with_a_400_is_not_found_or_gone(world: World) -> None:
    with blocking_swr(world) as client:
        with pytest.raises(NotFoundError) as caught:
            client.retention_rules.delete("group", "busybox", 404)
        assert caught.value.http_status == 400
        client.retention_rules.delete("group", "busybox", 404, missing_ok=True)


def test_permissions_are_words_for_the_numbers_of_the_service(world: World) -> None:
    with blocking_swr(world) as client:
        client.namespace_permissions.grant("group", users=[USER])
        *_, granted = client.namespace_permissions.get("group").others_auths
    assert granted == USER
    assert granted.auth == "edit"
    assert granted.to_dict() == {"user_id": "u1", "user_name": "dev", "auth": 3}
    assert copy.deepcopy(granted) == pickle.loads(pickle.dumps(granted)) == UserPermission.from_dict(granted.to_dict())


def test_a_rule_in_a_history_is_read(world: World) -> None:
    with blocking_swr(world) as client:
        first = next(iter(client.retention_rules.histories("group", "busybox")))
    assert first.rule is not None
    assert (first.rule.template, first.rule.params.num) == ("tag_rule", 7)
    assert '"num"' in first.rule_type
