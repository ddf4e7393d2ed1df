"""Resolve facts that are made directly, as many as asked for, and tell how many there were.

    python benchmarks/resolve_made_facts.py --facts 1000000 --folder DIR [--seed 7]

The facts are those of the seeds, moved to other countries and times (`facts_at_scale.py`). The last
line printed is JSON: articles, facts, seconds by the clock of resolution. `scale.py` runs this and
watches its memory.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from facts_at_scale import made_article

import toolkit.resolve
from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.sources.reading import read_inputs

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def recorded(facts: Facts) -> int:
    """Return how many facts an article records: posts, meetings, elections and results."""
    return sum(map(len, (facts.roles, facts.meetings, facts.elections, facts.results)))


class Stream:
    """Made articles with their facts until there are enough; counts what it gave."""

    def __init__(self, wanted: int, seed: int) -> None:
        articles = [one for one in read_inputs([SEEDS]) if isinstance(one, Article)]
        self._seeds = list(zip(articles, ReaderParser().parse(articles), strict=True))
        self._wanted = wanted
        self._seed = seed
        self.articles = 0
        self.facts = 0

    def __iter__(self) -> Iterator[tuple[Article, Facts]]:
        while self.facts < self._wanted:
            made = made_article(self._seeds, self.articles, self._seed)
            self.articles += 1
            self.facts += recorded(made[1])
            yield made


def main() -> None:
    """Make facts, resolve them and print what that took."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--facts", type=int, required=True)
    arguments.add_argument("--folder", type=Path, required=True)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    stream = Stream(options.facts, options.seed)
    started = time.perf_counter()
    to_files = getattr(toolkit.resolve, "resolve_to_files", None)
    if to_files is None:
        toolkit.resolve.resolve(iter(stream))
    else:
        to_files(iter(stream), options.folder)
    spent = time.perf_counter() - started
    print(
        json.dumps(
            {
                "articles": stream.articles,
                "facts": stream.facts,
                "out_of_core": to_files is not None,
                "seconds_of_resolution": round(spent, 3),
                "milliseconds_a_fact": round(1000 * spent / stream.facts, 4),
            }
        )
    )


if __name__ == "__main__":
    main()
