"""The columns of judged rows: what SQL asks of each cell, and which forms of keys it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.validation.fast.acceptance import Acceptance, acceptance
from toolkit.validation.fast.key_values import key_column, usual_form
from toolkit.validation.fast.open_table import OpenTable
from toolkit.validation.fast.typed_columns import typed_acceptance, typed_usual_form

_FIRST_CELLS, _MORE_CELLS = 20, 50


@dataclass(frozen=True, slots=True)
class JudgedColumns:
    """The columns of judged rows: the tests they come from, and the key forms by position."""

    tests: tuple[Acceptance, ...]
    usual: dict[int, str]
    looks: tuple[str, ...]
    keys: tuple[str, ...]

    @classmethod
    def of_texts(cls, table: OpenTable, keys: set[str], *, encoded: bool) -> JudgedColumns:
        """Return the columns of a source of texts, `c1`, `c2`, ...."""
        fields = dict(enumerate(table.fields, 1))
        usual = {
            place: usual_form(field, f"c{place}", encoded=encoded)
            for place, field in fields.items()
            if field.name in keys
        }
        tests = tuple(acceptance(field, f"c{p}", encoded=encoded) for p, field in fields.items())
        return cls._of_tests(table, tests, usual)

    @classmethod
    def of_values(cls, table: OpenTable, keys: set[str], kinds: list[str]) -> JudgedColumns | None:
        """Return the columns of a source of values of some types, None for others."""
        fields = dict(enumerate(table.fields, 1))
        tests: list[Acceptance] = []
        for place, field in fields.items():
            test = typed_acceptance(field, f"c{place}", kinds[place - 1])
            if test is None:
                return None
            tests.append(test)
        usual = {
            place: usual_form(field, f"c{place}", encoded=False)
            if kinds[place - 1] == "VARCHAR"
            else typed_usual_form(field, kinds[place - 1])
            for place, field in fields.items()
            if field.name in keys
        }
        return cls._of_tests(table, tuple(tests), usual)

    @classmethod
    def _of_tests(
        cls, table: OpenTable, tests: tuple[Acceptance, ...], usual: dict[int, str]
    ) -> JudgedColumns:
        looks = [
            f"{test.suspect(usual.get(place, 'true'))} AS s{place}"
            for place, test in enumerate(tests, 1)
            if not test.asks_nothing(usual.get(place, "true"))
        ]
        keys = []
        for place, form in usual.items():
            value = key_column(table.fields[place - 1], tests[place - 1], f"c{place}", form)
            keys.append(f"{value} AS k{place}")
        return cls(tests, usual, (*looks, f"{_blank(tests)} AS blank"), tuple(keys))

    def statement(self, name: str, source: str, own: str = "") -> str:
        """Return the SQL statement that judges a source and keeps its own columns."""
        selected = ", ".join((*self.looks, *self.keys))
        return f"CREATE TABLE {name} AS SELECT {own}{selected} FROM {source}"

    def statement_of_keys(self, name: str, source: str) -> str:
        """Return the SQL statement that keeps of each row of a source the keys alone."""
        selected = ", ".join(self.keys) or "NULL::BOOLEAN AS nothing"
        return f"CREATE TABLE {name} AS SELECT {selected} FROM {source}"

    def statement_of_few(self, name: str, source: str, own: str) -> str:
        """Return the SQL statement that judges a source, and keeps only rows to be looked at."""
        tests = [
            self.tests[place - 1].suspects(self.usual.get(place, "true"))
            for place in self.looked_at
        ]
        # A blank row lacks what is required.
        if not any(test.required for test in self.tests):
            tests.append(_blank(self.tests))
        selected = ", ".join((own, *self.looks))
        return f"CREATE TABLE {name} AS SELECT {selected} FROM {source} WHERE {' OR '.join(tests)}"

    @property
    def looked_at(self) -> tuple[int, ...]:
        """The positions of the fields that have a column of cells to be read."""
        return tuple(
            place
            for place, test in enumerate(self.tests, 1)
            if not test.asks_nothing(self.usual.get(place, "true"))
        )


def _blank(tests: Sequence[Acceptance]) -> str:
    """Return the test that all cells of a row are missing.

    They are looked at only where those before them are missing, those first that rarely are: one
    after the other, then many at a time, as DuckDB bounds how deep expressions stand in another.
    """
    places = sorted(range(1, len(tests) + 1), key=lambda place: not tests[place - 1].required)
    missing = [f"(c{place} IS NULL OR {tests[place - 1].missing})" for place in places]
    rest = range(_FIRST_CELLS, len(missing), _MORE_CELLS)
    groups = [[one] for one in missing[:_FIRST_CELLS]]
    groups += [missing[begun : begun + _MORE_CELLS] for begun in rest]
    expression = "true"
    for group in reversed(groups):
        expression = f"CASE WHEN {' AND '.join(group)} THEN {expression} ELSE false END"
    return expression
