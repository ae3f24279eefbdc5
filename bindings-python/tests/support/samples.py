"""One plausible call of every method, so that a test can make all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from registry_tokens import UserPermission

from .clients import NOBODY
from .emulator import World
from .surface import Method

SEEDED = "ci-seeded"
NEW = "ci-new"

USER = "fb3f175c1fd146ab8cdae3272be6107b"
OTHER_USER = USER.replace("fb3f", "1b3f")
# What the basic edition of every world has from the beginning.
BASIC: dict[str, Any] = {
    "namespace": "group",
    "repository": "busybox",
    "trigger": "deploy-latest",
    "is_public": False,
    "remote_region_id": "cn-east-3",
    "remote_namespace": "group-east",
    "image_tags": ["latest"],
    "app_type": "deployments",
    "application": "web",
    "cluster_ns": "default",
    "trigger_type": "all",
    "user_ids": [USER],
    "users": [UserPermission(USER, "user01", "read")],
}
# Where a call is about something else.
OTHERS: dict[str, dict[str, Any]] = {
    "namespaces.create": {"namespace": NEW},
    "namespaces.delete": {"namespace": SEEDED},
    "repositories.delete": {"repository": SEEDED},
    "retention_rules.create": {"repository": "team/app", "days": 30},
    "retention_rules.update": {"days": 30},
    "sync_tasks.create": {"remote_region_id": "ap-southeast-1"},
    "namespace_permissions.grant": {"users": [UserPermission(OTHER_USER, "user02", "read")]},
    "repository_permissions.grant": {"users": [UserPermission(OTHER_USER, "user02", "read")]},
}

# The ids of one thing of each kind, by the names of the arguments; `registry_id` is a target registry's.
Ids = dict[str, Any]
# What a rotation gives `finish_rotation` and `undo_rotation`.
NOBODY_ELSE = NOBODY.replace("6f1c", "7f1c")
NOTHING: Ids = {"token_id": NOBODY, "registry_id": 404, "credential_id": NOBODY, "retention_id": 404}


def seed(world: World) -> Ids:
    """The ids of what the calls below are about."""
    one = [{"name": SEEDED}]
    namespaces = [*one, {"name": "group", "repositories": one}]
    made = world.make(tokens=one, target_registries=one, long_term_credentials=one, namespaces=namespaces)
    (group,) = (each for each in world.state()["namespaces"] if each["name"] == "group")
    (busybox,) = (each for each in group["repositories"] if each["name"] == "busybox")
    return {
        "retention_id": busybox["retentions"][0]["id"],
        "token_id": made["tokens"][0],
        "registry_id": made["target_registries"][0],
        "credential_id": made["long_term_credentials"][0],
    }


def arguments(method: Method, world: World, ids: Ids | None = None) -> dict[str, Any]:
    """The keyword arguments that a call of the method needs to succeed once; without `ids` about what is not there."""
    needed = {"instance_id": world.instance, **(ids or NOTHING), "name": SEEDED, **BASIC}
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
    values = {name: needed[name] for name in method.required} | OTHERS.get(method.id, {})
    if method.id == "target_registries.list":
        # A world has one from the beginning.
        values["name"] = SEEDED
    if method.id == "tokens.update":
        values["status"] = "disabled"
    if "poll_interval" in method.arguments:
        values["poll_interval"] = timedelta(milliseconds=1)
    return values
