"""The page of the figures that `scale.py` measured: what was asked, what is, what the limit is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scale_picture import draw_growth

Figures = Mapping[str, Any]
Row = tuple[str, str, str, str]
"""What is measured, what is asked, what was found, and the limit with how far off it is."""

LEAST_OF_INFERENCE = 0.8
LEAST_OF_CRAWL = 5.0
LEAST_OF_WORKERS = {"two workers": 1.8, "two workers of Ray": 1.6}
MOST_APART = 0.15
MOST_MEMORY = 1536
MOST_OF_REBUILD = {"nothing new": 0.03, "100 new": 0.05}

_OPENING = """# Performance

How fast a build is and how its cost grows, measured by `benchmarks/scale.py` on articles that are
made from our own by recombining and renaming (`benchmarks/made_corpus.py`). Each part says when and
where it was measured; ratios are of one run, side by side. "Asked" is the goal of the project.

    python benchmarks/scale.py --folder DIR
    python benchmarks/scale.py --part throughput crawl --sample 40 --rounds 3
"""


def write_page(results: Mapping[str, Figures], page: Path) -> None:
    """Write the page of all parts that have figures, and its picture beside it."""
    parts = [_OPENING]
    for name, (title, rows_of) in _PARTS.items():
        if name not in results:
            continue
        measured = results[name]
        parts += [f"## {title}", _about(measured), _table(rows_of(measured["figures"]))]
        if name.endswith("growth"):
            picture = page.with_name(f"{page.stem}-{name}.svg")
            draw_growth(measured["figures"], picture)
            parts.append(f"![Time an article and memory by number of articles]({picture.name})")
    if len(parts) == 1:
        parts.append("Nothing is measured yet.")
    page.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")


def _about(measured: Figures) -> str:
    machine = measured["machine"]
    load = machine.get("load_before")
    busy = "" if load is None else f", load {load:g} before it began"
    return (
        f"Measured {measured['measured']} UTC on {machine['cores']} cores "
        f"({machine['system']}, Python {machine['python']}{busy}): `{measured['command']}`"
    )


def _table(rows: Iterator[Row]) -> str:
    head = "| what | asked | found | the limit, and how far off |\n|---|---|---|---|"
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


def _throughput(figures: Figures) -> Iterator[Row]:
    speed = figures["words_per_second"]
    of_bare = figures["times_as_fast_as_inference"]["parser"]["median"]
    of_spacy = figures["times_as_fast_as_spaCy"]
    yield (
        "parser beside its model's bare inference",
        f"≥ {LEAST_OF_INFERENCE}",
        f"{of_bare:.2f} ({speed['parser']:,} words a second beside {speed['inference']:,})",
        f"inference alone, 1.00: {1 / of_bare - 1:.0%} of its time comes on top",
    )
    bare = of_spacy["inference"]["median"]
    yield (
        "parser beside spaCy's full small pipeline",
        "≥ 1",
        f"{of_spacy['parser']['median']:.2f} (spaCy {speed['spaCy']:,} words a second)",
        f"inference alone, {bare:.2f}",
    )
    yield (
        "model, from text to vectors, beside bare inference",
        "",
        f"{figures['times_as_fast_as_inference']['model']['median']:.2f}",
        "1.00",
    )


def _crawl(figures: Figures) -> Iterator[Row]:
    ratio = figures["times_as_fast_as_spaCy"]
    share = figures["passed_over"] / figures["articles"]
    limit = ratio["parser"]["median"] / max(1 - share, 1e-9)
    yield (
        "parser with triage beside spaCy's full small pipeline",
        f"≥ {LEAST_OF_CRAWL:g}",
        f"{ratio['parser with triage']['median']:.1f} ({share:.0%} of {figures['articles']:,} "
        "articles passed over)",
        f"the articles that are read, alone: {limit:.1f}",
    )
    without = ratio["parser with triage"]["median"] / ratio["parser"]["median"]
    yield "parser with triage beside without", "≥ 5", f"{without:.1f}", f"{1 / (1 - share):.1f}"


def _workers(figures: Figures) -> Iterator[Row]:
    one = figures["one worker"]
    for way, least in LEAST_OF_WORKERS.items():
        if way in figures:
            other = figures[way]
            yield (
                f"{way} beside one, {one['articles']:,} articles",
                f"≥ {least}",
                f"{one['seconds'] / other['seconds']:.2f} ({one['seconds']:.1f} s, "
                f"{other['seconds']:.1f} s by the clock)",
                f"2.00; {_parsing(one):.0%} of the first build is parsing, which two share",
            )


def _parsing(build: Figures) -> float:
    stages = build.get("stages", {})
    whole = sum(stages.values())
    spent = sum(seconds for stage, seconds in stages.items() if "pars" in stage)
    return spent / whole if whole else 1.0


def _most_of(build: Figures) -> str:
    """Return the stages that take most of a build, in words."""
    stages = build.get("stages", {})
    whole = sum(stages.values())
    largest = sorted(stages, key=lambda stage: -stages[stage])[:3]
    return ", ".join(f"{stage} {stages[stage] / whole:.0%}" for stage in largest)


def _growth(figures: Figures) -> Iterator[Row]:
    builds = [figures[size] for size in sorted(figures, key=int)]
    least = min(one["processor_seconds_an_article"] for one in builds)
    for one in builds:
        time = one["processor_seconds_an_article"]
        yield (
            f"{one['articles']:,} articles: time an article",
            f"within {MOST_APART:.0%}",
            f"{1000 * time:.1f} ms of processor, {1000 * one['seconds_an_article']:.1f} ms by the "
            f"clock; {time / least - 1:+.0%} beside the least",
            f"parsing alone, {_parsing(one):.0%} of it",
        )
        yield (
            f"{one['articles']:,} articles: memory of all processes",
            f"< {MOST_MEMORY:,} MiB",
            f"{one['peak_mib']:,.0f} MiB",
            f"{MOST_MEMORY - one['peak_mib']:,.0f} MiB are left",
        )
        for way, again in one["again"].items():
            share = again["processor_seconds"] / one["processor_seconds"]
            yield (
                f"{one['articles']:,} articles, {way}",
                f"< {MOST_OF_REBUILD[way]:.0%}",
                f"{share:.1%} of the first build ({again['seconds']:.1f} s beside "
                f"{one['seconds']:.1f} s by the clock)",
                _most_of(again),
            )


def _resolution(figures: Figures) -> Iterator[Row]:
    builds = [figures[size] for size in sorted(figures, key=int)]
    least = min(one["milliseconds_a_fact"] for one in builds)
    for one in builds:
        yield (
            f"{one['facts']:,} facts of {one['articles']:,} articles",
            "near-linear, bounded memory",
            f"{one['milliseconds_a_fact']:.2f} ms a fact "
            f"({one['milliseconds_a_fact'] / least:.2f} times the least), "
            f"{one['peak_mib']:,.0f} MiB",
            "making the facts is part of the time",
        )


_PARTS: Mapping[str, tuple[str, Callable[[Figures], Iterator[Row]]]] = {
    "throughput": ("One core, relevant news", _throughput),
    "crawl": ("One core, a crawl with 90 % irrelevant articles", _crawl),
    "workers": ("Two workers", _workers),
    "growth": ("From a thousand articles to a hundred thousand", _growth),
    "crawl-growth": ("How a crawl with 90 % irrelevant articles grows, with triage", _growth),
    "resolution": ("Resolution of facts made directly", _resolution),
}
