"""Tables as hypothesis makes them: columns of one kind of value, with gaps and odd ones out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from hypothesis import strategies as st

_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)
_PLAIN = st.text("abcXYZ019 .-", min_size=1, max_size=6)
_DATES = st.dates()


def _formatted(format: str) -> st.SearchStrategy[str]:
    return _DATES.filter(lambda day: day.year >= 1000).map(lambda day: day.strftime(format))


KINDS: dict[str, st.SearchStrategy[str]] = {
    "integer": st.integers().map(str),
    "small": st.integers(-3, 12).map(str),
    "padded": st.integers(0, 99999).map(lambda number: f"{number:05}"),
    "number": st.floats(allow_nan=True, allow_infinity=True).map(str),
    "decimal": st.decimals(-1000, 1000, places=2, allow_nan=False).map(str),
    "comma": st.decimals(-1000, 1000, places=2).map(lambda one: str(one).replace(".", ",")),
    "thousands": st.integers(0, 10**7).map(lambda number: f"{number:,}"),
    "money": st.integers(0, 500).map(lambda number: f"${number}.50"),
    "share": st.integers(0, 100).map(lambda number: f"{number}%"),
    "date": _DATES.map(str),
    "german": _formatted("%d.%m.%Y"),
    "slashed": _formatted("%d/%m/%Y"),
    "american": _formatted("%m/%d/%Y"),
    "compact": _formatted("%Y%m%d"),
    "named": _formatted("%d %b %Y"),
    "not_a_date": st.sampled_from(["2021-02-30", "2021-13-01", "0000-01-01", "30.02.2021"]),
    "datetime": st.datetimes().map(lambda moment: moment.isoformat()),
    "spaced": st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S")),
    "zoned": st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    "time": st.times().map(str),
    "month": st.dates().map(lambda day: f"{day:%Y-%m}"),
    "year": st.integers(0, 2200).map(str),
    "true": st.sampled_from(["true", "false"]),
    "yes": st.sampled_from(["yes", "no", "Yes"]),
    "one": st.sampled_from(["0", "1"]),
    "code": st.from_regex(r"[A-Z]{2}-[0-9]{3}", fullmatch=True),
    "language": st.from_regex(r"[a-z]{2}", fullmatch=True),
    "uuid": st.uuids().map(str),
    "email": st.emails(),
    "link": st.from_regex(r"https?://[a-z0-9.]{1,9}/[a-z?#%&=/]{0,6}", fullmatch=True),
    "json": st.dictionaries(st.text(max_size=2), st.integers(), max_size=2).map(json.dumps),
    "kind": st.sampled_from(["red", "green", "blue"]),
    "plain": _PLAIN,
    "words": _WORDS,
}
GAPS = ["", "NA", "-", "null", "N/A", "NaN", "?"]
NAMES = ["id", "name", "order_id", "zip", "year", "date", "code", "Ort", "a b", "parent_id"]


@st.composite
def made_columns(draw: st.DrawFn) -> dict[str, list[str]]:
    """Return columns of text; no row is blank, as a blank row is never valid."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    rows = draw(st.integers(1, 30))
    columns: dict[str, list[str]] = {}
    for name in names:
        values = KINDS[draw(st.sampled_from(sorted(KINDS)))]
        mixed = draw(
            st.sampled_from([values, values, values | st.sampled_from(GAPS), values | _PLAIN])
        )
        columns[name] = draw(st.lists(mixed, min_size=rows, max_size=rows))
    first = columns[names[0]]
    for row in range(rows):
        if not any(columns[name][row] for name in names):
            first[row] = "x"
    return columns


def write_csv(file: Path, columns: dict[str, list[str]], delimiter: str, line_end: str) -> None:
    """Write columns as delimited text."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
