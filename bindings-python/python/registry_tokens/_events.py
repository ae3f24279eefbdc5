"""What an observer of a client is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import logging


class Event(NamedTuple):
    """One attempt of a call, as it ended; without ids, headers or bodies.

    An attempt whose call was cancelled has neither a status nor a kind of error.
    """

    operation: str
    """The operation, such as ``tokens.create``."""
    provider: str
    """The provider: ``ionos``, ``swr``, or ``iam`` where the project is looked up for that."""
    http_method: str
    """The HTTP method."""
    url_template: str
    """The path with the names of its parameters, not their values."""
    attempt: int
    """1 for the first attempt of a call."""
    http_status: int | None
    """The status, when an answer came."""
    error_kind: str | None
    """What went wrong, when something did; the ``kind`` of the errors."""
    elapsed: timedelta
    """How long the attempt took."""
    retry_in: timedelta | None
    """The wait before the next attempt, when there will be one."""
    outcome_unknown: bool
    """Whether this or an earlier attempt of a changing call may have been carried out without the caller knowing."""
    request_id: str | None
    """The id to quote to the service's support."""


def logging_observer(logger: logging.Logger | None = None) -> Callable[[Event], None]:
    """An observer for ``on_event`` that writes each event to `logging`.

    Failures and doubts are warnings, the rest is debug. No event holds a credential, an id or a body.

    Args:
        logger: Where to write. Default: the logger ``registry_tokens``.
    """
    import logging

    target = logging.getLogger("registry_tokens") if logger is None else logger

    def observe(event: Event) -> None:
        is_doubtful = event.error_kind is not None or event.outcome_unknown
        level = logging.WARNING if is_doubtful else logging.DEBUG
        if not target.isEnabledFor(level):
            return
        outcome = event.error_kind or ("cancelled" if event.http_status is None else "ok")
        text = "%s attempt %d: %s"
        if event.http_status is not None:
            text += f", status {event.http_status}"
        if event.retry_in is not None:
            text += f", next in {event.retry_in.total_seconds():.3f} s"
        if event.outcome_unknown:
            text += ", the service may have carried it out"
        target.log(level, text, event.operation, event.attempt, outcome, extra={"registry_tokens_event": event})

    return observe
