"""The pandera model of a table, derived from its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis.expr.datatypes
import pandera.ibis

from toolkit.table_schema import constraints_of
from toolkit.tables import primary_key, table_schema
from toolkit.validation.column_conditions import CONDITIONS

_IBIS_TYPES = {"string": "string", "integer": "int64", "number": "float64", "date": "date"}


def pandera_model(name: str) -> pandera.ibis.DataFrameSchema:
    """Return the pandera schema of a table, for validation inside DuckDB through Ibis.

    It demands exactly the columns of the table, their types, required and unique values,
    enumerations, ranges, lengths and patterns. Foreign keys are not pandera's matter.
    """
    fields = table_schema(name)["fields"]
    unique: Any = [list(primary_key(name))]
    unique += [[field["name"]] for field in fields if constraints_of(field).get("unique")]
    return pandera.ibis.DataFrameSchema(
        {field["name"]: _column(field) for field in fields},
        name=name,
        strict=True,
        unique=unique,
    )


def _column(field: Mapping[str, Any]) -> pandera.ibis.Column:
    constraints = constraints_of(field)
    return pandera.ibis.Column(
        ibis.expr.datatypes.dtype(_IBIS_TYPES[field["type"]]),
        [
            _check(constraint, limit)
            for constraint, limit in constraints.items()
            if constraint in CONDITIONS
        ],
        nullable=not constraints.get("required", False),
        name=field["name"],
    )


def _check(constraint: str, limit: Any) -> pandera.ibis.Check:
    """Return a pandera check of the name of a constraint.

    Conditions on a column make queries that DuckDB gets three times as fast as those of
    pandera's built-in checks, which join their outcome to the table.
    """
    condition = CONDITIONS[constraint]
    return pandera.ibis.Check(
        lambda data: condition(data.table[data.key], limit),
        name=constraint,
        error=f"{constraint} {limit}",
    )
