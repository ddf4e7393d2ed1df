"""The result of an election in words, and the key to its articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.site.pictures.result_values import Contender, Reported
from toolkit.site.pictures.rows import ContenderResult, ElectionCount
from toolkit.site.pictures.words import counted, listed, share_in_words


def describe(
    contenders: Sequence[Contender], turnouts: Sequence[Reported], letters: Mapping[str, str]
) -> str:
    """Return every number that is drawn, contender by contender."""
    parts = [f"{one.name}: {_numbers(one)}." for one in contenders[:40]]
    if len(contenders) > 40:
        parts.append(f"And {len(contenders) - 40} more.")
    if turnouts:
        parts.append(f"Turnout {' or '.join(share_in_words(one.number) for one in turnouts)}.")
    return " ".join(parts)


def _numbers(contender: Contender) -> str:
    told = []
    if contender.shares:
        shares = " or ".join(share_in_words(one.number) for one in contender.shares)
        told.append(f"{shares} of the votes")
    if contender.votes:
        votes = " or ".join(f"{int(one.number):,}" for one in contender.votes)
        told.append(f"{votes} votes")
    if contender.seats:
        seats = " or ".join(f"{int(one.number):,}" for one in contender.seats)
        told.append(f"{seats} seats")
    if contender.outcomes:
        told.append(contender.outcome_words)
    return ", ".join(told) or "no number reported"


def key_lines(
    letters: Mapping[str, str],
    contenders: Sequence[Contender],
    turnouts: Sequence[Reported],
    results: Sequence[ContenderResult],
    counts: Sequence[ElectionCount],
) -> list[str]:
    """Return the sources, by letter where they differ, and what a hollow bar means."""
    names = {row.article_id: row.source for row in results}
    names |= {count.article_id: count.source for count in counts if count.article_id in letters}
    if letters:
        told = [f"{letter}: {names[article]}" for article, letter in letters.items()]
        lines = told[:12] + ([f"and {len(told) - 12} more"] if len(told) > 12 else [])
    else:
        told = list(dict.fromkeys(names.values()))
        lines = [f"{'Source' if len(told) < 2 else 'Sources'}: {listed(told, 4)}"] if told else []
    drawn = (
        value
        for group in (
            *(part for one in contenders for part in (one.votes, one.shares, one.seats)),
            turnouts,
        )
        for value in group
    )
    if any(not value.settled for value in drawn):
        lines.append("A hollow bar is a count that was not yet final.")
    more = sum(1 for one in contenders if not (one.shares or one.votes or one.seats))
    if more:
        lines.append(f"No number is reported of {counted(more, 'contender')}.")
    return lines
