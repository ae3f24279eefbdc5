"""The drop-in for the official package: what its configuration does, and what it refuses."""

from __future__ import annotations

import copy
import logging
import multiprocessing
import ssl
from pathlib import Path
from typing import Any

import pytest
from registry_tokens.compat import ionoscloud_container_registry as sdk
from registry_tokens.compat.ionoscloud_container_registry.rest import ApiException
from support.compat import api, configuration
from support.emulator import Emulator, World
from support.logs import recorded

REFUSED: dict[str, tuple[Any, str]] = {
    "verify_ssl": (False, "ssl_ca_cert, or pin the certificate with fingerprint"),
    "fingerprint": ("ab:" * 20, "SHA-256"),
    "cert_file": ("client.pem", "client certificates"),
    "key_file": ("client.key", "client certificates"),
    "assert_hostname": (False, "always checked"),
    "tls_server_name": ("elsewhere", "always checked"),
    "socket_options": ([(1, 2, 3)], "_request_timeout"),
    "proxy": ("socks5h://127.0.0.1:1", "HTTP proxy"),
    "host": (None, "a URL expected"),
    "retries": (object(), "urllib3"),
    "max_retries": (-1, "number of attempts"),
    "wait_time": ("1", "milliseconds"),
    "max_wait_time": (-1, "milliseconds"),
    "logger_file": ("log.txt", "getLogger"),
    "safe_chars_for_path_param": ("/", "UUID"),
    "server_variables": ({"a": "b"}, "give the host"),
    "server_operation_index": ({1: 1}, "give the host"),
    "server_operation_variables": ({1: {}}, "give the host"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_honoured_is_refused_at_once_and_named(name: str) -> None:
    value, instead = REFUSED[name]
    made = sdk.Configuration()
    with pytest.raises(sdk.ApiValueError, match=instead) as caught:
        setattr(made, name, value)
    assert str(caught.value).startswith(f"{name}: ")
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("name", ["max_retries", "wait_time", "max_wait_time", "api_key_prefix"])
def test_none_is_no_value_for_what_has_a_default(name: str) -> None:
    with pytest.raises(sdk.ApiValueError, match=f"{name}: "):
        setattr(sdk.Configuration(), name, None)


def test_an_empty_text_is_no_certificate(world: World) -> None:
    for own in ({"ssl_ca_cert": ""}, {"ca_cert_data": ""}, {"ca_cert_data": b""}):
        assert api(world, **own).registries_tokens_get(world.registry).items == []


@pytest.mark.parametrize("name", ["fingerprint", "server_variables", "server_operation_index", "retries"])
def test_arguments_are_refused_as_attributes_are(name: str) -> None:
    given: dict[str, Any] = {name: REFUSED[name][0]}
    with pytest.raises(sdk.ApiValueError, match=name):
        sdk.Configuration(**given)


def test_headers_for_a_proxy_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONOS_HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("IONOS_HTTP_PROXY_HEADERS", "Proxy-Authorization: canary")
    made = sdk.Configuration()
    assert made.proxy == "http://127.0.0.1:1"
    with pytest.raises(sdk.ApiValueError, match="user and password of a proxy go into its URL") as caught:
        sdk.ApiClient(made)
    assert "canary" not in str(caught.value)
    made.proxy = None
    sdk.ApiClient(made)


def test_a_cookie_is_refused(world: World) -> None:
    with pytest.raises(sdk.ApiValueError, match="cookie"):
        sdk.ApiClient(configuration(world), cookie="a=b")


def test_the_proxy_of_the_environment_is_the_only_thing_read(
    emulator: Emulator, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("IONOS_TOKEN", "IONOS_USERNAME", "IONOS_PASSWORD"):
        monkeypatch.setenv(name, "wrong")
    monkeypatch.setenv("IONOS_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("IONOS_PINNED_CERT", "0" * 64)
    monkeypatch.setenv("IONOS_CONTRACT_NUMBER", "words")
    assert api(world).registries_tokens_get(world.registry).items == []
    with pytest.raises(ApiException, match="no credentials"):
        api(world, token=None).registries_tokens_get(world.registry)
    monkeypatch.setenv("IONOS_HTTP_PROXY", emulator.ready["proxy_url"])
    tokens = api(world)
    assert tokens.api_client.configuration.proxy == emulator.ready["proxy_url"]
    tokens.registries_tokens_get(world.registry)
    assert sdk.Configuration().host == "https://api.ionos.com/containerregistries"


def test_default_headers(world: World) -> None:
    tokens = api(world, token=None, username=world.username, password=world.password)
    client = tokens.api_client
    client.set_default_header("X-Note", "a")
    client.set_default_header("X-Contract-Number", "31")
    client.set_default_header("Accept", "application/json")
    client.set_default_header("Content-Type", "application/json; charset=utf-8")
    client.user_agent = "my-app/1.0"
    tokens.registries_tokens_get(world.registry, _headers={"x-note": "b", "X-Own": "c"})
    headers = dict(world.requests()[-1]["headers"])
    assert (headers["x-note"], headers["x-own"], headers["x-contract-number"]) == ("a", "c", "31")
    assert headers["user-agent"].startswith("registry-tokens/")
    assert headers["user-agent"].endswith(" my-app/1.0")


def test_what_is_changed_later_holds_from_then_on(world: World, emulator: Emulator) -> None:
    tokens = api(world)
    made = tokens.api_client.configuration
    tokens.registries_tokens_get(world.registry)
    made.token = "wrong"
    with pytest.raises(ApiException, match="401"):
        tokens.registries_tokens_get(world.registry)
    other = emulator.world()
    made.host, made.token = other.url, other.token
    assert tokens.registries_tokens_get(other.registry).items == []
    made.retries = 0
    other.fault({"status": 503})
    with pytest.raises(ApiException, match="503"):
        tokens.registries_tokens_get(other.registry)


def test_the_same_settings_keep_their_connection(world: World) -> None:
    tokens = api(world)
    for _ in range(3):
        tokens.registries_tokens_get(world.registry)
    world.wait(arrived=3, open=1)
    tokens.api_client.close()
    world.wait(open=0)
    # As in the official package, where nothing is closed.
    tokens.registries_tokens_get(world.registry)
    with tokens.api_client as client:
        assert client is tokens.api_client
    world.wait(arrived=4, open=0)


def test_defaults_are_shared(world: World) -> None:
    sdk.Configuration.set_default(configuration(world))
    try:
        assert sdk.Configuration.get_default() is sdk.Configuration.get_default_copy()
        assert sdk.TokensApi().registries_tokens_get(world.registry).items == []
        assert sdk.TokensApi().api_client is sdk.ApiClient.get_default()
    finally:
        sdk.ApiClient.get_default().close()
        sdk.ApiClient.set_default(None)
        sdk.Configuration.set_default(None)


def test_a_copy_has_keys_of_its_own() -> None:
    made = sdk.Configuration(api_key={"tokenAuth": "a"}, token="t", host="http://127.0.0.1:1")
    twin = copy.deepcopy(made)
    twin.api_key["tokenAuth"] = "b"
    twin.host = "http://127.0.0.1:2"
    assert (made.api_key["tokenAuth"], made.host, twin.token) == ("a", "http://127.0.0.1:1", "t")
    assert "registry-tokens" in made.to_debug_report()


def test_hosts() -> None:
    made = sdk.Configuration()
    assert made.get_host_settings()[0]["url"] == made.host
    for index, variables in ((1, None), (0, {"a": "b"})):
        with pytest.raises(sdk.ApiValueError, match="server_index"):
            made.get_host_from_settings(index, variables)
    with pytest.raises(ApiException, match="https") as caught:
        api("http://registry.example", token="t").registries_tokens_get("6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b")
    assert caught.value.status == 400


def test_certificates(emulator: Emulator, tmp_path: Path) -> None:
    secured = Emulator("--tls", str(tmp_path / "tls"))
    try:
        world = secured.world()
        pem = secured.ca_certificate()
        file = tmp_path / "ca.pem"
        file.write_text(pem)
        leaf = secured.ready["tls"]["good"]["leaf_sha256"]
        ways: list[dict[str, Any]] = [
            {"ssl_ca_cert": str(file)},
            {"ca_cert_data": pem},
            {"ca_cert_data": ssl.PEM_cert_to_DER_cert(pem)},
            {"fingerprint": ":".join(leaf[at : at + 2] for at in range(0, 64, 2))},
        ]
        before = ssl.SSLContext.sslsocket_class
        for own in ways:
            assert api(world, **own).registries_tokens_get(world.registry).items == []
        for wrong in ({}, {"fingerprint": "0" * 64}):
            with pytest.raises(ApiException) as caught:
                api(world, **wrong).registries_tokens_get(world.registry)
            assert caught.value.status is None
        assert ssl.SSLContext.sslsocket_class is before
        with pytest.raises(sdk.ApiValueError, match="ssl_ca_cert"):
            api(world, ssl_ca_cert=str(tmp_path / "none.pem")).registries_tokens_get(world.registry)
    finally:
        secured.stop()


def test_debug_logs_the_attempts_without_what_is_secret(world: World) -> None:
    logger = logging.getLogger("ionoscloud_container_registry")
    level = logger.level
    try:
        with recorded() as records:
            tokens = api(world, debug=True)
            tokens.api_client.set_default_header("X-Note", "canary")
            tokens.registries_tokens_get(world.registry)
        assert tokens.api_client.configuration.debug
        assert any("tokens.list attempt 1: ok, status 200" in text for text in records.texts)
        assert not any(world.token in text or "canary" in text for text in records.texts)
        with recorded() as records:
            tokens.api_client.configuration.debug = False
            tokens.registries_tokens_get(world.registry)
        assert records.texts == []
    finally:
        logger.setLevel(level)


def test_what_has_no_effect_there_has_none_here(world: World) -> None:
    made = configuration(world)
    made.connection_pool_maxsize = multiprocessing.cpu_count()
    made.client_side_validation = False
    made.ignore_operation_servers = True
    made.temp_folder_path = "/nowhere"
    assert sdk.TokensApi(sdk.ApiClient(made)).registries_tokens_get(world.registry).items == []
