"""One plausible call of every method, so that a test can make all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .clients import NOBODY
from .emulator import World
from .surface import Method

SEEDED = "ci-seeded"
NEW = "ci-new"

# The ids of one thing of each kind, by the names of the arguments; `registry_id` is a target registry's.
Ids = dict[str, Any]
# What a rotation gives `finish_rotation` and `undo_rotation`.
NOBODY_ELSE = NOBODY.replace("6f1c", "7f1c")
NOTHING: Ids = {"token_id": NOBODY, "registry_id": 404, "credential_id": NOBODY}


def seed(world: World) -> Ids:
    """The ids of what the calls below are about."""
    one = [{"name": SEEDED}]
    made = world.make(tokens=one, target_registries=one, long_term_credentials=one)
    return {
        "token_id": made["tokens"][0],
        "registry_id": made["target_registries"][0],
        "credential_id": made["long_term_credentials"][0],
    }


def arguments(method: Method, world: World, ids: Ids | None = None) -> dict[str, Any]:
    """The keyword arguments that a call of the method needs to succeed once; without `ids` about what is not there."""
    needed = {"instance_id": world.instance, **(ids or NOTHING), "name": SEEDED}
    needed |= {"old_id": needed["credential_id" if method.provider == "swr" else "token_id"], "new_id": NOBODY_ELSE}
    needed |= {"within": timedelta(hours=1), "deploy": print}
    if method.provider == "ionos":
        needed["registry_id"] = world.registry
    if method.resource == "registries":
        needed["name"] = "demo"
    if method.name == "create":
        needed["name"] = NEW
    # A target registry, whose type cannot change.
    needed |= {"type": "huawei-SWR", "url": "https://swr.example", "insecure": True}
    needed |= {"access_key": "someone", "access_secret": "something"}
    values = {name: needed[name] for name in method.required}
    if method.id == "target_registries.list":
        # A world has one from the beginning.
        values["name"] = SEEDED
    if method.id == "tokens.update":
        values["status"] = "disabled"
    if "poll_interval" in method.arguments:
        values["poll_interval"] = timedelta(milliseconds=1)
    return values
