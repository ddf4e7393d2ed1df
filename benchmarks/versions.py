"""What a small change costs beside the first commit, a difference, and a look at an older version.

    python benchmarks/versions.py [--rows 1000000] [--changed 100] [--rounds 5] [--json]

On a made package of so many meetings and their participants, the same at every run:

- "commit": a version in which some meetings have another place, beside the first commit of all
  rows: seconds, and bytes of the files that are new or written anew, the catalogue included.
  Each round commits from a fresh copy of the first version.
- "mixed commit": the same number of rows, of which a tenth are added and a tenth removed.
- "diff": what differs between those two versions.
- "query": three queries with `at`, beside the same on the current version, in turn. "opened" are
  queries of a connection that is open, "whole" are calls from opening the package to the answer.
  "kept" is a version whose database the build that made it has kept; "from the store" is the
  same version when that was deleted, which is then read from Parquet. The first call of all is
  stated apart.

Times are medians; ratios are of medians of the same run, so that a machine whose speed drifts does
not decide.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.compute

import toolkit
from toolkit.publish.descriptor import default_descriptor
from toolkit.publish.package import stage_package
from toolkit.store.catalog import catalog_of
from toolkit.store.database import write_database
from toolkit.store.kept_databases import KEPT_FOLDER
from toolkit.store.lake import CATALOG_NAME, commit
from toolkit.store.package_folder import STORE_FOLDER, database_name
from toolkit.store.query import open_package
from toolkit.store.version_database import keep_version
from toolkit.tables import arrow_schema, sort_and_cast, table_names

Tables = dict[str, pyarrow.Table]

ACTORS = 50_000
QUERIES = {
    "count": "SELECT kind, count(*) FROM meetings GROUP BY kind",
    "join": "SELECT place_country, count(DISTINCT actor_id) FROM meetings "
    "JOIN meeting_participants USING (meeting_id) GROUP BY place_country",
    "one row": "SELECT * FROM meetings WHERE meeting_id = 'meeting-cfcd208495d565'",
}


def make_tables(meetings: int) -> Tables:
    """Return a made package: so many meetings, two or three participants each, and actors."""
    actors = min(ACTORS, max(4, meetings // 4))
    tables = {name: sort_and_cast(name, []) for name in table_names()}
    with duckdb.connect() as connection:
        connection.execute("CREATE MACRO pick(i, n, of) AS (hash(i, n) % of)::BIGINT")
        connection.execute(
            "CREATE TABLE made AS SELECT i, 'meeting-' || md5(i::VARCHAR)[:14] AS meeting_id "
            f"FROM range({meetings}) AS r(i)"
        )
        selects = {
            "actors": "SELECT 'actor-' || lpad(i::VARCHAR, 6, '0') AS actor_id, "
            "'Actor ' || i AS name, 'person' AS kind, NULL::VARCHAR AS country, "
            f"NULL::VARCHAR AS wikidata_id FROM range({actors}) AS r(i) ORDER BY 1",
            "meetings": "SELECT meeting_id, "
            "['meeting', 'call', 'summit', 'visit'][1 + pick(i, 1, 4)] AS kind, "
            "'held' AS status, DATE '2000-01-01' + pick(i, 2, 9000)::INT AS start_date, "
            "start_date AS end_date, 'Town ' || pick(i, 3, 5000) AS place, "
            "['DE', 'FR', 'IQ', 'US'][1 + pick(i, 4, 4)] AS place_country, "
            "'the matter of ' || pick(i, 5, 100000) AS topic FROM made ORDER BY 1",
            "meeting_participants": "SELECT meeting_id, 'actor-' || "
            f"lpad(((pick(i, 6, {actors}) + k * 7919) % {actors})::VARCHAR, 6, '0') AS actor_id, "
            "CASE WHEN k = 0 THEN 'host' ELSE 'participant' END AS role "
            "FROM made, range(3) AS r(k) WHERE k < 2 OR pick(i, 7, 5) = 0 ORDER BY 1, 2",
        }
        for name, sql in selects.items():
            made = connection.execute(sql).to_arrow_table()
            tables[name] = made.cast(arrow_schema(name)).combine_chunks()
    return tables


def spread(rows: int, count: int) -> list[int]:
    """Return positions of `count` rows, far from each other."""
    return [number * rows // count + rows // (2 * count) for number in range(count)]


def with_other_places(tables: Mapping[str, pyarrow.Table], count: int) -> Tables:
    """Return the tables with another place in some meetings."""
    return {**tables, "meetings": _moved(tables["meetings"], count)}


def with_mixed_changes(tables: Mapping[str, pyarrow.Table], count: int) -> Tables:
    """Return the tables with some meetings changed, a tenth as many added, as many removed."""
    meetings = _moved(tables["meetings"], count - 2 * (count // 10))
    chosen = spread(meetings.num_rows, 2 * (count // 10))
    gone = set(meetings["meeting_id"].take(chosen[::2]).to_pylist())
    more = meetings.take(chosen[1::2])
    ids = pyarrow.compute.binary_join_element_wise(more["meeting_id"], "new", "-")
    meetings = pyarrow.concat_tables([meetings, more.set_column(0, meetings.field(0), ids)])
    changed: Tables = dict(tables)
    for name, rows in (
        ("meetings", meetings.sort_by("meeting_id")),
        ("meeting_participants", tables["meeting_participants"]),
    ):
        lost = pyarrow.compute.is_in(rows["meeting_id"], pyarrow.array(sorted(gone)))
        changed[name] = rows.filter(pyarrow.compute.invert(lost)).combine_chunks()
    return changed


def _moved(meetings: pyarrow.Table, count: int) -> pyarrow.Table:
    import numpy

    chosen = numpy.zeros(meetings.num_rows, bool)
    chosen[spread(meetings.num_rows, count)] = True
    column = meetings.column_names.index("place")
    places = pyarrow.compute.if_else(pyarrow.array(chosen), "Elsewhere", meetings["place"])
    return meetings.set_column(column, meetings.field(column), places.combine_chunks())


def timed(call: Callable[[], object]) -> float:
    """Return the wall-clock seconds of a call."""
    gc.collect()
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def file_sizes(store: Path) -> dict[Path, int]:
    """Return the bytes of each file of a store that is never written twice."""
    return {
        path: path.stat().st_size
        for path in store.rglob("*")
        if path.is_file() and path.name != CATALOG_NAME
    }


def measure_commit(store: Path, tables: Tables) -> tuple[float, int]:
    """Commit; return the seconds and the bytes written, the whole catalogue included."""
    before = file_sizes(store)
    seconds = timed(lambda: commit(store, tables))
    after = file_sizes(store)
    written = sum(size for path, size in after.items() if path not in before)
    return seconds, written + (store / CATALOG_NAME).stat().st_size


def copy_of(store: Path, place: Path) -> Path:
    """Return a fresh copy of a store; its data files, which never change, are linked."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(store, place, copy_function=_link)
    catalog = place / CATALOG_NAME
    catalog.unlink()
    shutil.copyfile(store / CATALOG_NAME, catalog)
    return place


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def measure_commits(folder: Path, tables: Tables, count: int, rounds: int) -> dict[str, Any]:
    """Return seconds and bytes of the first commit and of small ones after it."""
    changes = {
        "commit": with_other_places(tables, count),
        "mixed commit": with_mixed_changes(tables, count),
    }
    found: dict[str, list[tuple[float, int]]] = {"first commit": [], **{n: [] for n in changes}}
    for number in range(rounds):
        store = folder / f"store-{number}"
        found["first commit"].append(measure_commit(store, tables))
        for name, changed in changes.items():
            found[name].append(measure_commit(copy_of(store, folder / "copy"), changed))
        shutil.rmtree(store)
    shutil.rmtree(folder / "copy", ignore_errors=True)
    return {
        name: {
            "seconds": statistics.median(seconds for seconds, _ in figures),
            "bytes": statistics.median(size for _, size in figures),
        }
        for name, figures in found.items()
    }


