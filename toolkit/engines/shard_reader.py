"""A member of a team on a cluster: reads shards of articles, writes shards of facts."""

from __future__ import annotations

from toolkit.engines.engine import ParserFactory
from toolkit.engines.limits import Limits
from toolkit.engines.shards import SharedFolder
from toolkit.engines.supervised import SupervisedWorker


class ShardReader:
    """Reads shards by a worker of its own, so that an article can cost that worker only."""

    def __init__(self, parser_factory: ParserFactory, shared: str, limits: Limits) -> None:
        self._worker = SupervisedWorker(parser_factory, limits)
        self._folder = SharedFolder(shared)

    def parser(self) -> str:
        """Return the name and version of the parser, which is made for that."""
        self._worker.start()
        return self._worker.parser

    def read(self, name: str) -> str:
        """Read the shard of articles of that name, and return the name of that of its facts."""
        return self._folder.write_facts(self._worker.read(self._folder.read_articles(name)))
