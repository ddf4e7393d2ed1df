"""The parsers that are installed: each registers itself by an entry point."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from toolkit.parsers.protocol import Parser

GROUP = "parley.parsers"
"""Group of entry points; each names a class, or a function, that makes a parser."""

DEFAULT = "english"
"""The parser of a build."""


class NoParser(ValueError):  # noqa: N818 - the name says what is missing
    """No parser of that name is installed; the message names those that are."""


def make_parser(name: str = DEFAULT, model: Path | None = None) -> Parser:
    """Return the parser of that name, with a model of one's own if a folder is given.

    Raises NoParser where none is installed, or where it takes no model; NoModel where the
    folder holds none.
    """
    if name == DEFAULT:
        from toolkit.parsers.english.reader_parser import ReaderParser

        return ReaderParser() if model is None else ReaderParser(model)
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        names = sorted({point.name for point in entry_points(group=GROUP)} | {DEFAULT})
        raise NoParser(f"There is no parser {name!r}; installed are {', '.join(names)}.")
    try:
        factory = found[0].load()
    except ImportError as error:
        raise NoParser(
            f"The parser {name!r} needs the package {error.name}; install it, for the grammar "
            "with pip install 'parley-toolkit[grammar]'."
        ) from error
    try:
        parser: Parser = factory() if model is None else factory(model)
    except TypeError as error:
        raise NoParser(f"The parser {name!r} takes no model; leave out --model.") from error
    return parser
