"""The command `publish`: a release for others, in a folder, a zip file or a storage."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import (
    AssetsOption,
    CatalogOption,
    JsonOption,
    PackageOption,
    QuotableOption,
    texts_of,
)


def publish(
    target: Annotated[
        str,
        typer.Argument(help="A folder, zip:FILE, s3://, gs://, az:// or another of fsspec."),
    ],
    version: Annotated[
        str | None,
        typer.Option("--version", help="Release to publish.", show_default="the newest"),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(help="Where the target is read, such as https://example.org/data."),
    ] = None,
    with_texts: QuotableOption = None,
    vendor_assets: AssetsOption = None,
    storage_option: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE", help="Option for the storage, beside PARLEY_STORAGE_OPTIONS."
        ),
    ] = None,
    all_forms: Annotated[
        bool, typer.Option("--all-forms", help="Write what a large release is without, too.")
    ] = False,
    package: PackageOption = Path(),
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish a release for others: whole, never overwritten, and only what is missing there."""
    from toolkit.printing.progress import show_progress
    from toolkit.printing.publication import print_published
    from toolkit.publish.targets.storage_options import storage_options
    from toolkit.release.publish_package import publish_package

    options = storage_options(os.environ, storage_option or ())
    texts = texts_of(package, with_texts) if with_texts else None
    with show_progress() as progress:
        done = publish_package(
            package,
            target,
            version,
            address=address,
            texts=texts,
            vendor_assets=vendor_assets,
            storage_options=options,
            all_forms=all_forms,
            catalog=catalog,
            progress=progress,
        )
    if as_json:
        print_json(done.to_dict())
    else:
        print_published(done)
