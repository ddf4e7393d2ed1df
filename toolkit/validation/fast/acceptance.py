"""What SQL can say of a cell by itself: that it surely is a value of its field.

A test here never takes a cell that frictionless would not take, but it leaves out the unusual
ones (" 7", "+7", "2021-2-3"). Those are few and are read by frictionless's own code, so that the
verdict is the same for every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast

from toolkit import quoting
from toolkit.validation.fast.cells import MARK
from toolkit.validation.fast.patterns import LinearPattern, linear_pattern

if TYPE_CHECKING:
    from frictionless import Field

_TIMES = ("[01][0-9]:[0-5][0-9]:[0-5][0-9]", "2[0-3]:[0-5][0-9]:[0-5][0-9]")
_DATE = "[1-9][0-9][0-9]?-??-?[0-9]"
_STAMPS = ("[1-9]???-??-??T[01]?:??:?[0-9]", "[1-9]???-??-??T2[0-3]:??:?[0-9]")
"""For GLOB, which is quicker than a regular expression, or than writing a value as text again. Of a
date and a time stamp they ask what DuckDB does not: it takes other separators and white space, 24
for an hour, and a day or a second with one digit."""
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_EXACT = 2**53
"""Whole numbers up to this are the same as `double`."""

_MOST_ENTRIES = 40
"""How many texts a cell is compared with; a longer list is left to those who read cells."""

Choice = tuple[str, ...]
"""Tests of SQL of which one must be true."""

_TYPES = {
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "time": "TIME",
    "year": "SMALLINT",
}
"""The types of DuckDB whose values bounds compare."""

_BOUNDS = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The SQL tests of a field, of the column of its texts.

    `form` says that a text is surely a value of the type, `limits` that it then keeps the
    constraints, by one test of each choice; "true" for what asks nothing, "false" for what SQL
    cannot say. `missing` says that a text stands for no value. `pattern` is the field's pattern for
    RE2, where it has one that can be said there, `value` what bounds compare, "" where nothing can
    be compared.
    """

    form: str
    limits: tuple[Choice, ...]
    missing: str
    required: bool
    pattern: LinearPattern | None
    column: str
    value: str
    text: str
    """The cell as `cells.encode` writes it."""
    of_values: bool = False
    """Whether the column has values, not texts: of those no test is NULL."""

    def asks_nothing(self, usual: str = "true") -> bool:
        """Return whether any text at all is a value, so that no cell needs to be looked at.

        `usual` is a further test, as in `suspect`.
        """
        return not self._choices(usual) and not self.required

    def is_fine(self, usual: str = "true") -> str:
        """Return the SQL test that `suspect` gives no text; it may be NULL in place of false."""
        accepts = self._accepts(usual)
        return accepts if self.required else f"({accepts} OR {self.column} IS NULL)"

    def suspect(self, usual: str = "true") -> str:
        """Return the SQL expression that gives the text of a cell to be read, else NULL.

        `usual` is a further test: that the value of a key is written in the usual way.
        """
        text = f"coalesce({self.text}, chr(0) || 'n')" if self.required else self.text
        return f"CASE WHEN {self._accepts(usual)} THEN NULL ELSE {text} END"

    def suspects(self, usual: str = "true") -> str:
        """Return the SQL test that `suspect` gives a text.

        DuckDB answers plain NOTs from a file's dictionaries and statistics. It does where no test
        can be NULL for a value: only the tests of forms try whether a text can be read.
        """
        if not self.required and (self.of_values or (self.form, usual) == ("true", "true")):
            found = "" if self.missing == "false" else f" AND NOT {self.missing}"
            return f"(({self._fails(usual)}){found})"
        test = f"({self._accepts(usual)}) IS NOT TRUE"
        return test if self.required else f"({self.column} IS NOT NULL AND {test})"

    def _accepts(self, usual: str) -> str:
        if self.required:
            return f"{self.column} IS NOT NULL AND NOT {self.missing} AND {self._fine(usual)}"
        return f"({self._fine(usual)}) OR {self.missing}"

    def _fine(self, usual: str) -> str:
        return " AND ".join(f"({' OR '.join(choice)})" for choice in self._choices(usual)) or "true"

    def _fails(self, usual: str) -> str:
        """Return the test that `_fine` is false, without a NOT around several tests."""
        nots = [" AND ".join(f"NOT ({test})" for test in choice) for choice in self._choices(usual)]
        return " OR ".join(nots) or "false"

    def _choices(self, usual: str) -> list[Choice]:
        return [choice for choice in ((self.form,), *self.limits, (usual,)) if choice != ("true",)]


