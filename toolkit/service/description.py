"""The description of the service in OpenAPI 3.1, with the tables as their schemas state them.

https://spec.openapis.org/oas/v3.1.1
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from toolkit.publish.data_files import FORMATS
from toolkit.service.answers import TOTAL_HEADER, VERSION_HEADER
from toolkit.service.limits import Limits
from toolkit.service.problems import MEDIA_TYPE
from toolkit.service.row_schemas import evidence_schema, reference, row_schema
from toolkit.service.served_version import ServedTable, ServedVersion
from toolkit.service.table_parameters import key_parameters, page_parameters, table_parameters

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}


def describe_service(served: ServedVersion, limits: Limits) -> dict[str, Any]:
    """Return the description: every address, its parameters, its answers, and all tables."""
    licenses = [item for item in served.descriptor.get("licenses") or [] if item.get("name")]
    info: dict[str, Any] = {
        "title": served.title,
        "version": served.version,
        "description": "One version of a data package, to be read only.",
    }
    if licenses:
        info["license"] = {
            "name": str(licenses[0].get("title") or licenses[0]["name"]),
            **({"url": licenses[0]["path"]} if licenses[0].get("path") else {}),
        }
    paths = _fixed_paths(limits)
    parameters: dict[str, Any] = {}
    schemas = _common_schemas(served)
    for table in served.tables.values():
        schemas[f"row_{table.name}"] = row_schema(table)
        named = table_parameters(table)
        parameters |= named
        paths |= _table_paths(table, list(named))
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": {**page_parameters(), **parameters},
            "responses": _responses(),
            "headers": {
                VERSION_HEADER: {"description": "The version of the data.", "schema": _TEXT},
                TOTAL_HEADER: {"description": "Rows in all.", "schema": _COUNT},
            },
        },
    }


def _fixed_paths(limits: Limits) -> dict[str, Any]:
    sql = {
        "name": "sql",
        "in": "query",
        "required": True,
        "description": "One SELECT over the tables and views, in the SQL of DuckDB.",
        "schema": {"type": "string", "minLength": 1},
        "example": "SELECT 1 AS one",
    }
    meaning = (
        f"At most {limits.query_rows} rows, {limits.seconds:g} seconds and {limits.memory} MB of "
        "memory. No file, network or setting can be reached."
    )
    front = _read("What there is", _json(reference("overview")))
    front["responses"]["200"]["content"]["text/html"] = {"schema": _TEXT}
    return {
        "/": {"get": front},
        "/tables": {"get": _read("The tables and their columns", _json(reference("tables")))},
        "/datapackage.json": {
            "get": _read("The descriptor of the data package", _json({"type": "object"}))
        },
        "/openapi.json": {"get": _read("This description", _json({"type": "object"}))},
        "/health": {"get": _read("Whether the service works", _json(reference("health")))},
        "/query": {
            "get": {
                **_read("The answer to a query in SQL", _json(reference("answer")), [sql]),
                "description": meaning,
            }
        },
    }


def _table_paths(table: ServedTable, named: list[str]) -> dict[str, Any]:
    place = f"/tables/{quote(table.name)}"
    conditions = [_parameter(name) for name in named]
    controls = [_parameter(name) for name in ("offset", *(("after",) if table.key else ()))]
    # A page may have some of the columns only.
    some = {key: value for key, value in row_schema(table).items() if key != "required"}
    page = _object(
        {
            "table": {"const": table.name},
            "version": _TEXT,
            "total": _COUNT,
            "limit": _COUNT,
            "next": {"type": ["string", "null"], "description": "Where the next page is."},
            "rows": {"type": "array", "items": some},
        }
    )
    listed = [*conditions, *controls]
    paths = {
        place: {"get": _read(f"What {table.title} are", _json(reference("table")))},
        f"{place}.json": {
            "get": _read(
                f"{table.title}: a page of rows",
                _json(page),
                [*listed, _parameter("limit")],
                counted=True,
            )
        },
    }
    for form, data_format in FORMATS.items():
        paths[f"{place}.{form}"] = {
            "get": _read(
                f"{table.title}: a file, of the whole table without parameters",
                {data_format.media_type: {"schema": _TEXT if form == "csv" else {}}},
                [*listed, _parameter("file_limit")],
                counted=True,
            )
        }
    if table.key:
        row = _object(
            {
                "table": {"const": table.name},
                "version": _TEXT,
                "key": _TEXT,
                "row": reference(f"row_{table.name}"),
                "evidence": {"type": "array", "items": reference("evidence")},
            }
        )
        operation = _read(
            f"{table.title}: one row, and where its values were read",
            _json(row),
            key_parameters(table),
        )
        operation["responses"]["307"] = {"description": "A former key: where the row is now."}
        paths["/".join([place, *(f"{{{name}}}" for name in table.key)])] = {"get": operation}
    return paths


def _read(
    summary: str,
    content: dict[str, Any],
    parameters: list[dict[str, Any]] | None = None,
    *,
    counted: bool = False,
) -> dict[str, Any]:
    headers = [VERSION_HEADER, *([TOTAL_HEADER] if counted else [])]
    found: dict[str, Any] = {
        "summary": summary,
        "responses": {
            "200": {
                "description": summary,
                "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
                "content": content,
            },
            "304": {"description": "What was kept still holds."},
            **{
                status: {"$ref": f"#/components/responses/{status}"}
                for status in ("400", "404", "405", "414", "422", "429")
            },
        },
    }
    if parameters:
        found["parameters"] = parameters
    return found


def _responses() -> dict[str, Any]:
    meanings = {
        "400": "A parameter is wrong.",
        "404": "There is no such table or row.",
        "405": "Everything can only be read.",
        "414": "The parameters are too long.",
        "422": "The answer would take too much time or memory.",
        "429": "Too many requests at once: ask again after `Retry-After` seconds.",
    }
    content = {MEDIA_TYPE: {"schema": reference("problem")}}
    return {
        status: {"description": meaning, "content": content} for status, meaning in meanings.items()
    }


def _common_schemas(served: ServedVersion) -> dict[str, Any]:
    column = _object(dict.fromkeys(("name", "type", "title", "description"), _TEXT))
    addresses = {"type": "object", "additionalProperties": _TEXT}
    table = _object(
        {
            "name": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "rows": _COUNT,
            "key": {"type": "array", "items": _TEXT},
            "columns": {"type": "array", "items": column},
            "addresses": addresses,
        }
    )
    kind = _object({"name": _TEXT, "type": _TEXT})
    return {
        "problem": _object(
            {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT}
        ),
        "overview": _object(
            {
                "name": _TEXT,
                "title": _TEXT,
                "description": _TEXT,
                "version": _TEXT,
                "licenses": {"type": "array"},
                "addresses": addresses,
                "tables": {"type": "object"},
            }
        ),
        "table": table,
        "tables": _object(
            {"version": _TEXT, "tables": {"type": "array", "items": reference("table")}}
        ),
        "health": _object({"status": {"const": "ok"}, "version": {"const": served.version}}),
        "answer": _object(
            {
                "columns": {"type": "array", "items": kind},
                "truncated": {"type": "boolean", "description": "Whether more rows were left out."},
                "rows": {"type": "array", "items": {"type": "array"}},
            }
        ),
        "evidence": evidence_schema(),
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _parameter(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}