def make_package(folder: Path, tables: Tables, count: int) -> Path:
    """Write a package of two versions: the tables, then the same with some places changed."""
    catalog = catalog_of(folder / STORE_FOLDER)
    for version in (tables, with_other_places(tables, count)):
        made = commit(catalog, version)
        descriptor = stage_package(folder, version, default_descriptor(), "parquet")
        database = folder / database_name(descriptor)
        write_database(database, version, descriptor)
        if made:
            keep_version(folder, catalog, made.number, database)
    return folder


def measure_queries(package: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Return the ratio of each query at the version before to that on the current one."""
    first = "first call, one row"
    ratios: dict[str, dict[str, float]] = {}
    opened = toolkit.open(package)
    opened.sql(QUERIES["one row"])
    for source in ("kept", "from the store"):
        if source == "from the store":
            shutil.rmtree(package / KEPT_FOLDER)
        sql = QUERIES["one row"]
        once = timed(lambda sql=sql: opened.sql(sql, at=1))
        current = statistics.median(timed(lambda sql=sql: opened.sql(sql)) for _ in range(rounds))
        for kind, found in _measure_ratios(package, rounds).items():
            ratios[f"{source}, {kind}"] = found
        ratios[f"{source}, whole"][first] = once / current
    return ratios


def _measure_ratios(package: Path, rounds: int) -> dict[str, dict[str, float]]:
    ratios: dict[str, dict[str, float]] = {"opened": {}, "whole": {}}
    with open_package(package) as current, open_package(package, at=1) as former:
        for name, sql in QUERIES.items():
            ratios["opened"][name] = _ratio(
                lambda sql=sql: former.execute(sql).fetchall(),
                lambda sql=sql: current.execute(sql).fetchall(),
                rounds,
            )
    opened = toolkit.open(package)
    for name, sql in QUERIES.items():
        ratios["whole"][name] = _ratio(
            lambda sql=sql: opened.sql(sql, at=1), lambda sql=sql: opened.sql(sql), rounds
        )
    return ratios


def _ratio(one: Callable[[], object], other: Callable[[], object], rounds: int) -> float:
    one(), other()  # warm what the system keeps of the files
    pairs = [(timed(one), timed(other)) for _ in range(rounds)]
    ones, others = zip(*pairs, strict=True)
    return statistics.median(ones) / statistics.median(others)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print seconds, bytes and ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="meetings")
    parser.add_argument("--changed", type=int, default=100, help="rows that change")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not 10 <= options.changed <= options.rows // 2:
        sys.exit("--changed must be at least 10 and at most half of --rows.")
    tables = make_tables(options.rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commits = measure_commits(folder, tables, options.changed, options.rounds)
        package = make_package(folder / "package", tables, options.changed)
        del tables
        opened = toolkit.open(package)
        opened.diff(1, 2)
        diff = statistics.median(timed(lambda: opened.diff(1, 2)) for _ in range(options.rounds))
        queries = measure_queries(package, options.rounds)
    report = {
        "rows": options.rows,
        "changed": options.changed,
        "rounds": options.rounds,
        "commits": commits,
        "diff_seconds": diff,
        "at_to_current": queries,
    }
    if options.json:
        print(json.dumps(report, indent=1))
    else:
        print_report(report)


def print_report(report: Mapping[str, Any]) -> None:
    """Print the figures as lines."""
    print(
        f"{report['rows']:,} meetings, {report['changed']} rows change, {report['rounds']} rounds"
    )
    first = report["commits"]["first commit"]
    for name, figures in report["commits"].items():
        line = f"{name:12} {figures['seconds']:8.3f} s {figures['bytes']:12,.0f} bytes"
        if figures is not first:
            time_share, size_share = (figures[key] / first[key] for key in ("seconds", "bytes"))
            line += f"   {time_share:.1%} of the time, {size_share:.1%} of the bytes"
        print(line)
    print(f"{'diff':12} {report['diff_seconds']:8.3f} s")
    for kind, ratios in report["at_to_current"].items():
        said = ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
        print(f"{f'--at, {kind}':28} times the current version: {said}")


if __name__ == "__main__":
    main()
