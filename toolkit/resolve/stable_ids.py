"""Keys that stay with what they mean, whatever is added, renamed, joined or parted.

A thing found in this build is known again by where it was read. Where nothing else comes into
question its key stays (`toolkit.resolve.steady_keys`); the others are weighed against each other
(`toolkit.resolve.key_matching`). No key is ever given to another thing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import TABLES, Former, Redirect
from toolkit.resolve.found_things import FoundThings
from toolkit.resolve.identifiers import Wish, assign_identifiers
from toolkit.resolve.key_matching import KeyMatching, dormant_footprints
from toolkit.resolve.shards import Shards
from toolkit.resolve.steady_keys import find_steady_keys


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What became of the keys of a table that did not simply stay.

    `olds` are these keys. `keys` are those of things that have one now, `heirs` tells of a former
    key where its thing is.
    """

    olds: Collection[str] = ()
    keys: Mapping[int, str] = field(default_factory=dict)
    heirs: Mapping[str, int] = field(default_factory=dict)


class StableIds:
    """Gives out the keys of one build; `redirect_rows` tells afterwards which led elsewhere.

    In memory it holds what is known of things and keys that are weighed against each other and,
    while those of a table are given out, all that were ever given there.
    """

    def __init__(self, former: Former | None, shards: Shards) -> None:
        self._former = former or Former()
        self._shards = shards
        self._redirects: list[Redirect] = []
        self._actors_now: Mapping[str, str] = {}
        """The keys of before that did not simply stay, each with the one that its actor has now."""

    @property
    def has_memory(self) -> bool:
        """Whether anything is known of keys of before: only then footprints are needed."""
        former = self._former
        rows = (former.tables[table].num_rows for table in TABLES if table in former.tables)
        return bool(any(rows) or former.redirects or former.anchors)

    def redirect_rows(self) -> list[dict[str, Any]]:
        """Return the rows of `redirects`: those of before, led on, and the new ones."""
        return [redirect.row for redirect in self._redirects]

    def assign(self, table: str, found: FoundThings) -> None:
        """Make `{table}_keys`: each `thing` that was found, and its `id`.

        What was not there before gets the key that it wishes for, unless that was ever given.
        """
        shards = self._shards
        weighed, wishing, steady = _Weighed(), f"FROM ({found.wishes})", ""
        if self.has_memory:
            weighed = self._weigh(table, found)
            wishing += " SEMI JOIN contested USING (thing)"
            steady = f" UNION ALL FROM {table}_steady"
        keys = {**weighed.keys, **self._fresh_keys(table, wishing, weighed.keys)}
        given = f"{table}_given"
        shards.open(given, {"thing": "int64", "id": "string"})
        for thing_and_key in keys.items():
            shards.add(given, thing_and_key)
        shards.close(given)
        shards.execute(f"CREATE VIEW {table}_keys AS FROM {given}{steady}")
        if self.has_memory:
            shards.execute("DROP TABLE contested")
            heirs = {old: keys[thing] for old, thing in weighed.heirs.items()}
            if table == "actors":
                self._actors_now = heirs
            self._redirects += self._led_on(table, heirs, weighed.olds, set(keys.values()))

    def _weigh(self, table: str, found: FoundThings) -> _Weighed:
        """Return which keys go to which things where it isn't plain; `contested` has those."""
        former = self._former
        dormant = dormant_footprints(former, table)
        anchors = [anchor for anchor in former.anchors if anchor.table == table]
        made, merged = (kept.get(table, frozenset()) for kept in (former.made, former.merged))
        odd_ids = {*made, *merged, *(anchor.record_id for anchor in anchors)}
        for redirect in former.redirects:
            if redirect.table == table:
                odd_ids |= {redirect.old_id, redirect.new_id or redirect.old_id}
        odd_spans = {anchor.span for anchor in anchors}.union(
            *(footprint.spans for footprint in dormant.values())
        )
        olds = find_steady_keys(table, former, found, odd_ids, odd_spans, self._shards)
        alive = {
            old: _with_traits_of(one, self._actors_now)
            for old, one in former.footprints(table, olds).items()
        }
        things, footprints = [], []
        for thing, footprint in found.describe():
            things.append(thing)
            footprints.append(footprint)
        matching = KeyMatching(table, former, footprints, alive, dormant)
        matching.place_anchors()
        matching.place_former_keys()
        matching.place_dormant_keys()
        matching.place_by_identity()
        return _Weighed(
            olds,
            {things[at]: key for at, key in matching.keys.items()},
            {old: things[at] for old, at in matching.heirs.items()},
        )

    def _fresh_keys(self, table: str, wishing: str, keyed: Collection[int]) -> dict[int, str]:
        """Return keys for the things of a query that have none."""
        nameless: list[int] = []
        wishes: list[Wish] = []
        query = f"SELECT thing, wish, qualifier {wishing} ORDER BY thing"
        for thing, wish, qualifier in self._shards.rows(query):
            if thing not in keyed:
                nameless.append(thing)
                wishes.append(Wish(wish, qualifier))
        if not wishes:
            return {}
        fresh = assign_identifiers(wishes, self._ever_given(table))
        return dict(zip(nameless, fresh, strict=True))

    def _ever_given(self, table: str) -> set[str]:
        former = self._former
        given = {*former.ids(table), *former.made.get(table, ())}
        given |= {anchor.record_id for anchor in former.anchors if anchor.table == table}
        for redirect in former.redirects:
            if redirect.table == table:
                given |= {redirect.old_id, redirect.new_id or redirect.old_id}
        return given

    def _led_on(
        self, table: str, heirs: Mapping[str, str], olds: Collection[str], in_use: Collection[str]
    ) -> list[Redirect]:
        """Return where the keys of before lead that are not in use; only `olds` may not be."""
        made = self._former.made.get(table, frozenset())
        redirects = []
        for redirect in self._former.redirects:
            if redirect.table != table or redirect.old_id in in_use:
                continue
            target = redirect.new_id
            if target is not None and target not in in_use and target not in made:
                target = heirs.get(target)
            redirects.append(replace(redirect, new_id=target))
        known = {redirect.old_id for redirect in redirects}
        return redirects + [
            Redirect(table, old, heirs.get(old), self._former.version)
            for old in olds
            if old not in in_use and old not in known and old not in made
        ]


def _with_traits_of(footprint: Footprint, now: Mapping[str, str]) -> Footprint:
    """Return a footprint with the keys that some of its traits have `now`."""
    if now.keys().isdisjoint(footprint.traits):
        return footprint
    return replace(footprint, traits=frozenset(now.get(one, one) for one in footprint.traits))
