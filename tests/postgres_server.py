"""A PostgreSQL server for a test run: a new cluster on the loopback interface, gone at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "writer", "a 'secret\\"
_DEBIAN = Path("/usr/lib/postgresql")
# What makes a server outlive a power cut would make the tests slow.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
}


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server: its programs, its port and the password of its user."""

    programs: Path
    port: int

    def run_sql(self, sql: str, database: str = "postgres") -> str:
        """Run SQL and return what it prints, row by row."""
        command = [self.programs / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql]
        command += ["-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database]
        environment = {**os.environ, "PGPASSWORD": PASSWORD}
        ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return ran.stdout

    def address(self, database: str, password: str = PASSWORD) -> str:
        """Return the address of a database, with a password, as a person writes it."""
        quoted = password.replace("\\", "\\\\").replace("'", "\\'")
        return (
            f"postgres:dbname={database} host=127.0.0.1 port={self.port} user={USER} "
            f"password='{quoted}'"
        )


def find_programs() -> Path | None:
    """Return the folder of the server's programs, the newest; None where there are none."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def start_postgres(programs: Path) -> Iterator[PostgresServer]:
    """Start a server with a cluster of its own, and stop and remove it at the end."""
    # Not in pytest's folder, which no other user may enter.
    with tempfile.TemporaryDirectory(prefix="parley-postgres-") as folder:
        yield from _run_server(programs, Path(folder))


def _run_server(programs: Path, folder: Path) -> Iterator[PostgresServer]:
    cluster, secret = folder / "cluster", folder / "password"
    secret.write_text(PASSWORD + "\n")
    port = _free_port()
    as_postgres = _as_another_user(folder)
    _run(
        *as_postgres,
        *(programs / "initdb", "-D", cluster, "-U", USER, "-A", "scram-sha-256"),
        *("--pwfile", secret, "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    control = (*as_postgres, programs / "pg_ctl", "-D", cluster, "-s", "-w")
    stated = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
    _run(*control, "-o", f"-p {port} {stated}", "-l", folder / "log", "start")
    try:
        yield PostgresServer(programs, port)
    finally:
        _run(*control, "-m", "immediate", "stop")


def _as_another_user(folder: Path) -> Sequence[str]:
    """Return how to run a program as the user `postgres`: the server refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    shutil.chown(folder, "postgres")
    shutil.chown(folder / "password", "postgres")
    return ("runuser", "-u", "postgres", "--")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path) -> None:
    # A server inherits what it may write to: a pipe would stay open as long as it runs.
    subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/"
    )
