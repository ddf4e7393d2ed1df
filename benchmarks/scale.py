"""How the cost of a build grows, and how near it comes to its limits.

    python benchmarks/scale.py [--part throughput ...] [--sizes 1000 10000 100000] [--folder DIR]
                               [--results docs/performance.json] [--seed 7]

Each part can be run by itself, at another time than the others; its figures go into the results
with date, machine and command, and `docs/performance.md` with its pictures is made anew from all
of them. The parts, each with the sizes as an option so that it can be tried small:

throughput  one core: parser, model, its bare inference and spaCy over the same made articles
crawl       the same on the crawl-like mix, with the first reading (`--triage`)
workers     a build by two workers beside one, and by two of Ray
growth      builds of 1,000, 10,000 and 100,000 articles: time an article, memory of all processes;
            each again with nothing new, and with 100 articles more
crawl-growth  the same on the crawl-like mix, with the first reading
resolution  facts made directly: time and memory at three sizes

The articles are those of `made_corpus.py`. Builds are commands, run as a user would. What the
installed toolkit can't do yet is passed over with one sentence.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from made_corpus import CRAWL, PLAIN, PROJECT, NoMaterial, made_articles, write_corpus
from measured_run import CommandFailed, measure_command
from parse import all_readers, keep_to_one_core, measure, parser_reader, report_of
from scale_page import write_page

from toolkit.article import Article

RESULTS = PROJECT / "docs" / "performance.json"
ADDED = 100
"""Articles that are new at the second rebuild."""


class NotYet(RuntimeError):  # noqa: N818 - the name says what is missing
    """The installed toolkit lacks what a part measures; the message says what."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a part is run with: `folder` is where corpora and packages are made."""

    folder: Path
    seed: int
    sample: int
    rounds: int
    sizes: tuple[int, ...]
    crawl_sizes: tuple[int, ...]
    worker_articles: int
    fact_sizes: tuple[int, ...]


Part = Callable[[Options], dict[str, Any]]


