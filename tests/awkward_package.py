"""Packages that were made awkward on purpose, and how they are written to a folder."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import yaml

from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Descriptor, Resource

FOLDER = Path(__file__).parent / "awkward_packages"
FILES = sorted(FOLDER.glob("*.yaml"))

Case = dict[str, Any]


def read_cases(*files: Path) -> dict[str, Case]:
    """Return the cases of files of the corpus by their names."""
    return {name: case for file in files for name, case in _read_file(file).items()}


@cache
def _read_file(file: Path) -> dict[str, Case]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)


def write_package(cases: Mapping[str, Case], folder: Path) -> Descriptor:
    """Write the files of cases and one `datapackage.json` of them all; return its descriptor.

    A table is called as its case is, or `case.table` where the case has several.
    """
    entries = [
        _write_table(name, table, folder)
        for case_name, case in cases.items()
        for name, table in _tables(case_name, case)
    ]
    return write_descriptor(entries, folder)


def write_descriptor(entries: list[dict[str, Any]], folder: Path) -> Descriptor:
    """Write the `datapackage.json` of resources whose files stand in a folder, and return it."""
    properties = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": entries,
    }
    text = json.dumps(properties, ensure_ascii=False, indent=1, default=str)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return Descriptor(folder, properties, tuple(resource_of(entry, folder) for entry in entries))


def expected_defects(cases: Mapping[str, Case]) -> dict[str, set[str]]:
    """Return what the corpus says of each table of cases."""
    return {
        name: {text.removeprefix(f"{table}: ") for text in texts if _is_of(text, table, case)}
        for case_name, case in cases.items()
        for texts in [case["defects"]]
        for table in case.get("tables", [""])
        for name in [f"{case_name}.{table}" if table else case_name]
    }


def shown_defects(defects: Iterable[Defect], names: Iterable[str]) -> dict[str, set[str]]:
    """Return the places of defects as the corpus writes them, by the names of tables."""
    shown: dict[str, set[str]] = {name: set() for name in names}
    for defect in defects:
        row = f"row {defect.row} " if defect.row is not None else ""
        field = f" of {defect.field}" if defect.field is not None else ""
        shown.setdefault(str(defect.resource), set()).add(f"{row}{defect.type}{field}")
    return shown


def _is_of(text: str, table: str, case: Case) -> bool:
    return "tables" not in case or text.startswith(f"{table}: ")


def _tables(name: str, case: Case) -> Iterable[tuple[str, Case]]:
    if "tables" not in case:
        yield name, case
        return
    for table, parts in deepcopy(case["tables"]).items():
        for key in parts.get("schema", {}).get("foreignKeys", []):
            key["reference"]["resource"] = f"{name}.{key['reference']['resource']}"
        yield f"{name}.{table}", parts


def resource_of(entry: dict[str, Any], folder: Path) -> Resource:
    """Return the resource that an entry of a descriptor means."""
    path = entry.get("path", [])
    paths = [path] if isinstance(path, str) else path
    suffixes = Path(paths[0]).suffixes if paths else [""]
    return Resource(
        name=entry["name"],
        files=tuple(folder / path for path in paths),
        data=entry.get("data"),
        format=entry.get("format", suffixes[0].lstrip(".")).lower(),
        compression=suffixes[-1].lstrip(".") if suffixes[-1] in (".gz", ".zip") else None,
        encoding=entry.get("encoding", "utf-8"),
        dialect=entry.get("dialect", {}),
        schema=entry.get("schema"),
        descriptor=entry,
    )


def _write_table(name: str, table: Case, folder: Path) -> dict[str, Any]:
    fields = [
        {"name": field, **({"type": stated} if isinstance(stated, str) else stated)}
        for field, stated in table["fields"].items()
    ]
    schema = {"fields": fields, **table.get("schema", {})}
    entry = {"name": name, "path": "data.csv", **table.get("table", {}), "schema": schema}
    if "data" in table:
        del entry["path"]
        return {**entry, "data": table["data"]}
    (folder / name).mkdir()
    if "columns" in table:
        entry["path"] = f"{name}/data.parquet"
        _write_parquet(table["columns"], folder / entry["path"])
        return entry
    texts = table.get("texts") or [table.get("text", "\n".join(table.get("lines", [])) + "\n")]
    packed = ".gz" if "texts" in table and "compress" in table else ""
    several = [f"{number}.csv{packed}" for number in range(len(texts))]
    names = several if len(texts) > 1 else [entry["path"]]
    paths = [f"{name}/{file}" for file in names]
    for path, text in zip(paths, texts, strict=True):
        (folder / path).write_bytes(_content(table, text))
    entry["path"] = paths if len(paths) > 1 else paths[0]
    if "digest" in table:
        content = (folder / paths[0]).read_bytes()
        entry["hash"] = f"{table['digest']}:{hashlib.new(table['digest'], content).hexdigest()}"
    return entry


def _content(table: Case, text: str) -> bytes:
    if "repeat" in table:
        times, mark = table["repeat"]
        text = text.replace(mark, "x" * times)
    written = text.encode(table.get("written", "utf-8"))
    if table.get("compress") == "zip":
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("data.csv", written)
        return stream.getvalue()
    return gzip.compress(written, mtime=0) if table.get("compress") else written


def _write_parquet(columns: dict[str, list[Any]], file: Path) -> None:
    arrays = {}
    for name, (kind, *values) in columns.items():
        made = pyarrow.array(values) if values else pyarrow.array([], "null")
        arrays[name] = made.cast(pyarrow.type_for_alias(kind))
    pyarrow.parquet.write_table(pyarrow.table(arrays), file)
