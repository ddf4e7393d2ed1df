"""The parsers that are installed: each registers itself by an entry point."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from toolkit.parsers.protocol import Parser

GROUP = "parley.parsers"
"""Group of entry points; each names a class, or a function, that makes a parser."""

DEFAULT, READER = "english", "english-reader"
"""The parser of a build, and the one that is taken where a model is named."""


class NoParser(ValueError):  # noqa: N818 - the name says what is missing
    """No parser of that name is installed; the message names those that are."""


def make_parser(name: str | None = None, model: Path | None = None) -> Parser:
    """Return the parser of that name, with the model of a folder if one is given.

    Without a name it is the default, or the trained reader where a model is given.
    Raises NoParser where none is installed, or where it takes no model; NoModel where the
    folder holds none.
    """
    name = name or (DEFAULT if model is None else READER)
    if name == DEFAULT:
        from toolkit.parsers.english.parser import EnglishParser

        if model is not None:
            raise NoParser(
                f"The parser {name!r} takes no model; leave out --model, or take --parser {READER}."
            )
        return EnglishParser()
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        names = sorted({point.name for point in entry_points(group=GROUP)} | {DEFAULT})
        raise NoParser(f"There is no parser {name!r}; installed are {', '.join(names)}.")
    factory = found[0].load()
    try:
        parser: Parser = factory() if model is None else factory(model)
    except TypeError as error:
        raise NoParser(f"The parser {name!r} takes no model; leave out --model.") from error
    return parser
