"""What an import costs: a job of one call pays it each time."""

from __future__ import annotations

from support.processes import loaded


def test_code_that_waits_does_not_pay_for_asyncio_or_logging() -> None:
    brought = set(loaded("import registry_tokens"))
    assert not {"asyncio", "concurrent.futures", "logging", "ssl", "subprocess"} & brought
