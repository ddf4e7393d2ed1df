"""What a first reading by words costs, spares and loses.

    python benchmarks/triage.py [--rounds 5] [--news FOLDER ...] [--json]

Lost are the meetings and results of annotated articles that are passed over: of `seeds`, of the
articles from whose words the table was made (half of the themes t1 to t30 of
`training/articles`), of all others there, and of `training/held_out`. Spared are the articles of
`tests/irrelevant`, whose half `unseen` nobody looked at while the table was made, and of every
FOLDER of other news.

Times are of one core in one run, in turn round by round: the first reading, the same words
looked for by Python's `re`, a sketch (toolkit/copies), and the parser. "mix" is how many times as
fast a mix of 54 irrelevant articles and 6 of `training/held_out` of their length is read with the
first reading.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from toolkit.article import Article
from toolkit.copies import sketch
from toolkit.evaluation.gold_files import read_gold
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.reference import read_table
from toolkit.sources import read_inputs
from toolkit.triage import may_hold_facts
from toolkit.triage.triaged_parser import TriagedParser

PROJECT = Path(__file__).resolve().parent.parent
IRRELEVANT = PROJECT / "tests" / "irrelevant"
TRAINING = PROJECT / "training"


def articles_in(folder: Path) -> list[Article]:
    """Return the articles of a folder."""
    return [one for one in read_inputs([folder]) if isinstance(one, Article)]


def was_learned_from(name: str) -> bool:
    """Whether the words of the table were chosen with this training article at hand."""
    return name.startswith("t") and not hashlib.sha256(name.encode()).digest()[0] & 1


def losses(
    articles: Path, annotations: Path, counts: Callable[[str], bool] = bool
) -> dict[str, int]:
    """Return how many articles and facts there are, and how many of them are passed over."""
    texts = {Path(one.source_path).stem: one.text for one in articles_in(articles)}
    found = {"articles": 0, "facts": 0, "articles_lost": 0, "facts_lost": 0}
    for name, account in read_gold(annotations).accounts.items():
        facts = sum(not one.optional for one in (*account.meetings, *account.results))
        if facts and counts(name):
            lost = not may_hold_facts(texts[name])
            found["articles"] += 1
            found["facts"] += facts
            found["articles_lost"] += lost
            found["facts_lost"] += facts * lost
    return found


def passed_over(folder: Path) -> dict[str, int]:
    """Return how many articles a folder has and how many of them are passed over."""
    articles = articles_in(folder)
    passed = sum(not may_hold_facts(one.text) for one in articles)
    return {"articles": len(articles), "passed_over": passed}


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of some work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def measure_times(rounds: int) -> dict[str, float]:
    """Return microseconds an article of each way, and how many times as fast the mix is read."""
    irrelevant = articles_in(IRRELEVANT)
    usual = statistics.mean(one.word_count for one in irrelevant)
    relevant = [one for one in articles_in(TRAINING / "held_out") if may_hold_facts(one.text)]
    relevant.sort(key=lambda one: (abs(one.word_count - usual), one.source_path))
    mix = [*irrelevant[:54], *relevant[:6]]
    words = sorted({row["word"] for row in read_table("triage_words")}, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)")
    parser, triaged = ReaderParser(), TriagedParser(ReaderParser)
    ways: Mapping[str, Callable[[], object]] = {
        "first reading": lambda: [may_hold_facts(one.text) for one in mix],
        "the same words by re": lambda: [pattern.findall(one.text.lower()) for one in mix],
        "sketch": lambda: [sketch(one.text) for one in mix],
        "parser": lambda: list(parser.parse(mix)),
        "parser with triage": lambda: list(triaged.parse(mix)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, work in ways.items():
            spent = seconds(work)
            if number:  # the first round warms what is kept in memory
                times[name].append(spent / len(mix) * 1e6)
    return {name: statistics.median(spent) for name, spent in times.items()}


def print_rows(title: str, rows: Mapping[str, Mapping[str, int]]) -> None:
    """Print one table of counts."""
    print(title)
    for name, row in rows.items():
        print(
            f"  {name:26}", *(f"{value:6,} {key.replace('_', ' ')}" for key, value in row.items())
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print what is lost, what is spared and what it costs."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--news", type=Path, nargs="*", default=(), metavar="FOLDER")
    options.add_argument("--json", action="store_true")
    given = options.parse_args(arguments)
    training, held_out = TRAINING / "articles", TRAINING / "held_out"
    lost = {
        "gold": losses(PROJECT / "seeds", PROJECT / "tests" / "gold"),
        "training, learned from": losses(training, training, was_learned_from),
        "training, not looked at": losses(
            training, training, lambda name: not was_learned_from(name)
        ),
        "held out": losses(held_out, held_out),
    }
    folders = (IRRELEVANT / "tuned_on", IRRELEVANT / "unseen", *given.news)
    spared = {folder.name: passed_over(folder) for folder in folders}
    times = measure_times(given.rounds)
    ratio = times["parser"] / times["parser with triage"]
    if given.json:
        print(json.dumps({"lost": lost, "spared": spared, "microseconds": times, "mix": ratio}))
        return
    print_rows("lost", lost)
    print_rows("spared", spared)
    print("microseconds an article")
    for name, spent in times.items():
        print(f"  {name:26} {spent:10,.0f}")
    print(f"mix: {ratio:.1f} times as fast with the first reading")


if __name__ == "__main__":
    main()
