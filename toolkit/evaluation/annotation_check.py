"""What is wrong with the record of one annotation: by its schema, and by what no schema can say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.article import normalise_text
from toolkit.evaluation.gold_problem import GoldProblem, item_label, misspelt_key, problem_of
from toolkit.tables import schema_folder

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_LISTS = {
    "actors": "actor",
    "meetings": "meeting",
    "elections": "election",
    "results": "result",
    "roles": "role",
    "participants": "participant",
}
"""The lists of an annotation, and what the schema calls an item of each."""


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    path = schema_folder() / "annotations" / "annotation.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def breaches(file: str, record: Any, text: str | None) -> Iterator[GoldProblem]:
    """Yield what is wrong with the record in a file: by the schema, else by the other rules.

    `text` is that of the article, None where it is not at hand; the words that an item is
    said to stand in are then not looked for.
    """
    errors = sorted(_validator().iter_errors(record), key=lambda error: list(map(str, error.path)))
    if errors:
        yield from (problem_of(file, record, error) for error in errors)
        return
    yield from _misspelt(file, record)
    yield from _out_of_order(file, record)
    yield from _unknown_votes(file, record)
    if text is not None:
        yield from _words_not_in_text(file, record, text)


def _items(record: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Yield every item of every list of a record, with the way to it."""
    for name in _LISTS:
        for number, item in enumerate(record.get(name, ())):
            yield (name, number), item
            for path, part in _items(item):
                yield (name, number, *path), part


def _misspelt(file: str, record: Mapping[str, Any]) -> Iterator[GoldProblem]:
    definitions = _validator().schema["$defs"]
    for path, item in _items(record):
        known = definitions[_LISTS[str(path[-2])]]["properties"]
        if keys := misspelt_key(item, known):
            wrong, right = keys
            message = f"the key {wrong!r} is unknown; write {right!r}."
            yield GoldProblem(file, item_label(record, path), message)


def _out_of_order(file: str, record: Mapping[str, Any]) -> Iterator[GoldProblem]:
    for path, item in _items(record):
        start, end = item.get("start"), item.get("end")
        if (start is None) != (end is None):
            message = "only one of start and end is given; give both, or null for both."
        elif start is not None and start > end:
            message = f"start {start} is after end {end}; exchange them."
        else:
            continue
        yield GoldProblem(file, item_label(record, path), message)


def _unknown_votes(file: str, record: Mapping[str, Any]) -> Iterator[GoldProblem]:
    keys = [election["key"] for election in record["elections"]]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            label = item_label(record, ("elections", number))
            message = "its key is that of an election before it; give it another."
            yield GoldProblem(file, label, message)
    for number, result in enumerate(record["results"]):
        if result["election"] not in keys:
            label = item_label(record, ("results", number, "election"))
            message = (
                f"{result['election']!r} is no key of an election of this file; "
                f"write one of {', '.join(keys) or 'those that you add to elections'}."
            )
            yield GoldProblem(file, label, message)


def _words_not_in_text(file: str, record: Mapping[str, Any], text: str) -> Iterator[GoldProblem]:
    whole = normalise_text(text)
    for way, item in _items(record):
        words = item.get("evidence")
        if words is not None and normalise_text(words) not in whole:
            message = "these words are not in the article's text; copy them from there exactly."
            yield GoldProblem(file, item_label(record, (*way, "evidence")), message)
