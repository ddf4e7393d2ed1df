"""Each table of a release as a file of its own, in each format: `data/meetings.csv`."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from toolkit.publish.data_files import FORMATS, DataFormat
from toolkit.publish.errors import PublishError
from toolkit.publish.package import DATA_FOLDER
from toolkit.publish.published_version import PublishedVersion
from toolkit.store.file_digest import file_digest

_FILE_NAME = re.compile(r"\w[\w.-]*")


def table_path(table: str, format: str) -> str:
    """Return the path of a table in a format, below the folder of the release.

    Raises PublishError for a name that could lead out of that folder.
    """
    if not _FILE_NAME.fullmatch(table):
        raise PublishError(
            f"{table!r} can't be the name of a file; name the table with letters, digits and _."
        )
    return f"{DATA_FOLDER}/{table}.{format}"


def write_csv_files(published: PublishedVersion, folder: Path) -> None:
    """Write each table as CSV, to the byte as a package in that format has it.

    A cell that begins with `=`, `+`, `-` or `@` stays as it is, so that the file is that of the
    package: who opens it in a spreadsheet has it read as text, or takes the workbook instead.
    """
    _write_files(published, folder, FORMATS["csv"])


def write_parquet_files(published: PublishedVersion, folder: Path) -> None:
    """Write each table as Parquet, to the byte as a package in that format has it."""
    _write_files(published, folder, FORMATS["parquet"])


def _write_files(published: PublishedVersion, folder: Path, format: DataFormat) -> None:
    (folder / DATA_FOLDER).mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as pool:
        written = []
        for name in published.table_names:
            place = folder / table_path(name, format.name)
            if not _copy_own_file(published, name, format, place):
                written.append(pool.submit(format.write, published.table(name), place))
        for one in written:
            one.result()


def _copy_own_file(published: PublishedVersion, name: str, format: DataFormat, place: Path) -> bool:
    """Copy the data file of the package where it is still the one that the version lists."""
    stated = published.resource(name)
    if published.folder is None or stated.get("format") != format.name:
        return False
    own = published.folder / str(stated["path"])
    try:
        shutil.copyfile(own, place)
    except OSError:
        # There may be no such file any more; what can't be written to is said by the writer.
        return False
    return file_digest(place) == stated.get("hash")
