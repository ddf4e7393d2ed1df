"""The actors that read shards on a Ray cluster, and who reads what."""

from __future__ import annotations

import time
from collections import Counter, deque
from typing import Any

import ray
from ray.exceptions import RayError, RayTaskError

from toolkit.engines.engine import ParserFactory
from toolkit.engines.errors import EngineError
from toolkit.engines.limits import Limits
from toolkit.engines.shard_reader import ShardReader

SHARDS_EACH = 2
"""Shards that a member has at a time: one that it reads, one that it finds when it is done."""

ATTEMPTS = 5
"""How many members may be lost over one shard. An article can't end a member, so it is the
cluster that is ill."""

PATIENCE_SECONDS = 300.0
"""How long the cluster may have no member at all."""


class RayTeam:
    """Actors, one a processor, that read the shards handed to the team.

    A member that is lost, with its machine or alone, is replaced as soon as there is a free
    processor, and the others read its shards meanwhile. Raises EngineError where a member's
    parser is not `parser`.
    """

    def __init__(
        self, parser_factory: ParserFactory, parser: str, shared: str, limits: Limits, size: int
    ) -> None:
        self._make = ray.remote(num_cpus=1, max_restarts=0)(ShardReader).remote
        self._given = (parser_factory, shared, limits)
        self._parser = parser
        self._waiting: deque[str] = deque()
        self._done: dict[str, str] = {}
        self._losses: Counter[str] = Counter()
        self._load: dict[Any, int] = {}
        self._under_way: dict[Any, tuple[Any, str | None]] = {}
        self._heard = time.monotonic()
        for _ in range(size):
            self._hire()

    def hand(self, shard: str) -> None:
        """Let somebody read a shard of articles."""
        self._waiting.append(shard)
        self._hand_out()

    def is_read(self, shard: str) -> bool:
        """Return whether a shard was read; waits for nothing."""
        while self._hear(0):
            pass
        return shard in self._done

    def facts_of(self, shard: str) -> str:
        """Wait until a shard was read, and return the name of the shard of its facts."""
        while shard not in self._done:
            self._hear(1)
        return self._done.pop(shard)

    def dismiss(self) -> None:
        """End all members, whatever they are doing."""
        for member, _ in self._under_way.values():
            ray.kill(member)
        for member in self._load:
            ray.kill(member)

    def _hire(self) -> None:
        """Ask for a member; it is of the team when it has its parser, on a free processor."""
        member = self._make(*self._given)
        self._under_way[member.parser.remote()] = (member, None)

    def _hand_out(self) -> None:
        while self._waiting and self._load:
            member = min(self._load, key=self._load.__getitem__)
            if self._load[member] >= SHARDS_EACH:
                return
            shard = self._waiting.popleft()
            self._load[member] += 1
            self._under_way[member.read.remote(shard)] = (member, shard)

    def _hear(self, seconds: float) -> bool:
        """Take note of the next thing that a member did; return whether there was one."""
        ready, _ = ray.wait(list(self._under_way), num_returns=1, timeout=seconds)
        for reference in ready:
            member, shard = self._under_way.pop(reference)
            try:
                said = ray.get(reference)
            except RayTaskError as error:
                raise error.cause from error
            except RayError as error:
                self._lose(member, shard, error)
            else:
                self._note(member, shard, said)
        self._hand_out()
        if ready or self._load:
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > PATIENCE_SECONDS:
            raise EngineError(
                f"The Ray cluster had no free processor for {PATIENCE_SECONDS:g} seconds; wait "
                "for what else it does, or start more machines."
            )
        return bool(ready)

    def _note(self, member: Any, shard: str | None, said: str) -> None:
        if shard is not None:
            self._done[shard] = said
            self._load[member] -= 1
        elif said == self._parser:
            self._load[member] = 0
        else:
            raise EngineError(
                f"A machine of the Ray cluster has the parser {said}, this one {self._parser}; "
                "install the same toolkit on all of them."
            )

    def _lose(self, member: Any, shard: str | None, error: RayError) -> None:
        """Replace a member that is no more; what it had to read goes to the others."""
        lost = shard or "a start"
        self._losses[lost] += 1
        if self._losses[lost] >= ATTEMPTS:
            reason = str(error).strip().split("\n", 1)[0]
            raise EngineError(
                f"The Ray cluster lost {ATTEMPTS} workers over the same work ({reason}); look at "
                "the logs of Ray, often a machine has too little memory."
            ) from error
        if shard is not None:
            self._waiting.appendleft(shard)
        if shard is None or self._load.pop(member, None) is not None:
            self._hire()
