"""What no vector can say: the shape of values, errors and secrets in Python."""

from __future__ import annotations

import asyncio
import copy
import os
import pickle
import signal
import threading
import time
import unittest
import uuid

import vectors
from emulator import Emulator, call

import registry_tokens as rt
from registry_tokens import _errors


class Thread(unittest.TestCase):
    emulator: Emulator

    @classmethod
    def setUpClass(cls) -> None:
        cls.emulator = Emulator()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.emulator.stop()

    def setUp(self) -> None:
        session = self.emulator.session
        self.client = rt.IonosClient(token=session["token"], base_url=session["url"], load_environment=False)
        self.registry = session["registry_id"]
        seeded = call("POST", session["control_url"] + "/seed", {"tokens": 1})
        self.token = uuid.UUID(seeded["tokens"][0])

    def test_every_kind_has_its_class(self) -> None:
        self.assertEqual(list(_errors.KINDS), vectors.SURFACE["error_kinds"])

    def test_the_language_is_in_the_user_agent(self) -> None:
        self.client.tokens.get(self.registry, self.token)
        requests = call("GET", self.emulator.session["control_url"] + "/requests")
        self.assertIn("(python)", str(requests))

    def test_values_are_equal_hashable_and_match(self) -> None:
        one, two = (self.client.tokens.get(self.registry, self.token) for _ in range(2))
        self.assertEqual((one, hash(one)), (two, hash(two)))
        self.assertNotEqual(one, "token")
        self.assertIs(copy.deepcopy(one), one)
        with self.assertRaises(AttributeError):
            one.name = "other"  # type: ignore[misc]
        match one:
            case rt.Token(id=found, status=rt.TokenStatus.ENABLED):
                self.assertEqual(found, self.token)
            case _:
                self.fail(repr(one))

    def test_errors_survive_pickling(self) -> None:
        with self.assertRaises(rt.NotFoundError) as caught:
            self.client.tokens.get(self.registry, uuid.uuid4())
        error = caught.exception
        self.assertTrue(error.response_body())
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((type(again), str(again)), (type(error), str(error)))
        self.assertEqual(vectors.error_fields(again), vectors.error_fields(error))
        self.assertEqual(again.response_body(), b"")

    def test_secrets_hide(self) -> None:
        secret = rt.Secret("canary-5f1e")
        self.assertEqual((secret, secret.reveal()), (rt.Secret("canary-5f1e"), "canary-5f1e"))
        self.assertNotIn("canary", f"{secret} {secret!r} {copy.copy(secret)!r}")
        with self.assertRaisesRegex(TypeError, r"reveal\(\)"):
            pickle.dumps(secret)

    def hang(self) -> dict[str, str]:
        """A script whose one answer never comes."""
        return self.emulator.script([{"reply": None, "then": "stall"}])

    def wait(self, script: dict[str, str], condition: str) -> None:
        """Waits for the emulator to see that; an error after 5 s."""
        control = self.emulator.session["control_url"]
        call("GET", f"{control}/wait?script={script['script']}&{condition}&timeout_ms=5000")

    def test_ctrl_c_ends_a_blocking_call(self) -> None:
        client = rt.IonosClient(token="t", base_url=self.hang()["url"], load_environment=False)
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        begun = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            client.tokens.get(self.registry, self.token)
        self.assertLess(time.monotonic() - begun, 2)

    def test_cancelling_closes_the_connection(self) -> None:
        script = self.hang()

        async def main() -> None:
            client = rt.AsyncIonosClient(token="t", base_url=script["url"], load_environment=False)
            task = asyncio.create_task(client.tokens.get(self.registry, self.token))
            await asyncio.to_thread(self.wait, script, "arrived=1&open=1")
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            await asyncio.to_thread(self.wait, script, "arrived=1&open=0")

        asyncio.run(main())

    def test_a_child_after_fork_can_call(self) -> None:
        self.client.tokens.get(self.registry, self.token)
        child = os.fork()
        if child == 0:
            try:
                self.client.tokens.get(self.registry, self.token)
            except BaseException:
                os._exit(1)
            os._exit(0)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.client.tokens.get(self.registry, self.token)


if __name__ == "__main__":
    unittest.main()
