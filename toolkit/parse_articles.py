"""From the articles of a build to their facts: what was parsed before is not parsed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.article import Article
from toolkit.build_watch import BuildWatch
from toolkit.engines import Engine, ParserFactory
from toolkit.facts import Facts
from toolkit.gather_articles import Gathered
from toolkit.kept_facts import FactsInTheMaking, KeptFacts, article_key, tidy_shards
from toolkit.sources import Note, Skipped


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """How many articles were parsed in this build, and how many had facts of another one."""

    parsed: int = 0
    kept: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """The articles of a build, whose facts all are on disk."""

    gathered: Gathered
    folder: Path
    counts: ReadingCounts

    def tidy(self) -> None:
        """Let go of kept facts where most are of no article of this build."""
        tidy_shards(KeptFacts(self.folder), self.gathered.keys)

    def __iter__(self) -> Iterator[tuple[Article, Facts]]:
        """Yield each article with its facts, in the order of the spool, one at a time."""
        kept = KeptFacts(self.folder)
        for article in self.gathered.spool:
            facts = kept.get(article_key(article))
            if facts is None:
                raise OSError(f"{self.folder} lost facts while the build ran; build again.")
            yield article, facts


def parse_articles(
    gathered: Gathered, run: Engine, parser: ParserFactory, folder: Path, watch: BuildWatch
) -> Parsed:
    """Parse the articles that have no facts in `folder` yet, and leave theirs there.

    One that the parser gives up is left out of the spool and skipped; nothing of it is kept.
    """
    kept = KeptFacts(folder)
    gathered.notes.extend(_damage(shard) for shard in kept.damaged)
    new = sum(key not in kept for key in gathered.keys)
    watch.begin("parsing", new)
    failed = 0
    if new:
        with FactsInTheMaking(folder) as making:
            for done, (article, facts) in enumerate(run(parser, _new(gathered, kept)), start=1):
                if facts.failure is None:
                    making.add(article_key(article), facts)
                else:
                    failed += 1
                    _skip(gathered, article, facts.failure, watch)
                watch.advance(done)
    counts = ReadingCounts(new - failed, len(gathered.keys) - new, failed)
    return Parsed(gathered, folder, counts)


def _new(gathered: Gathered, kept: KeptFacts) -> Iterator[Article]:
    """Yield the articles that have no facts yet."""
    return (article for article in gathered.spool if article_key(article) not in kept)


def _skip(gathered: Gathered, article: Article, failure: str, watch: BuildWatch) -> None:
    skipped = Skipped(
        article.source_path,
        f"made the parser fail ({failure})",
        "Report it to the developers with the text; the rest was read.",
    )
    gathered.spool.leave_out(article.article_id)
    gathered.skipped.append(skipped)
    watch.skip(skipped)


def _damage(shard: Path) -> Note:
    return Note(str(shard), "The facts that were kept in it are damaged, so they are read again.")
