"""A corpus of any size, made from our own articles by recombining and renaming them.

    python benchmarks/made_corpus.py --articles 1000 --out DIR [--mix plain] [--seed 7]

The plain mix is of relevant articles alone: each takes the opening of one seed and paragraphs of
that and of others. The crawl-like mix has 90 % irrelevant articles, made in the same way of
`tests/irrelevant`. Who and where is another in each made world, the same throughout it: the words
of names are exchanged for those of other seeds, states for other states with their demonyms and
capitals. A world is drawn with a heavy tail, as in the news: some are told of in thousands of
articles, most in few.

Article number n depends on n and the seed number alone, so that the first 1,000 of 100,000
articles are the 1,000. They are written as JSON Lines, 1,000 a file.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from toolkit.article import Article
from toolkit.parsers.english.places.country_names import country_words
from toolkit.parsers.english.reader.word_classes import classes_of_word
from toolkit.reference import read_table
from toolkit.sources.reading import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT / "seeds"
IRRELEVANT = PROJECT / "tests" / "irrelevant"

PLAIN, CRAWL = "plain", "crawl"
MIXES = (PLAIN, CRAWL)
LEAST_WORDS = 300
"""Words that an article has at least, in both mixes: a crawl's news are about as long as ours."""
IRRELEVANT_SHARE = 0.9
"""Share of the crawl-like mix that can hold no fact."""
A_FILE = 1000
"""Articles in each file of a corpus."""
TAIL = 0.8
"""Exponent of the Pareto distribution of worlds: the smaller, the fewer articles share one."""
MOST_WORLDS = 1_000_000
FIRST_DAY = date(2024, 1, 1)
DAYS = 600

_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zß-ÿ]{3,}\b")
_WORD = re.compile(r"[^\W\d_]+")


class NoMaterial(ValueError):  # noqa: N818 - the name says what is missing
    """There are no texts to make articles of; the message names the folder."""


@dataclass(frozen=True, slots=True)
class Material:
    """Texts to make articles of, as paragraphs, and the words of the names in them, sorted."""

    texts: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


def read_material(folder: Path) -> Material:
    """Return the texts of all .txt files below a folder; the order is that of their paths.

    A word counts as one of a name if it has a capital inside a sentence, is nowhere in small
    letters, and no table of the toolkit knows it. Raises NoMaterial if there is no text.
    """
    paths = sorted(folder.rglob("*.txt")) if folder.is_dir() else []
    texts = [one.text.strip() for one in read_inputs(paths) if isinstance(one, Article)]
    if not texts:
        raise NoMaterial(f"{folder} has no .txt file to make articles of.")
    small = {word for text in texts for word in _WORD.findall(text) if word.islower()}
    names = {
        name
        for text in texts
        for name in _NAME.findall(text)
        if name.lower() not in small and not classes_of_word(name)
    }
    paragraphs = tuple(tuple(part for part in text.split("\n\n") if part) for text in texts)
    return Material(paragraphs, tuple(sorted(names)))


def made_article(material: Material, number: int, seed: int) -> dict[str, str]:
    """Return the made article of a number, as a record of a .jsonl file."""
    chance = random.Random(f"{seed} {number}")
    world = min(int(chance.paretovariate(TAIL)), MOST_WORLDS)
    one, *others = chance.sample(range(len(material.texts)), len(material.texts))
    opening, *rest = material.texts[one]
    chance.shuffle(rest)
    parts = [opening, *rest[: max(1, len(rest) * 2 // 3)]]
    borrowed = (part for other in others for part in _shuffled(material.texts[other], chance))
    while sum(len(part.split()) for part in parts) < LEAST_WORDS:
        parts.append(next(borrowed))
    text = "\n\n".join(parts)
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    renamed = _renamed(text, _renaming(material.names, world, seed))
    return {"text": renamed, "published_on": day.isoformat()}


def _shuffled(parts: Sequence[str], chance: random.Random) -> list[str]:
    return chance.sample(parts, k=len(parts))


def made_articles(mix: str, number: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield the first `number` articles of a mix. Raises NoMaterial where texts are missing."""
    relevant = read_material(SEEDS)
    irrelevant = read_material(IRRELEVANT) if mix == CRAWL else relevant
    for position in range(number):
        draw = random.Random(f"{mix} {seed} {position}").random()
        passed_over = mix == CRAWL and draw < IRRELEVANT_SHARE
        yield made_article(irrelevant if passed_over else relevant, position, seed)


def write_corpus(folder: Path, mix: str, number: int, seed: int, first: int = 0) -> None:
    """Write the articles of a mix from number `first` on, below `number`, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for position, record in enumerate(made_articles(mix, number, seed)):
        if position >= first:
            lines.append(json.dumps(record, ensure_ascii=False) + "\n")
        if lines and ((position + 1) % A_FILE == 0 or position + 1 == number):
            path = folder / f"articles-{position // A_FILE:05}-{first:07}.jsonl"
            path.write_text("".join(lines), encoding="utf-8")
            lines = []


@lru_cache(maxsize=256)
def _renaming(names: Sequence[str], world: int, seed: int) -> Mapping[str, str]:
    """Return {word: word instead} of a world; the first world keeps all as it is."""
    if world == 1:
        return {}
    chance = random.Random(f"{seed} world {world}")
    others = list(names)
    chance.shuffle(others)
    return dict(zip(names, others, strict=True)) | _other_states(chance)


def _other_states(chance: random.Random) -> dict[str, str]:
    """Return for each word of a state that of another: its name, demonym or capital."""
    rows = [row for row in read_table("countries") if row["demonyms"] and row["capitals"]]
    rows.sort(key=lambda row: row["code"])
    others = chance.sample(rows, k=len(rows))
    found: dict[str, str] = {}
    for row, other in zip(rows, others, strict=True):
        for column in ("names", "demonyms", "capitals"):
            instead = other[column].split("|")[0]
            found.update((word, instead) for word in row[column].split("|"))
    for words, (_, kind) in country_words().items():
        singular = words.removesuffix("s")
        if kind == "demonym" and words not in found and singular in found:
            found[words] = found[singular]
    return found


def _renamed(text: str, renaming: Mapping[str, str]) -> str:
    if not renaming:
        return text
    return _phrases(frozenset(renaming)).sub(lambda match: renaming[match[0]], text)


@lru_cache(maxsize=4)
def _phrases(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def main() -> None:
    """Write a corpus."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--articles", type=int, default=1000)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--mix", choices=MIXES, default=PLAIN)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    try:
        write_corpus(options.out, options.mix, options.articles, options.seed)
    except NoMaterial as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
