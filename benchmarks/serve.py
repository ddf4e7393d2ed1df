"""How many rows by key `toolkit serve` answers a second on one core, and how long each takes.

    python benchmarks/serve.py [--rows 100000] [--package DIR] [--seconds 5] [--connections 8]
                               [--rounds 3] [--wrk PROGRAM] [--json]

Without --package, it is a made one of so many meetings, with two pieces of evidence for each. The
server is kept to the first core of the machine and the load tool, wrk (Debian's package
`wrk`), to the last; they talk over 127.0.0.1. Each request asks for one row with its evidence, by a
key that is drawn by chance among all meetings, so that hardly any is asked for twice.

"requests a second" is what wrk counts. Other programs on the machine make it less, so "requests a
second of processor" is stated too: the requests over the time of the processor that the server
took. The first round is a short one to warm up, and isn't counted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from versions import make_tables

from toolkit.publish.descriptor import default_descriptor
from toolkit.publish.package import stage_package
from toolkit.store.database import write_database
from toolkit.store.package_folder import database_name
from toolkit.store.query import open_package
from toolkit.tables import arrow_schema, sort_and_cast

KEYS = 50_000
"""Keys that are drawn from; those of a package that has more are a part, evenly chosen."""
GOAL = 500
GOAL_P99 = 50.0

SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
math.randomseed(7)
request = function() return wrk.format("GET", paths[math.random(#paths)]) end
done = function(summary, latency, requests)
  io.write(string.format('RESULT {"requests": %d, "microseconds": %d, ' ..
    '"p50": %f, "p90": %f, "p99": %f, "slowest": %f, "errors": %d}\\n',
    summary.requests, summary.duration, latency:percentile(50) / 1000,
    latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


def make_package(folder: Path, meetings: int) -> Path:
    """Write a package of so many meetings, each with two pieces of evidence, into a folder."""
    tables = make_tables(meetings)
    article = {
        "article_id": "0" * 16,
        "source_path": "made.txt",
        "language": "en",
        "published_on": "2021-01-01",
        "published_basis": "stated",
        "word_count": 1,
        "sha256": "0" * 64,
        "reading": "read",
    }
    tables["articles"] = sort_and_cast("articles", [article])
    with duckdb.connect() as connection:
        connection.register("meetings", tables["meetings"])
        made = connection.execute(
            "SELECT md5(meeting_id || field) AS evidence_id, repeat('0', 16) AS article_id, "
            "'meetings' AS table_name, meeting_id AS record_id, field, "
            "0 AS char_start, 9 AS char_end, 'made' AS rule "
            "FROM meetings, (VALUES ('place'), ('start_date')) AS f(field) ORDER BY 1"
        ).to_arrow_table()
    schema = arrow_schema("evidence")
    tables["evidence"] = made.select(schema.names).cast(schema).combine_chunks()
    staged = stage_package(folder, tables, default_descriptor(), "parquet")
    write_database(folder / database_name(staged), tables, staged)
    return folder


def paths_of(package: Path) -> list[str]:
    """Return the addresses of meetings, evenly chosen."""
    with open_package(package) as connection:
        keys = connection.execute("SELECT meeting_id FROM meetings ORDER BY hash(meeting_id)")
        return [f"/tables/meetings/{key}" for (key,) in keys.fetchmany(KEYS)]


@contextmanager
def server_of(package: Path, core: int) -> Iterator[tuple[str, int, float]]:
    """Give the address, the process and the seconds of the start of a server on one core."""
    code = "from toolkit.cli import main; main()"
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--package", str(package), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    try:
        assert server.stderr is not None
        said = server.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        if address is None:
            sys.exit(said + server.stderr.read())
        yield address[0], server.pid, time.perf_counter() - begun
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def load(wrk: str, address: str, paths: Path, seconds: int, connections: int) -> dict[str, Any]:
    """Return what wrk counts and measures in so many seconds; it runs on the last core."""
    script = paths.with_name("script.lua")
    script.write_text(SCRIPT, encoding="utf-8")
    core = max(os.sched_getaffinity(0))
    ran = subprocess.run(
        [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), address],
        env={**os.environ, "PATHS": str(paths)},
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        capture_output=True,
        text=True,
        timeout=seconds + 30,
    )
    line = re.search(r"RESULT (.*)", ran.stdout)
    if line is None:
        sys.exit(f"wrk gave no result: {ran.stdout}{ran.stderr}")
    return dict(json.loads(line[1]))


def processor_seconds(process: int) -> float:
    """Return the seconds of the processor that a process has taken."""
    after = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process: int) -> float:
    """Return the memory that a process has now, in megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(package: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of all rounds."""
    paths = folder / "paths.txt"
    listed = paths_of(package)
    paths.write_text("\n".join(listed) + "\n", encoding="utf-8")
    core = min(os.sched_getaffinity(0))
    rounds = []
    with server_of(package, core) as (address, process, starting):
        load(options.wrk, address, paths, 1, options.connections)
        for _ in range(options.rounds):
            before = processor_seconds(process)
            found = load(options.wrk, address, paths, options.seconds, options.connections)
            found["processor"] = processor_seconds(process) - before
            rounds.append(found)
        memory = resident_megabytes(process)

    def middle(name: str) -> float:
        return statistics.median(found[name] for found in rounds)

    return {
        "keys": len(listed),
        "connections": options.connections,
        "start_seconds": round(starting, 2),
        "memory_megabytes": round(memory),
        "requests_a_second": round(
            statistics.median(one["requests"] / one["microseconds"] * 1e6 for one in rounds)
        ),
        "requests_a_second_of_processor": round(
            statistics.median(one["requests"] / one["processor"] for one in rounds)
        ),
        **{f"{name}_milliseconds": round(middle(name), 2) for name in ("p50", "p90", "p99")},
        "slowest_milliseconds": round(max(one["slowest"] for one in rounds), 2),
        "errors": sum(one["errors"] for one in rounds),
    }


def main() -> None:
    """Measure and print; the exit code is 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000, help="meetings of a made package")
    parser.add_argument("--package", type=Path, help="a package to serve instead of a made one")
    parser.add_argument("--seconds", type=int, default=5, help="seconds of a round")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wrk", default=shutil.which("wrk"), help="the program wrk")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.wrk:
        parser.error("wrk is not installed; on Debian: apt-get install wrk, else name it: --wrk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = options.package or make_package(folder / "package", options.rows)
        figures = measure(package, folder, options)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for label, value in figures.items():
            print(f"{label.replace('_', ' '):32}{value:>12,}")
    reached = figures["requests_a_second"] >= GOAL and figures["p99_milliseconds"] <= GOAL_P99
    sys.exit(0 if reached and not figures["errors"] else 1)


if __name__ == "__main__":
    main()
