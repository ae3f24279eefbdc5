"""An image made by hand: an OCI layout with one small layer, as any client pushes it."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path

TAG = "v1"


def write_image(folder: Path, note: str) -> str:
    """Writes a layout whose tag is `TAG`; another note makes another image with the same layer. Gives its address for skopeo."""
    blobs = folder / "blobs/sha256"
    blobs.mkdir(parents=True)

    def blob(content: bytes, media_type: str) -> dict:
        digest = hashlib.sha256(content).hexdigest()
        (blobs / digest).write_bytes(content)
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": f"sha256:{digest}", "size": len(content)}

    files = layer()
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Labels": {"note": note}},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(files).hexdigest()}"]},
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": blob(as_json(config), "config.v1+json"),
        "layers": [blob(gzip.compress(files, mtime=0), "layer.v1.tar+gzip")],
    }
    entry = blob(as_json(manifest), "manifest.v1+json")
    entry["annotations"] = {"org.opencontainers.image.ref.name": TAG}
    (folder / "index.json").write_bytes(as_json({"schemaVersion": 2, "manifests": [entry]}))
    (folder / "oci-layout").write_bytes(as_json({"imageLayoutVersion": "1.0.0"}))
    return f"oci:{folder}:{TAG}"


def layer() -> bytes:
    """A tar archive with one file, the same each time."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        content = b"pushed with a credential that was just issued\n"
        entry = tarfile.TarInfo("hello.txt")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return archive.getvalue()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()
