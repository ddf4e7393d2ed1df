"""The whole site of a release, below the folder of the release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.publish.forms.duckdb_file import duckdb_path
from toolkit.publish.published_version import PublishedVersion
from toolkit.site.assets import copy_assets, find_assets
from toolkit.site.changes_page import write_changes_page
from toolkit.site.console_page import write_console_page
from toolkit.site.downloads import find_downloads
from toolkit.site.figures import version_figures
from toolkit.site.index_page import write_index_page
from toolkit.site.list_pages import write_list_pages
from toolkit.site.page_writer import PageWriter, Site
from toolkit.site.pictures_page import write_pictures_page
from toolkit.site.published_tables import published_tables
from toolkit.site.quotations import Quotations
from toolkit.site.row_pages import write_row_pages
from toolkit.site.search_index import write_search_index
from toolkit.site.selection import Selection
from toolkit.site.table_pages import write_table_pages
from toolkit.store.version_difference import Difference

PAGES_OF_EACH = 2000
"""Actors, meetings, elections and articles that have a page, of each the most connected."""


def write_site(
    published: PublishedVersion,
    folder: Path,
    *,
    descriptor: Mapping[str, Any],
    previous: Difference | None = None,
    texts: Mapping[str, str] | None = None,
    pages_of_each: int = PAGES_OF_EACH,
    vendor_assets: Path | None = None,
) -> None:
    """Write the pages of a version below the folder of its release.

    `descriptor` is the `datapackage.json` of the release with all files that there are so far;
    `previous` is the difference to the release before. Sentences are quoted from `texts`, by
    `article_id`, only where they are given. `vendor_assets` is a folder with copies of the
    script libraries. The same version and files give the same bytes. Raises PublishError where
    a library is missing or isn't the one meant, and OSError where a file can't be written.
    """
    assets = None if vendor_assets is None else find_assets(vendor_assets)
    # What a page leads to must be there: without the database there is no console.
    has_console = (folder / duckdb_path(published)).is_file()
    tables = published_tables(published)
    selection = Selection(published.connection, pages_of_each)
    figures = version_figures(published, selection)
    site = replace(
        _site(published),
        has_pictures=bool(figures),
        has_changes=previous is not None,
        has_console=has_console,
    )
    writer = PageWriter(folder, site, selection.path)
    writer.write_style()
    writer.write_scripts()
    previews = write_pictures_page(writer, figures)
    downloads = find_downloads(descriptor, folder)
    write_index_page(
        writer, published, selection, tables, descriptor, downloads, previous, previews
    )
    write_table_pages(writer, published.connection, tables, selection, downloads)
    write_list_pages(writer, selection)
    write_row_pages(writer, selection, Quotations(texts))
    write_search_index(writer, selection)
    if previous is not None:
        write_changes_page(writer, previous)
    if has_console:
        write_console_page(writer, published, tables, has_copies=assets is not None)
        if assets is not None:
            copy_assets(assets, folder)


def _site(published: PublishedVersion) -> Site:
    licence: Mapping[str, Any] = next(iter(published.descriptor.get("licenses") or ()), {})
    name = licence.get("title") or licence.get("name")
    return Site(
        name=published.name,
        title=str(published.descriptor.get("title") or published.name),
        version=published.version,
        released_on=published.released_on,
        licence=None if name is None else str(name),
        licence_address=licence.get("path"),
    )
