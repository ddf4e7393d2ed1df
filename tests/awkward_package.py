"""Packages that were made awkward on purpose, and how they are written to a folder."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import yaml

from toolkit.validation.descriptor import Descriptor, Resource

FOLDER = Path(__file__).parent / "awkward_packages"
_OF_A_TABLE = (
    *("columns", "compress", "data", "digest", "fields", "lines", "repeat", "schema", "table"),
    *("text", "texts", "written"),
)


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the cases of the corpus with their names, in the order of files and lines."""
    for file in sorted(FOLDER.glob("*.yaml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8")).items()


def write_package(case: dict[str, Any], folder: Path) -> Descriptor:
    """Write the files of a case and its `datapackage.json`; return its descriptor."""
    tables = case.get("tables") or {"table": {key: case[key] for key in _OF_A_TABLE if key in case}}
    entries = [_write_table(name, table, folder) for name, table in tables.items()]
    properties = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": entries,
    }
    text = json.dumps(properties, ensure_ascii=False, indent=1, default=str)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return Descriptor(folder, properties, tuple(read_resource(e, folder) for e in entries))


def read_resource(entry: dict[str, Any], folder: Path) -> Resource:
    """Return the resource of an entry of a descriptor."""
    path = entry.get("path", [])
    paths = [path] if isinstance(path, str) else path
    suffixes = Path(paths[0]).suffixes if paths else [""]
    packed = suffixes[-1].lstrip(".") if suffixes[-1] in (".gz", ".zip") else None
    return Resource(
        name=entry["name"],
        files=tuple(folder / path for path in paths),
        data=entry.get("data"),
        format=entry.get("format", suffixes[0].lstrip(".")).lower(),
        compression=packed,
        encoding=entry.get("encoding", "utf-8"),
        dialect=entry.get("dialect", {}),
        schema=entry.get("schema"),
        descriptor=entry,
    )


def _write_table(name: str, table: dict[str, Any], folder: Path) -> dict[str, Any]:
    fields = [
        {"name": field, **({"type": stated} if isinstance(stated, str) else stated)}
        for field, stated in table["fields"].items()
    ]
    schema = {"fields": fields, **table.get("schema", {})}
    entry = {"name": name, "path": f"{name}.csv", **table.get("table", {}), "schema": schema}
    if "data" in table:
        del entry["path"]
        return {**entry, "data": table["data"]}
    if "columns" in table:
        entry["path"] = f"{name}.parquet"
        _write_parquet(table["columns"], folder / entry["path"])
        return entry
    texts = table.get("texts") or [table.get("text", "\n".join(table.get("lines", [])) + "\n")]
    if len(texts) > 1:
        entry["path"] = [f"{name}-{number}.csv" for number in range(len(texts))]
    paths = entry["path"] if isinstance(entry["path"], list) else [entry["path"]]
    for path, text in zip(paths, texts, strict=True):
        times, mark = table.get("repeat", [1, None])
        content = text.replace(mark, "x" * times) if mark else text
        written = content.encode(table.get("written", "utf-8"))
        (folder / path).write_bytes(
            gzip.compress(written, mtime=0) if table.get("compress") else written
        )
    if "digest" in table:
        content = (folder / paths[0]).read_bytes()
        entry["hash"] = f"{table['digest']}:{hashlib.new(table['digest'], content).hexdigest()}"
    return entry


def _write_parquet(columns: dict[str, list[Any]], file: Path) -> None:
    arrays = {}
    for name, (kind, *values) in columns.items():
        made = pyarrow.array(values) if values else pyarrow.array([], "null")
        arrays[name] = made.cast(_arrow_type(kind))
    pyarrow.parquet.write_table(pyarrow.table(arrays), file)


def _arrow_type(name: str) -> pyarrow.DataType:
    known = {"timestamp[us]": pyarrow.timestamp("us"), "date32[day]": pyarrow.date32()}
    return known.get(name) or pyarrow.type_for_alias(name)
