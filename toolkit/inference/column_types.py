"""The type of each column of text: the first form that all of its values have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.inference.load import LoadedTable
from toolkit.inference.names import is_text_of_digits, snake_case
from toolkit.inference.profile import Profile, without
from toolkit.inference.text_forms import BOOLEANS, MISSING_IN_VALUES, TEXT_FORMS, TextForm
from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

_LIKELY = 0.95
"""Share of a sample that has a form which is then held against all rows."""

_FEW = 0.01
"""Share of values that are called odd, where all others have a form."""

_MOST_WORDS = 8
_DEFAULT_BOOLEANS = {"true", "True", "TRUE", "false", "False", "FALSE"}
_DIGITS = re.compile(r"[0-9]+")


def with_type(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profile: Profile,
    *,
    take_missing: bool = True,
) -> tuple[Profile, list[str]]:
    """Return a column of text with its type, and what a person should know of the choice.

    With `take_missing`, words such as NA among numbers stand for a missing value.
    """
    if not profile.sample:
        return profile, _on_no_value(profile)
    tokens = MISSING_IN_VALUES if take_missing else ()
    boolean = _as_boolean(connection, loaded, profile, tokens)
    if boolean is not None:
        return boolean, []
    notes: list[str] = []
    for form in _likely_forms(profile):
        found = _hold(connection, loaded, profile, form, tokens)
        if isinstance(found, Profile):
            said = ", ".join(found.missing)
            return found, [f"{said}: taken for a missing value."] if found.missing else []
        if found:
            notes.append(found)
    if not notes and profile.column.is_bare and all(map(_DIGITS.fullmatch, profile.sample)):
        notes.append("its digits are kept as text: a number would lose zeros or digits.")
    if profile.missing:
        notes.append(f"{', '.join(profile.missing)}: taken for a missing value.")
    return profile, list(dict.fromkeys(notes))


def _on_no_value(profile: Profile) -> list[str]:
    return ["it has no value in any row: its type is a guess."] if profile.rows else []


def _likely_forms(profile: Profile) -> Iterator[TextForm]:
    """Return the forms that most values of the sample have."""
    name = snake_case(profile.column.name)
    is_text = is_text_of_digits(profile.column.name)
    values = [value for value in profile.sample if value not in MISSING_IN_VALUES]
    if not values:
        return
    for form in TEXT_FORMS:
        if form.is_bare and (is_text or not profile.column.is_bare):
            continue
        if not form.suits(name):
            continue
        pattern = re.compile(form.pattern, re.ASCII)
        if sum(pattern.fullmatch(value) is not None for value in values) >= _LIKELY * len(values):
            yield form


def _hold(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profile: Profile,
    form: TextForm,
    tokens: tuple[str, ...],
) -> Profile | str | None:
    """Return the column with a form that all its values have, else what is odd about it."""
    value = profile.column.sql
    listed = ", ".join(map(literal, tokens))
    is_token = f"{value} IN ({listed})" if tokens else "false"
    condition = form.condition.replace("{value}", value)
    # What DuckDB cannot read is null, and must count as wrong.
    fits = f"coalesce(regexp_full_match({value}, {literal(form.pattern)}) AND {condition}, false)"
    proof = (form.proof or "true").replace("{value}", value)
    missing, right, wrong, example, proven = connection.sql(
        f"SELECT list_sort(list(DISTINCT {value}) FILTER (NOT fits AND is_token)), "
        "count(*) FILTER (fits), count(*) FILTER (NOT fits AND NOT is_token), "
        f"min({value}) FILTER (NOT fits AND NOT is_token), bool_or(fits AND {proof}) "
        f"FROM (SELECT {value}, {fits} AS fits, {is_token} AS is_token "
        f"FROM {loaded.table} WHERE {value} IS NOT NULL)"
    ).fetchall()[0]
    if wrong:
        if wrong > _FEW * (right + wrong):
            return None
        return (
            f"{right:,} values are of type {form.label}, {wrong:,} not, such as {_shown(example)}: "
            "correct them, and infer again."
        )
    if not right:
        return None
    if not proven:
        return f"{form.doubt}." if form.doubt else None
    typed = replace(profile, type=form.type, properties=dict(form.properties))
    return without(connection, loaded, typed, tuple(missing)) if missing else typed


def _as_boolean(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profile: Profile,
    tokens: tuple[str, ...],
) -> Profile | None:
    # The estimate of how many values there are may be out by a few.
    if profile.distinct > 2 * _MOST_WORDS:
        return None
    value = profile.column.sql
    words = [
        row[0]
        for row in connection.sql(
            f"SELECT DISTINCT {value} FROM {loaded.table} WHERE {value} IS NOT NULL "
            f"ORDER BY ALL LIMIT {4 * _MOST_WORDS}"
        ).fetchall()
    ]
    missing = tuple(word for word in words if word in tokens)
    words = [word for word in words if word not in missing]
    for yes, no in BOOLEANS:
        true = [word for word in words if word.lower() == yes]
        false = [word for word in words if word.lower() == no]
        # One word alone may be anything but for true and false: NO is Norway.
        is_pair = bool(true and false) or yes == "true"
        if not words or len(true) + len(false) < len(words) or not is_pair:
            continue
        properties = {"trueValues": true, "falseValues": false}
        if _DEFAULT_BOOLEANS.issuperset(words):
            properties = {}
        typed = replace(profile, type="boolean", properties=properties)
        return without(connection, loaded, typed, missing) if missing else typed
    return None


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:39] + "…")
