"""What editors, `help()` and type checkers show: explicit signatures, a docstring everywhere, the defaults in words."""

from __future__ import annotations

import inspect
import pydoc
from collections.abc import Iterator
from typing import Any

import pytest
import registry_tokens as rt
from support.clients import ASYNCHRONOUS, BLOCKING, CLIENTS
from support.surface import CALL_OPTIONS, CLIENT_OPTIONS, METHODS, MODELS, Method

NAMES = [name for name, value in vars(rt).items() if not name.startswith("_") and not inspect.ismodule(value)]
CLASSES = [(name, getattr(rt, name)) for name in NAMES if inspect.isclass(getattr(rt, name))]


def members(owner: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class of ours adds."""
    ours = [base for base in owner.__mro__ if base.__module__.startswith("registry_tokens")]
    for name in {name for base in ours for name in vars(base) if not name.startswith("_")}:
        member = inspect.getattr_static(owner, name)
        if callable(member) or inspect.isdatadescriptor(member):
            yield name, getattr(owner, name)


def kind_of(value: object) -> type[object]:
    return type(value)


def provider_of(client_class: object) -> str:
    return next(name for known in (BLOCKING, ASYNCHRONOUS) for name, one in known.items() if one is client_class)


def resource_of(client_class: Any, method: Method) -> Any:
    return getattr(client_class(**CLIENTS[client_class]), method.resource)


# Of everything else it is None, and the documentation says what that means.
DEFAULTS = {"on_deploy_error": "delete_new", "concurrency": 4}

each_client = pytest.mark.parametrize("client_class", CLIENTS)
METHODS_OF_CLIENTS = [
    pytest.param(client_class, name, id=f"{client_class.__name__}-{name}")
    for client_class in CLIENTS
    for name, method in METHODS.items()
    if method.provider == provider_of(client_class)
]


def resources() -> list[tuple[str, type[object]]]:
    found: list[tuple[str, type[object]]] = []
    for client_class, own in CLIENTS.items():
        client = client_class(**own)
        for accessor in {
            method.resource for method in METHODS.values() if method.provider == provider_of(client_class)
        }:
            resource = getattr(client, accessor)
            found.append((f"{client_class.__name__}.{accessor}", kind_of(resource)))
            found.append((f"{client_class.__name__}.{accessor}.with_response", kind_of(resource.with_response)))
    return found


PAGER_TYPES: list[tuple[str, type]] = [
    ("Pager", type(rt.IonosClient(token="t", load_environment=False).registries.list())),
    ("AsyncPager", type(rt.AsyncIonosClient(token="t", load_environment=False).registries.list())),
]
PUBLIC: dict[str, type] = dict([*CLASSES, *resources(), *PAGER_TYPES])
each_class = pytest.mark.parametrize("owner", PUBLIC.values(), ids=PUBLIC)


def test_the_package_has_what_users_need_and_nothing_of_others() -> None:
    assert {"IonosClient", "AsyncIonosClient", "Scope", "Secret", "UNSET", "Event", "Response", "Pager"} <= set(NAMES)
    assert {"Token", "TokenPage", "Registry", "RegistryPage", "AsyncPager", "logging_observer"} <= set(NAMES)
    assert {"SwrClient", "AsyncSwrClient", "TargetRegistry", "LongTermCredential", "TargetRegistryType"} <= set(NAMES)
    for name in NAMES:
        assert type(getattr(rt, name)).__module__ != "typing", name
        assert getattr(getattr(rt, name), "__module__", "registry_tokens").startswith("registry_tokens"), name
    assert rt.__version__
    assert rt.__doc__


@each_class
def test_every_class_method_and_property_has_its_docstring(owner: type) -> None:
    assert inspect.getdoc(owner), owner
    for name, member in members(owner):
        assert inspect.getdoc(member), f"{owner.__name__}.{name} has no docstring"


@each_class
def test_every_signature_is_explicit(owner: type) -> None:
    for name, member in members(owner):
        if not callable(member) or inspect.isclass(member):
            continue
        for parameter in inspect.signature(member).parameters.values():
            kind = parameter.kind
            assert kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD), (
                f"{owner.__name__}.{name}: {parameter}"
            )


@each_class
def test_classes_say_where_they_are_imported_from(owner: type) -> None:
    """A name that cannot be imported is no help in a traceback or a pickle."""
    module = inspect.getmodule(owner)
    assert owner.__module__.split(".")[0] == "registry_tokens"
    assert module is not None
    assert getattr(module, owner.__qualname__) is owner


@each_client
def test_a_clients_options_are_keywords_that_need_not_be_given(client_class: type) -> None:
    parameters = inspect.signature(client_class).parameters
    assert list(parameters) == list(CLIENT_OPTIONS[provider_of(client_class)])
    for parameter in parameters.values():
        assert (parameter.kind, parameter.default) == (parameter.KEYWORD_ONLY, None)
        assert parameter.annotation is not parameter.empty


@pytest.mark.parametrize(("client_class", "name"), METHODS_OF_CLIENTS)
def test_the_arguments_of_a_method_are_those_of_the_surface(client_class: Any, name: str) -> None:
    method = METHODS[name]
    resource = resource_of(client_class, method)
    called = getattr(resource, method.name)
    parameters = inspect.signature(called).parameters
    assert set(parameters) == set(method.arguments) | set(CALL_OPTIONS)
    for parameter in parameters.values():
        assert parameter.annotation is not parameter.empty
        is_place = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        assert is_place == (parameter.name in method.places)
        assert (parameter.default is parameter.empty) == (parameter.name in method.required)
        if parameter.name not in method.required:
            # In a change, None means to clear; so what is left alone needs a word of its own.
            is_change = name == "tokens.update" and parameter.name in MODELS["TokenUpdate"]
            assert parameter.default == (rt.UNSET if is_change else DEFAULTS.get(parameter.name))
    if method.has_details:
        detailed = inspect.signature(getattr(resource.with_response, method.name))
        assert list(detailed.parameters) == list(parameters)


@each_client
def test_a_rotation_as_a_statement_takes_what_the_call_takes(client_class: Any) -> None:
    for method in METHODS.values():
        if method.provider == provider_of(client_class) and method.name == "rotate":
            resource = resource_of(client_class, method)
            wanted = [one for one in inspect.signature(resource.rotate).parameters if one != "deploy"]
            assert list(inspect.signature(resource.rotation).parameters) == wanted


def test_what_has_no_response_of_its_own() -> None:
    for client_class in CLIENTS:
        for method in METHODS.values():
            if not method.has_details and method.provider == provider_of(client_class):
                assert not hasattr(resource_of(client_class, method).with_response, method.name)


@pytest.mark.parametrize("provider", BLOCKING)
def test_both_clients_have_the_same_methods(provider: str) -> None:
    blocking, asynchronous = ({name for name, _ in members(known[provider])} for known in (BLOCKING, ASYNCHRONOUS))
    assert blocking == asynchronous
    assert hasattr(BLOCKING[provider], "__enter__")
    assert hasattr(ASYNCHRONOUS[provider], "__aenter__")


OWN_WORDS = {"ionos": ("IONOS_TOKEN", "tokens"), "swr": ("HUAWEICLOUD_SDK_AK", "target_registries")}


@each_client
def test_help_renders_and_tells_the_defaults(client_class: type) -> None:
    text = pydoc.plain(pydoc.render_doc(client_class))
    provider = provider_of(client_class)
    for option in CLIENT_OPTIONS[provider]:
        assert option in text, option
    for words in ("60 s", "20 s", "5 s", "100 ms", "32 MiB", "Default: 4", *OWN_WORDS[provider]):
        assert words in text, words


@pytest.mark.parametrize(
    ("owner", "name"), [(owner, name) for name, owner in resources()], ids=lambda value: str(value)
)
def test_help_of_resources_renders(owner: type, name: str) -> None:
    text = pydoc.plain(pydoc.render_doc(owner))
    for method in METHODS.values():
        if method.resource in name.split(".") and (method.has_details or "with_response" not in name):
            assert method.name in text


@each_class
def test_help_of_everything_renders(owner: type) -> None:
    assert pydoc.plain(pydoc.render_doc(owner)).strip()


def test_help_tells_what_a_call_may_be_told() -> None:
    tokens = rt.IonosClient(token="t", load_environment=False).tokens
    for method in METHODS.values():
        if method.resource == "tokens":
            text = pydoc.plain(pydoc.render_doc(getattr(tokens, method.name)))
            assert "max_retries" in text
    assert "missing_ok" in str(inspect.getdoc(tokens.delete))
    assert "password" in str(inspect.getdoc(tokens.create)).lower()


def test_models_tell_their_fields() -> None:
    for name, fields in MODELS.items():
        model = getattr(rt, name, None)
        if model is not None:
            for field in fields:
                assert inspect.getdoc(getattr(model, field)), f"{name}.{field}"
