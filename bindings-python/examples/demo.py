"""The main job, step by step: a token issued, listed, narrowed, disabled, replaced, deleted and used; and SWR."""

import json
import os
import uuid
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from registry_tokens import (
    ConflictError,
    IonosClient,
    NotFoundError,
    Registry,
    Retire,
    Scope,
    SwrClient,
    Token,
    TokenStatus,
)


def main() -> None:
    """Touches only what it made itself."""
    ionos()
    swr()


def ionos() -> None:
    """Needs IONOS_API_URL, IONOS_TOKEN and REGISTRY_ID."""
    with IonosClient.from_env() as client:
        registry = client.registries.get(os.environ["REGISTRY_ID"])
        # Nobody else's token has this name.
        name = f"demo-{uuid.uuid4().hex}"
        try:
            story(client, registry, name)
            use(client, registry, name)
        finally:
            # Whatever happened, nothing of ours stays behind: a successor's name begins with the old one's.
            for left in client.tokens.list(registry.id).all():
                if left.name.startswith(name):
                    client.tokens.delete(registry.id, left.id, missing_ok=True)


def story(client: IonosClient, registry: Registry, name: str) -> None:
    """Each step says what it did."""
    tokens = client.tokens
    say("registry", f"{registry.name} at {registry.hostname}, running: {registry.is_running()}")

    scopes = [Scope.repository("team/app", ["pull", "push"])]
    answer = tokens.with_response.create(registry.id, name, scopes=scopes, expires_in=timedelta(days=1))
    issued, login = answer.value.token, answer.value.credentials
    say("issue", f"HTTP {answer.http_status}, token {issued.id}, allows {allowed(issued)}")
    say("login", f"docker login {registry.hostname} -u {login.username} -p {login.password}")
    try:
        tokens.create(registry.id, name)
    except ConflictError as error:
        say("issue", f"again: {error.kind} ({error})")

    everything = tokens.list(registry.id).all()
    say("list", f"{len(everything)} token(s), ours among them: {issued in everything}")

    narrowed = tokens.update(registry.id, issued.id, scopes=[Scope.repository("team/app", ["pull"])])
    say("narrow", f"allows {allowed(narrowed)}")
    disabled = tokens.update(registry.id, issued.id, status=TokenStatus.DISABLED)
    say("disable", f"status {disabled.status}")
    forever = tokens.update(registry.id, issued.id, expiry_date=None)
    say("update", f"expires {forever.expiry_date or 'never'}")

    wanted = [Scope.repository("team/app", ["pull", "delete"])]
    replaced = tokens.replace(registry.id, issued.id, name, scopes=wanted, status=TokenStatus.ENABLED)
    password = "the password of before" if replaced.credentials is None else "a new password"
    say("replace", f"allows {allowed(replaced.token)}, with {password}")

    tokens.delete(registry.id, issued.id)
    say("delete", str(issued.id))
    try:
        tokens.get(registry.id, issued.id)
    except NotFoundError as error:
        say("get", f"{error.kind} ({error})")
    tokens.delete(registry.id, issued.id, missing_ok=True)
    say("delete", "again, with missing_ok: nothing to do")


def use(client: IonosClient, registry: Registry, name: str) -> None:
    """A login where docker finds it, and a new one in its place."""
    issued = client.tokens.create(registry.id, name, scopes=[Scope.repository("team/app", ["pull"])])
    with TemporaryDirectory() as folder:
        config = Path(folder, "config.json")
        merge = issued.credentials.merge_into(config, registry.hostname)
        say("merge", f"{config.name} opens {', '.join(json.loads(config.read_text())['auths'])}, {merge}")
        before = config.read_text()
        done = client.tokens.rotate(
            registry.id,
            issued.token.id,
            lambda rotation: rotation.credentials.merge_into(config, registry.hostname),
            # Nobody else uses it; the default leaves it an hour.
            retire=Retire.DELETE,
        )
        changed = config.read_text() != before
    say("rotate", f"{done.retirement.old_outcome}, followed by {done.rotation.new.id}, another login: {changed}")
    client.tokens.delete(registry.id, done.rotation.new.id)


def swr() -> None:
    """Needs SWR_INSTANCE_ID, and the variables of the official SDKs: HUAWEICLOUD_SDK_AK, _SK, _REGION."""
    instance = os.environ["SWR_INSTANCE_ID"]
    with SwrClient.from_env() as client:
        name = f"demo-{uuid.uuid4().hex}"
        try:
            swr_story(client, instance, name)
        finally:
            left = client.long_term_credentials.find(instance, name)
            if left is not None:
                client.long_term_credentials.delete(instance, left.token_id, missing_ok=True)


def swr_story(client: SwrClient, instance: str, name: str) -> None:
    """The same at Huawei Cloud SWR."""
    for target in client.target_registries.list(instance):
        say("target", f"{target.name} ({target.type}) at {target.url}, {target.status}")

    credentials = client.long_term_credentials
    issued = credentials.create(instance, name)
    say("issue", f"credential {issued.token_id}, until {issued.expire_date or 'it is deleted'}")
    say("login", f"docker login INSTANCE -u {issued.credentials.username} -p {issued.credentials.password}")
    credentials.disable(instance, issued.token_id)
    found = credentials.find(instance, name)
    say("disable", f"enabled: {found is not None and found.enable}")

    login = client.login.create_temporary(duration=timedelta(hours=1))
    say("basic", f"docker login {login.hostname} -u {login.username} -p {login.password}, until {login.expires_at}")

    credentials.delete(instance, issued.token_id)
    say("delete", issued.token_id)


def say(step: str, what: str) -> None:
    """One line of the story."""
    print(f"{step:>9}  {what}")


def allowed(token: Token) -> str:
    """The scopes of a token in words."""
    return ", ".join(f"{'+'.join(scope.actions)} on {scope.type} {scope.name}" for scope in token.scopes)


if __name__ == "__main__":
    main()
