"""What made-up tables hold: fields of every type, texts for them, constraints on them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

FIELDS: dict[str, dict[str, Any]] = {
    "any": {"type": "any"},
    "array": {"type": "array"},
    "boolean": {"type": "boolean"},
    "boolean of words": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no", "-"]},
    "date": {"type": "date"},
    "date as any": {"type": "date", "format": "any"},
    "date by pattern": {"type": "date", "format": "%d/%m/%Y"},
    "datetime": {"type": "datetime"},
    "datetime by pattern": {"type": "datetime", "format": "%d/%m/%Y %H:%M"},
    "duration": {"type": "duration"},
    "email": {"type": "string", "format": "email"},
    "geojson": {"type": "geojson"},
    "geopoint": {"type": "geopoint"},
    "geopoint as array": {"type": "geopoint", "format": "array"},
    "integer": {"type": "integer"},
    "integer among text": {"type": "integer", "bareNumber": False},
    "integer in groups": {"type": "integer", "groupChar": ","},
    "list": {"type": "list", "itemType": "integer", "delimiter": ";"},
    "no type": {},
    "number": {"type": "number"},
    "number among text": {"type": "number", "bareNumber": False},
    "number of the continent": {"type": "number", "groupChar": ".", "decimalChar": ","},
    "object": {"type": "object"},
    "string": {"type": "string"},
    "string of categories": {"type": "string", "categories": ["a", "b"]},
    "text": {"type": "string", "title": "any text"},
    "time": {"type": "time"},
    "uri": {"type": "string", "format": "uri"},
    "uuid": {"type": "string", "format": "uuid"},
    "year": {"type": "year"},
    "yearmonth": {"type": "yearmonth"},
}

_NUMBERS = ["0", "1", "-1", "1.5", "1.50", "007", "1e3", "1E-2", "NaN", "INF", "+2", " 3 ", "1_0"]
_INTEGERS = ["0", "1", "2", "-1", "10", "007", "+2", " 3 ", "9007199254740993", "1_0", "1.0"]
_WORDS = ["a", "b", "ab", "abc", "A", "é", "a b", " a", "a,b", 'say "a"', "a\nb", "1"]

VALUES: dict[str, list[str]] = {
    "any": [*_WORDS, "1", "1.0"],
    "array": ["[]", "[1]", "[1, 2]", '["a"]', "{}", "[1"],
    "boolean": ["true", "false", "True", "FALSE", "1", "0", "tRUE"],
    "boolean of words": ["yes", "no", "-", "true"],
    "date": ["2021-01-01", "2021-02-28", "2020-02-29", "2021-02-30", "2021-2-3", "0001-01-01"],
    "date as any": ["2021-01-01", "3 Feb 2021", "2021-02-30", "03/02/2021"],
    "date by pattern": ["01/02/2021", "1/2/2021", "30/02/2021", "2021-01-01"],
    "datetime": [
        *("2021-01-01T10:00:00", "2021-01-01T10:00:00Z", "2021-01-01T10:00:00.5"),
        *("2021-01-01 10:00:00", "2021-01-01T10:00:00+02:00", "2021-01-01T08:00:00Z"),
        *("2021-01-01T24:00:00", "2021-01-01"),
    ],
    "datetime by pattern": ["01/02/2021 10:00", "01/02/2021", "1/2/2021 9:05"],
    "duration": ["P1Y", "P12M", "PT1H", "P1DT2H", "PT60M", "-P1D", "P", "P2W"],
    "email": ["a@example.org", "a@b", "a"],
    "geojson": ['{"type": "Point", "coordinates": [1, 2]}', '{"type": "Dot"}', "{}"],
    "geopoint": ["90.5,45.5", "90.50, 45.50", "181,0", "1,2,3", "a,b"],
    "geopoint as array": ["[90.5, 45.5]", "[90.50, 45.50]", "[1]"],
    "integer": _INTEGERS,
    "integer among text": ["€5", "95%", "-5", "5", "x", "EUR -5"],
    "integer in groups": ["1,000", "1000", "1", "x"],
    "list": ["1;2", "1", "1;x", "01;2"],
    "no type": _WORDS,
    "number": _NUMBERS,
    "number among text": ["€5.5", "95%", "-5", "x", "5"],
    "number of the continent": ["1.000,5", "1000,5", "1,5", "1.5", "1,50"],
    "object": ["{}", '{"a": 1}', '{"a": 1, "b": 2}', "[]"],
    "string": _WORDS,
    "string of categories": ["a", "b", "c"],
    "text": _WORDS,
    "time": ["10:00:00", "10:00:00Z", "24:00:00", "23:59:59", "10:00", "25:00:00"],
    "uri": ["https://example.org/a", "example.org", "urn:x:y"],
    "uuid": [
        "123e4567-e89b-12d3-a456-426614174000",
        "123E4567-E89B-12D3-A456-426614174000",
        "123e4567",
    ],
    "year": ["2021", "0999", "21", "+123", "12021", "-0044"],
    "yearmonth": ["2021-01", "2021-13", "2021-1", "0999-12"],
}
"""By the kind of field: texts that are its values, and some that nearly are."""

CONSTRAINTS: dict[str, list[dict[str, Any]]] = {
    "any": [{"enum": ["a", "b", "1"]}],
    "array": [{"minLength": 1}, {"maxLength": 1}, {"enum": [[], [1]]}],
    "boolean": [{"enum": [True]}, {"enum": ["true"]}],
    "date": [
        *({"minimum": "2021-01-01"}, {"maximum": "2021-01-01"}, {"exclusiveMinimum": "2021-01-01"}),
        {"enum": ["2021-01-01"]},
    ],
    "date by pattern": [{"minimum": "01/02/2021"}, {"exclusiveMaximum": "01/02/2021"}],
    "duration": [{"enum": ["P1Y", "PT60M"]}],
    "geopoint": [{"enum": ["90.5,45.5"]}],
    "integer": [
        *({"minimum": 1}, {"maximum": "2"}, {"exclusiveMinimum": 0}, {"exclusiveMaximum": 10}),
        *({"minimum": 0, "maximum": 2}, {"enum": [1, "2", 7]}, {"maximum": 9007199254740992}),
    ],
    "integer in groups": [{"minimum": "1,000"}, {"exclusiveMaximum": 1000}],
    "list": [{"maxLength": 1}, {"minLength": 2}],
    "no type": [{"enum": ["a"]}, {"pattern": "[a-z]+"}],
    "number": [
        *({"minimum": 0}, {"maximum": 1.5}, {"exclusiveMinimum": "1"}, {"exclusiveMaximum": 1.5}),
        *({"enum": [1, 1.5, "NaN"]}, {"minimum": 0.1, "maximum": 1000}),
    ],
    "number of the continent": [{"minimum": "1,5"}, {"enum": ["1.000,5"]}],
    "object": [{"maxLength": 1}, {"minLength": 1}],
    "string": [
        *({"minLength": 2}, {"maxLength": 1}, {"pattern": "[a-z]+"}, {"pattern": "a|b"}),
        *({"pattern": "\\w+"}, {"pattern": ".*"}, {"pattern": "^a.?$"}, {"enum": ["a", "é"]}),
        {"minLength": 1, "maxLength": 3},
    ],
    "text": [{"pattern": "[^,]*"}, {"pattern": "(?=a).*"}, {"pattern": "\\d"}],
    "time": [{"minimum": "10:00:00"}, {"exclusiveMaximum": "10:00:00"}],
    "year": [{"minimum": 1000}, {"maximum": "2021"}, {"enum": [2021]}],
    "yearmonth": [{"minimum": "2021-01"}, {"enum": ["2021-01"]}],
}

ANYTHING = [
    *("", " ", "-", "NA", "x", "0", "1", "1.0", "true", "null", "None", "2021-01-01", "a"),
    *("é", "😀", "e\u0301", 'a"b', '"', "'a'", "a,b", "a;b", "a\nb", "a\r\nb", "#a", "\\", "\t"),
    *("[]", "{}", "\u00a01", "١", "\u2028", "\x1c", "\x85", "1\n", "\ufeff", "a\x00b"),
]
"""Texts that any cell may hold by mistake."""

WORDS = st.text(st.sampled_from("aAé1 ,;\"'\n\r\t#\\-.|😀\x00"), min_size=1, max_size=5)
