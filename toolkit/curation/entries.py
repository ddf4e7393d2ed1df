"""The entries of curation: what people decided, one value for each line of a file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from toolkit.curation.cell_values import fields_of, text_from_value, value_from_json
from toolkit.tables import primary_key


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who made an entry, on which day, why, and where it can be checked."""

    who: str
    made_on: date
    why: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two rows of a table are one thing: `old_id` goes into `new_id`."""

    file: ClassVar[str] = "merges"

    table_name: str
    old_id: str
    new_id: str
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.table_name}: {self.old_id} goes into {self.new_id}"


@dataclass(frozen=True, slots=True)
class Split:
    """What one article says of a row belongs to the row `new_id`."""

    file: ClassVar[str] = "splits"

    table_name: str
    record_id: str
    article_id: str
    new_id: str
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return (
            f"{self.table_name}: what article {self.article_id} says of {self.record_id} "
            f"goes to {self.new_id}"
        )


@dataclass(frozen=True, slots=True)
class Override:
    """One value of a row is another one, as text of a data file; "" where it is not known."""

    file: ClassVar[str] = "values"

    table_name: str
    record_id: str
    field: str
    value: str
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.table_name} {self.record_id}: {self.field} is {self.value or 'not known'}"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row is wrong and goes, with what depends on it."""

    file: ClassVar[str] = "rejections"

    table_name: str
    record_id: str
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.table_name}: {self.record_id} goes"


@dataclass(frozen=True, slots=True)
class Distinction:
    """Two rows that are alike are two things, and stay two rows."""

    file: ClassVar[str] = "distinctions"

    table_name: str
    record_id: str
    other_id: str
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.table_name}: {self.record_id} and {self.other_id} are two"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A row is right as it is."""

    file: ClassVar[str] = "confirmations"

    table_name: str
    record_id: str
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.table_name}: {self.record_id} is right as it is"


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that was not read, as a JSON object, and the characters that state it."""

    file: ClassVar[str] = "additions"

    table_name: str
    row: str
    article_id: str
    char_start: int
    char_end: int
    made: Provenance
    line: int | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.table_name}: {self.record_id} is added"

    def values(self) -> dict[str, Any]:
        """Return every column of the row, as values of the column's type.

        Raises ValueError with a clause that says what is wrong with the row.
        """
        try:
            given = json.loads(self.row)
        except json.JSONDecodeError as error:
            raise ValueError(f"row is no JSON ({error.msg} at character {error.pos})") from error
        if not isinstance(given, Mapping):
            raise ValueError('row is no JSON object {"column": value, ...}')
        fields = fields_of(self.table_name)
        unknown = sorted(set(given) - set(fields))
        if unknown:
            raise ValueError(f"row has {', '.join(unknown)}, no column of {self.table_name}")
        # What an article states is a row of that article: it need not be said twice.
        filled = {"article_id": self.article_id} if "article_id" in fields else {}
        values = {**filled, **given}
        if filled and values["article_id"] != self.article_id:
            raise ValueError(
                f"row is of article {values['article_id']}, the entry of {self.article_id}"
            )
        return {name: value_from_json(field, values.get(name)) for name, field in fields.items()}

    @property
    def record_id(self) -> str:
        """The key of the row, the parts of a composite key joined with "/"."""
        values = self.values()
        return "/".join(text_from_value(values[column]) for column in primary_key(self.table_name))


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words by which a row is known whatever its key: they were read as that row."""

    file: ClassVar[str] = "anchors"

    table_name: str
    record_id: str
    article_id: str
    char_start: int
    char_end: int


Entry = Merge | Split | Override | Rejection | Addition | Distinction | Confirmation
"""What a person decided."""