def acceptance(field: Field, column: str, *, encoded: bool, value: str | None = None) -> Acceptance:
    """Return the tests of a field for the column of its texts.

    `encoded` says that the column may hold cells that are no text (see `cells.encode`). `value`
    is a column that has their values already, see `value_of_text`.
    """
    value = value_of_text(field, column) if value is None else value
    form = _form(field, column, value)
    if encoded and field.type == "string":
        plain = f"NOT starts_with({column}, chr(0))"
        form = plain if form == "true" else f"{plain} AND {form}"
    missing = f"{column} IN ({_list(missing_values(field))})" if missing_values(field) else "false"
    pattern = field_pattern(field)
    limits = limits_of(field, column, value, pattern)
    required = is_required(field)
    return Acceptance(form, limits, missing, required, pattern, column, value, column)


def value_of_text(field: Field, column: str) -> str:
    """Return the SQL value of a text as one of a field's type, "" where none is needed.

    It is NULL for what is no such value, and may be one for texts that the field does not take.
    """
    kind = _TYPES.get(field.type)
    return f"TRY_CAST({column} AS {kind})" if kind else ""


def is_required(field: Field) -> bool:
    """Return whether a field must have a value."""
    return bool(field.constraints.get("required"))


def field_pattern(field: Field) -> LinearPattern | None:
    """Return the pattern of a field for RE2, None where it has none that can be said there."""
    pattern = field.constraints.get("pattern") if field.type == "string" else None
    return None if pattern is None else linear_pattern(str(pattern))


def missing_values(field: Field) -> Sequence[str]:
    """Return the texts that stand for no value in a field."""
    if not field.has_defined("missing_values") and field.schema:
        return list(field.schema.missing_values)
    return list(field.missing_values)


def literal(text: str) -> str:
    """Return a text as a literal of SQL, which can't hold the mark itself."""
    if MARK in text:
        return " || chr(0) || ".join(literal(part) for part in text.split(MARK))
    return quoting.literal(text)


def whole_number(column: str) -> str:
    """Return the test that a text is an integer of 64 bits, written in the shortest way."""
    return f"TRY_CAST({column} AS BIGINT)::VARCHAR = {column}"


def _form(field: Field, column: str, value: str) -> str:
    """Return the test of a field's type."""
    forms: dict[str, Callable[[Field, str, str], str]] = {
        "any": lambda field, column, value: "true",
        "boolean": _boolean,
        "date": _date,
        "datetime": _datetime,
        "integer": _integer,
        "number": _number,
        "string": _string,
        "time": _time,
        "year": _year,
        "yearmonth": lambda field, column, value: (
            f"regexp_full_match({column}, '[1-9][0-9]{{3}}-(?:0[1-9]|1[0-2])')"
        ),
    }
    build = forms.get(field.type)
    return build(field, column, value) if build else "false"


def _string(field: Field, column: str, value: str) -> str:
    if field.format == "uuid":
        return f"regexp_full_match({column}, '{_UUID}')"
    return "false" if field.format in ("email", "uri", "binary", "wkt") else "true"


def _boolean(field: Field, column: str, value: str) -> str:
    texts = _truth_values(field)
    return f"{column} IN ({_list(texts)})" if texts else "false"


def _integer(field: Field, column: str, value: str) -> str:
    return "false" if field.custom.get("groupChar") else f"{value}::VARCHAR = {column}"


def _truth_values(field: Field) -> list[str]:
    """Return the texts of both values, by turns: the more usual ones stand first in both lists."""
    boolean = cast(Any, field)
    pairs = zip_longest(boolean.true_values, boolean.false_values)
    return [text for pair in pairs for text in pair if text is not None]


def _number(field: Field, column: str, value: str) -> str:
    if any(field.has_defined(name) for name in ("group_char", "decimal_char", "float_number")):
        return "false"
    return rf"regexp_full_match({column}, '-?[0-9]+(?:\.[0-9]+)?')"


def _date(field: Field, column: str, value: str) -> str:
    if field.format != "default":
        return "false"
    return f"{column} GLOB '{_DATE}' AND {value} IS NOT NULL"


