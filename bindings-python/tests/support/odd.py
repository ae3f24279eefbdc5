"""Random arguments, good and odd, by the types of the surface."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import registry_tokens
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from registry_tokens import UNSET

from .canary import TOKEN
from .surface import MODELS, ROOT, WORDS, inner
from .vectors.files import is_list
from .wrong import wrong

# What it keeps between runs; else a folder in the tree.
set_hypothesis_home_dir(ROOT / "target" / "hypothesis")

Drawn = st.SearchStrategy[Any]
FROM_TEST = "of the test's own"


class FromTestError(Exception):
    """What a caller's own function raises."""


@dataclass(frozen=True)
class Odd:
    """A value for one argument."""

    value: Any
    is_right: bool
    """Whether it is of the right type, whatever it says."""


@dataclass(frozen=True)
class Made:
    """A model that the call itself makes: what its class refuses is refused by the call."""

    name: str
    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    places: tuple[Any, ...] = ()


def written(value: Any) -> Any:
    """The value that a program would write."""
    if isinstance(value, Made):
        fields = {name: written(part) for name, part in value.fields.items()}
        return getattr(registry_tokens, value.name)(*value.places, **fields)
    if is_list(value):
        return [written(part) for part in value]
    # A tuple is as good as a list.
    return tuple(written([*value])) if type(value) is tuple else value


TEXTS: st.SearchStrategy[str] = st.sampled_from(
    [
        "",
        " ",
        ".",
        "..",
        "../..",
        "%2e%2e",
        "%",
        "%00",
        "\0",
        "\n",
        "\x7f",
        "a\r\nX-Own: a",
        "a/b",
        "a//b",
        "\\",
        "?",
        "#",
        "a",
        "A",
        "group",
        "busybox",
        "ci-new",
        "null",
        "{}",
        "*",
        "0",
        "-1",
        "\ud800",
        "\udfff\ud800",
        "\ufeff",
        "\u0665",
        "\u202ecba",
        "\u05d0\u05d1",
        "\N{GRINNING FACE}",
        "e\u0301",
        "\uff0e\uff0e",
        "a" * 256,
        "a/" * 200,
        "x" * 70_000,
    ]
) | st.text(st.characters(), max_size=20)
# Addresses that lead nowhere else, whatever becomes of them.
LOOPBACK = [
    "http://127.0.0.1:1",
    "http://[::1]:1",
    "http://127.0.0.1:1/a/b",
    "https://127.0.0.1:1",
    "http://127.0.0.1:0",
]
# What may be asked for in a text of any client, around what must never show.
SECRETS: Drawn = st.tuples(TEXTS, TEXTS).map(TOKEN.join) | st.just(TOKEN)
PATHS = st.sampled_from(["/", "/nowhere/at/all", "/dev/null", "a\0b", ""]) | TEXTS | TEXTS.map(Path)
NUMBERS = st.integers() | st.sampled_from(
    [-(10**30), -(2**63), -1, 0, 1, 2, 100, 2**31, 2**32 - 1, 2**32, 2**53, 2**53 + 1, 2**63, 2**64 - 1, 2**64, 10**30]
)
NO_NUMBERS = [float("nan"), float("inf"), -float("inf"), 1e308, 0.5]
SPANS = st.timedeltas() | st.sampled_from(
    [
        timedelta.min,
        timedelta.max,
        timedelta(0),
        timedelta(microseconds=-1),
        timedelta(microseconds=1),
        timedelta(hours=1),
        timedelta(days=3650),
        timedelta(days=10**6),
    ]
)
_ZONES = st.none() | st.sampled_from([timezone.utc, *(timezone(timedelta(minutes=n)) for n in (-1439, -1, 345, 1439))])
_FIRST_TIMES = [
    datetime.min,
    datetime.max,
    datetime(1969, 12, 31),
    datetime(2038, 1, 19, 3, 14, 8),
    datetime(2091, 7, 4),
]
TIMES: Drawn = st.builds(datetime.replace, st.sampled_from(_FIRST_TIMES) | st.datetimes(), tzinfo=_ZONES)
HEADERS = st.sampled_from(
    [
        "X-Own",
        "x-own",
        "Authorization",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Content-Type",
        "Expect",
        "Accept-Encoding",
        "User-Agent",
        "X-Sdk-Date",
        ":path",
        "Upgrade",
        "Cookie",
        "TE",
    ]
)
QUERIES = st.sampled_from(["limit", "offset", "marker", "filter.name", "page_size", "x"])


def does_nothing(*_: object) -> None:
    return None


def fails(*_: object) -> None:
    raise FromTestError(FROM_TEST)


async def waits(*_: object) -> None:
    return None


def right(kind: str, name: str) -> Drawn:
    """Values of the right type."""
    outer, part = inner(kind)
    if outer == "patch":
        return st.just(UNSET) | right(part, name)
    if outer == "optional":
        return right(part, name)
    if outer == "list":
        return st.lists(right(part, name), max_size=3) | st.lists(right(part, name), max_size=2).map(tuple)
    if outer == "map":
        names = {"extra_headers": HEADERS, "extra_query": QUERIES}.get(name, TEXTS)
        return st.dictionaries(names | TEXTS, TEXTS, max_size=3)
    if kind in MODELS:
        fields = {field: right(ty, field) for field, ty in MODELS[kind].items()}
        return st.fixed_dictionaries(fields).map(lambda drawn: Made(kind, drawn))
    if kind in WORDS:
        return st.sampled_from([*WORDS[kind].values()]) | TEXTS
    return _PLAIN[kind]() if kind in _PLAIN else TEXTS


def _hidden(text: str) -> Made:
    return Made("Secret", places=(text,))


_PLAIN: dict[str, Callable[[], Drawn]] = {
    "id": lambda: TEXTS | st.uuids() | st.uuids().map(str),
    "secret": lambda: SECRETS | SECRETS.map(_hidden),
    "path": lambda: PATHS,
    "bytes": lambda: st.binary(max_size=40) | TEXTS,
    "proxy": lambda: st.sampled_from([False, *LOOPBACK]) | TEXTS,
    "observer": lambda: st.sampled_from([does_nothing, fails]),
    "bool": st.booleans,
    "u32": lambda: NUMBERS,
    "u64": lambda: NUMBERS,
    "usize": lambda: NUMBERS,
    "number": lambda: NUMBERS,
    "duration": lambda: SPANS,
    "timestamp": lambda: TIMES,
    "text": lambda: TEXTS | st.sampled_from(["delete_new", "keep_both"]),
    "function": lambda: st.sampled_from([does_nothing, fails]),
}


# Hypothesis looks at a strategy once; a new one for each draw takes most of the time.
@functools.cache
def odd(kind: str, name: str) -> st.SearchStrategy[Odd]:
    """Anything at all: mostly of the right type."""
    # Whether a caller may write `None` is for the stubs to say; it is never more than refused.
    others: list[Any] = [*wrong(kind), None, *NO_NUMBERS, [], {}, type, ["a", 5, None], {"a": b"b"}]
    if kind == "function":
        others.append(waits)
    some = right(kind, name).map(lambda value: Odd(value, True))
    return st.one_of(some, some, some, st.sampled_from(others).map(lambda value: Odd(value, False)))


@st.composite
def some_of(draw: st.DrawFn, kinds: dict[str, str]) -> dict[str, Odd]:
    """Up to four arguments that are odd; few, or the first one that is refused would hide all others."""
    names = draw(st.lists(st.sampled_from([*kinds]), max_size=4, unique=True))
    return {name: draw(odd(kinds[name], name)) for name in names}
