"""How long a release takes to write, beside DuckDB's own COPY of the same tables.

    python benchmarks/publish.py [--rows 1000000] [--rounds 3] [--all-forms] [--json]

On a made package of so many meetings and their participants, the same at every run, built and
released as any package:

- "copy": DuckDB's COPY of each table to Parquet and to CSV, out of the database of the package.
- "forms": the forms of a release, its descriptor and its digests; then each form alone. Above a
  million rows SQLite is left out, but for `--all-forms`, and the workbook has the first rows.

Copy and forms take turns, and the ratios are those of the medians of the same run, so that a
machine whose speed drifts does not decide. Beside the seconds on the clock stand those of the
processors, which count alike on a machine that others use too.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from versions import make_tables

from toolkit.publish.descriptor import (
    default_descriptor,
    descriptor_text,
    write_descriptor,
)
from toolkit.publish.descriptor import release_descriptor as descriptor_of_release
from toolkit.publish.forms.checksums import known_digests, write_checksums
from toolkit.publish.forms.forms import FORMS, write_forms
from toolkit.publish.forms.release_descriptor import release_descriptor
from toolkit.publish.package import stage_package
from toolkit.publish.published_version import open_published
from toolkit.store.database import write_database
from toolkit.store.lake import CATALOG_NAME, commit
from toolkit.store.package_folder import STORE_FOLDER, database_name
from toolkit.store.release_table import Release
from toolkit.store.releases import record_release
from toolkit.tables import table_names

VERSION = "1.0.0"
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Seconds(NamedTuple):
    """What something takes: seconds on the clock, and of all processors together."""

    clock: float
    processors: float


def make_package(folder: Path, meetings: int) -> Path:
    """Write a package of so many meetings into a folder, released as 1.0.0."""
    tables = make_tables(meetings)
    made = commit(folder / STORE_FOLDER, tables)
    assert made is not None
    staged = stage_package(folder, tables, default_descriptor())
    descriptor = descriptor_of_release(staged, VERSION, MOMENT)
    write_descriptor(folder / "datapackage.json", descriptor)
    write_database(folder / database_name(descriptor), tables, descriptor)
    catalog = folder / "staged.ducklake"
    release = Release(VERSION, made.number, MOMENT.date(), descriptor_text(descriptor))
    record_release(folder / STORE_FOLDER, release, staged_catalog=catalog)
    catalog.replace(folder / STORE_FOLDER / CATALOG_NAME)
    return folder


def copy_tables(package: Path, folder: Path) -> None:
    """Write each table as Parquet and as CSV with DuckDB."""
    with duckdb.connect(package / database_name(default_descriptor()), read_only=True) as database:
        for name in table_names():
            for ending in ("parquet", "csv"):
                database.execute(f"COPY {name} TO '{folder / name}.{ending}'")


def write_release(package: Path, folder: Path, all_forms: bool) -> None:
    """Write all forms of the release."""
    with open_published(package, VERSION) as published:
        write_forms(published, folder, all_forms=all_forms)
        descriptor = release_descriptor(published, folder)
        write_descriptor(folder / "datapackage.json", descriptor)
    write_checksums(folder, known_digests(descriptor))


def seconds_of_forms(package: Path, folder: Path, all_forms: bool) -> dict[str, Seconds]:
    """Return the seconds that each form takes; the first one reads the rows for all."""
    folder.mkdir()
    found = {}
    with open_published(package, VERSION) as published:
        found["rows read"] = timed(published.row_count)
        for form in FORMS:
            if all_forms or form.most_rows is None or published.row_count() <= form.most_rows:
                found[form.name] = timed(lambda write=form.write: write(published, folder))
        found["descriptor"] = timed(lambda: release_descriptor(published, folder))
    found["digests"] = timed(lambda: write_checksums(folder))
    return found


def timed(call: Callable[[], object]) -> Seconds:
    """Return what a call takes."""
    clock, processors = time.perf_counter(), time.process_time()
    call()
    return Seconds(time.perf_counter() - clock, time.process_time() - processors)


def median(several: Sequence[Seconds]) -> Seconds:
    """Return the median of each of the two."""
    clock, processors = zip(*several, strict=True)
    return Seconds(statistics.median(clock), statistics.median(processors))


def measure(folder: Path, rows: int, rounds: int, all_forms: bool) -> dict[str, Any]:
    """Return the seconds of copy and forms, their ratio, and the seconds of each form."""
    package, place = make_package(folder / "package", rows), folder / "out"
    copies, releases = [], []
    for _ in range(rounds):
        for seconds, write in (
            (copies, lambda: copy_tables(package, place)),
            (releases, lambda: write_release(package, place, all_forms)),
        ):
            place.mkdir()
            seconds.append(timed(write))
            shutil.rmtree(place)
    forms = seconds_of_forms(package, place, all_forms)
    copied, released = median(copies), median(releases)
    return {
        "rows": rows,
        "rounds": rounds,
        "copy": copied._asdict(),
        "forms": released._asdict(),
        "ratio": released.clock / copied.clock,
        "ratio_of_processors": released.processors / copied.processors,
        "each": {name: seconds._asdict() for name, seconds in forms.items()},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print seconds and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="meetings")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--all-forms", action="store_true", help="leave out no form")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        report = measure(Path(name), options.rows, options.rounds, options.all_forms)
    if options.json:
        print(json.dumps(report, indent=1))
        return
    print(f"{report['rows']:,} meetings, {report['rounds']} rounds; seconds, of the processors")
    for name in ("copy", "forms"):
        print(f"{name:18} {report[name]['clock']:7.2f} {report[name]['processors']:7.2f}")
    print(f"{'times the copy':18} {report['ratio']:7.2f} {report['ratio_of_processors']:7.2f}")
    for name, seconds in report["each"].items():
        print(f"  {name:16} {seconds['clock']:7.2f} {seconds['processors']:7.2f}")


if __name__ == "__main__":
    main()
