"""The columns of judged rows, as SQL: what is still to be read of a row, and its key values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.validation.fast.acceptance import Acceptance, acceptance, value_of_text
from toolkit.validation.fast.key_values import key_column, usual_form
from toolkit.validation.fast.open_table import OpenTable
from toolkit.validation.fast.typed_columns import typed_acceptance, typed_usual_form

_FIRST_CELLS, _MORE_CELLS = 20, 50


@dataclass(frozen=True, slots=True)
class JudgedColumns:
    """The columns of judged rows: the tests they come from, and the key forms by position.

    `values` are those of texts, `forms` whether those of keys are written in the usual way: columns
    of their own, since DuckDB would work out anew what several columns ask.
    """

    tests: tuple[Acceptance, ...]
    usual: dict[int, str]
    keys: tuple[str, ...]
    values: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @classmethod
    def of_texts(cls, table: OpenTable, keys: set[str], *, encoded: bool) -> JudgedColumns:
        """Return the columns of a source of texts, `c1`, `c2`, ...."""
        fields = dict(enumerate(table.fields, 1))
        usual = {
            place: usual_form(field, f"c{place}", encoded=encoded)
            for place, field in fields.items()
            if field.name in keys
        }
        tests, values, forms = [], [], []
        for place, field in fields.items():
            value = value_of_text(field, f"c{place}")
            if value:
                values.append(f"{value} AS v{place}")
                value = f"v{place}"
            test = acceptance(field, f"c{place}", encoded=encoded, value=value)
            if place in usual and test.form not in ("true", "false"):
                forms.append(f"{test.form} AS f{place}")
                test = replace(test, form=f"f{place}")
            tests.append(test)
        columns = cls._of_tests(table, tuple(tests), usual)
        return replace(columns, values=tuple(values), forms=tuple(forms))

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
        keys = []
        for place, form in usual.items():
            value = key_column(table.fields[place - 1], tests[place - 1], f"c{place}", form)
            keys.append(f"{value} AS k{place}")
        return cls(tests, usual, tuple(keys))

    def statement(self, name: str, source: str, own: str = "") -> str:
        """Return the SQL statement that judges a source of texts and keeps its own columns.

        What is to be looked at of a row is one list, NULL where there is nothing: a column for each
        cell would take longer to write than the tests take. `statement_of_lists` opens them.
        """
        for made in (self.values, self.forms):
            source = f"(SELECT {', '.join(('*', *made))} FROM {source})"
        tests = [test.is_fine(self._usual(place)) for place, test in self.looked_at()]
        if not self._lacks_where_blank():
            tests.append(f"NOT {_blank(self.tests)}")
        cells = [test.suspect(self._usual(place)) for place, test in self.looked_at()]
        listed = ", ".join((*cells, f"({_blank(self.tests)})::VARCHAR"))
        looked = f"CASE WHEN {' AND '.join(tests)} THEN NULL ELSE [{listed}] END AS looked"
        return (
            f"CREATE TABLE {name} AS SELECT {', '.join((own + looked, *self.keys))} FROM {source}"
        )

    def statement_of_lists(self, few: str, name: str, number: str) -> str:
        """Return the SQL statement that makes, of the lists of `statement`, columns of few rows."""
        places = [f"s{place}" for place, _ in self.looked_at()]
        cells = [f"looked[{at}] AS {one}" for at, one in enumerate(places, 1)]
        cells.append(f"looked[{len(places) + 1}]::BOOLEAN AS blank")
        selected = ", ".join((f"{number} AS n", *cells))
        return f"CREATE TABLE {few} AS SELECT {selected} FROM {name} WHERE looked IS NOT NULL"

    def statement_of_keys(self, name: str, source: str, number: str) -> str:
        """Return the SQL statement that shows of each row of a source its number and its keys."""
        selected = ", ".join((f"{number} AS n", *self.keys))
        return f"CREATE VIEW {name} AS SELECT {selected} FROM {source}"

    def statement_of_few(self, name: str, source: str, own: str) -> str:
        """Return the SQL statement that judges a source, and keeps only rows to be looked at."""
        tests = [test.suspects(self._usual(place)) for place, test in self.looked_at()]
        if not self._lacks_where_blank():
            tests.append(_blank(self.tests))
        cells = [
            f"{test.suspect(self._usual(place))} AS s{place}" for place, test in self.looked_at()
        ]
        selected = ", ".join((own, *cells, f"{_blank(self.tests)} AS blank"))
        return f"CREATE TABLE {name} AS SELECT {selected} FROM {source} WHERE {' OR '.join(tests)}"

    def statement_by_column(self, name: str, source: str, number: str) -> str:
        """Return a statement that does what `statement_of_few` does, one column after the other.

        Of a column whose cells are all fine by the statistics of the file nothing is read, and of
        one with a dictionary each text is tested once.
        """
        parts = [
            f"SELECT {number} AS n, {place} AS place, {test.suspect(self._usual(place))} AS s "
            f"FROM {source} WHERE {test.suspects(self._usual(place))}"
            for place, test in self.looked_at()
        ]
        parts.append(
            f"SELECT {number} AS n, 0 AS place, NULL AS s FROM {source} "
            f"WHERE {_all_missing(self.tests)}"
        )
        texts = [f"max(s) FILTER (place = {place}) AS s{place}" for place, _ in self.looked_at()]
        selected = ", ".join(("n", *texts, "bool_or(place = 0) AS blank"))
        union = " UNION ALL ".join(parts)
        return f"CREATE TABLE {name} AS SELECT {selected} FROM ({union}) GROUP BY n"

    def _lacks_where_blank(self) -> bool:
        """Return whether a blank row lacks a cell that is required, so that it is looked at."""
        return any(test.required for test in self.tests)

    def _usual(self, place: int) -> str:
        return self.usual.get(place, "true")

    def looked_at(self) -> list[tuple[int, Acceptance]]:
        """Return the places and tests of the columns that have cells to be read."""
        return [
            (place, test)
            for place, test in enumerate(self.tests, 1)
            if not test.asks_nothing(self._usual(place))
        ]


def _is_missing(place: int, test: Acceptance) -> str:
    absent = f"c{place} IS NULL"
    return absent if test.missing == "false" else f"({absent} OR {test.missing})"


def _all_missing(tests: Sequence[Acceptance]) -> str:
    """Return the test that `_blank` makes, as DuckDB answers it from statistics."""
    missing = [_is_missing(place, test) for place, test in enumerate(tests, 1)]
    return " AND ".join(missing)


def _blank(tests: Sequence[Acceptance]) -> str:
    """Return the test that all cells of a row are missing.

    They are looked at only where those before them are missing, those first that rarely are: one
    after the other, then many at a time, as DuckDB bounds how deep expressions stand in another.
    """
    places = sorted(range(1, len(tests) + 1), key=lambda place: not tests[place - 1].required)
    missing = [_is_missing(place, tests[place - 1]) for place in places]
    rest = range(_FIRST_CELLS, len(missing), _MORE_CELLS)
    groups = [[one] for one in missing[:_FIRST_CELLS]]
    groups += [missing[begun : begun + _MORE_CELLS] for begun in rest]
    expression = "true"
    for group in reversed(groups):
        expression = f"CASE WHEN {' AND '.join(group)} THEN {expression} ELSE false END"
    return expression
