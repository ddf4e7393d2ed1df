"""How near-identical texts are found and told by the facts of one, beside parsing each.

    python benchmarks/copies.py [--articles 42] [--sketches 1000000] [--json]

Each of the seeds is dressed as other papers would print it: with another headline, byline,
dateline, tail or picture line, or without its last paragraph. Counted is how often the facts are
carried over, and how many rows (by value, whatever the evidence) are those that the parser reads
in the copy itself. At last, SKETCHES sketches, a tenth of them copies, are grouped in a process of
its own: its processor seconds and how far its memory grew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from toolkit.article import Article
from toolkit.copies import carry_over, group_copies, sketch
from toolkit.facts import Facts
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.sources import read_inputs

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DATELINE = re.compile(r"([A-Z][A-Z ]+)( \([^)]*\))?(,[^–—-]{3,25})? [–—-]+ ")
TAIL = "(Reporting by Jon Hale in Lund; editing by Mia Orr)"


def with_line_between(text: str, line: str) -> str:
    """Return a text with a line of its own after the second paragraph."""
    parts = text.split("\n\n")
    return "\n\n".join([*parts[:2], line, *parts[2:]])


DRESSES: Mapping[str, Callable[[str], str]] = {
    "headline": lambda text: f"A long day ends quietly\n\n{text}",
    "byline": lambda text: f"By Tom Harrow\n\n{text}",
    "dateline": lambda text: DATELINE.sub(r"\1 (NORDWIRE) – ", text, count=1),
    "tail": lambda text: f"{text}\n\n{TAIL}",
    "headline, byline and tail": lambda text: f"A long day\n\nBy Tom Harrow\n\n{text}\n\n{TAIL}",
    "source": lambda text: f"{text}\n\nSource » Harbour Courier",
    "advertisement": lambda text: with_line_between(text, "ADVERTISEMENT"),
    "picture line": lambda text: with_line_between(text, "Photo: archive"),
    "last paragraph cut": lambda text: text.rpartition("\n\n")[0] or text,
}
"""How another paper prints the same text, by what differs."""


def rows_of(facts: Facts) -> Counter[tuple[object, ...]]:
    """Return what the facts say, whatever words they were read from."""
    name = {None: None} | {number: one.name for number, one in enumerate(facts.actors)}
    rows: Counter[tuple[object, ...]] = Counter()
    rows.update(("actor", one.name, one.kind, one.country) for one in facts.actors)
    rows.update(
        ("role", name[one.actor], one.title, name[one.organization], one.status)
        for one in facts.roles
    )
    for meeting in facts.meetings:
        met = tuple(sorted(str(name[one.actor]) for one in meeting.participants))
        days = meeting.start_date, meeting.end_date
        rows["meeting", meeting.kind, meeting.status, met, days, meeting.place] += 1
    votes = [("election", one.country, one.kind, one.start_date) for one in facts.elections]
    rows.update(votes)
    rows.update(
        ("result", votes[one.election], name[one.contender], one.votes, one.vote_share, one.seats)
        for one in facts.results
    )
    return rows


def measure(articles: list[Article]) -> dict[str, dict[str, float]]:
    """Return for each dress how many copies there are, are carried over and agree how far."""
    parser = ReaderParser()
    originals = list(parser.parse(articles))
    found: dict[str, dict[str, float]] = {}
    for dress, change in DRESSES.items():
        copies = carried = same = every = 0
        spent_carrying, spent_parsing = [], []
        for article, facts in zip(articles, originals, strict=True):
            copy = replace(article, text=change(article.text).strip())
            if copy.text == article.text:
                continue
            copies += 1
            started = time.process_time()
            theirs = carry_over(facts, article, copy)
            spent_carrying.append(time.process_time() - started)
            if theirs is None:
                continue
            carried += 1
            started = time.process_time()
            (own,) = parser.parse([copy])
            spent_parsing.append(time.process_time() - started)
            ours, read = rows_of(theirs), rows_of(own)
            same += (ours & read).total()
            every += (ours | read).total()
        found[dress] = {
            "copies": copies,
            "carried over": carried,
            "rows equal": same / every if every else 1.0,
            "times as fast": statistics.mean(spent_parsing) / statistics.mean(spent_carrying),
        }
    return found


def made_sketches(number: int) -> Iterator[tuple[str, bytes]]:
    """Yield digests and sketches, one in ten like one of a thousand others."""
    chance = random.Random(1)
    length = len(sketch("word " * 40))
    bases = [chance.randbytes(length) for _ in range(1000)]
    for count in range(number):
        slots = bytearray(chance.randbytes(length))
        if count % 10 == 0:
            slots[:-20] = chance.choice(bases)[:-20]
        yield hashlib.sha256(str(count).encode()).hexdigest(), bytes(slots)


def group_made_sketches(number: int) -> dict[str, float]:
    """Return the seconds and the MiB that it takes to group so many sketches."""
    import resource

    group_copies(made_sketches(100))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    copies = group_copies(made_sketches(number))
    spent = time.process_time() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"sketches": number, "copies": len(copies), "seconds": spent, "MiB": grown}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--articles", type=int, default=42)
    options.add_argument("--sketches", type=int, default=1_000_000)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    articles = [one for one in read_inputs([SEEDS]) if isinstance(one, Article)]
    dresses = measure(articles[: given.articles])
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own_process:
        grouped = own_process.submit(group_made_sketches, given.sketches).result()
    if given.json:
        json.dump({"dresses": dresses, "grouping": grouped}, sys.stdout)
        return
    for dress, row in dresses.items():
        print(
            f"{dress:26} {row['carried over']:3.0f} of {row['copies']:3.0f} carried over, "
            f"{row['rows equal']:4.0%} of rows equal, {row['times as fast']:4.0f} times as fast"
        )
    print(
        f"{grouped['sketches']:,} sketches: {grouped['copies']:,} copies in "
        f"{grouped['seconds']:.1f} s, {grouped['MiB']:.0f} MiB"
    )


if __name__ == "__main__":
    main()
