"""Articles with their annotations, as training reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.article import Article
from toolkit.evaluation.gold_files import NoGold, read_gold
from toolkit.evaluation.names import words
from toolkit.sources.reading import read_inputs


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article and the annotation of the same stem, in the format of docs/annotating.md."""

    stem: str
    article: Article
    record: Mapping[str, Any]


def read_annotated(folders: Sequence[Path]) -> tuple[tuple[Annotated, ...], tuple[str, ...]]:
    """Return the annotated articles of all folders, sorted by stem, and what is wrong with others.

    Raises NoGold where a folder holds no annotation.
    """
    found: dict[str, Annotated] = {}
    problems: list[str] = []
    for folder in folders:
        gold = read_gold(folder)
        problems += [str(problem) for problem in gold.problems]
        articles = _articles(gold.texts.values())
        for stem in gold.accounts:
            if stem not in articles:
                problems.append(f"{folder}/{stem}.json: no text lies beside it; add {stem}.txt.")
                continue
            record = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8-sig"))
            found[stem] = Annotated(stem, articles[stem], record)
    if not found:
        raise NoGold("No article has an annotation beside it; see docs/annotating.md.")
    return tuple(found[stem] for stem in sorted(found)), tuple(problems)


def _articles(paths: Iterable[Path]) -> dict[str, Article]:
    read = (one for one in read_inputs(sorted(paths)) if isinstance(one, Article))
    return {PurePosixPath(article.source_path).stem: article for article in read}


def actor_named(record: Mapping[str, Any], name: str | None) -> int | None:
    """Return the position of the actor that an annotation calls `name`, if it has one."""
    if name is None:
        return None
    actors = record["actors"]
    for position, actor in enumerate(actors):
        if actor["name"] == name:
            return position
    for position, actor in enumerate(actors):
        if name in actor.get("aliases", ()):
            return position
    wanted = words(name)
    for position, actor in enumerate(actors):
        if wanted in {words(form) for form in (actor["name"], *actor.get("aliases", ()))}:
            return position
    return None
