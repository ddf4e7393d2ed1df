"""Which articles of a build are parsed, and where the facts of the others come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from toolkit.building.code_digest import code_digest
from toolkit.building.gather_articles import Gathered
from toolkit.building.kept_verdicts import (
    PASSED_OVER,
    READ,
    UNKNOWN,
    read_verdicts,
    triage_mark,
    write_verdicts,
)
from toolkit.building.parser_mark import own_tables
from toolkit.building.watch import BuildWatch
from toolkit.kept_facts import FactsInTheMaking, KeptFacts

FEWEST_TEXTS = 2
"""Texts below which none can repeat another."""


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """By position in the spool: articles that no fact can be in, and copies with their original."""

    passed_over: bytearray
    original_of: Mapping[int, int] = field(default_factory=dict)

    def is_parsed(self, position: int) -> bool:
        """Return whether an article is neither passed over nor a copy."""
        return not self.passed_over[position] and position not in self.original_of


def plan_reading(
    gathered: Gathered,
    *,
    triage: bool,
    copies: bool,
    verdicts: Path,
    sketches: Path,
    watch: BuildWatch,
) -> ReadingPlan:
    """Return the plan: with `triage` a first reading decides, with `copies` near-identical texts.

    `verdicts` is the file where those of the first reading are kept from build to build,
    `sketches` the folder of the sketches of texts.
    """
    passed_over = _triaged(gathered, verdicts, watch) if triage else bytearray(len(gathered.keys))
    if not copies or len(passed_over) - sum(passed_over) < FEWEST_TEXTS:
        return ReadingPlan(passed_over)
    watch.begin("comparing", len(gathered.spool))
    return ReadingPlan(passed_over, _find_copies(gathered, passed_over, sketches, watch))


def _triaged(gathered: Gathered, kept: Path, watch: BuildWatch) -> bytearray:
    """Return 1 for each article that no fact can be in; only what is new is looked at."""
    from toolkit.triage import may_hold_facts

    mark = triage_mark()
    verdicts = read_verdicts(kept, mark, gathered.keys)
    unknown = bytearray(verdict == UNKNOWN for verdict in verdicts)
    watch.begin("sorting", sum(unknown))
    for done, (position, article) in enumerate(gathered.spool.numbered(unknown), start=1):
        verdicts[position] = READ if may_hold_facts(article.text) else PASSED_OVER
        watch.advance(done)
    if any(unknown):
        write_verdicts(kept, mark, gathered.keys, verdicts)
    return bytearray(verdict == PASSED_OVER for verdict in verdicts)


def copies_mark() -> bytes:
    """Return 8 bytes that tell the code and words by which copies are found and facts carried over.

    The library that makes the sketches belongs to it.
    """
    ours = (Path(__file__).parent.parent / name for name in ("copies", "reference", "triage"))
    digest = f"{code_digest((*ours, *own_tables()))} {version('rensa')}"
    return hashlib.blake2b(digest.encode(), digest_size=8).digest()


def _find_copies(
    gathered: Gathered, passed_over: bytearray, sketches: Path, watch: BuildWatch
) -> dict[int, int]:
    """Return the position of the original of each copy."""
    from toolkit.copies import group_copies

    texts = gathered.spool.texts
    folder = sketches / copies_mark().hex()
    found = group_copies(_sketches(gathered, passed_over, folder, watch))
    return {
        texts.position_of(copy[:16]): texts.position_of(original[:16])
        for copy, original in found.items()
    }


def _sketches(
    gathered: Gathered, passed_over: bytearray, folder: Path, watch: BuildWatch
) -> Iterator[tuple[str, bytes]]:
    """Yield the SHA-256 of each text with its sketch, made only where none is kept."""
    from toolkit.copies import sketch

    kept = KeptFacts(folder)
    compared = bytearray(not passed for passed in passed_over)
    with FactsInTheMaking(folder) as making:
        for position, article in gathered.spool.numbered(compared):
            digest = hashlib.sha256(article.text.encode())
            key = digest.digest()[:16]
            known = kept.encoded(key)
            if known is None:
                known = sketch(article.text)
                making.add_encoded(key, known)
            watch.advance(position + 1)
            yield digest.hexdigest(), known
