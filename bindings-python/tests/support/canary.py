"""Secrets to plant, the search for them, and every text in which a Python program could show a value."""

from __future__ import annotations

import base64
import functools
import json
import pickle
import pprint
import re
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import registry_tokens

# With what JSON, URLs, Python and base64 write in other ways.
TOKEN = "canary\"token%/+8f21'\\"
PASSWORD = "canary\"password%/+77c0'\\"
ISSUED = "canary\"issued%/+d40e'\\"
PROXY_PASSWORD = "canary-proxy-9d3e"
CANARIES = (TOKEN, PASSWORD, ISSUED, PROXY_PASSWORD)

# Below that, chance finds it.
_SHORTEST = 4
_PACKAGE = str(Path(registry_tokens.__file__).parent)


@functools.lru_cache(maxsize=1000)
def forms(secret: str) -> tuple[str, ...]:
    """Every form in which a secret could stand in a text."""
    raw = secret.encode()
    found = {
        secret,
        repr(secret)[1:-1],
        json.dumps(secret)[1:-1],
        json.dumps(json.dumps(secret))[3:-3],
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in raw),
        raw.hex(),
    }
    found |= {re.sub("%[0-9A-F]{2}", lambda escape: escape[0].lower(), form) for form in found}
    # In base64 of `user:password` the password begins at any of three places of a group.
    for lead in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            coded = encode(b"x" * lead + raw).decode().rstrip("=")
            found.add(coded[(lead * 8 + 5) // 6 : (lead + len(raw)) * 8 // 6])
    return tuple(form for form in found if len(form) >= _SHORTEST)


def find_canary(text: str, secrets: Iterable[str] = CANARIES) -> str | None:
    """The form in which a secret stands in a text, or None."""
    for secret in secrets:
        for form in forms(secret):
            if form in text:
                return form
    return None


def assert_clean(texts: Iterable[str], secrets: Sequence[str] = CANARIES) -> None:
    """No secret in any text; and there are texts."""
    wanted = [form for secret in secrets for form in forms(secret)]
    searched = 0
    for text in texts:
        searched += 1
        for form in wanted:
            assert form not in text, f"a secret stands as {form!r} in: {text[:2000]}"
    assert searched, "there was nothing to search"


def shown(value: Any) -> Iterator[str]:
    """What a program could print of a value without asking for its secret."""
    yield str(value)
    yield repr(value)
    yield f"{value}"
    yield f"{value!r:>200}"
    yield f"{value!s:>200}"
    yield ascii(value)
    yield pprint.pformat(value)
    yield "%s %r" % (value, value)  # noqa: UP031  a form of its own
    yield repr([{"value": value}, (value,)])
    yield repr(getattr(value, "__dict__", None))
    # A class without `__dict__` still says what it has.
    fields: tuple[str, ...] = getattr(value, "__match_args__", ())
    yield from (repr(getattr(value, field)) for field in fields)
    if hasattr(value, "to_dict"):
        yield repr(value.to_dict())
        yield json.dumps(value.to_dict())


def shown_error(error: BaseException) -> Iterator[str]:
    """What a program, a log or an error tracker could show of an exception."""
    yield from shown(error)
    yield repr(error.args)
    yield "".join(traceback.format_exception(type(error), error, error.__traceback__))
    for linked in (error.__cause__, error.__context__):
        if linked is not None:
            yield from shown(linked)
    if isinstance(error, registry_tokens.RegistryTokensError):
        yield pickle.dumps(error).decode("latin-1")
        yield repr(error.__reduce__())


def own_locals(error: BaseException) -> Iterator[str]:
    """The variables of our own frames, as error trackers send them; the caller's hold what the caller put there."""
    for frame in traceback.TracebackException.from_exception(error, capture_locals=True).stack:
        if frame.filename.startswith(_PACKAGE):
            yield from (f"{frame.name}: {name} = {shown}" for name, shown in (frame.locals or {}).items())
