"""Articles from the inputs of a build to its spool, and what was skipped on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.article import Article
from toolkit.building.errors import BuildError
from toolkit.building.watch import BuildWatch
from toolkit.kept_facts import Keys, article_key
from toolkit.sources import Fetching, Note, Skipped, read_inputs, shown_input
from toolkit.spool import Spool


@dataclass(slots=True)
class InputCounts:
    """How many articles an input gave, and how many of its parts were skipped."""

    input: str
    articles: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Gathered:
    """What the inputs hold: articles in a spool, their keys in the same order, and the rest.

    `identities` has 16 bytes an article: a digest of all that is known of it.
    """

    spool: Spool
    keys: Keys = field(default_factory=Keys)
    identities: Keys = field(default_factory=Keys)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    by_input: list[InputCounts] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A digest of all articles with their metadata and paths, whatever their order."""
        whole = hashlib.sha256()
        for identity in sorted(self.identities):
            whole.update(identity)
        return whole.hexdigest()


def gather_articles(
    inputs: Sequence[Path | str], spool: Spool, watch: BuildWatch, fetching: Fetching
) -> Gathered:
    """Read all inputs into a spool and return what they held.

    Raises BuildError where no input can hold an article, or none could be read.
    """
    gathered = Gathered(spool)
    watch.begin("reading")
    try:
        items = read_inputs(
            inputs,
            fetching=fetching,
            entering=lambda named: gathered.by_input.append(InputCounts(_shown(named))),
        )
    except ValueError as error:
        raise BuildError(str(error)) from error
    for item in items:
        if isinstance(item, Skipped):
            gathered.skipped.append(item)
            gathered.by_input[-1].skipped += 1
            watch.skip(item)
        elif isinstance(item, Note):
            gathered.notes.append(item)
        else:
            spool.add(item)
            gathered.by_input[-1].articles += 1
            _note_keys(gathered, item)
            watch.advance(len(gathered.keys))
    return gathered


def _shown(named: Path | str) -> str:
    """Return a path as it was named, and an address without its password."""
    return str(named) if isinstance(named, Path) else shown_input(named)


def check_any_read(gathered: Gathered) -> None:
    """Raise BuildError, with the reasons, where not one article could be read."""
    if not len(gathered.spool):
        reasons = "".join(
            f"\n{one.source_path} {one.reason}. {one.remedy}" for one in gathered.skipped
        )
        raise BuildError(f"No article could be read.{reasons}")


def _note_keys(gathered: Gathered, article: Article) -> None:
    key = article_key(article)
    path = article.source_path.encode("utf-8", errors="surrogatepass")
    gathered.keys.append(key)
    gathered.identities.append(hashlib.blake2b(key + path, digest_size=16).digest())
