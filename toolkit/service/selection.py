"""Which rows and columns of a table a request asks for, in which order, and from where on."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.quoting import identifier
from toolkit.service.conditions import condition
from toolkit.service.parameters import Parameters, single, whole_number
from toolkit.service.problems import BAD_REQUEST, Problem, nearest
from toolkit.service.served_version import ServedTable

CONTROLS = frozenset({"after", "columns", "limit", "offset", "sort"})
"""The parameters of a table that are no conditions."""
DEFAULT_ROWS = 100
"""Rows of a page of JSON that names no number."""
MOST_ROWS = 10_000
"""Rows of a page of JSON at most."""
MOST_FILE_ROWS = 100_000
"""Rows of a file of selected rows at most."""
MOST_OFFSET = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """A column that rows are sorted by. Where nothing is known comes last either way."""

    column: str
    descending: bool = False

    @property
    def sql(self) -> str:
        """The order as SQL."""
        return f"{identifier(self.column)} {'DESC' if self.descending else 'ASC'} NULLS LAST"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a request asks of a table.

    `after` is the key of a row; those that follow it are meant, without the first `offset` ones.
    """

    table: ServedTable
    columns: tuple[str, ...]
    conditions: tuple[str, ...]
    order: tuple[Order, ...]
    limit: int
    offset: int
    after: str | None

    @property
    def where(self) -> str:
        """The conditions as SQL, empty where there are none."""
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    @property
    def ordered(self) -> str:
        """The order as SQL, empty where rows are as they lie."""
        return f" ORDER BY {', '.join(one.sql for one in self.order)}" if self.order else ""


def read_selection(
    table: ServedTable, parameters: Parameters, default: int, most: int
) -> Selection:
    """Return what the parameters of a request ask of a table; raises Problem.

    `default` is the number of rows of a page that names none, `most` the greatest it may name.
    """
    after = single(parameters, "after")
    if after is not None and not table.key:
        raise Problem(
            BAD_REQUEST, f"Table {table.name} has no key; page through it with offset and limit."
        )
    return Selection(
        table,
        columns=_columns(table, single(parameters, "columns")),
        conditions=tuple(
            condition(table, name, value, CONTROLS)
            for name, value in parameters
            if name not in CONTROLS
        ),
        order=_order(table, single(parameters, "sort")),
        limit=whole_number(parameters, "limit", 1, most, default),
        offset=whole_number(parameters, "offset", 0, MOST_OFFSET, 0),
        after=after,
    )


def _columns(table: ServedTable, text: str | None) -> tuple[str, ...]:
    if text is None:
        return tuple(table.columns)
    return tuple(dict.fromkeys(_known(table, name) for name in text.split(",")))


def _order(table: ServedTable, text: str | None) -> tuple[Order, ...]:
    """Return the order that is asked for, made a whole one by the key."""
    found: dict[str, Order] = {}
    for part in [] if text is None else text.split(","):
        name = part.removeprefix("-")
        found.setdefault(_known(table, name), Order(name, part.startswith("-")))
    for name in table.key:
        found.setdefault(name, Order(name))
    return tuple(found.values())


def _known(table: ServedTable, name: str) -> str:
    if name in table.columns:
        return name
    raise Problem(
        BAD_REQUEST,
        f"Table {table.name} has no column {name[:100]!r}; {nearest(name, list(table.columns))}",
    )
