"""Whether a build would leave a package as the last one did, without doing it.

The last build leaves in `build/.built.json` a digest of all that it was made from, the digests of
the files that it wrote, and what it found. Where the inputs, the files and the version in the
store are those, so would be whatever this build does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from toolkit.building.code_digest import code_digest
from toolkit.building.parser_mark import own_tables
from toolkit.store.package_folder import BUILD_FOLDER, STORE_FOLDER

if TYPE_CHECKING:
    from toolkit.building.report import BuildReport
    from toolkit.curation import Curated, Curation
    from toolkit.store.catalog import Catalog
    from toolkit.store.lake import Version
    from toolkit.validation.report import Report

RECORD_PATH = f"{BUILD_FOLDER}/.built.json"
_TOLD = f"{BUILD_FOLDER}/report.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BuiltRecord:
    """What a build was made from and what it left.

    `files` has the digest of each file below the package, `applied` and `not_applied` the places
    of entries among those of the curation, with why they were left out.
    """

    made_from: str
    version: int
    files: Mapping[str, str]
    rows: Mapping[str, int]
    validation: msgspec.Raw
    applied: tuple[int, ...] = ()
    not_applied: tuple[tuple[int, str], ...] = ()

    @property
    def report(self) -> Report:
        """What validation found."""
        from toolkit.validation.report import Report

        return msgspec.json.decode(self.validation, type=Report)

    def curated(self, curation: Curation) -> Curated:
        """Return what became of the entries of the same curation; the tables are left out."""
        from toolkit.curation import Curated, NotApplied

        entries = curation.entries
        return Curated(
            {},
            tuple(entries[place] for place in self.applied),
            tuple(NotApplied(entries[place], why) for place, why in self.not_applied),
        )


def source_digest(*parts: str) -> str:
    """Return a digest of what a build is made from: `parts`, and the code and schemas it runs."""
    return hashlib.sha256("\n".join((*parts, _toolkit_code())).encode()).hexdigest()


def claims_mark() -> str:
    """Return what the claims of articles depend on beside facts and the things of the world."""
    return f"{_toolkit_code()} {code_digest(own_tables())} duckdb {version('duckdb')}"


@cache
def _toolkit_code() -> str:
    """Return the digest of the code and schemas of the toolkit."""
    from toolkit.tables import schema_folder

    return code_digest((Path(__file__).parent.parent, schema_folder()))


def write_record(staging: Path, made_from: str, report: BuildReport, curation: Curation) -> None:
    """Write into a package's staging folder what the build that fills it was made from and left."""
    if report.version is None:
        return
    place = {id(entry): number for number, entry in enumerate(curation.entries)}
    record = BuiltRecord(
        made_from,
        report.version.number,
        {path: _digest(staging / path) for path in _files_of(staging)},
        report.rows,
        msgspec.Raw(msgspec.json.encode(report.validation)),
        tuple(place[id(entry)] for entry in report.curation.applied),
        tuple((place[id(left.entry)], left.why) for left in report.curation.not_applied),
    )
    (staging / RECORD_PATH).write_bytes(msgspec.json.encode(record))


def find_unchanged(
    target: Path, store: Catalog, made_from: str
) -> tuple[BuiltRecord, Version] | None:
    """Return the record of the last build and its version, None where anything may differ.

    Raises StoreError where the store is damaged, as any build does.
    """
    from toolkit.store.catalog_snapshots import read_versions
    from toolkit.store.lake import open_latest

    record = _read_record(target / RECORD_PATH)
    if record is None or record.made_from != made_from:
        return None
    if any(_digest_or_none(target / path) != known for path, known in record.files.items()):
        return None
    with open_latest(store) as (connection, _):
        versions = () if connection is None else read_versions(connection)
    if not versions or versions[-1].number != record.version:
        return None
    return record, versions[-1]


def _read_record(path: Path) -> BuiltRecord | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=BuiltRecord)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        # An older toolkit left none, or one of another form: the build says what is there.
        return None


def _files_of(staging: Path) -> Iterator[str]:
    """Yield the files that a build writes of a package, less what its store and report are."""
    for path in sorted(staging.rglob("*")):
        name = path.relative_to(staging).as_posix()
        if path.is_file() and name != _TOLD and not name.startswith(f"{STORE_FOLDER}/"):
            yield name


def _digest_or_none(path: Path) -> str | None:
    try:
        return _digest(path)
    except OSError:
        return None


def _digest(path: Path) -> str:
    from toolkit.store.digest import DIGEST_NAME, new_digest

    digest = new_digest()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return f"{DIGEST_NAME}:{digest.digest().hex()}"
