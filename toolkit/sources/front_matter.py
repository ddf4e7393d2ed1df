"""Split a text into its YAML front matter and its body, recovering what is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

_OPENING = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)
_KEY_AND_VALUE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
LONGEST_YAML = 65_536
"""Characters of a block above which it is read line by line: YAML takes 2 seconds a megabyte."""
_NULLS = ("~", "null")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata of a text, the text below it, and what had to be recovered."""

    metadata: dict[str, object] = field(default_factory=dict)
    body: str = ""
    notes: tuple[str, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """Return the metadata that `text` begins with and the body that follows.

    Line ends must be LF. Values are strings, lists or mappings of them, as written: no
    value is turned into a number, a date or a truth value. A block that is not valid YAML
    (an unquoted colon in a title) is read line by line; a block that never closes ends
    before the first line that is not `key: value`. Where nothing of the block is a key
    with a value, the text has no front matter and is all body.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(body=text)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return _read_unclosed(text, opening.end())
    block, body = text[opening.end() : closing.start()], text[closing.end() :]
    if not block.strip():
        return FrontMatter(body=body)
    if len(block) > LONGEST_YAML:
        return _read_lines(text, block, body, f"is longer than {LONGEST_YAML:,} characters")
    try:
        metadata = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _read_lines(text, block, body, f"is not valid YAML{_line_of(error)}")
    if not isinstance(metadata, dict):
        return FrontMatter(body=text)
    return FrontMatter({str(key): _or_none(value) for key, value in metadata.items()}, body)


def _read_lines(text: str, block: str, body: str, why: str) -> FrontMatter:
    """Take as metadata those lines of the block that are `key: value`."""
    recovered = dict(_key_and_value(line) or ("", None) for line in block.splitlines())
    recovered.pop("", None)
    if not recovered:
        return FrontMatter(body=text)
    return FrontMatter(recovered, body, (f"Its front matter {why} and was read line by line.",))


def _read_unclosed(text: str, start: int) -> FrontMatter:
    """Take as metadata the lines after the opening that are `key: value`."""
    metadata: dict[str, object] = {}
    while start < len(text):
        end = text.find("\n", start) % (len(text) + 1)
        pair = _key_and_value(text[start:end])
        # A key is in lower case: "BAGHDAD: talks" is a sentence.
        if pair is None or not pair[0].islower():
            break
        metadata[pair[0]] = pair[1]
        start = end + 1
    if not metadata:
        return FrontMatter(body=text)
    note = "Its front matter has no closing line `---`; it was taken to end before the text."
    return FrontMatter(metadata, text[start:], (note,))


def _key_and_value(line: str) -> tuple[str, object] | None:
    match = _KEY_AND_VALUE.fullmatch(line)
    if match is None:
        return None
    key, value = match[1], (match[2] or "").rstrip(" \t")
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return key, _or_none(value)


def _or_none(value: object) -> object:
    return None if value in _NULLS else value


def _line_of(error: Exception) -> str:
    """Say in which line of the file the block is broken, if the error knows."""
    mark = getattr(error, "problem_mark", None)
    return "" if mark is None else f" (line {mark.line + 2})"
