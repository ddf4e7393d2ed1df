"""How fast packages are validated: the fast engine beside frictionless, on the same files.

    python benchmarks/validate.py [--rows 1000000] [--rounds 3] [--json]
    python benchmarks/validate.py --large 10 [--folder DIR]

On a made package of three tables, the same at every run: `people`, `places`, and `visits` with so
many rows, of which 60 have a defect. The fields have types, patterns, enums and bounds; the tables
have primary keys, and `visits` refers to the others. Both engines judge the package from CSV and
from Parquet. Each round of the fast engine is a call from the descriptor to the judgement, and the
median counts; frictionless runs once. "linear" is the time of the fast engine for a quarter of the
rows beside that for all of them: 4 where time is linear. The run fails where verdicts differ.

`--large` makes a CSV file of so many GB, and judges it with the fast engine alone, in a process of
its own: seconds, and the most memory that the process had (resident, with the pages of its files).
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from toolkit.validation.by_frictionless.engine import judge_with_frictionless
from toolkit.validation.compare_engines import compare
from toolkit.validation.defect import Judgement
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.fast.judge import judge_fast

PEOPLE, PLACES = 20_000, 2_000
DEFECTS = 60
BYTES_OF_A_ROW = 96
"""About what a row of `visits` takes in CSV."""

SCHEMAS: dict[str, dict[str, Any]] = {
    "people": {
        "fields": [
            {"name": "person_id", "type": "integer", "constraints": {"minimum": 1}},
            {"name": "name", "type": "string", "constraints": {"required": True}},
            {"name": "code", "type": "string", "constraints": {"unique": True, "maxLength": 8}},
            {"name": "born", "type": "year"},
        ],
        "primaryKey": "person_id",
    },
    "places": {
        "fields": [
            {"name": "place_id", "type": "string", "constraints": {"pattern": "P[0-9]{6}"}},
            {"name": "country", "type": "string", "constraints": {"enum": ["DE", "FR", "US"]}},
        ],
        "primaryKey": "place_id",
    },
    "visits": {
        "fields": [
            {"name": "visit_id", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "person_id", "type": "integer", "constraints": {"required": True}},
            {"name": "place_id", "type": "string"},
            {"name": "day", "type": "date", "constraints": {"minimum": "2000-01-01"}},
            {"name": "written", "type": "datetime"},
            {
                "name": "kind",
                "type": "string",
                "constraints": {"enum": ["call", "meeting", "summit"]},
            },
            {"name": "ticket", "type": "string", "constraints": {"pattern": "[A-Z]{2}-[0-9]{5}"}},
            {
                "name": "cost",
                "type": "number",
                "constraints": {"minimum": 0, "exclusiveMaximum": 1000},
            },
            {"name": "open", "type": "boolean"},
            {"name": "note", "type": "string", "constraints": {"maxLength": 60}},
        ],
        "primaryKey": "visit_id",
        "foreignKeys": [
            {
                "fields": "person_id",
                "reference": {"resource": "people", "fields": "person_id"},
            },
            {"fields": "place_id", "reference": {"resource": "places", "fields": "place_id"}},
        ],
    },
}

_SELECTS = {
    "people": "SELECT i + 1 AS person_id, 'Person ' || i AS name, 'c' || i AS code, "
    "1920 + i % 90 AS born FROM range({people}) AS r(i)",
    "places": "SELECT 'P' || lpad(i::VARCHAR, 6, '0') AS place_id, "
    "['DE', 'FR', 'US'][1 + i % 3] AS country FROM range({places}) AS r(i)",
    # One visit in so many has one of four defects.
    "visits": "SELECT i AS visit_id, "
    "CASE WHEN bad = 1 THEN 0 ELSE 1 + pick(i, 1, {people}) END AS person_id, "
    "'P' || lpad(pick(i, 2, {places})::VARCHAR, 6, '0') AS place_id, "
    "DATE '2000-01-01' + pick(i, 3, 9000)::INTEGER AS day, "
    "TIMESTAMP '2001-01-01' + to_seconds(pick(i, 4, 700000000)) AS written, "
    "CASE WHEN bad = 2 THEN 'chat' ELSE ['call', 'meeting', 'summit'][1 + pick(i, 5, 3)] END "
    "AS kind, "
    "CASE WHEN bad = 3 THEN 'ab-1' ELSE 'AB-' || lpad(pick(i, 6, 100000)::VARCHAR, 5, '0') END "
    "AS ticket, "
    "CASE WHEN bad = 4 THEN -1 ELSE pick(i, 7, 99999) / 100 END AS cost, "
    "pick(i, 8, 2) = 0 AS open, "
    "CASE WHEN i % 10 = 0 THEN 'on \"good\" terms, ' || i WHEN i % 3 > 0 THEN 'note ' || i END "
    "AS note "
    "FROM (SELECT i, "
    "CASE WHEN i % {step} = {step} - 1 THEN 1 + (i // {step}) % 4 ELSE 0 END AS bad "
    "FROM range({visits}) AS r(i))",
}


def make_package(folder: Path, rows: int, kind: str) -> Descriptor:
    """Write the made package with so many visits as "csv" or "parquet"; return its descriptor."""
    numbers = {
        "visits": rows,
        "people": PEOPLE,
        "places": PLACES,
        "step": max(2, rows // DEFECTS),
    }
    with duckdb.connect() as connection:
        connection.execute("CREATE MACRO pick(i, n, of) AS (hash(i, n) % of)::BIGINT")
        for name, select in _SELECTS.items():
            query = select.format(**numbers)
            if kind == "csv":
                query = _as_csv(query, name)
            options = "HEADER" if kind == "csv" else "FORMAT parquet"
            connection.execute(f"COPY ({query}) TO '{folder / name}.{kind}' ({options})")
    return describe(folder, kind)


def _as_csv(query: str, name: str) -> str:
    if name != "visits":
        return query
    return f"SELECT * REPLACE (strftime(written, '%Y-%m-%dT%H:%M:%SZ') AS written) FROM ({query})"


def describe(folder: Path, kind: str) -> Descriptor:
    """Return the descriptor of the made package in a folder."""
    resources: list[Resource] = []
    for name, schema in SCHEMAS.items():
        entry = {"name": name, "path": f"{name}.{kind}", "schema": schema}
        file = folder / f"{name}.{kind}"
        resources.append(Resource(name, (file,), None, kind, None, "utf-8", {}, schema, entry))
    entries = [resource.descriptor for resource in resources]
    return Descriptor(folder, {"resources": entries}, tuple(resources))


def timed(call: Callable[[], Judgement]) -> tuple[float, Judgement]:
    """Return the wall-clock seconds of a judgement, and the judgement."""
    gc.collect()
    started = time.perf_counter()
    judgement = call()
    return time.perf_counter() - started, judgement


def measure(folder: Path, rows: int, kind: str, rounds: int) -> dict[str, Any]:
    """Return the seconds of both engines on one package, and whether they agree."""
    quarter = folder / "quarter"
    quarter.mkdir()
    few, package = make_package(quarter, rows // 4, kind), make_package(folder, rows, kind)
    timed(lambda: judge_fast(few))
    less = statistics.median(timed(lambda: judge_fast(few))[0] for _ in range(rounds))
    runs = [timed(lambda: judge_fast(package)) for _ in range(rounds)]
    fast, ours = statistics.median(seconds for seconds, _ in runs), runs[-1][1]
    slow, theirs = timed(lambda: judge_with_frictionless(package))
    total = sum(theirs.rows.values())
    agree = not compare(ours, theirs) and ours.rows == theirs.rows and not ours.left
    return {
        "rows": total,
        "defects": len(theirs.defects),
        "agree": agree,
        "fast": {"seconds": fast, "rows per second": total / fast},
        "frictionless": {"seconds": slow, "rows per second": total / slow},
        "ratio": slow / fast,
        "linear": fast / less,
    }


def measure_large(gigabytes: float, folder: Path) -> dict[str, Any]:
    """Make a CSV file of so many GB and judge it in another process; return its figures."""
    rows = int(gigabytes * 1e9 / BYTES_OF_A_ROW)
    make_package(folder, rows, "csv")
    command = [sys.executable, __file__, "--judge", str(folder)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return {"bytes": (folder / "visits.csv").stat().st_size, **found}


def judge_large(folder: Path) -> dict[str, Any]:
    """Judge the package in a folder, in this process; return seconds, rows and peak memory."""
    seconds, judgement = timed(lambda: judge_fast(describe(folder, "csv")))
    rows = sum(judgement.rows.values())
    return {
        "rows": rows,
        "defects": len(judgement.defects),
        "left": dict(judgement.left),
        "seconds": seconds,
        "rows per second": rows / seconds,
        "peak bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def print_figures(kind: str, found: dict[str, Any]) -> None:
    """Print what was measured on one package."""
    print(f"{kind}: {found['rows']:,} rows, {found['defects']} defects, ", end="")
    print("verdicts equal" if found["agree"] else "VERDICTS DIFFER")
    for engine in ("fast", "frictionless"):
        figures = found[engine]
        print(
            f"  {engine:<13}{figures['seconds']:9.2f} s{figures['rows per second']:14,.0f} rows/s"
        )
    print(f"  {found['ratio']:.0f} times as fast; four times the rows take ", end="")
    print(f"{found['linear']:.1f} times as long")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where the engines disagree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the largest table")
    parser.add_argument("--rounds", type=int, default=3, help="runs of the fast engine")
    parser.add_argument("--format", choices=("csv", "parquet"), help="by default both")
    parser.add_argument("--large", type=float, metavar="GB", help="only a CSV file of this size")
    parser.add_argument("--folder", type=Path, help="where the large file is made")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--judge", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.judge is not None:
        print(json.dumps(judge_large(given.judge)))
        return 0
    scratch = Path(tempfile.mkdtemp(prefix="benchmark-", dir=given.folder))
    try:
        if given.large is not None:
            print(json.dumps(measure_large(given.large, scratch), indent=2))
            return 0
        found: dict[str, Any] = {}
        for kind in [given.format] if given.format else ["csv", "parquet"]:
            (scratch / kind).mkdir()
            found[kind] = measure(scratch / kind, given.rows, kind, given.rounds)
            if not given.json:
                print_figures(kind, found[kind])
        if given.json:
            print(json.dumps(found, indent=2))
        return 0 if all(figures["agree"] for figures in found.values()) else 1
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    sys.exit(main())