@cache
def _help_of_build() -> str:
    done = subprocess.run(
        [_toolkit(), "build", "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
    )
    return done.stdout


def _toolkit() -> str:
    found = Path(sys.executable).with_name("toolkit")
    return str(found) if found.exists() else "toolkit"


def _need(option: str) -> None:
    if option not in _help_of_build():
        raise NotYet(f"`toolkit build` has no {option} yet.")


def _sample(mix: str, options: Options) -> list[Article]:
    """Return the first articles of a mix, as values."""
    made = made_articles(mix, options.sample, options.seed)
    return [Article(f"{mix}#{n}", record["text"]) for n, record in enumerate(made, start=1)]


def _corpus(mix: str, articles: int, options: Options) -> Path:
    """Return the folder of a corpus, written if it is not there yet."""
    folder = options.folder / f"{mix}-{articles}-{options.seed}"
    if not folder.is_dir():
        working = folder.with_suffix(".new")
        shutil.rmtree(working, ignore_errors=True)
        write_corpus(working, mix, articles, options.seed)
        working.rename(folder)
    return folder


def _build(inputs: Sequence[Path], package: Path, *more: str) -> dict[str, Any]:
    """Build into a package and return what it took and what the build's report says."""
    command = [_toolkit(), "build", *map(str, inputs), "--out", str(package), *more]
    measured = measure_command(command, package.with_suffix(".log"), fine=(0, 3))
    report = json.loads((package / "build" / "report.json").read_text(encoding="utf-8"))
    told = {key: report[key] for key in ("stages", "reading") if key in report}
    articles = report["rows"]["articles"]
    return {
        **measured.to_dict(),
        "articles": articles,
        "seconds_an_article": round(measured.seconds / max(articles, 1), 5),
        "processor_seconds_an_article": round(measured.processor_seconds / max(articles, 1), 5),
        **told,
    }


def _new_package(name: str, options: Options) -> Path:
    package = options.folder / name
    shutil.rmtree(package, ignore_errors=True)
    return package


def throughput(options: Options) -> dict[str, Any]:
    """Measure one core on relevant news: the parser beside bare inference and spaCy."""
    articles = _sample(PLAIN, options)
    times = measure(all_readers(articles), articles, options.rounds)
    return report_of(times, len(articles), sum(one.word_count for one in articles))


def crawl(options: Options) -> dict[str, Any]:
    """Measure one core on the crawl-like mix: first reading and parser beside spaCy."""
    try:
        from toolkit.triage import may_hold_facts
    except ImportError as error:
        raise NotYet("The toolkit has no first reading (`toolkit.triage`) yet.") from error
    articles = _sample(CRAWL, options)
    read = parser_reader()
    readers = all_readers(articles)
    readers["parser with triage"] = lambda them: read(
        [article for article in them if may_hold_facts(article.text)]
    )
    times = measure(readers, articles, options.rounds)
    passed_over = sum(not may_hold_facts(article.text) for article in articles)
    words = sum(one.word_count for one in articles)
    return {**report_of(times, len(articles), words), "passed_over": passed_over}


def workers(options: Options) -> dict[str, Any]:
    """Measure the same articles by one worker, by two, and by two of Ray."""
    corpus = _corpus(PLAIN, options.worker_articles, options)
    found: dict[str, Any] = {}
    ways = {"one worker": ("--workers", "1"), "two workers": ("--workers", "2")}
    if "--engine" in _help_of_build() and importlib.util.find_spec("ray"):
        ways["two workers of Ray"] = ("--workers", "2", "--engine", "ray")
    else:
        print("Ray is passed over: the toolkit has no --engine, or ray is not installed.")
    for way, more in ways.items():
        package = _new_package(f"workers-{way.replace(' ', '-')}", options)
        found[way] = _build([corpus], package, *more)
    return found


def growth(options: Options) -> dict[str, Any]:
    """Measure builds of several sizes, with nothing new afterwards, and with some articles more."""
    return {str(size): _grown(PLAIN, size, options) for size in options.sizes}


def crawl_growth(options: Options) -> dict[str, Any]:
    """Measure the same on the crawl-like mix, with the first reading."""
    _need("--triage")
    return {str(size): _grown(CRAWL, size, options, "--triage") for size in options.crawl_sizes}


def _grown(mix: str, size: int, options: Options, *more: str) -> dict[str, Any]:
    inputs = [_corpus(mix, size, options)]
    package = _new_package(f"growth-{mix}-{size}", options)
    first = _build(inputs, package, *more)
    again = {"nothing new": _build(inputs, package, *more)}
    added = options.folder / f"added-{mix}-{size}-{options.seed}"
    if not added.is_dir():
        write_corpus(added, mix, size + ADDED, options.seed, first=size)
    again[f"{ADDED} new"] = _build([*inputs, added], package, *more)
    return {**first, "again": again}


def resolution(options: Options) -> dict[str, Any]:
    """Measure the resolution of facts that are made directly, in a process of its own."""
    if importlib.util.find_spec("facts_at_scale") is None:
        raise NotYet("There is no benchmarks/facts_at_scale.py yet, which makes the facts.")
    found = {}
    for size in options.fact_sizes:
        log = options.folder / f"resolution-{size}.log"
        script = Path(__file__).with_name("resolve_made_facts.py")
        command = [sys.executable, str(script), "--facts", str(size), "--folder"]
        measured = measure_command([*command, str(options.folder / "resolution")], log)
        told = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
        found[str(size)] = {**measured.to_dict(), **told}
    return found


PARTS: dict[str, Part] = {
    "throughput": throughput,
    "crawl": crawl,
    "workers": workers,
    "growth": growth,
    "crawl-growth": crawl_growth,
    "resolution": resolution,
}
ONE_CORE = ("throughput", "crawl")
_FOLDERS = ("--folder", "--results")


def _machine() -> dict[str, Any]:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": None if load is None else round(load, 1),
    }


def _said(words: Sequence[str]) -> list[str]:
    """Return the arguments of the command without those that name folders of this machine."""
    places = {at for n, word in enumerate(words) if word in _FOLDERS for at in (n, n + 1)}
    return [word for at, word in enumerate(words) if at not in places]


def run_part(name: str, options: Options) -> dict[str, Any]:
    """Return the figures of a part, with when, where and how they were measured."""
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    about = {
        "measured": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "machine": _machine(),
        "command": f"python benchmarks/scale.py {' '.join(_said(sys.argv[1:]))}".strip(),
    }
    if name in ONE_CORE:
        keep_to_one_core()
    try:
        return {**about, "figures": PARTS[name](options)}
    finally:
        if before is not None:
            os.sched_setaffinity(0, before)


def main() -> None:
    """Measure the parts that are asked for and write results and page."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--part", nargs="*", choices=PARTS, default=list(PARTS))
    arguments.add_argument("--sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    arguments.add_argument("--crawl-sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    arguments.add_argument("--worker-articles", type=int, default=2_000)
    arguments.add_argument(
        "--fact-sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000]
    )
    arguments.add_argument("--sample", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--results", type=Path, default=RESULTS)
    given = arguments.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    options = Options(
        folder,
        given.seed,
        given.sample,
        given.rounds,
        tuple(sorted(given.sizes)),
        tuple(sorted(given.crawl_sizes)),
        given.worker_articles,
        tuple(sorted(given.fact_sizes)),
    )
    results: Path = given.results
    known = json.loads(results.read_text(encoding="utf-8")) if results.is_file() else {}
    for name in given.part:
        try:
            known[name] = run_part(name, options)
        except (NotYet, NoMaterial, CommandFailed) as reason:
            print(f"{name} is passed over: {reason}")
            continue
        results.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
        print(f"{name}: measured.")
    write_page(known, results.with_suffix(".md"))
    if given.folder is None:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
