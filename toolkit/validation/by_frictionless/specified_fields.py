"""Frictionless's fields, reading texts as the specification writes values.

Each type keeps frictionless's reader and puts the form of `lexical_forms` before it. It takes
effect only inside `reading_as_specified`, so that whoever else uses frictionless in the same
process is not concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import attrs
from frictionless import Field, Plugin, fields, system
from frictionless.fields.yearmonth import yearmonth

from toolkit.validation.bounded_match import is_surely_fast, matches
from toolkit.validation.by_frictionless.bounded_csv import BoundedCsvParser
from toolkit.validation.lexical_forms import lexical_form

_Reader = Callable[[Any], Any]

_active: ContextVar[bool] = ContextVar("reading_as_specified", default=False)
_PLUGIN = "toolkit-specification"
_AROUND_NUMBER = re.compile(r"((^[^-\d]*)|(\D*$))")


@contextmanager
def reading_as_specified() -> Iterator[None]:
    """Let the fields that frictionless makes in this block read as the specification says."""
    token = _active.set(True)
    try:
        yield
    finally:
        _active.reset(token)


class _SpecifiedFields(Plugin):
    def select_field_class(self, type: str | None = None) -> Any:
        return _CLASSES.get(type or "") if _active.get() else None

    def create_parser(self, resource: Any) -> Any:
        return BoundedCsvParser(resource) if _active.get() and resource.format == "csv" else None


def _written_as_specified(field: Field, reader: _Reader) -> _Reader:
    """Return a reader for the texts that have the form of the field, and for values."""
    form = lexical_form({"type": field.type, "format": field.format or "default"})
    if form is None:
        return reader
    has_form = re.compile(form).fullmatch

    def read(cell: Any) -> Any:
        return None if isinstance(cell, str) and not has_form(cell) else reader(cell)

    return read


class _FormFirst:
    def create_value_reader(self) -> _Reader:
        reader = super().create_value_reader()  # type: ignore[misc]
        return _written_as_specified(self, reader)  # type: ignore[arg-type]


class _List(list[Any]):
    """A list that can be a key: frictionless fails on one that cannot."""

    def __hash__(self) -> int:  # type: ignore[override]
        return _hash(list(self))


class _Dict(dict[str, Any]):
    """An object that can be a key."""

    def __hash__(self) -> int:  # type: ignore[override]
        return _hash(dict(self))


def _hash(value: Any) -> int:
    """Return a hash that is the same for equal values of JSON."""
    if isinstance(value, list):
        return hash(tuple(map(_hash, value)))
    if isinstance(value, dict):
        return hash(frozenset((name, _hash(part)) for name, part in value.items()))
    return hash(value)


class _MayBeKey:
    """A field whose values have parts, and may be compared as keys."""

    def create_value_reader(self) -> _Reader:
        read = super().create_value_reader()  # type: ignore[misc]

        def value_reader(cell: Any) -> Any:
            value = read(cell)
            if isinstance(value, list):
                return _List(value)
            return _Dict(value) if isinstance(value, dict) else value

        return value_reader


@attrs.define(kw_only=True, repr=False)
class _AnyField(_MayBeKey, fields.AnyField):
    pass


@attrs.define(kw_only=True, repr=False)
class _ArrayField(_MayBeKey, fields.ArrayField):
    pass


@attrs.define(kw_only=True, repr=False)
class _GeojsonField(_MayBeKey, fields.GeojsonField):
    pass


@attrs.define(kw_only=True, repr=False)
class _ListField(_MayBeKey, fields.ListField):
    pass


@attrs.define(kw_only=True, repr=False)
class _ObjectField(_MayBeKey, fields.ObjectField):
    pass


@attrs.define(kw_only=True, repr=False)
class _Date(_FormFirst, fields.DateField):
    pass


@attrs.define(kw_only=True, repr=False)
class _Datetime(_FormFirst, fields.DatetimeField):
    pass


@attrs.define(kw_only=True, repr=False)
class _Duration(_FormFirst, fields.DurationField):
    pass


@attrs.define(kw_only=True, repr=False)
class _Geopoint(_FormFirst, fields.GeopointField):
    pass


@attrs.define(kw_only=True, repr=False)
class _String(_FormFirst, fields.StringField):
    """A text, whose pattern is given up where it takes too long."""

    def create_cell_reader(self) -> Callable[[Any], Any]:
        pattern = self.constraints.get("pattern")
        if pattern is None or is_surely_fast(f"^{pattern}$"):
            return super().create_cell_reader()
        constraints = self.constraints
        self.constraints = {name: of for name, of in constraints.items() if name != "pattern"}
        read = super().create_cell_reader()
        # Frictionless builds its notes from the constraints of the field as they then are.
        self.constraints = constraints
        note = f'constraint "pattern" is "{pattern}"'

        def cell_reader(cell: Any) -> Any:
            value, notes = read(cell)
            is_text = value is not None and "type" not in (notes or {})
            if is_text and not matches(f"^{pattern}$", value):
                notes = {**(notes or {}), "pattern": note}
            return value, notes

        return cell_reader


@attrs.define(kw_only=True, repr=False)
class _Time(_FormFirst, fields.TimeField):
    pass


@attrs.define(kw_only=True, repr=False)
class _Integer(fields.IntegerField):
    """An integer, also one whose digits are in groups, which frictionless does not read."""

    def create_value_reader(self) -> _Reader:
        read = _written_as_specified(self, super().create_value_reader())  # type: ignore[no-untyped-call]
        group = str(self.custom.get("groupChar") or "")
        bare = self.bare_number

        def value_reader(cell: Any) -> Any:
            if isinstance(cell, str):
                cell = cell if bare else _AROUND_NUMBER.sub("", cell)
                cell = cell.replace(group, "") if group else cell
            return read(cell)

        return value_reader


@attrs.define(kw_only=True, repr=False)
class _Number(fields.NumberField):
    def create_value_reader(self) -> _Reader:
        read = super().create_value_reader()  # type: ignore[no-untyped-call]
        form = lexical_form({"type": "number"}) or ""
        has_form = re.compile(form).fullmatch
        group, decimal, bare = self.group_char, self.decimal_char, self.bare_number

        def value_reader(cell: Any) -> Any:
            if isinstance(cell, str):
                plain = cell if bare else _AROUND_NUMBER.sub("", cell)
                plain = plain.replace(group, "").replace(decimal, ".")
                if not has_form(plain):
                    return None
            return read(cell)

        return value_reader


@attrs.define(kw_only=True, repr=False)
class _Year(fields.YearField):
    """A year as `gYear` writes it, also one before the common era or of five digits."""

    def create_value_reader(self) -> _Reader:
        read = super().create_value_reader()  # type: ignore[no-untyped-call]
        return _written_as_specified(
            self, lambda cell: int(cell) if isinstance(cell, str) else read(cell)
        )


@attrs.define(kw_only=True, repr=False)
class _Yearmonth(fields.YearmonthField):
    """A month as `gYearMonth` writes it, also one before the common era."""

    def create_value_reader(self) -> _Reader:
        read = super().create_value_reader()  # type: ignore[no-untyped-call]

        def value_reader(cell: Any) -> Any:
            if isinstance(cell, str):
                year, month = cell.rsplit("-", 1)
                return yearmonth(int(year), int(month))
            return read(cell)

        return _written_as_specified(self, value_reader)


_CLASSES: dict[str, type[Field]] = {
    "any": _AnyField,
    "array": _ArrayField,
    "date": _Date,
    "datetime": _Datetime,
    "duration": _Duration,
    "geojson": _GeojsonField,
    "geopoint": _Geopoint,
    "integer": _Integer,
    "list": _ListField,
    "number": _Number,
    "object": _ObjectField,
    "string": _String,
    "time": _Time,
    "year": _Year,
    "yearmonth": _Yearmonth,
}

system.register(_PLUGIN, _SpecifiedFields())
# What it has gathered of plugins before, it forgets in some cases only.
vars(system).pop("plugins", None)
vars(system).pop("methods", None)
