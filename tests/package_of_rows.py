"""A package of one small table, `rows.csv`, whose descriptor a test writes as it needs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}
ROWS = "id,name\n1,Ana\n2,Zoé\n"


def write_package(folder: Path, *entries: dict[str, Any], **properties: Any) -> Path:
    """Write a descriptor with resources and a file `rows.csv`; return the descriptor's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    file = folder / "datapackage.json"
    content = {"name": "made", **properties, "resources": list(entries)}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def entry(**properties: Any) -> dict[str, Any]:
    """Return the resource of that table, with other properties."""
    return {"name": "rows", "path": "rows.csv", "schema": SCHEMA, **properties}
