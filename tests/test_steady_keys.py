"""Keys that stay by a query alone are those that weighing all against all would leave."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.resolve import Anchor
from toolkit.resolve.footprints import Footprint, Span
from toolkit.resolve.former import Former, Redirect, actor_identity
from toolkit.resolve.found_things import FoundThings
from toolkit.resolve.key_matching import KeyMatching, dormant_footprints
from toolkit.resolve.shards import Shards
from toolkit.resolve.stable_ids import StableIds
from toolkit.tables import sort_and_cast

Thing = tuple[str, frozenset[Span]]

spans = st.builds(
    lambda article, start, length: (article, start, start + length),
    st.sampled_from("ab"),
    st.integers(0, 12),
    st.integers(1, 6),
)
names = st.sampled_from(["Ann", "Bob"])
things: st.SearchStrategy[Thing] = st.tuples(names, st.frozensets(spans, max_size=3))


class EarlierVersions:
    """Where keys were read in versions that are gone."""

    def __init__(self, read: Mapping[str, frozenset[Span]]) -> None:
        self.read = read

    def first_versions(self, table: str, ids: Collection[str]) -> Mapping[str, int]:
        return {key: len(key) for key in ids}

    def spans(
        self, table: str, ids: Collection[str], version: int
    ) -> Mapping[str, frozenset[Span]]:
        return {key: self.read[key] for key in ids}


@st.composite
def formers(draw: st.DrawFn) -> Former:
    """A version of some actors, of which keys led elsewhere and people have corrected some."""
    kept = {f"key-{number}": one for number, one in enumerate(draw(st.lists(things, max_size=6)))}
    gone = {
        f"gone-{number}": one
        for number, one in enumerate(draw(st.lists(st.frozensets(spans, min_size=1), max_size=2)))
    }
    keys = st.sampled_from([*kept, *gone, "new"])
    anchors = draw(st.lists(st.tuples(keys, spans), max_size=1))
    return Former(
        version=3,
        tables={
            "actors": sort_and_cast("actors", (actor_row(key, *kept[key]) for key in kept)),
            "actor_names": sort_and_cast(
                "actor_names",
                ({"actor_id": key, "name": name} for key, (name, _) in kept.items()),
            ),
            "evidence": sort_and_cast("evidence", evidence_of(kept)),
        },
        redirects=tuple(
            Redirect("actors", key, draw(st.sampled_from([None, *kept])), 2) for key in gone
        ),
        history=EarlierVersions(gone),
        anchors=tuple(Anchor("actors", key, span) for key, span in anchors),
        made={"actors": draw(st.frozensets(keys, max_size=1))},
        merged={"actors": draw(st.frozensets(keys, max_size=1))},
    )


def actor_row(key: str, name: str, _: frozenset[Span]) -> dict[str, Any]:
    return {"actor_id": key, "name": name, "kind": "person"}


def evidence_of(kept: Mapping[str, Thing]) -> Iterator[dict[str, Any]]:
    for key, (_, read) in kept.items():
        for number, (article, start, end) in enumerate(sorted(read)):
            yield {
                "evidence_id": f"{key} {number}",
                "article_id": article,
                "table_name": "actors",
                "record_id": key,
                "field": None,
                "char_start": start,
                "char_end": end,
                "rule": "made",
            }


def footprint(name: str, read: frozenset[Span]) -> Footprint:
    return Footprint(read, frozenset([name]), actor_identity(name, "person"))


def weighed(former: Former, found: list[Thing]) -> tuple[dict[int, str], dict[str, int]]:
    """Which thing has which key, and where each former key is now, all against all."""
    matching = KeyMatching(
        "actors",
        former,
        [footprint(*one) for one in found],
        former.footprints("actors", former.ids("actors")),
        dormant_footprints(former, "actors"),
    )
    matching.place_anchors()
    matching.place_former_keys()
    matching.place_dormant_keys()
    matching.place_by_identity()
    return matching.keys, matching.heirs


@settings(max_examples=150, deadline=None)
@given(formers(), st.lists(things, max_size=6), st.data())
def test_a_key_goes_where_weighing_all_keys_against_all_things_would_send_it(former, found, data):
    # Most things of a build are where they were.
    read_before = former.footprints("actors", former.ids("actors"))
    again = data.draw(
        st.lists(st.sampled_from([*read_before]), unique=True) if read_before else st.just([])
    )
    found += [(min(read_before[key].traits), read_before[key].spans) for key in again]
    expected, heirs = weighed(former, found)
    with tempfile.TemporaryDirectory() as folder, Shards(Path(folder)) as shards:
        keys = StableIds(former, shards)
        rows = [(thing, *span) for thing, (_, read) in enumerate(found) for span in sorted(read)]
        shards.register("read", pyarrow.table(dict(zip(COLUMNS, columns(rows), strict=True))))
        shards.register(
            "wishes",
            pyarrow.table(
                {
                    "thing": pyarrow.array(range(len(found)), pyarrow.int64()),
                    "wish": pyarrow.array(["fresh"] * len(found), pyarrow.string()),
                    "qualifier": pyarrow.nulls(len(found), pyarrow.string()),
                }
            ),
        )

        def describe() -> Iterator[tuple[int, Footprint]]:
            for (thing,) in shards.rows("FROM contested ORDER BY thing"):
                yield thing, footprint(*found[thing])

        keys.assign("actors", FoundThings("FROM wishes", "FROM read", describe))
        given_keys = dict(shards.rows("FROM actors_keys"))
    assert given_keys.keys() == set(range(len(found)))
    assert len(set(given_keys.values())) == len(found)
    assert {at: key for at, key in given_keys.items() if not key.startswith("fresh")} == expected
    redirects = {row["old_id"]: row["new_id"] for row in keys.redirect_rows()}
    for old in former.ids("actors"):
        if old not in given_keys.values() and old not in former.made["actors"]:
            assert redirects[old] == (given_keys[heirs[old]] if old in heirs else None)
    assert not redirects.keys() & set(given_keys.values())


COLUMNS = ("thing", "article_id", "char_start", "char_end")


def columns(rows: list[tuple[Any, ...]]) -> list[pyarrow.Array]:
    types = (pyarrow.int64(), pyarrow.string(), pyarrow.int64(), pyarrow.int64())
    return [pyarrow.array([row[at] for row in rows], of) for at, of in enumerate(types)]
