"""Values are Python's own kind of values: equal, hashable, copied, pickled, matched, and never changed."""

from __future__ import annotations

import copy
import pickle
import types
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import registry_tokens as rt
from registry_tokens import Registry, Scope, Token, TokenPage
from support.clients import NOBODY, blocking, blocking_swr
from support.emulator import World
from support.surface import MODELS, WORDS, inner

TIME = "2091-05-04T10:00:00.250+02:00"
FULL = {
    "id": "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b",
    "type": "token",
    "href": "/tokens/1",
    "metadata": {
        "createdBy": "dev@example.org",
        "createdByUserId": "u-77",
        "createdDate": TIME,
        "state": "enabled",
        "lastModifiedBy": "ops@example.org",
        "lastModifiedByUserId": "u-12",
        "lastModifiedDate": TIME,
    },
    "properties": {
        "name": "nightly",
        "status": "enabled",
        "scopes": [
            {"type": "repository", "name": "team/app", "actions": ["pull", "push"]},
            {"type": "repository", "name": "*", "actions": ["pull"]},
        ],
        "expiryDate": TIME,
        "credentials": {"username": "nightly"},
    },
}
PAGE = {"items": [FULL], "offset": 0, "limit": 100, "count": 1, "total": 1, "_links": {"next": "", "self": "/here"}}


def read(world: World, body: dict[str, Any]) -> rt.IonosClient:
    return blocking(world.script([{"reply": {"status": 200, "body": {"json": body}}}] * 2))


def a_token(world: World) -> Token:
    return read(world, FULL).tokens.get(FULL["id"], FULL["id"])  # type: ignore[arg-type]


def a_page(world: World) -> TokenPage:
    return read(world, PAGE).tokens.list_page(str(FULL["id"]))


def a_registry(world: World) -> Registry:
    return blocking(world).registries.get(world.registry)


def a_scope(_: World) -> Scope:
    return Scope.repository("team/app", ["pull", "push"])


def swr(world: World, body: dict[str, Any]) -> rt.SwrClient:
    return blocking_swr(world.script([{"reply": {"status": 200, "body": {"json": body}}}] * 2))


CREDENTIAL = {"token_id": NOBODY, "name": "ci", "user_id": "u-1", "enable": True, "created_at": TIME}


def a_credential_page(world: World) -> rt.LongTermCredentialPage:
    return swr(world, {"auth_tokens": [CREDENTIAL], "total": 1}).long_term_credentials.list_page("i")


def a_credential(world: World) -> rt.LongTermCredential:
    return a_credential_page(world).items[0]


def what_was_created(world: World) -> rt.CreatedTargetRegistry:
    target: Any = {"url": "https://a.example", "access_key": "a", "access_secret": "s", "insecure": True}
    return swr(world, {"id": 24}).target_registries.create("i", "r", type=rt.TargetRegistryType.SWR_PRO, **target)


def a_dns_conf(world: World) -> rt.DnsConf:
    body = {"id": 1, "name": "r", "dns_conf": {"hosts": {"a.example": "192.0.2.1"}}}
    found = swr(world, body).target_registries.get("i", 1).dns_conf
    assert found is not None
    assert found.hosts == {"a.example": "192.0.2.1"}
    return found


MAKERS = {
    "token": a_token,
    "page": a_page,
    "registry": a_registry,
    "scope": a_scope,
    "credential": a_credential,
    "credential page": a_credential_page,
    "created": what_was_created,
    "DNS": a_dns_conf,
}
each_value = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


@each_value
def test_equal_values_are_one_in_a_set(world: World, make: Any) -> None:
    one, two = make(world), make(world)
    assert one is not two
    assert one == two
    assert len({one, two}) == 1
    assert {one: "found"}[two] == "found"
    assert one != "something else"
    assert (one == object()) is False


@each_value
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling(world: World, make: Any, protocol: int) -> None:
    value = make(world)
    again = pickle.loads(pickle.dumps(value, protocol))
    assert type(again) is type(value)
    assert again == value
    assert hash(again) == hash(value)
    assert repr(again) == repr(value)
    for field in MODELS[type(value).__name__]:
        assert getattr(again, field) == getattr(value, field)


@each_value
def test_copies(world: World, make: Any) -> None:
    value = make(world)
    assert copy.copy(value) == value
    assert copy.deepcopy({"in": [value]}) == {"in": [value]}


@each_value
def test_nothing_can_be_changed(world: World, make: Any) -> None:
    value = make(world)
    for field in MODELS[type(value).__name__]:
        with pytest.raises(AttributeError):
            setattr(value, field, None)
        with pytest.raises(AttributeError):
            delattr(value, field)
    with pytest.raises(AttributeError):
        value.something_new = 1
    with pytest.raises(TypeError):
        types.new_class("Own", value.__class__.__mro__)


