"""What tells a parser from one that might read the same text differently."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from toolkit.building.code_digest import code_digest
from toolkit.parsers.protocol import Parser
from toolkit.reference import FOLDER_VARIABLE

_TOOLKIT = Path(__file__).parent.parent
_OURS = tuple(_TOOLKIT / name for name in ("article.py", "facts.py", "parsers", "reference"))
_READING_LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
_UNSAFE = re.compile(r"[^a-z0-9]+")


def parser_name(parser: Parser) -> str:
    """Return name and version of a parser, as a version of the data states them."""
    return f"{parser.name} {parser.version}"


def parser_mark(parser: Parser) -> str:
    """Return a name for a folder, another for each parser, version, model and state of its code.

    The code is that of the toolkit's own parsers and tables, of the user's tables
    (`PARLEY_REFERENCE`), and of the package that the parser's class is in; with it count the
    installed versions of the libraries that the reader computes with. Whoever changes a rule and
    forgets the version does not get the facts of before.
    """
    places = (*_OURS, *_code_of(type(parser)), *own_tables())
    whole = f"{parser_name(parser)} {_digest_of(places)} {_versions()}"
    name = _UNSAFE.sub("-", parser.name.lower()).strip("-") or "parser"
    return f"{name}-{hashlib.blake2b(whole.encode(), digest_size=8).hexdigest()}"


def own_tables() -> tuple[Path, ...]:
    """Return the folder of the user's tables, if there is one."""
    own = os.environ.get(FOLDER_VARIABLE)
    return (Path(own),) if own else ()


def _versions() -> str:
    """Return the versions of the libraries that the reader computes with."""
    return " ".join(f"{name} {_version(name)}" for name in _READING_LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


@cache
def _digest_of(places: tuple[Path, ...]) -> str:
    return code_digest(places)


def _code_of(parser: type) -> tuple[Path, ...]:
    """Return the package that a class is in, or the file where that is in none."""
    module = sys.modules.get(parser.__module__)
    file = getattr(module, "__file__", None)
    if module is None or not file:
        return ()
    path = Path(file)
    if path.is_relative_to(_TOOLKIT):
        return ()
    return (path.parent if module.__package__ else path,)
