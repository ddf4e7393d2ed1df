"""From the articles of a build to their facts: what was parsed before is not parsed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from toolkit.article import Article
from toolkit.building.gather_articles import Gathered
from toolkit.building.reading_plan import ReadingPlan, copies_mark
from toolkit.building.watch import BuildWatch
from toolkit.engines import Engine, ParserFactory
from toolkit.facts import Facts
from toolkit.kept_facts import FactsInTheMaking, KeptFacts, Keys, article_key, tidy_shards
from toolkit.sources import Note, Skipped

_NOT_CARRIED_OVER = b""
"""What is kept, in the place of facts, of a copy that differs in what could change a fact."""


@dataclass(slots=True)
class ReadingCounts:
    """How many articles this build parsed, had kept facts of, gave up, passed over, carried over.

    Facts that are carried over come from a text that the article repeats.
    """

    parsed: int = 0
    kept: int = 0
    failed: int = 0
    passed_over: int = 0
    carried_over: int = 0


class ParsedArticles:
    """The articles of a build, whose facts are all on disk once `parse` is done."""

    def __init__(self, gathered: Gathered, plan: ReadingPlan, folder: Path) -> None:
        self.folder = folder
        self.counts = ReadingCounts(passed_over=sum(plan.passed_over))
        self._gathered = gathered
        self._plan = plan
        # The keys by which facts are found; that of a copy names its original too.
        self._keys = gathered.keys
        # Those under which it is kept that nothing is carried over to a copy.
        self._refusals = Keys()
        self._opened: KeptFacts | None = None

    def __iter__(self) -> Iterator[tuple[Article, Facts]]:
        """Yield each article with its facts, in the order of the spool, one at a time."""
        kept = self._kept()
        for position, article in self._gathered.spool.numbered():
            if self._plan.passed_over[position]:
                yield article, Facts(reading="passed_over")
                continue
            facts = kept.get(self._keys[position])
            if facts is None:
                raise OSError(f"{self.folder} lost facts while the build ran; build again.")
            yield article, facts

    def parse(self, run: Engine, parser: ParserFactory, watch: BuildWatch) -> None:
        """Parse what has no facts yet, and leave those on disk.

        An article that the parser gives up is left out of the spool and skipped; nothing of it
        is kept.
        """
        self._gathered.notes.extend(_damage(shard) for shard in self._kept().damaged)
        self._parse(filter(self._plan.is_parsed, range(len(self._keys))), run, parser, watch)
        if self._plan.original_of:
            self._parse(self._carry_over(watch), run, parser, watch)

    def tidy(self) -> None:
        """Let go of kept facts where most are of no article of this build."""
        tidy_shards(self._kept(), chain(self._keys, self._refusals))

    def leave_out(self, article: Article, reason: str) -> Skipped:
        """Pass an article over from now on, as one that failed; return what is said of it."""
        skipped = Skipped(
            article.source_path,
            reason,
            "Report it to the developers with the text; the rest was read.",
        )
        self.counts.failed += 1
        self._gathered.spool.leave_out(article.article_id)
        self._gathered.skipped.append(skipped)
        return skipped

    def _kept(self) -> KeptFacts:
        """Return what is on disk; all of it is read and checked when it is opened."""
        if self._opened is None:
            self._opened = KeptFacts(self.folder)
        return self._opened

    @contextmanager
    def _adding(self) -> Iterator[FactsInTheMaking]:
        """Give what facts are added with; those are seen afterwards."""
        with FactsInTheMaking(self.folder) as making:
            yield making
        self._opened = None

    def _parse(
        self, positions: Iterator[int], run: Engine, parser: ParserFactory, watch: BuildWatch
    ) -> None:
        """Parse the articles at some positions, in order, less those whose facts are kept."""
        kept = self._kept()
        new = bytearray(len(self._keys))
        for position in positions:
            new[position] = self._keys[position] not in kept
            self.counts.kept += not new[position]
        watch.begin("parsing", sum(new))
        if not any(new):
            return
        articles = (article for _, article in self._gathered.spool.numbered(new))
        with self._adding() as making:
            for done, (article, facts) in enumerate(run(parser, articles), start=1):
                if facts.failure is None:
                    self.counts.parsed += 1
                    making.add(article_key(article), facts)
                else:
                    watch.skip(self.leave_out(article, f"made the parser fail ({facts.failure})"))
                watch.advance(done)

    def _carry_over(self, watch: BuildWatch) -> Iterator[int]:
        """Carry facts over to the copies; yield the positions of those that must be parsed."""
        kept, mark = self._kept(), copies_mark()
        watch.begin("carrying over", len(self._plan.original_of))
        with self._adding() as making:
            for done, (copy, original) in enumerate(sorted(self._plan.original_of.items()), 1):
                key = article_key(self._gathered.spool.at(copy), self._keys[original] + mark)
                known = kept.encoded(key)
                if known is None:
                    is_carried = self._compare(copy, original, key, making)
                else:
                    is_carried = known != _NOT_CARRIED_OVER
                if is_carried is False:
                    self._refusals.append(key)
                if not is_carried:
                    yield copy
                    continue
                self._keys[copy] = key
                self.counts.carried_over += 1
                watch.advance(done)

    def _compare(
        self, copy: int, original: int, key: bytes, making: FactsInTheMaking
    ) -> bool | None:
        """Keep the facts of a copy, or that it has none of its original's; tell which.

        Returns None, and keeps nothing, where the original itself has none.
        """
        from toolkit.copies import carry_over

        facts = self._kept().get(self._keys[original])
        if facts is None:
            return None
        spool = self._gathered.spool
        carried = carry_over(facts, spool.at(original), spool.at(copy))
        if carried:
            making.add(key, carried)
        else:
            making.add_encoded(key, _NOT_CARRIED_OVER)
        return bool(carried)


def _damage(shard: Path) -> Note:
    return Note(str(shard), "The facts that were kept in it are damaged, so they are read again.")