def _datetime(field: Field, column: str, value: str) -> str:
    if field.format != "default":
        return "false"
    with_zone = f"strlen({column}) = 20 AND {_like_any(column, [f'{one}Z' for one in _STAMPS])}"
    without = f"strlen({column}) = 19 AND {_like_any(column, _STAMPS)}"
    return f"({with_zone} OR {without}) AND {value} IS NOT NULL"


def _time(field: Field, column: str, value: str) -> str:
    return _like_any(column, _TIMES) if field.format == "default" else "false"


def _like_any(column: str, globs: Sequence[str]) -> str:
    tests = " OR ".join(f"{column} GLOB '{glob}'" for glob in globs)
    return f"({tests})"


def _year(field: Field, column: str, value: str) -> str:
    return f"strlen({column}) = 4 AND {value}::VARCHAR = {column}"


def limits_of(
    field: Field, column: str, value: str, pattern: LinearPattern | None
) -> tuple[Choice, ...]:
    """Return the tests of a field's constraints for cells that are surely of its type.

    `column` is the column of texts, "" where the cells are none; `value` is what bounds compare,
    "" where they cannot be.
    """
    tests: list[Choice] = []
    for name in field.supported_constraints:
        constraint = field.constraints.get(name)
        if constraint is None or name == "required":
            continue
        if name == "enum":
            tests.append((_enum(field, column) if column else "false",))
        elif name == "minLength" and field.type == "string":
            tests.append((f"length({column}) >= {int(constraint)}",))
        elif name == "maxLength" and field.type == "string":
            # A text has no more characters than bytes, which need not be counted.
            most = int(constraint)
            tests.append((f"strlen({column}) <= {most}", f"length({column}) <= {most}"))
        elif name == "pattern":
            tests.append((_pattern(pattern, column),))
        elif name in _BOUNDS:
            tests.append((_bound(field, name, constraint, column, value),))
        else:
            tests.append(("false",))
    return tuple(tests)


def _pattern(pattern: LinearPattern | None, column: str) -> str:
    if pattern is None:
        return "false"
    # Before a line break at the end `$` matches in Python, not in RE2.
    alike = pattern.takes_breaks or pattern.glob
    one_line = "" if alike else f" AND NOT contains({column}, chr(10))"
    return f"({pattern.matches(column)}{one_line})"


def _enum(field: Field, column: str) -> str:
    """Return the test that a text is one of the entries as they are written."""
    reader = field.create_value_reader()
    texts = [str(entry) for entry in field.constraints["enum"] if not isinstance(entry, bool)]
    if field.type == "boolean":
        allowed = {reader(entry) for entry in field.constraints["enum"]}
        texts = [text for text in _truth_values(field) if reader(text) in allowed]
    taken = [text for text in texts if reader(text) is not None]
    return f"{column} IN ({_list(taken)})" if 0 < len(taken) <= _MOST_ENTRIES else "false"


def _bound(field: Field, name: str, constraint: Any, column: str, value: str) -> str:
    """Return the test of a bound; it may leave out what lies on the bound."""
    limit = field.create_value_reader()(constraint)
    operator = _BOUNDS[name]
    if limit is None or not value:
        return "false"
    if field.type in ("integer", "year"):
        return f"{value} {operator} {limit}" if abs(limit) < _EXACT else "false"
    if field.type == "number":
        # A text is rounded to the nearest double, which keeps the order but for equality.
        if not abs(limit) <= _EXACT:
            return "false"
        return f"{value} {operator[0]} {float(limit)!r}::DOUBLE"
    if field.type == "date":
        return f"{value} {operator} DATE '{limit.isoformat()}'"
    if field.type == "time" and limit.tzinfo is None:
        return f"{value} {operator} TIME '{limit.isoformat()}'"
    if field.type == "datetime":
        # Times with a zone and without one cannot be compared.
        utc = limit.tzinfo is not None and not limit.utcoffset()
        if limit.tzinfo is not None and not utc:
            return "false"
        if not column:
            return "false" if utc else f"{value} {operator} TIMESTAMP '{limit.isoformat(' ')}'"
        zone = f"{'' if utc else 'NOT '}ends_with({column}, 'Z')"
        stamp = limit.replace(tzinfo=None).isoformat(" ")
        return f"{zone} AND {value} {operator} TIMESTAMP '{stamp}'"
    return "false"


def _list(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
