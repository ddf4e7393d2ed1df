"""Which of the keys of before a thing has now, where more than one comes into question.

A former key goes to the thing that holds most of what it stood for. Where several keys go to one
thing, the oldest stays and the others lead to it; where one thing has become two, the part without
a key gets a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.resolve.footprints import Footprint, SpanIndex
from toolkit.resolve.former import Former


class KeyMatching:
    """Things found in one table, and which of the keys of before each of them has.

    `found` are the things, `alive` the keys in use before that any of them may have, `dormant`
    those that led elsewhere or nowhere (`dormant_footprints`). `keys` holds the key of each
    position that has one, `heirs` the position where the thing of a former key is now, with this
    key or another.
    """

    def __init__(
        self,
        table: str,
        former: Former,
        found: Sequence[Footprint],
        alive: Mapping[str, Footprint],
        dormant: Mapping[str, Footprint],
    ) -> None:
        self.keys: dict[int, str] = {}
        self.heirs: dict[str, int] = {}
        self._inherited: set[int] = set()
        self._table = table
        self._former = former
        self._found = found
        self._index = SpanIndex((at, one.spans) for at, one in enumerate(found))
        self._dormant = {**dormant}
        self._alive = self._by_articles_alone(alive)

    def place_anchors(self) -> None:
        """Give the keys that people have named in corrections to what stands at their anchors."""
        merged = self._former.merged.get(self._table, frozenset())
        anchors = (anchor for anchor in self._former.anchors if anchor.table == self._table)
        # Of two keys for one thing, that into which the other was merged stays.
        for anchor in sorted(anchors, key=lambda one: (one.record_id in merged, one.record_id)):
            weights = self._index.weigh([anchor.span])
            if weights and anchor.record_id not in self.heirs:
                at = self._best(Footprint(frozenset([anchor.span])), weights)
                self._inherit(anchor.record_id, at)
                self.keys.setdefault(at, anchor.record_id)

    def place_former_keys(self) -> None:
        """Give each thing the oldest of the keys whose evidence went to it for the most part."""
        claims: dict[int, list[tuple[float, str]]] = defaultdict(list)
        # Keys with a number after those without: the order in which they were given.
        for old, footprint in sorted(self._alive.items(), key=lambda one: (len(one[0]), one[0])):
            weights = self._index.weigh(footprint.spans)
            if weights and old not in self.heirs:
                at = self._best(footprint, weights)
                self._inherit(old, at)
                claims[at].append((-weights[at], old))
        for at, olds in claims.items():
            alike = (old for _, old in olds if self._is_alike(self._alive[old], at))
            home = self.keys.get(at) or next(alike, min(olds)[1])
            claims[at] = [one for one in olds if self._has_come_to(at, one[1], home)]
            for _, old in set(olds).difference(claims[at]):
                del self.heirs[old]
        contested = [at for at, olds in claims.items() if len(olds) > 1 and at not in self.keys]
        ages = self._ages(old for at in contested for _, old in claims[at])
        for at, olds in claims.items():
            if olds:
                most = self._most_of_each_name(olds)
                _, oldest = min(
                    olds,
                    # Of one name the key without a suffix, which only told it from the others.
                    key=lambda one: (ages.get(one[1], 0), most[one[1]], len(one[1]), one[1]),
                )
                self.keys.setdefault(at, oldest)

    def _most_of_each_name(self, olds: Sequence[tuple[float, str]]) -> Mapping[str, float]:
        """Return for each key the first weight, of those given, of any that is alike otherwise."""
        names = {old: self._alive[old].identity or old for _, old in olds}
        most: dict[str, float] = {}
        for weight, old in olds:
            most[names[old]] = min(weight, most.get(names[old], weight))
        return {old: most[name] for old, name in names.items()}

    def place_dormant_keys(self) -> None:
        """Give a thing without a key the one that it had in an earlier version."""
        claims: list[tuple[float, str, int]] = []
        for old, footprint in self._dormant.items():
            if old not in self.heirs:
                weights = self._index.weigh(footprint.spans)
                free = {at: weight for at, weight in weights.items() if at not in self.keys}
                if free:
                    at = self._best(footprint, free)
                    claims.append((-free[at], old, at))
        for _, old, at in sorted(claims):
            if at not in self.keys:
                self.keys[at] = old
                self._inherit(old, at)

    def place_by_identity(self) -> None:
        """Give a key whose articles are all gone or rewritten to what is alike otherwise."""
        free: dict[str, list[int]] = defaultdict(list)
        for at, footprint in enumerate(self._found):
            if at not in self.keys and footprint.identity is not None:
                free[footprint.identity].append(at)
        for old, footprint in self._alive.items():
            if old in self.heirs or footprint.identity is None:
                continue
            for at in free.get(footprint.identity, ()):
                countries = {footprint.country, self._found[at].country} - {None}
                if at not in self.keys and len(countries) < 2:
                    self.keys[at] = old
                    self._inherit(old, at)
                    break

    def _has_come_to(self, at: int, old: str, home: str) -> bool:
        """Tell whether the thing of a key is now that of the key `home`, or is it itself.

        What both were read from before doesn't show it: a sentence can tell of several things.
        """
        if old == home:
            return True
        before = self._alive[home].spans if home in self._alive else frozenset()
        return at in self._index.weigh(self._alive[old].spans - before)

    def _is_alike(self, footprint: Footprint, at: int) -> bool:
        identity = self._found[at].identity
        return identity is not None and identity == footprint.identity

    def _inherit(self, old: str, at: int) -> None:
        self.heirs[old] = at
        self._inherited.add(at)

    def _by_articles_alone(self, alive: Mapping[str, Footprint]) -> dict[str, Footprint]:
        """Return the keys in use before, each with what it stood for without corrections."""
        table, former = self._table, self._former
        made = former.made.get(table, frozenset())
        alive = {old: one for old, one in alive.items() if old not in made}
        merged = former.merged.get(table, frozenset())
        for redirect in former.redirects:
            old, new = redirect.old_id, redirect.new_id
            if redirect.table == table and old in self._dormant and new in alive:
                # What came to a key by a join doesn't count for it where they part again.
                own = alive[new].spans - self._dormant[old].spans
                alive[new] = replace(alive[new], spans=own or alive[new].spans)
                if old in merged:
                    alive[old] = self._dormant.pop(old)
        return alive

    def _ages(self, olds: Iterable[str]) -> Mapping[str, int]:
        olds = sorted(olds)
        if not olds or self._former.history is None:
            return {}
        return self._former.history.first_versions(self._table, olds)

    def _best(self, footprint: Footprint, weights: Mapping[int, float]) -> int:
        """Return the position with the most of a footprint.

        Where one stretch tells of several things, what is alike otherwise decides, and of things
        alike in all each is the heir of one.
        """
        if len(weights) == 1:
            return next(iter(weights))

        def order(at: int) -> tuple[float, bool, int, bool, int]:
            found = self._found[at]
            common = len(footprint.traits & found.traits)
            return (
                -weights[at],
                not self._is_alike(footprint, at),
                -common,
                at in self._inherited,
                at,
            )

        return min(weights, key=order)


def dormant_footprints(former: Former, table: str) -> dict[str, Footprint]:
    """Return the keys that led elsewhere or nowhere, with what they stood for last."""
    if former.history is None:
        return {}
    by_version: dict[int, list[str]] = defaultdict(list)
    for redirect in former.redirects:
        if redirect.table == table:
            by_version[redirect.version - 1].append(redirect.old_id)
    dormant: dict[str, Footprint] = {}
    for version, olds in sorted(by_version.items()):
        for old, spans in sorted(former.history.spans(table, olds, version).items()):
            dormant[old] = Footprint(spans)
    return dormant
