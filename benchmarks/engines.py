"""How much faster two workers read than one, in processes and on Ray, in the same run.

    python benchmarks/engines.py [--articles 400] [--rounds 3] [--workers 2] [--no-ray] [FOLDER ...]

All engines read the same articles in turn, A B C A B C ..., and the ratios are taken round by
round. FOLDERs hold articles (`training/articles`), of which the first `--articles` are read.
"steady" counts from the first chunk of facts to the last, as a long build has it; "whole" has the
start of the workers in it. "processor" is what all processes together take for an article of the
steady part: on a machine that does other things too, the clock says little, and the workers times
the ratio of this figure is what two idle cores would show at most. Ray needs its extra.
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
from toolkit.build_package import make_parser
from toolkit.engines import DEFAULT_LIMITS, Engine, engine
from toolkit.sources.reading import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = (PROJECT / "training" / "articles",)


@dataclass(frozen=True, slots=True)
class Round:
    """All seconds of a reading, and of its steady part: articles, processor seconds of each."""

    whole: float
    steady: float
    processor: float


def processor_seconds() -> dict[int, float]:
    """Return the processor time of this process and of all that it started, by process."""
    found = {}
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        found[process.pid] = times.user + times.system
    return found


def measure(run: Engine, articles: Sequence[Article]) -> Round:
    """Return what one reading of all articles took."""
    started = time.perf_counter()
    arrivals: list[float] = []
    first: dict[int, float] = {}
    last: dict[int, float] = {}
    for _, facts in run(make_parser, articles):
        if facts.failure is not None:
            sys.exit(f"An article could not be read: {facts.failure}")
        arrivals.append(time.perf_counter())
        if len(arrivals) == len(articles) // 10:
            first = processor_seconds()
        if len(arrivals) == len(articles):
            last = processor_seconds()
    whole = time.perf_counter() - started
    begun = arrivals[len(articles) // 10 - 1]
    seconds = arrivals[-1] - begun
    used = sum(spent - first.get(process, 0) for process, spent in last.items())
    count = len(articles) * 9 // 10
    return Round(whole, count / seconds, used / count)


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
    print("engine        articles/s   steady ratio   whole ratio   processor ms   (medians)")
    for name, measured in rounds.items():
        pairs = list(zip(rounds["here"], measured, strict=True))
        print(
            f"{name:13} {statistics.median(one.steady for one in measured):10.1f}"
            f"   {statistics.median(one.steady / base.steady for base, one in pairs):12.2f}"
            f"   {statistics.median(base.whole / one.whole for base, one in pairs):11.2f}"
            f"   {1000 * statistics.median(one.processor for one in measured):12.1f}"
        )


if __name__ == "__main__":
    main()