@each_value
def test_repr_tells_every_field(world: World, make: Any) -> None:
    value = make(world)
    text = repr(value)
    assert text.startswith(f"{type(value).__name__}(")
    for field in MODELS[type(value).__name__]:
        assert f"{field}=" in text


def test_differences_are_seen(world: World) -> None:
    scope = a_scope(world)
    assert scope != Scope.repository("team/app", ["pull"])
    assert scope != Scope.repository("team/other", ["pull", "push"])
    assert scope != Scope("registry", "team/app", ["pull", "push"])
    assert len({scope, Scope.repository("team/app", ["pull"]), Scope("repository", "team/app", ["pull", "push"])}) == 2


def test_patterns(world: World) -> None:
    match a_token(world):
        case Token(name="nightly", scopes=(Scope("repository", name, _), *rest)):
            assert (name, len(rest)) == ("team/app", 1)
        case other:
            pytest.fail(repr(other))
    match a_token(world):
        case Token(status=rt.TokenStatus.DISABLED):
            pytest.fail("a pattern of another value matched")
        case Token(
            id=uuid.UUID(), name=str() as by_name, status=rt.TokenStatus.ENABLED, metadata=rt.Metadata(state=state)
        ):
            assert (by_name, state) == ("nightly", rt.ResourceState.ENABLED)
        case other:
            pytest.fail(repr(other))


def test_every_model_matches_by_position() -> None:
    for name, fields in MODELS.items():
        model = getattr(rt, name, None)
        # Models that are only sent are keyword arguments in Python.
        if model is not None:
            assert model.__match_args__ == tuple(fields)


def test_types_of_fields(world: World) -> None:
    token = a_token(world)
    assert isinstance(token.id, uuid.UUID)
    assert isinstance(token.scopes, tuple)
    assert isinstance(token.scopes[0].actions, tuple)
    assert token.expiry_date == datetime(2091, 5, 4, 8, 0, 0, 250_000, tzinfo=timezone.utc)
    assert token.expiry_date is not None
    assert token.expiry_date.utcoffset() == timedelta(0)
    assert token.metadata is not None
    assert token.metadata.created_by_user_id == "u-77"
    for field, kind in MODELS["Token"].items():
        assert inner(kind)[0] == "optional" or getattr(token, field) is not None


def test_scopes_are_made_from_any_iterable() -> None:
    wanted = Scope("repository", "team/app", ["pull", "push"])
    assert Scope("repository", "team/app", ("pull", "push")) == wanted
    assert Scope(type=rt.ScopeType.REPOSITORY, name="team/app", actions=[rt.ScopeAction.PULL, "push"]) == wanted
    assert wanted.actions == ("pull", "push")


def test_words_are_plain_texts_with_the_services_spelling() -> None:
    for name, known in WORDS.items():
        for constant, text in known.items():
            assert getattr(getattr(rt, name), constant) == text
            assert type(getattr(getattr(rt, name), constant)) is str


def test_a_word_of_the_future_is_kept(world: World) -> None:
    body = {"id": FULL["id"], "properties": {"name": "n", "status": "paused"}}
    assert read(world, body).tokens.get(str(FULL["id"]), str(FULL["id"])).status == "paused"


def test_a_registry_says_whether_it_is_running(world: World) -> None:
    assert a_registry(world).is_running() is True


def test_the_apis_own_json(world: World) -> None:
    assert a_token(world).to_dict()["properties"]["name"] == "nightly"
    page = a_page(world).to_dict()
    assert page["items"][0]["id"] == FULL["id"]
    registry = a_registry(world).to_dict()
    assert (registry["id"], registry["properties"]["name"]) == (world.registry, "demo")
    assert a_scope(world).to_dict() == {"type": "repository", "name": "team/app", "actions": ["pull", "push"]}


def test_ids_are_texts_or_uuids(world: World) -> None:
    client = blocking(world)
    token = client.tokens.create(uuid.UUID(world.registry), "ci").token
    by_text = client.tokens.get(world.registry, str(token.id))
    by_uuid = client.tokens.get(uuid.UUID(world.registry), token.id)
    assert by_text == by_uuid == token
    assert client.registries.get(uuid.UUID(world.registry)).id == uuid.UUID(world.registry)
    client.tokens.delete(uuid.UUID(world.registry), token.id)


def test_values_can_be_made_from_their_json(world: World) -> None:
    """For tests of code that uses the package."""
    with blocking(world) as client:
        token = client.tokens.create(world.registry, "ci").token
        page = client.tokens.list_page(world.registry)
    assert type(token).from_dict(token.to_dict()) == token
    assert type(page).from_dict(page.to_dict()) == page
    with pytest.raises(ValueError, match="properties"):
        type(token).from_dict({"id": str(token.id)})
