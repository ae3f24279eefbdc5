"""The programs that issue credentials, one in each language; README.md says what they take and give."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAMS = HERE / "programs"


class Issued(NamedTuple):
    """A credential, and the files it was written into."""

    id: str
    shadowed_by: str | None
    config: Path
    manifest: Path


class Issuer(NamedTuple):
    """A built program."""

    language: str
    command: list[str]
    environment: dict[str, str]

    def issue(
        self, environment: dict[str, str], hostname: str, config: Path, *arguments: str, namespace: str | None = "ci"
    ) -> Issued:
        """`arguments`: those before the files; the file may be there already."""
        manifest = config.with_suffix(".manifest.json")
        done = subprocess.run(
            [*self.command, *arguments, str(config), hostname, str(manifest), namespace or "-"],
            env=os.environ | self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(f"{self.language}: ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
        said = json.loads(done.stdout)
        return Issued(said["id"], said["shadowed_by"], config, manifest)

    def issue_token(
        self,
        environment: dict[str, str],
        hostname: str,
        config: Path,
        name: str,
        scopes: list[dict],
        expires_in: int | None = None,
        namespace: str | None = "ci",
    ) -> Issued:
        lifetime = "-" if expires_in is None else str(expires_in)
        return self.issue(environment, hostname, config, name, json.dumps(scopes), lifetime, namespace=namespace)


def output(*command: object) -> str:
    """The last line that a build prints, as a rule its folder."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().rpartition("\n")[2]


def rust() -> Issuer:
    return Issuer("rust", [os.environ["EXAMPLES"] + "/real_registry_issue"], {})


def rust_swr() -> Issuer:
    return Issuer("rust", [os.environ["EXAMPLES"] + "/real_registry_issue_swr"], {})


def python(program: str = "issue.py") -> Issuer:
    output(ROOT / "bindings-python/build")
    environment = {"PYTHONPATH": str(ROOT / "bindings-python/python")}
    return Issuer("python", ["python3", str(PROGRAMS / program)], environment)


def python_swr() -> Issuer:
    return python("issue_swr.py")


def node() -> Issuer:
    output(ROOT / "bindings-node/build")
    return Issuer("node", ["node", str(PROGRAMS / "issue.mjs")], {})


def on_jvm(language: str, program: str) -> Issuer:
    # Eight programs of a second each: the quick compiler does.
    return Issuer(language, ["java", "-XX:TieredStopAtLevel=1", "-cp", output(PROGRAMS / "compile-jvm"), program], {})


def kotlin() -> Issuer:
    return on_jvm("kotlin", "IssueKt")


def java() -> Issuer:
    return on_jvm("java", "IssueFromJava")


def swift() -> Issuer:
    folder = output(ROOT / "bindings-swift/build")
    scratch = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "swift"
    environment = {"LIBRARY_PATH": folder, "LD_LIBRARY_PATH": folder}
    toolchain = [str(ROOT / "bindings-swift/toolchain"), "run"]
    package = ["--package-path", str(ROOT / "bindings-swift"), "--scratch-path", str(scratch)]
    build = [*toolchain, "swift", "build", *package, "--product", SWIFT]
    subprocess.run(build, env=os.environ | environment, stdout=subprocess.DEVNULL, check=True)
    return Issuer("swift", [*toolchain, str(scratch / "debug" / SWIFT)], environment)


# In bindings-swift/Examples: a package of Swift reaches no file outside of it.
SWIFT = "RealRegistryIssue"

# A language, what `scripts/check-machine --for` calls it (scripts/with-emulator has built what is Rust), and how its program is
# built.
LANGUAGES = {
    "rust": ("", rust),
    "python": ("python", python),
    "node": ("node", node),
    "kotlin": ("kotlin", kotlin),
    "java": ("kotlin", java),
    "swift": ("swift", swift),
}
# The same for logins of SWR.
SWR = {
    "rust": rust_swr,
    "python": python_swr,
}


def has_toolchain(target: str) -> bool:
    # It would fetch one of 600 MB; `make` has done so where nothing may be skipped.
    check = [ROOT / "bindings-swift/toolchain", "ready"]
    if target != "swift":
        check = [ROOT / "scripts/check-machine", "--quiet", "--for", target]
    return not target or subprocess.run(check, stdout=subprocess.DEVNULL).returncode == 0
