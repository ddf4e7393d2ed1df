"""The forms that a text of cells may have: how each type of a Table Schema is written.

A form is held against every value of a column, never against a sample alone. It is taken only
where nothing is lost: digits with leading zeros stay text, and so does a date that could be
read in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_DIGITS = "(0|[1-9][0-9]{0,17})"
"""A whole number; one of more digits is an id, which a number would round."""
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_ZONE = "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_MONTH_NAME = (
    "(January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = "(0?[1-9]|[12][0-9]|3[01])"

_IS_ISO_DATE = "TRY_CAST(substr({value}, 1, 10) AS DATE) >= DATE '0001-01-01'"


def _any_name(_: str) -> bool:
    return True


def _names(*words: str) -> Callable[[str], bool]:
    """Return whether a name has one of some words, which it may join with "_"."""
    sought = re.compile(rf"(^|_)({'|'.join(words)})(_|$)")
    return lambda name: sought.search(name) is not None


@dataclass(frozen=True, slots=True)
class TextForm:
    """One way to write a type: what a field states, and what each value fulfils.

    `pattern` is matched with the whole value, by RE2 and by Python alike. `condition` is SQL that
    holds beside it, with `{value}` for the value. `proof` is SQL that must hold of one value at
    least, where the pattern alone could mean something else; `doubt` is the sentence that says
    so. `suits` tells by the column's name, in snake case, whether the form is plausible.
    """

    type: str
    properties: Mapping[str, Any]
    pattern: str
    condition: str = "true"
    proof: str | None = None
    doubt: str | None = None
    suits: Callable[[str], bool] = field(default=_any_name)
    is_bare: bool = False

    @property
    def label(self) -> str:
        """The type and its format, for a sentence."""
        format = self.properties.get("format")
        return f"{self.type} {format}" if format else self.type


def _date(format: str, pattern: str, **more: Any) -> TextForm:
    # DuckDB and Python read these formats alike where the pattern holds.
    condition = f"TRY_STRPTIME({{value}}, '{format}') IS NOT NULL"
    return TextForm("date", {"format": format}, pattern, condition, **more)


def _day_or_month_first(mark: str) -> tuple[TextForm, TextForm]:
    """Return the two ways to read 13/02/2021; each needs a value that only it can read."""
    dot = re.escape(mark)
    doubt = f"its dates may begin with the day or the month: name the format, %d{mark}%m{mark}%Y"
    pattern = f"[0-9]{{1,2}}{dot}[0-9]{{1,2}}{dot}[1-9][0-9]{{3}}"
    over = "(1[3-9]|2[0-9]|3[01])"
    return (
        _date(
            f"%d{mark}%m{mark}%Y",
            pattern,
            proof=f"regexp_matches({{value}}, '^{over}{dot}')",
            doubt=doubt,
        ),
        _date(
            f"%m{mark}%d{mark}%Y",
            pattern,
            proof=f"regexp_matches({{value}}, '^[0-9]{{1,2}}{dot}{over}{dot}')",
            doubt=doubt,
        ),
    )


def _datetime(format: str | None, pattern: str) -> TextForm:
    properties = {} if format is None else {"format": format}
    return TextForm("datetime", properties, pattern, _IS_ISO_DATE)


TEXT_FORMS: tuple[TextForm, ...] = (
    TextForm("year", {}, "(1[0-9]|20|21)[0-9]{2}", suits=_names("year", "jahr"), is_bare=True),
    _date(
        "%Y%m%d",
        "(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])",
        suits=_names("date", "day", "datum", "tag"),
    ),
    TextForm("integer", {}, "0|-?[1-9][0-9]{0,17}", is_bare=True),
    TextForm(
        "number",
        {},
        rf"-?{_DIGITS}(\.[0-9]+)?([eE][+-][0-9]{{1,3}})?|-?{_DIGITS}\.[0-9]+[eE][0-9]{{1,3}}"
        r"|-?\.[0-9]+|-?INF",
        is_bare=True,
    ),
    TextForm(
        "number",
        {"decimalChar": ","},
        f"-?{_DIGITS}(,[0-9]+)?",
        proof="regexp_matches({value}, '^-?0,|,([0-9]{1,2}|[0-9]{4,})$')",
        doubt="its commas may be decimal or part thousands: state decimalChar or groupChar",
        is_bare=True,
    ),
    TextForm(
        "number",
        {"decimalChar": ",", "groupChar": "."},
        r"-?(0|[1-9][0-9]{0,2}(\.[0-9]{3})+|[1-9][0-9]{0,2})(,[0-9]+)?",
        proof=r"regexp_matches({value}, '\.[0-9]{3}(,|\.)')",
        doubt="its dots may be decimal or part thousands: state decimalChar or groupChar",
        is_bare=True,
    ),
    TextForm(
        "number",
        {"groupChar": ","},
        r"-?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]{0,2})(\.[0-9]+)?",
        proof=r"regexp_matches({value}, ',[0-9]{3}(,|\.)')",
        doubt="its commas may be decimal or part thousands: state decimalChar or groupChar",
        is_bare=True,
    ),
    TextForm("number", {"bareNumber": False}, rf"-?{_DIGITS}(\.[0-9]+)? ?[%€$£¥]", is_bare=True),
    TextForm("number", {"bareNumber": False}, rf"[€$£¥] ?-?{_DIGITS}(\.[0-9]+)?", is_bare=True),
    TextForm("date", {}, _DATE, _IS_ISO_DATE),
    _date("%d.%m.%Y", rf"{_DAY}\.(0?[1-9]|1[0-2])\.[1-9][0-9]{{3}}"),
    *_day_or_month_first("/"),
    *_day_or_month_first("-"),
    _date("%Y/%m/%d", "[1-9][0-9]{3}/[0-9]{1,2}/[0-9]{1,2}"),
    _date("%d %b %Y", f"{_DAY} {_MONTH} [1-9][0-9]{{3}}"),
    _date("%d-%b-%Y", f"{_DAY}-{_MONTH}-[1-9][0-9]{{3}}"),
    _date("%d %B %Y", f"{_DAY} {_MONTH_NAME} [1-9][0-9]{{3}}"),
    _date("%b %d, %Y", f"{_MONTH} {_DAY}, [1-9][0-9]{{3}}"),
    _date("%B %d, %Y", f"{_MONTH_NAME} {_DAY}, [1-9][0-9]{{3}}"),
    _datetime(None, rf"{_DATE}T{_CLOCK}:[0-5][0-9](\.[0-9]{{1,6}})?{_ZONE}?"),
    _datetime("%Y-%m-%d %H:%M:%S", f"{_DATE} {_CLOCK}:[0-5][0-9]"),
    _datetime("%Y-%m-%d %H:%M:%S.%f", rf"{_DATE} {_CLOCK}:[0-5][0-9]\.[0-9]{{1,6}}"),
    _datetime(
        "%Y-%m-%d %H:%M:%S%z",
        f"{_DATE} {_CLOCK}:[0-5][0-9][+-]([01][0-9]|2[0-3]):[0-5][0-9]",
    ),
    _datetime("%Y-%m-%d %H:%M", f"{_DATE} {_CLOCK}"),
    _datetime("%Y-%m-%dT%H:%M", f"{_DATE}T{_CLOCK}"),
    TextForm("time", {}, f"{_CLOCK}:[0-5][0-9]"),
    TextForm("time", {"format": "%H:%M"}, _CLOCK),
    TextForm("yearmonth", {}, "(18|19|20|21)[0-9]{2}-(0[1-9]|1[0-2])"),
    TextForm("object", {}, r"(?s:\{.*\})", "json_valid({value})", is_bare=True),
    TextForm("array", {}, r"(?s:\[.*\])", "json_valid({value})", is_bare=True),
    TextForm(
        "string",
        {"format": "uuid"},
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}",
    ),
    TextForm(
        "string",
        {"format": "email"},
        r"[A-Za-z0-9_+-]{1,30}(\.[A-Za-z0-9_+-]{1,20}){0,1}"
        r"@([A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,18}",
    ),
    TextForm(
        "string",
        {"format": "uri"},
        r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?"
        r"(/([A-Za-z0-9._~/+:,@=&;!$()*-]|%[0-9A-Fa-f]{2})*)?"
        r"(\?([A-Za-z0-9._~/+:,@=&;!$()*?-]|%[0-9A-Fa-f]{2})*)?"
        r"(#([A-Za-z0-9._~/+:,@=&;!$()*?-]|%[0-9A-Fa-f]{2})*)?",
    ),
)
"""In the order in which they are tried: the first that every value has is taken.

`is_bare` forms are for text that was written without quotes, as in CSV: what a file itself
calls a string (JSON, Parquet) is no number.
"""

BOOLEANS: tuple[tuple[str, str], ...] = (
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("t", "f"),
    ("on", "off"),
)
"""Words for true and false, in lower case; 0 and 1 are numbers."""

MISSING_IN_VALUES = (
    *("#N/A", "-", "--", ".", "...", "?", "N/A", "NA", "NULL", "NaN", "None", "\\N", "n/a", "na"),
    *("nan", "none", "null", "<NA>"),
)
"""What stands for a missing value among numbers, dates and the like, where nothing else is odd."""

MISSING_IN_TEXT = ("#N/A", "<NA>", "N/A", "NULL", "\\N", "n/a", "null")
"""What stands for a missing value among words; NA may be Namibia, None a name."""
