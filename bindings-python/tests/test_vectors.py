"""Every shared vector that this binding can make, blocking and async, under its id."""

from __future__ import annotations

import asyncio
import collections
import unittest
from datetime import timedelta
from typing import Any

import vectors
from emulator import Emulator

import registry_tokens as rt

STYLES = ("python-sync", "python-async")

# What the binding cannot be told or asked yet. Each goes when its part of the binding comes.
OPERATIONS = {"tokens.get"}
CLIENT = {"token", "base_url", "load_environment", "max_retries", "first_wait_ms"}
OPTIONS: set[str] = set()
NEEDS = {"string_ids"}


def skip_reason(vector: dict[str, Any]) -> str | None:
    call = vector["call"]
    if call["operation"] not in OPERATIONS:
        return "operation not in the binding yet"
    if set(vector.get("client", {})) - CLIENT:
        return "client option not in the binding yet"
    if set(call.get("options", {})) - OPTIONS:
        return "call option not in the binding yet"
    if "events" in vector:
        return "events not in the binding yet"
    if missing := set(vector.get("needs", [])) - NEEDS:
        return f"needs {', '.join(sorted(missing))}"
    return None


class Runner:
    """Runs vectors against one emulator."""

    def __init__(self) -> None:
        self.emulator = Emulator()

    def run(self, vector: dict[str, Any], style: str) -> None:
        vectors.check_keys(vector)
        script = self.emulator.script(vector["exchanges"])
        options = {**vectors.BASE, "base_url": script["url"], **vectors.filled(vector.get("client", {}))}
        if options["base_url"] is not None:
            options["base_url"] = options["base_url"].replace("{script_url}", script["url"])
        call = vectors.filled(vector["call"])
        try:
            value, error = self.call(options, call, style), None
        except rt.RegistryTokensError as raised:
            value, error = None, raised
        self.compare(vector, options, value, error)
        if problems := self.emulator.problems(script["script"]):
            raise AssertionError(f"the service saw something else: {problems}")

    def call(self, options: dict[str, Any], call: dict[str, Any], style: str) -> Any:
        arguments = {name: value for name, value in options.items() if name != "first_wait_ms"}
        arguments["first_wait"] = timedelta(milliseconds=options["first_wait_ms"])
        group, method = call["operation"].split(".")
        if style == "python-sync":
            client = rt.IonosClient(**arguments)
            return getattr(getattr(client, group), method)(**call["arguments"])

        async def make() -> Any:
            client = rt.AsyncIonosClient(**arguments)
            return await getattr(getattr(client, group), method)(**call["arguments"])

        return asyncio.run(make())

    def compare(self, vector: dict[str, Any], options: dict[str, Any], value: Any, error: Any) -> None:
        hidden = vectors.secrets(vector, options)
        shown = error if error is not None else value
        for text in (str(shown), repr(shown), f"{shown}", repr(getattr(shown, "__dict__", ""))):
            if any(secret in text for secret in hidden):
                raise AssertionError("a secret is in a text form")
        if "error" in vector:
            if error is None:
                raise AssertionError(f"an error was expected, not {value!r}")
            wanted = {**vectors.EMPTY, **vector["error"]}
            for fragment in wanted.pop("contains", []):
                assert fragment.lower() in str(error).lower(), f"{fragment!r} is not in {error}"
            found = vectors.error_fields(error)
            assert found == wanted, f"\n  found  {found}\n  wanted {wanted}"
            assert len(str(error).splitlines()) == 1, "the error's text has more than one line"
        else:
            if error is not None:
                raise AssertionError(f"no error was expected: {error}")
            output = vectors.OPERATIONS[vector["call"]["operation"]]["output"]
            found = vectors.canonical(value, output)
            assert found == vector["result"], f"\n  found  {found}\n  wanted {vector['result']}"


class Vectors(unittest.TestCase):
    runner: Runner

    @classmethod
    def setUpClass(cls) -> None:
        cls.runner = Runner()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.runner.emulator.stop()

    def run_all(self, style: str) -> None:
        ran, skipped = 0, collections.Counter[str]()
        for vector in vectors.load():
            if reason := skip_reason(vector):
                skipped[reason] += 1
                continue
            ran += 1
            with self.subTest(vector["id"]):
                self.runner.run(vector, style)
        for reason, count in sorted(skipped.items()):
            print(f"  skipped {count}: {reason}")
        print(f"vectors {style}: run {ran}, skipped {skipped.total()}, total {ran + skipped.total()}", flush=True)
        self.assertGreater(ran, 0)

    def test_python_sync(self) -> None:
        self.run_all("python-sync")

    def test_python_async(self) -> None:
        self.run_all("python-async")

    def test_wrong_vectors_fail(self) -> None:
        """Each is wrong in one key: a runner that lets one pass does not look at that key."""
        red = 0
        for vector in vectors.load("must_fail"):
            # What is skipped for an unknown key must be red, too; so those are run whatever they hold.
            if not vector["wrong"].startswith("unknown_key") and skip_reason(vector):
                continue
            for style in STYLES:
                with self.subTest(vector["id"], style=style):
                    try:
                        self.runner.run(vector, style)
                    except Exception:
                        red += 1
                    else:
                        self.fail("passes although it is wrong")
        print(f"  wrong vectors that fail as they should: {red}")
        self.assertGreater(red, 0)


if __name__ == "__main__":
    unittest.main()
