"""A table that was opened: its labels compared with its fields, its rows not yet read.

Frictionless opens it, which reads no more than the first hundred rows. So the header is judged by
frictionless itself, and each cell can be read by the readers of the very fields that it expects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.validation.by_frictionless.specified import specified_dialect
from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Resource

if TYPE_CHECKING:
    from frictionless import Field
    from frictionless.resources import TableResource

_CSV = ("csv", "tsv")


class NotCovered(Exception):  # noqa: N818 - it says what the table is
    """The table holds what the fast engine cannot judge; the message says what."""


class Unreadable(Exception):  # noqa: N818 - it says what the table is
    """The table cannot be read to its end; `defect` says why."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.note)
        self.defect = defect


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a table by the names of their fields, with the tables that they refer to."""

    unique: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    primary: tuple[str, ...]
    foreign: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    """Own fields, the other table ("" for the table itself), its fields."""

    def fields(self) -> set[str]:
        """Return the fields that are part of a key."""
        several = [self.unique, self.primary, *self.unique_keys, *(key[0] for key in self.foreign)]
        return {name for names in several for name in names}


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A resource with frictionless's open source of it, and what the header says of it."""

    resource: Resource
    source: TableResource
    fields: tuple[Field, ...]
    """The fields in the order of the columns, as frictionless expects them."""
    header_defects: tuple[Defect, ...]
    keys: Keys

    @property
    def names(self) -> list[str]:
        """The names of the fields."""
        return [field.name for field in self.fields]

    @property
    def plain_csv(self) -> bool:
        """Whether the dialect is one that RFC 4180 describes, but for the delimiter."""
        dialect = specified_dialect(self.resource)
        return (
            self.resource.format in _CSV
            and bool(self.resource.files)
            and not dialect["commentChar"]
            and not dialect["commentRows"]
            and not dialect["skipBlankRows"]
            and not dialect["skipInitialSpace"]
            and dialect["escapeChar"] is None
            and dialect["doubleQuote"]
            and (dialect["headerRows"] == [1] or not dialect["header"])
            and all(_is_sign(dialect[name]) for name in ("delimiter", "quoteChar"))
            and dialect["delimiter"] != dialect["quoteChar"]
        )

    @property
    def has_header(self) -> bool:
        """Whether the first row of the file holds labels."""
        return bool(specified_dialect(self.resource)["header"])

    def readers(self) -> list[Callable[[Any], tuple[Any, Mapping[str, str] | None]]]:
        """Return for each field the function that reads a cell of it, with what it notes."""
        return [field.create_cell_reader() for field in self.fields]

    def rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """Return all rows by their numbers, as frictionless reads them.

        Raises Unreadable where it cannot read on.
        """
        from frictionless import FrictionlessException

        try:
            if self.source.closed:
                self.source.open()  # type: ignore[no-untyped-call]
            cells = self.source.cell_stream
            yield from self.source.dialect.read_enumerated_content_stream(cells)
        except FrictionlessException as exception:
            error = exception.error
            raise Unreadable(Defect(self.resource.name, error.type, note=error.note)) from None
        finally:
            self.source.close()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the resource, in their order."""
        return self.resource.files


def _is_sign(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1 and value.isascii() and value not in "\r\n\0"
