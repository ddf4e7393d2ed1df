"""The command `site`: the pages of a version, to look at before they are published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import (
    AssetsOption,
    AtOption,
    CatalogOption,
    JsonOption,
    PackageOption,
    QuotableOption,
    texts_of,
)

SITE_FOLDER = "build/site"
"""Where the site is written below a package, if nothing else is said; it may be deleted."""

_NEW_SITE_FOLDER = f"{SITE_FOLDER}.new"


def site(
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve it to this computer until Ctrl+C.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help=f"New or empty folder. [default: {SITE_FOLDER}]"),
    ] = None,
    package: PackageOption = Path(),
    at: AtOption = None,
    with_texts: QuotableOption = None,
    vendor_assets: AssetsOption = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port for --serve; 0 for any that is free.")
    ] = 8000,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the browser too, with --serve.")
    ] = False,
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the site of a version, released or not, and serve it to look at."""
    from toolkit.site.preview import INDEX, opened_server, write_preview

    texts = texts_of(package, with_texts) if with_texts else None
    with _folder(package, out, is_served=serve) as folder:
        write_preview(
            package, folder, at, texts=texts, vendor_assets=vendor_assets, catalog=catalog
        )
        if not serve:
            place = _put_in_place(folder) if out is None else folder
            _say(str(place / INDEX), as_json)
            return
        with opened_server(folder, port) as (server, address):
            _say(address, as_json)
            if open_browser:
                import webbrowser

                webbrowser.open(address)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                typer.echo("toolkit: the site is no longer served.", err=True)


@contextmanager
def _folder(package: Path, out: Path | None, *, is_served: bool) -> Iterator[Path]:
    import shutil
    import tempfile

    if out is not None:
        yield out
    elif is_served:
        with tempfile.TemporaryDirectory(prefix="parley-site-") as folder:
            yield Path(folder)
    else:
        home = package if package.is_dir() else package.parent
        shutil.rmtree(home / _NEW_SITE_FOLDER, ignore_errors=True)
        yield home / _NEW_SITE_FOLDER


def _put_in_place(folder: Path) -> Path:
    """Put a new site, which is whole, in the place of the one before, and return that place."""
    import shutil

    place = folder.with_suffix("")
    shutil.rmtree(place, ignore_errors=True)
    return folder.rename(place)


def _say(place: str, as_json: bool) -> None:
    if as_json:
        print_json({"index": place})
    else:
        typer.echo(place)
