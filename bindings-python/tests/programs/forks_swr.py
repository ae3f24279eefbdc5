"""Forks with clients of SWR, which have two services: `programs.forks_swr SITUATION WORLD`, the world as JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import warnings
from collections.abc import Callable

from registry_tokens import AuthenticationError, ClosedError
from support.children import in_child
from support.clients import asynchronous_swr, blocking_swr
from support.emulator import World

from .forks import marked


def after_first_use(world: World) -> None:
    """The project is looked up by the first of all, and known to its children."""
    client = blocking_swr(world, project_id=None)

    def call(name: str) -> None:
        client.long_term_credentials.list(world.instance, extra_headers=marked(name)).all()

    call("parent")

    def child() -> None:
        call("child")
        in_child(lambda: call("grandchild"))
        call("child")

    in_child(child)
    call("parent")


def before_first_use(world: World) -> None:
    """Each looks the project up for itself."""
    client = asynchronous_swr(world, project_id=None)

    def call(name: str) -> None:
        asyncio.run(client.temporary_credentials.create(world.instance, extra_headers=marked(name)))

    in_child(lambda: call("child"))
    call("parent")


def closed_stays_closed(world: World) -> None:
    client = blocking_swr(world, project_id=None)
    client.close()

    def child() -> None:
        for call in (client.login.create_enhanced, lambda: client.target_registries.get(world.instance, 24)):
            try:
                call()
            except ClosedError:
                continue
            raise AssertionError("it was open")

    in_child(child)


def new_credentials_are_of_one_process(world: World) -> None:
    client = blocking_swr(world)

    def child() -> None:
        client.set_credentials(access_key="another", secret_key="another")
        try:
            client.login.create_temporary()
        except AuthenticationError:
            return
        raise AssertionError("the old ones were sent")

    in_child(child)
    client.login.create_temporary()


SITUATIONS: dict[str, Callable[[World], None]] = {
    situation.__name__: situation
    for situation in (
        after_first_use,
        before_first_use,
        closed_stays_closed,
        new_credentials_are_of_one_process,
    )
}


def main() -> None:
    # Newer Pythons warn of any fork beside threads; that is what is tried here.
    warnings.simplefilter("ignore", DeprecationWarning)
    SITUATIONS[sys.argv[1]](World(json.loads(sys.argv[2])))


if __name__ == "__main__":
    main()
