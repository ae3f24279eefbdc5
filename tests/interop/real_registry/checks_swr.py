"""What is checked of the logins of Huawei Cloud SWR that one language's program issues."""

from __future__ import annotations

import tempfile
from pathlib import Path

from checks import Bench, check_manifest
from client import ALLOWED, TURNED_AWAY
from issuers import Issued, Issuer
from registry import Registry, call
from tally import Tally

KINDS = ("long_term", "temporary", "login")
# A day and a second: temporary credentials and logins have ended then.
LATER = 24 * 60 * 60 + 1


def check_swr(tally: Tally, issuer: Issuer, registry: Registry) -> None:
    """Every kind opens every repository, until it is disabled, expired or deleted."""
    with tempfile.TemporaryDirectory(prefix="credentials-") as folder:
        bench = Bench(tally, issuer, registry, Path(folder))
        issued = {kind: issue(bench, kind) for kind in KINDS}

        def outcomes(when: str, wanted: dict[str, str]) -> None:
            for number, (kind, one) in enumerate(issued.items()):
                about = f"SWR: {kind} {when}"
                image = registry.image(f"{when.replace(' ', '-')}-{number}")
                where = f"swr/{kind}:v1"
                bench.same(bench.client.push(one.config, image, where), wanted[kind], f"{about}: push")
                bench.client.push(bench.owner, image, where)
                bench.same(bench.client.pull(one.config, where), wanted[kind], f"{about}: pull")
                bench.same(bench.client.delete(one.config, where), wanted[kind], f"{about}: delete")

        every = dict.fromkeys(KINDS, ALLOWED)
        outcomes("new", every)
        check_manifest(bench, issued["login"])
        switch(bench, issued["long_term"], "PUT", {"enable": False})
        outcomes("disabled", every | {"long_term": TURNED_AWAY})
        switch(bench, issued["long_term"], "PUT", {"enable": True})
        outcomes("enabled again", every)
        call("POST", f"{bench.world['control_url']}/clock", {"advance_seconds": LATER})
        outcomes("expired", dict.fromkeys(KINDS, TURNED_AWAY) | {"long_term": ALLOWED})
        switch(bench, issued["long_term"], "DELETE")
        outcomes("deleted", dict.fromkeys(KINDS, TURNED_AWAY))


def issue(bench: Bench, kind: str) -> Issued:
    config = bench.folder / f"{kind}.json"
    return bench.issuer.issue(bench.environment, bench.registry.host, config, kind, kind.replace("_", "-"))


def switch(bench: Bench, issued: Issued, method: str, body: dict | None = None) -> None:
    """Changes a long-term credential, without the library."""
    world = bench.world
    path = f"/v2/{world['swr_project_id']}/instances/{world['swr_instance_id']}/long-term-credentials/{issued.id}"
    call(method, world["swr_plain_url"] + path, body, {"X-Auth-Token": world["swr_token"]})
