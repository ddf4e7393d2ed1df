"""The forms of values as text where the specification asks for more than frictionless does.

Frictionless reads a cell with Python's own readers, which take more than the Table Schema allows:
`int` reads "1_000", `Decimal` reads "Infinity", `strptime` reads "2021-2-3". A cell is a value of
its field only where its text also has the form given here. Each form is a regular expression for
the whole text, written so that Python and RE2 (DuckDB) understand it alike.

Source: https://datapackage.org/standard/table-schema/#field-types, and the parts of
https://www.w3.org/TR/xmlschema-2/ that it points to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BLANKS = "[ \\t\\r\\n]*"
_DIGITS = "[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+"
_FINITE = f"[+-]?(?:{_DIGITS})(?:[eE][+-]?[0-9]+)?"
_YEAR = "-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_SECONDS = "[0-9]+(?:\\.[0-9]+)?S"
_DAYS = "(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)"
_HOURS = f"T(?:[0-9]+H(?:[0-9]+M)?(?:{_SECONDS})?|[0-9]+M(?:{_SECONDS})?|{_SECONDS})"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_BASE64 = "[A-Za-z0-9+/]"

_FORMS = {
    ("date", "default"): _DATE,
    ("datetime", "default"): f"{_DATE}T{_TIME}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?",
    ("duration", "default"): f"-?P(?:{_DAYS}(?:{_HOURS})?|{_HOURS})",
    ("geopoint", "default"): f"{_BLANKS}{_FINITE}{_BLANKS},{_BLANKS}{_FINITE}{_BLANKS}",
    ("integer", "default"): f"{_BLANKS}[+-]?[0-9]+{_BLANKS}",
    ("number", "default"): f"{_BLANKS}(?:{_FINITE}|(?i:NaN|-?INF)){_BLANKS}",
    ("string", "binary"): f"(?:{_BASE64}{{4}})*(?:{_BASE64}{{2}}==|{_BASE64}{{3}}=)?",
    ("time", "default"): _TIME,
    ("year", "default"): _YEAR,
    ("yearmonth", "default"): f"{_YEAR}-(?:0[1-9]|1[0-2])",
}
_WITHOUT_FORMATS = ("duration", "integer", "number", "year", "yearmonth")


def lexical_form(field: Mapping[str, Any]) -> str | None:
    """Return the form that the text of a cell must have to be a value of a field.

    None where the specification asks for no more than frictionless does. The form of integers
    and numbers is that of the text less its group characters and, where `bareNumber` is false,
    less what stands around the number, with "." as decimal character.
    """
    kind = field.get("type", "any")
    if kind in _WITHOUT_FORMATS:
        return _FORMS[kind, "default"]
    return _FORMS.get((kind, field.get("format", "default")))
