"""Read annotations: a folder of JSON files, one an article, with or without the texts beside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from toolkit.evaluation.account import Account
from toolkit.evaluation.annotation_check import breaches
from toolkit.evaluation.annotation_record import account_of_record
from toolkit.evaluation.gold_problem import GoldProblem

_TEXT_ENDINGS = (".txt", ".md")
_NOT_ANNOTATIONS = frozenset({"manifest"})


class NoGold(ValueError):  # noqa: N818 - the name says what is missing
    """There is not one annotation where there should be; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations by the stem of their file, the texts that lie beside them, and problems.

    A file with a problem is not among the accounts.
    """

    accounts: Mapping[str, Account] = field(default_factory=dict)
    texts: Mapping[str, Path] = field(default_factory=dict)
    problems: tuple[GoldProblem, ...] = ()


def read_gold(path: str | PathLike[str]) -> Gold:
    """Return the annotations in a folder, or in one file.

    Raises NoGold where there is no file of annotations at all; whatever is wrong with one of
    several is a problem, and the others are read.
    """
    given = Path(path)
    if not given.exists():
        raise NoGold(f"{given} does not exist; name a folder of annotations, or one file.")
    files = sorted(given.glob("*.json")) if given.is_dir() else [given]
    files = [file for file in files if file.stem not in _NOT_ANNOTATIONS]
    if not files:
        raise NoGold(f"{given} holds no annotations; they are files that end in .json.")
    accounts: dict[str, Account] = {}
    texts: dict[str, Path] = {}
    problems: list[GoldProblem] = []
    for file in files:
        text = _text_beside(file)
        record, found = _read_record(file)
        if not found:
            found = [*breaches(file.name, record, _read_text(text))]
        if found:
            problems += found
            continue
        accounts[file.stem] = account_of_record(record)
        if text is not None:
            texts[file.stem] = text
    return Gold(accounts, texts, tuple(problems))


def _text_beside(file: Path) -> Path | None:
    paths = (file.with_suffix(ending) for ending in _TEXT_ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def _read_record(file: Path) -> tuple[Any, list[GoldProblem]]:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig")), []
    except json.JSONDecodeError as error:
        message = f"it is no JSON (line {error.lineno}: {error.msg}); correct it there."
    except UnicodeDecodeError:
        message = "it is not UTF-8; save it as UTF-8."
    except RecursionError:
        message = "it is nested too deeply; keep to the format."
    except OSError as error:
        message = f"it cannot be read ({error.strerror}); make it readable."
    return None, [GoldProblem(file.name, None, message)]


def _read_text(path: Path | None) -> str | None:
    from toolkit.sources.document import Document
    from toolkit.sources.formats.text import read

    if path is None:
        return None
    with path.open("rb") as stream:
        (document,) = read(stream, path.name)
    return document.text if isinstance(document, Document) else None
