"""Rows as hypothesis makes them: all that the schema of a table allows."""

from __future__ import annotations

from hypothesis import strategies as st

from toolkit.tables import primary_key, table_schema


def values_of(field: dict) -> st.SearchStrategy:
    """Return the values that a schema allows in a column."""
    constraints = field.get("constraints", {})
    least, most = constraints.get("minimum"), constraints.get("maximum")
    if "enum" in constraints:
        values = st.sampled_from(constraints["enum"])
    elif "pattern" in constraints:
        pattern = constraints["pattern"].removeprefix("^").removesuffix("$")
        values = st.from_regex(pattern, fullmatch=True)
    elif field["type"] == "string":
        longest = constraints.get("maxLength", 30)
        letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        values = st.text(letters, min_size=constraints["minLength"], max_size=longest)
    elif field["type"] == "integer":
        values = st.integers(least if least is not None else -(2**63), 2**63 - 1)
    elif field["type"] == "number":
        values = st.floats(least, most)
    else:
        values = st.dates()
    return values if constraints.get("required") else st.none() | values


def rows_of(table: str) -> st.SearchStrategy:
    """Return lists of rows that a schema allows, their keys distinct."""
    fields = table_schema(table)["fields"]
    row = st.fixed_dictionaries({field["name"]: values_of(field) for field in fields})
    unique = [
        lambda row: tuple(row[column] for column in primary_key(table)),
        *(
            lambda row, column=field["name"]: row[column]
            for field in fields
            if field.get("constraints", {}).get("unique")
        ),
    ]
    return st.lists(row, min_size=1, max_size=4, unique_by=tuple(unique))
