"""Curation in a build: read before anything else, applied after the parser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.building.errors import InvalidCuration

if TYPE_CHECKING:
    import pyarrow

    from toolkit.curation import Curated, Curation
    from toolkit.resolve import Former


def read_curation_of(target: Path) -> Curation:
    """Return what people decided about the package at `target`.

    Raises InvalidCuration for a file that is wrong.
    """
    from toolkit.curation import CURATION_FOLDER, CurationError, read_curation

    try:
        return read_curation(target / CURATION_FOLDER)
    except CurationError as error:
        raise InvalidCuration(str(error)) from error


def curate(
    tables: Mapping[str, pyarrow.Table],
    curation: Curation,
    former: Former,
    texts: Mapping[str, str],
) -> Curated:
    """Return the tables of a build after curation; `former` tells of the version before."""
    from toolkit.curation import apply_curation
    from toolkit.curation.curation import THINGS
    from toolkit.tables import sort_and_cast

    redirects = (redirect.row for redirect in former.redirects)
    return apply_curation(
        tables,
        curation,
        version=former.version,
        redirects_before=sort_and_cast("redirects", redirects),
        ids_before={(table, id) for table in THINGS for id in former.ids(table)}
        if curation.entries
        else (),
        texts=texts,
    )


def digest_of(curation: Curation) -> dict[str, str]:
    """Return what a version says of the files by which it was curated."""
    return {} if curation.digest is None else {"curation": curation.digest}
