"""Whatever a caller writes: a value, an error of the table or Python's `TypeError`, and never a token in a text.

`PROPERTY_SEED` chooses other arguments, `PROPERTY_STEPS` how many examples there are of each operation.
"""

from __future__ import annotations

import asyncio
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from registry_tokens import RegistryTokensError
from support import canary, figures, samples
from support.clients import ASYNCHRONOUS, BLOCKING, asynchronous_of, blocking_of, options, swr_options
from support.emulator import Emulator
from support.odd import LOOPBACK, FromTestError, Odd, some_of, written
from support.surface import CALL_OPTIONS, CLIENT_OPTIONS, ERROR_KINDS, METHODS, Method
from support.vectors.call import STYLES, Call, Outcome, call_async, call_blocking

SEED = int(os.environ.get("PROPERTY_SEED", "20260101"))
STEPS = int(os.environ.get("PROPERTY_STEPS", "10"))
# Only tells hanging from not hanging: the emulator answers at once.
GUARD = timedelta(seconds=20)
# Observers are not asked twice, and what they raise goes where Python puts what nobody can catch.
OWN_FAILURES = "ignore:Exception ignored in. <function fails:pytest.PytestUnraisableExceptionWarning"

Property = Callable[[Callable[..., None]], Callable[[], None]]


outcomes: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def _told() -> Iterator[None]:
    yield
    # Were nearly all refused, nothing would be shown.
    came = ", ".join(f"{kind} {times}" for kind, times in outcomes.most_common())
    figures.measured.append(f"properties: seed {SEED}, {STEPS} examples of each operation: {came}")


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


def examples(name: str, steps: int = STEPS, /, **drawn: st.SearchStrategy[Any]) -> Property:
    """Runs a function for the arguments of this run, which are others for each name."""

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        chosen = settings(
            max_examples=steps,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        found: Callable[[], None] = seed(SEED + zlib.crc32(name.encode()))(chosen(given(**drawn)(check)))
        return found

    return decorate


class Service:
    """A service, its clients and what is in it; another one after each change."""

    def __init__(self, emulator: Emulator, method: Method) -> None:
        self._emulator, self._method = emulator, method
        self.renew()

    def renew(self) -> None:
        self.world = world = self._emulator.world()
        own = {"max_retries": 0, "timeout": GUARD}
        self.clients = {
            "python-sync": blocking_of(self._method.provider, world, **own),
            "python-async": asynchronous_of(self._method.provider, world, **own),
        }
        self.secrets = [world.token, world.password, world.swr["secret_key"]]
        self.arguments = samples.arguments(self._method, world, samples.seed(world))


def settle(call: Call, style: str, client: Any, loop: asyncio.AbstractEventLoop) -> Any:
    """The value of a call in its canonical form: that of the types that are promised."""
    outcome = Outcome()
    if style == "python-sync":
        call_blocking(client, call, outcome)
    else:
        loop.run_until_complete(call_async(client, call, outcome))
    outcomes["value"] += 1
    # What is made of several calls has no form in the vectors.
    return outcome.value if "deploy" in call.method.arguments else outcome.canonical()


def check_error(error: BaseException, odd: dict[str, Odd], secrets: list[str]) -> None:
    outcomes[getattr(error, "kind", type(error).__name__)] += 1
    if isinstance(error, RegistryTokensError):
        assert error.kind in ERROR_KINDS
        assert error.kind != "internal", error
    else:
        # Only for what is not of the right type.
        assert type(error) is TypeError, repr(error)
        assert not all(one.is_right for one in odd.values()), error
    canary.assert_clean((*canary.shown_error(error), *canary.own_locals(error)), secrets)


@pytest.mark.filterwarnings(OWN_FAILURES)
@pytest.mark.parametrize("name", METHODS)
def test_any_arguments(emulator: Emulator, loop: asyncio.AbstractEventLoop, name: str) -> None:
    method = METHODS[name]
    service = Service(emulator, method)
    kinds = method.arguments | CALL_OPTIONS
    takes = ["items", "pages", "all"] if method.is_pager else [None]

    @examples(name, style=st.sampled_from(STYLES), take=st.sampled_from(takes), odd=some_of(kinds))
    def holds(style: str, take: str | None, odd: dict[str, Odd]) -> None:
        try:
            own = {name: written(one.value) for name, one in odd.items()}
            settle(Call(method, service.arguments | own, take), style, service.clients[style], loop)
        except FromTestError:
            outcomes["the caller's own"] += 1
            assert "deploy" in odd
        except BaseException as error:
            check_error(error, odd, service.secrets)
            if getattr(error, "attempts", 0) == 0:
                return
        if method.changes or "deploy" in method.arguments:
            service.renew()

    holds()


# Where a request might go; each is only built with what leads elsewhere.
ADDRESSES = {"base_url", "endpoint", "iam_endpoint", "proxy"}
FIRST_CALLS = {"ionos": "registries.get", "swr": "target_registries.get"}
OPTIONS = {"ionos": options, "swr": swr_options}


@pytest.mark.filterwarnings(OWN_FAILURES)
@pytest.mark.parametrize("provider", CLIENT_OPTIONS)
def test_any_client(emulator: Emulator, loop: asyncio.AbstractEventLoop, provider: str) -> None:
    method = METHODS[FIRST_CALLS[provider]]
    service = Service(emulator, method)
    # Whoever runs the tests may have credentials there.
    kinds = {name: kind for name, kind in CLIENT_OPTIONS[provider].items() if name != "load_environment"}

    @examples(provider, STEPS * 10, style=st.sampled_from(STYLES), odd=some_of(kinds))
    def holds(style: str, odd: dict[str, Odd]) -> None:
        classes = BLOCKING if style == "python-sync" else ASYNCHRONOUS
        secrets = [*service.secrets, canary.TOKEN]
        given = dict(OPTIONS[provider](service.world, max_retries=0, timeout=GUARD))
        try:
            client = classes[provider](**given | {name: written(one.value) for name, one in odd.items()})
            if all(odd[name].value in (False, *LOOPBACK) for name in ADDRESSES & {*odd}):
                own = {"max_retries": 0, "timeout": GUARD}
                settle(Call(method, service.arguments | own), style, client, loop)
        except BaseException as error:
            check_error(error, odd, secrets)

    holds()
