"""What logs in, as the files that docker, podman, skopeo and Kubernetes read."""

from __future__ import annotations

import base64
import copy
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from registry_tokens import ConfigError, ConfigMerge, Credentials, InvalidArgumentError, Secret
from support.canary import CANARIES, ISSUED, assert_clean, shown, shown_error

HOST = "team.cr.example:5000"
AUTH = "Y2k6cGE6c3Mid8O2cmRcICUk"
CONFIG = f'{{\n\t"auths": {{\n\t\t"{HOST}": {{\n\t\t\t"auth": "{AUTH}"\n\t\t}}\n\t}}\n}}\n'


def login() -> Credentials:
    return Credentials("ci", 'pa:ss"wörd\\ %$')


def test_credentials_can_be_made_of_what_was_stored() -> None:
    by_name = Credentials(username="ci", password=Secret("p"))
    assert by_name == Credentials("ci", "p")
    assert (by_name.username, by_name.password.reveal()) == ("ci", "p")
    assert (by_name.hostname, by_name.expires_at) == (None, None)
    assert copy.copy(by_name) == by_name
    with pytest.raises(TypeError, match="username"):
        Credentials(5, "p")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="password"):
        Credentials("ci", b"p")  # type: ignore[arg-type]


def test_a_config_for_docker() -> None:
    config = login().docker_config(HOST)
    assert isinstance(config, Secret)
    assert config.reveal() == CONFIG


def test_a_secret_for_kubernetes() -> None:
    for own, metadata in (
        ({}, {"name": "regcred"}),
        ({"namespace": None}, {"name": "regcred"}),
        ({"namespace": "ci"}, {"name": "regcred", "namespace": "ci"}),
    ):
        options: dict[str, Any] = own
        manifest = json.loads(login().kubernetes_secret(HOST, "regcred", **options).reveal())
        assert manifest == {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": metadata,
            "type": "kubernetes.io/dockerconfigjson",
            "data": {".dockerconfigjson": base64.b64encode(CONFIG.encode()).decode()},
        }


def test_a_login_is_merged_into_a_new_file(tmp_path: Path) -> None:
    file = tmp_path / "docker" / "config.json"
    assert login().merge_into(file, HOST).shadowed_by is None
    assert file.read_text() == CONFIG
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # Again, as text.
    assert login().merge_into(os.fspath(file), hostname=HOST).shadowed_by is None
    assert file.read_text() == CONFIG


def test_a_merge_leaves_all_else_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    text = '{ "k":"ctrl-\\u0065,e" ,\r\n "x": 1.50, "auths": {"%s": {"auth": "b2xk"}, "b": {}},\r\n "credHelpers": %s}'
    helpers = json.dumps({HOST: "osxkeychain", "other": "pass"})
    file.write_bytes((text % (HOST, helpers)).encode())
    assert login().merge_into(file, HOST).shadowed_by == "osxkeychain"
    assert file.read_bytes() == (text.replace("b2xk", AUTH) % (HOST, helpers)).encode()


@pytest.mark.parametrize("username", ["ci:x", "", "c\ni"])
def test_what_the_files_cannot_express_is_refused(tmp_path: Path, username: str) -> None:
    credentials, file = Credentials(username, ISSUED), tmp_path / "config.json"
    for operation, make in (
        ("docker_config", lambda: credentials.docker_config(HOST)),
        ("merge_into", lambda: credentials.merge_into(file, HOST)),
        ("kubernetes_secret", lambda: credentials.kubernetes_secret(HOST, "regcred")),
    ):
        with pytest.raises(InvalidArgumentError, match="user name") as caught:
            make()
        assert caught.value.operation == f"credentials.{operation}"
        assert_clean(shown_error(caught.value))
    assert not file.exists()


def test_arguments_of_a_wrong_type_are_named(tmp_path: Path) -> None:
    credentials: Any = login()
    calls: list[tuple[str, Callable[[], object]]] = [
        ("hostname", lambda: credentials.docker_config(5)),
        ("path", lambda: credentials.merge_into(5, HOST)),
        ("hostname", lambda: credentials.merge_into(tmp_path / "f", None)),
        ("name", lambda: credentials.kubernetes_secret(HOST, None)),
        ("namespace", lambda: credentials.kubernetes_secret(HOST, "regcred", namespace=5)),
    ]
    for name, make in calls:
        with pytest.raises(TypeError, match=name):
            make()
    with pytest.raises(InvalidArgumentError, match="namespace"):
        credentials.kubernetes_secret(HOST, "regcred", "Not a label")


def test_a_file_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError) as caught:
        login().merge_into(tmp_path / "file" / "config.json", HOST)
    assert isinstance(caught.value.__cause__, FileExistsError)
    assert caught.value.operation == "credentials.merge_into"


def test_a_file_that_is_no_json_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(f'{{"auths": {{"a": {{"auth": "{CANARIES[1]}')
    before = file.read_text()
    with pytest.raises(ConfigError, match="line 1") as caught:
        Credentials("ci", ISSUED).merge_into(file, HOST)
    assert file.read_text() == before
    assert_clean(shown_error(caught.value))


def test_nothing_that_is_made_shows_the_password(tmp_path: Path) -> None:
    credentials = Credentials("ci", ISSUED)
    auth = base64.b64encode(f"ci:{ISSUED}".encode()).decode()
    config = credentials.docker_config(HOST)
    made = [
        credentials,
        config,
        credentials.kubernetes_secret(HOST, "regcred"),
        credentials.merge_into(tmp_path / "config.json", HOST),
    ]
    for value in made:
        assert_clean(shown(value), [ISSUED, auth])
    assert isinstance(made[-1], ConfigMerge)
    # It is there to be found.
    assert auth in config.reveal()
    assert auth in (tmp_path / "config.json").read_text()
