"""How much faster two workers read than one, in processes and on Ray, in the same run.

    python benchmarks/engines.py [--articles 400] [--rounds 3] [--workers 2] [--no-ray] [FOLDER ...]

All engines read the same articles in turn, A B C A B C ..., and the ratios are taken round by
round. FOLDERs hold articles (`training/articles`), of which the first `--articles` are read.
"whole" has the start of the workers, and of Ray, in it; "reading" counts from the first facts that
come. "processor" is what all processes together take for an article, their start included: on a
machine that does other things too, the clock says little, and the workers times the ratio of this
figure is the most that as many idle cores would show. Ray needs its extra.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil

from toolkit.article import Article
from toolkit.building.build_package import make_parser
from toolkit.engines import DEFAULT_LIMITS, Engine, engine
from toolkit.sources.reading import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = (PROJECT / "training" / "articles",)


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds of one reading: all, those from the first facts on, and those of processors."""

    whole: float
    reading: float
    processor: float


def processor_seconds() -> float:
    """Return the processor time of this process and of all that it started and that live."""
    spent = 0.0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        spent += times.user + times.system
    return spent


def measure(run: Engine, articles: Sequence[Article]) -> Round:
    """Return what one reading of all articles took."""
    before, started = processor_seconds(), time.perf_counter()
    began = started
    for number, (_, facts) in enumerate(run(make_parser, articles), start=1):
        if facts.failure is not None:
            sys.exit(f"An article could not be read: {facts.failure}")
        if number == 1:
            began = time.perf_counter()
        if number == len(articles):  # the workers still live
            ended, after = time.perf_counter(), processor_seconds()
    return Round(ended - started, ended - began, after - before)


def main() -> None:
    """Measure and print the ratios."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("folders", nargs="*", type=Path, default=FOLDERS, metavar="FOLDER")
    arguments.add_argument("--articles", type=int, default=400)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--no-ray", action="store_true")
    options = arguments.parse_args()
    read = (one for one in read_inputs(options.folders) if isinstance(one, Article))
    articles = list(islice(read, options.articles))
    if len(articles) < 10:
        sys.exit("There are too few articles; name a folder of at least ten.")
    count = options.workers
    engines: dict[str, Engine] = {
        "here": engine(1),
        "1 process": engine(1, limits=DEFAULT_LIMITS),
        f"{count} processes": engine(count),
    }
    if not options.no_ray:
        engines[f"ray, {count}"] = engine(count, "ray")
    rounds: dict[str, list[Round]] = {name: [] for name in engines}
    for _ in range(options.rounds):
        for name, run in engines.items():
            rounds[name].append(measure(run, articles))
    print(f"{len(articles):,} articles, {options.rounds} rounds, {os.cpu_count()} cores")
    print("engine         whole, times as fast   reading   processor ms an article   (medians)")
    for name, measured in rounds.items():
        pairs = list(zip(rounds["here"], measured, strict=True))
        spent = statistics.median(one.processor for one in measured)
        print(
            f"{name:13} {statistics.median(base.whole / one.whole for base, one in pairs):21.2f}"
            f" {statistics.median(base.reading / one.reading for base, one in pairs):9.2f}"
            f" {1000 * spent / len(articles):25.1f}"
        )


if __name__ == "__main__":
    main()
