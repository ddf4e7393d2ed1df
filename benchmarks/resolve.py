"""How the cost of resolution across articles grows with the number of recorded facts.

    python benchmarks/resolve.py [--facts 30000 100000 300000 1000000] [--json]

Facts are made directly (`facts_at_scale.py`), so that no parser is in the way; a fact is an actor,
role, meeting, election or result of one article. Each size runs in a process of its own: seconds
of processor time without that for making the facts, and the peak of memory as the system counts
it (maximum resident set), which holds Python and its packages, some 100 MiB, too. Near-linear
means: milliseconds a thousand facts stay nearly the same.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from facts_at_scale import Read, made_facts

PROJECT = Path(__file__).resolve().parent.parent


def seeds_read() -> list[Read]:
    """Return the seed articles with the facts that the parser finds in them."""
    from toolkit.article import Article
    from toolkit.parsers.english.reader_parser import ReaderParser
    from toolkit.sources.reading import read_inputs

    articles = [one for one in read_inputs([PROJECT / "seeds"]) if isinstance(one, Article)]
    return list(zip(articles, ReaderParser().parse(articles), strict=True))


def facts_up_to(number: int, seeds: list[Read]) -> Iterator[Read]:
    """Yield made articles until they hold so many facts."""
    for article, facts in made_facts(seeds, number):
        yield article, facts
        held = (facts.actors, facts.roles, facts.meetings, facts.elections, facts.results)
        number -= sum(map(len, held))
        if number <= 0:
            return


def measure(number: int, seeds: list[Read]) -> dict[str, Any]:
    """Resolve so many facts in this process, and return what it cost."""
    from toolkit.resolve import resolve_to_files

    start = time.process_time()
    articles = sum(1 for _ in facts_up_to(number, seeds))
    making = time.process_time() - start
    start = time.process_time()
    with TemporaryDirectory() as folder:
        files = resolve_to_files(facts_up_to(number, seeds), Path(folder))
        size = sum(path.stat().st_size for path in files.values())
    seconds = time.process_time() - start - making
    return {
        "facts": number,
        "articles": articles,
        "seconds": round(seconds, 2),
        "milliseconds_a_thousand_facts": round(1e6 * seconds / number, 1),
        "peak_mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "written_mebibytes": size >> 20,
    }


def main() -> None:
    """Measure each size in a process of its own and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=int, nargs="+", default=[30_000, 100_000, 300_000, 10**6])
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, pickle.load(sys.stdin.buffer))))
        return
    seeds = pickle.dumps(seeds_read())
    found = []
    for number in options.facts:
        # The parser has no part in what is measured, neither its time nor its memory.
        command = [sys.executable, __file__, "--one", str(number)]
        ran = subprocess.run(command, check=True, input=seeds, stdout=subprocess.PIPE)
        found.append(json.loads(ran.stdout.splitlines()[-1]))
        if not options.json:
            one = found[-1]
            print(" | ".join(f"{name} {value}" for name, value in one.items()), flush=True)
    if options.json:
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
