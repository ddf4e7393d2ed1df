"""Laws of curation, over any entries: valid tables, whatever the order, once is enough.

`PARLEY_EXAMPLES=2000 pytest tests/test_curation_laws.py` looks longer.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from curation_sample import (
    ELECTION,
    ELECTION_IN_MAY,
    FIRST_ID,
    LATER_ID,
    MADE,
    keys_of,
    problems_of,
    sample_tables,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.curation import Curation, CurationError, apply_curation
from toolkit.curation.contradictions import check_consistency
from toolkit.curation.entries import Addition, Entry, Merge, Override, Rejection, Split
from toolkit.tables import foreign_keys, table_names

TABLES = sample_tables()

ACTORS = ["ana-bell", "blue-union", "eva-stone", "green-list", "o-reyes", "omar-reyes"]
ACTORS += ["the-greens", "the-harbour-post", "new-actor", "other-actor"]
MEETINGS = ["meeting-1", "meeting-2", "new-meeting"]
ELECTIONS = [ELECTION, ELECTION_IN_MAY, "new-election"]
IDS = {"actors": ACTORS, "meetings": MEETINGS, "elections": ELECTIONS}
ARTICLES = [FIRST_ID, LATER_ID]
RECORDS = {
    "articles": ARTICLES,
    "actors": ACTORS,
    "actor_names": ["ana-bell/Mr Bell", "ana-bell/Ana Bell", "o-reyes/O. Reyes"],
    "actor_roles": ["role-1"],
    "meetings": MEETINGS,
    "meeting_participants": [
        *("meeting-1/ana-bell", "meeting-1/omar-reyes", "meeting-2/ana-bell"),
        *("meeting-2/o-reyes", "meeting-2/eva-stone"),
    ],
    "meeting_reports": [f"{m}/{a}" for m in MEETINGS for a in ARTICLES],
    "elections": ELECTIONS,
    "election_reports": [f"{e}/{a}" for e in ELECTIONS for a in ARTICLES],
    "election_results": [f"result-{number}" for number in range(1, 6)],
}
VALUES = [
    *(("articles", "published_on", day) for day in ("2021-05-09", "")),
    *(("actors", "country", country) for country in ("ES", "")),
    ("actors", "name", "Another Name"),
    *(("actor_roles", "organization_id", id) for id in ("blue-union", "eva-stone", "")),
    ("actor_roles", "actor_id", "o-reyes"),
    *(("meetings", "start_date", day) for day in ("2021-05-09", "2021-05-20", "")),
    *(("meetings", "end_date", day) for day in ("2021-05-09", "2021-05-20", "")),
    *(("meetings", "status", status) for status in ("planned", "held")),
    *(("meeting_reports", "status", status) for status in ("planned", "denied")),
    *(("meeting_reports", "source_id", id) for id in ("eva-stone", "the-greens", "")),
    ("meeting_participants", "role", "host"),
    *(("elections", "end_date", day) for day in ("2021-05-09", "")),
    *(("election_reports", "seats_total", seats) for seats in ("10", "")),
    *(("election_results", "contender_id", id) for id in ("eva-stone", "the-greens")),
    *(("election_results", "election_id", id) for id in (ELECTION, ELECTION_IN_MAY)),
    *(("election_results", "vote_share", share) for share in ("99", "")),
    *(("election_results", "seats", seats) for seats in ("99", "")),
    ("election_results", "outcome", ""),
]
ROWS = [
    ("actors", '{"actor_id": "new-actor", "name": "New Actor", "kind": "person"}'),
    ("meetings", '{"meeting_id": "new-meeting", "kind": "call", "status": "held"}'),
    ("meeting_reports", '{"meeting_id": "new-meeting", "status": "held", "certainty": "stated"}'),
    *(
        ("meeting_participants", f'{{"meeting_id": "{m}", "actor_id": "{a}", "role": "host"}}')
        for m in ("new-meeting", "meeting-1")
        for a in ("new-actor", "eva-stone")
    ),
    (
        "election_results",
        f'{{"result_id": "new-result", "election_id": "{ELECTION}", "status": "final", '
        '"contender_id": "new-actor", "votes": 7}',
    ),
]


@st.composite
def entries(draw) -> Entry:
    kind = draw(st.sampled_from(["merge", "split", "set", "set", "reject", "add"]))
    if kind == "merge":
        table = draw(st.sampled_from(sorted(IDS)))
        ids = st.sampled_from(IDS[table])
        return Merge(table, draw(ids), draw(ids), MADE)
    if kind == "split":
        table = draw(st.sampled_from(sorted(IDS)))
        ids = st.sampled_from(IDS[table])
        return Split(table, draw(ids), draw(st.sampled_from(ARTICLES)), draw(ids), MADE)
    if kind == "set":
        table, field, value = draw(st.sampled_from(VALUES))
        return Override(table, draw(st.sampled_from(RECORDS[table])), field, value, MADE)
    if kind == "add":
        table, row = draw(st.sampled_from(ROWS))
        return Addition(table, row, draw(st.sampled_from(ARTICLES)), 0, 5, MADE)
    table = draw(st.sampled_from(sorted(RECORDS)))
    return Rejection(table, draw(st.sampled_from(RECORDS[table])), MADE)


@st.composite
def curations(draw) -> Curation:
    """Return entries that contradict none of those before them, as a person would add them."""
    curation = Curation()
    for entry in draw(st.lists(entries(), min_size=1, max_size=8)):
        more = curation.with_entries([entry])
        try:
            check_consistency(more, Path("curation"))
        except CurationError:
            continue
        curation = more
    return curation


anything = settings(
    max_examples=int(os.environ.get("PARLEY_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@anything
@given(curations())
def test_after_any_entries_the_tables_are_valid(curation):
    curated = apply_curation(TABLES, curation, version=1)
    assert problems_of(curated.tables) == []


@anything
@given(curations())
def test_every_entry_is_applied_or_reported_with_its_reason(curation):
    curated = apply_curation(TABLES, curation, version=1)
    told = [*curated.applied, *(left.entry for left in curated.not_applied)]
    assert sorted(map(str, told)) == sorted(map(str, curation.entries))
    assert all(left.why for left in curated.not_applied)


@anything
@given(curations(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_of_a_file_does_not_matter(curation, chance: random.Random):
    shuffled = list(curation.entries)
    chance.shuffle(shuffled)
    again = apply_curation(TABLES, Curation().with_entries(shuffled), version=1)
    once = apply_curation(TABLES, curation, version=1)
    assert again.tables == once.tables
    assert again.applied == once.applied


@anything
@given(curations())
def test_corrections_applied_twice_are_as_if_applied_once(curation):
    # What people add comes before the rest, which may take it away: then it would be added again.
    corrections = [one for one in curation.entries if not isinstance(one, Addition)]
    once = apply_curation(TABLES, Curation().with_entries(corrections), version=1)
    # An entry that did not apply to what was read is reported, and may apply to what came of it.
    applied = Curation().with_entries(once.applied)
    twice = apply_curation(once.tables, applied, version=1)
    for name in table_names():
        assert twice.tables[name].to_pylist() == once.tables[name].to_pylist(), name


@anything
@given(curations())
def test_nothing_refers_to_what_was_merged_any_more(curation):
    curated = apply_curation(TABLES, curation, version=1)
    for merge in curated.applied:
        if not isinstance(merge, Merge):
            continue
        for name in table_names():
            columns = [
                column
                for key in foreign_keys(name)
                for column in key.columns
                if key.reference == merge.table_name
            ]
            for row in curated.tables[name].to_pylist():
                assert merge.old_id not in [row[column] for column in columns]
        for row in curated.tables["evidence"].to_pylist():
            assert merge.old_id not in row["record_id"].split("/")


@anything
@given(curations())
def test_every_row_that_entries_changed_says_so(curation):
    curated = apply_curation(TABLES, curation, version=1)
    marked = {
        (row["table_name"], row["record_id"])
        for row in curated.tables["evidence"].to_pylist()
        if row["rule"].startswith("curation/")
    }
    for name in table_names():
        # What became of keys is not read anywhere: it has no evidence.
        if name in ("evidence", "redirects"):
            continue
        before = TABLES[name].to_pylist()
        for row, record in zip(
            curated.tables[name].to_pylist(), keys_of(curated.tables, name), strict=True
        ):
            assert row in before or (name, record) in marked, row
