"""A whole package, written into a folder of its own before it takes its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.data_files import FORMATS
from toolkit.publish.descriptor import (
    build_time,
    table_resource,
    update_descriptor,
    write_descriptor,
)
from toolkit.publish.errors import PublishError
from toolkit.store.errors import reason
from toolkit.store.package_folder import DESCRIPTOR_NAME
from toolkit.tables import table_names

if TYPE_CHECKING:
    import pyarrow

DATA_FOLDER = "data"


def stage_package(
    staging: Path,
    tables: Mapping[str, pyarrow.Table],
    descriptor: Mapping[str, Any],
    format: str = "csv",
    released: Collection[str] = (),
) -> dict[str, Any]:
    """Write data files and descriptor into the folder `staging`; return the descriptor.

    `descriptor` is the one that was there before, or a default one: what it says of the
    package is kept, but for a version that is among those `released`, where the data files are
    no longer those of that release. Raises PublishError for an unknown format or where it
    can't be written.
    """
    if format not in FORMATS:
        raise PublishError(f"There is no format {format!r}; the formats are {', '.join(FORMATS)}.")
    data_format = FORMATS[format]
    try:
        (staging / DATA_FOLDER).mkdir(parents=True, exist_ok=True)
        resources = []
        for name in (name for name in table_names() if name in tables):
            path = f"{DATA_FOLDER}/{name}.{data_format.name}"
            data_format.write(tables[name], staging / path)
            rows = tables[name].num_rows
            resources.append(table_resource(name, staging, path, rows, data_format))
        staged = update_descriptor(descriptor, resources, build_time(), released)
        write_descriptor(staging / DESCRIPTOR_NAME, staged)
    except OSError as error:
        if isinstance(error, PublishError):
            raise
        raise PublishError(f"{staging}: the package can't be written: {reason(error)}.") from error
    return staged
