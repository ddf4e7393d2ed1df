"""Keys stay with what they mean, over any builds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_facts import actor, election, facts, made_article, meeting, result
from thoroughness import TIMES

from toolkit.article import Article
from toolkit.facts import ActorFact, Facts, NameForm
from toolkit.resolve import Anchor, read_former, resolve
from toolkit.resolve.footprints import Span
from toolkit.resolve.former import TABLES

Read = tuple[Article, Facts]
Tables = Mapping[str, pyarrow.Table]


class RecordedVersions:
    """The tables of all builds, as a store has them."""

    def __init__(self) -> None:
        self.tables: list[Tables] = []

    def first_versions(self, table: str, ids: Collection[str]) -> Mapping[str, int]:
        column = f"{table[:-1]}_id"
        return {
            key: next(
                number
                for number, tables in enumerate(self.tables, start=1)
                if key in tables[table][column].to_pylist()
            )
            for key in ids
        }

    def spans(
        self, table: str, ids: Collection[str], version: int
    ) -> Mapping[str, frozenset[Span]]:
        found: dict[str, set[Span]] = {}
        for row in self.tables[version - 1]["evidence"].to_pylist():
            if row["table_name"] == table and row["field"] is None and row["record_id"] in ids:
                span = (row["article_id"], row["char_start"], row["char_end"])
                found.setdefault(row["record_id"], set()).add(span)
        return {key: frozenset(spans) for key, spans in found.items()}


class Builds:
    """One build after the other, each knowing what the one before had."""

    def __init__(self, *, with_history: bool = True) -> None:
        self.versions = RecordedVersions()
        self.history = self.versions if with_history else None

    def build(self, *read: Read, **settled: Any) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of a build of these articles; `settled` is what corrections say."""
        earlier = self.versions.tables
        former = (
            read_former(earlier[-1], len(earlier) + 1, history=self.history, **settled)
            if earlier
            else None
        )
        tables = resolve(read, former=former, strict=True)
        self.versions.tables.append(tables)
        return {name: table.to_pylist() for name, table in tables.items()}


def named(
    name: str, kind: str, country: str | None, *forms: str, at: int = 0, length: int = 8
) -> ActorFact:
    """An actor whose forms stand one behind the other from character `at`."""
    fact = actor(name, kind, country, *forms)
    placed = [
        NameForm(
            form.name, tuple(replace(e, start=start, end=start + length) for e in form.evidence)
        )
        for start, form in zip(range(at, at + 1000, 10), fact.forms, strict=False)
    ]
    return replace(fact, forms=tuple(placed))


def report(name: str, day: str, *actors: ActorFact, **more: Any) -> Read:
    return made_article(name, day), facts(list(actors), **more)


def ids(rows: Mapping[str, Sequence[Mapping[str, Any]]], table: str = "actors") -> list[str]:
    return [row[f"{table[:-1]}_id"] for row in rows[table]]


def redirects(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows["redirects"]]


FULL_NAME, ACRONYM = "Kurdistan Democratic Party", "KDP"
FULL = report("full", "2024-02-01", named(FULL_NAME, "party", "IQ"))
SHORT = report("short", "2024-02-02", named(ACRONYM, "party", "IQ"))
BOTH = report("both", "2024-02-03", named(FULL_NAME, "party", "IQ", ACRONYM))

JAMAICAN = report("jamaican", "2024-01-01", named("John Brown", "person", "JM", at=0))
JAMAICAN_AGAIN = report("again", "2024-01-02", named("John Brown", "person", "JM", at=0))
SOME_BROWN = report("some", "2024-01-03", named("John Brown", "person", None))
BRITISH = report("british", "2024-01-04", named("John Brown", "person", "GB"))


def test_a_first_build_has_no_redirects():
    assert Builds().build(SHORT)["redirects"] == []


def test_the_same_articles_again_give_the_same_rows():
    builds = Builds()
    first = builds.build(SHORT, FULL)
    assert builds.build(FULL, SHORT) == first


def test_a_key_stays_when_an_earlier_article_gives_a_fuller_name():
    short = report("one", "2024-02-01", named("Ali Shamkhani", "person", "IR"))
    full = named("Ali Akbar Shamkhani", "person", "IR", "Ali Shamkhani")
    builds = Builds()
    assert ids(builds.build(short)) == ["ali-shamkhani"]
    (row,) = builds.build(short, report("two", "2024-01-01", full))["actors"]
    assert (row["actor_id"], row["name"]) == ("ali-shamkhani", "Ali Akbar Shamkhani")


def test_of_two_that_become_one_the_older_key_stays_and_the_other_leads_to_it():
    builds = Builds()
    builds.build(SHORT)
    assert ids(builds.build(SHORT, FULL)) == ["kdp-iq", "kurdistan-democratic-party"]
    rows = builds.build(SHORT, FULL, BOTH)
    assert ids(rows) == ["kdp-iq"]
    assert redirects(rows) == [("actors", "kurdistan-democratic-party", "kdp-iq", 3)]


def test_of_two_keys_of_one_name_and_age_the_one_without_a_suffix_stays():
    british_again = report("later", "2024-01-05", named("John Brown", "person", "GB"))
    builds = Builds()
    assert ids(builds.build(JAMAICAN, BRITISH, british_again)) == ["john-brown", "john-brown-gb"]
    read_better = report("jamaican", "2024-01-01", named("John Brown", "person", "GB"))
    rows = builds.build(read_better, BRITISH, british_again)
    assert ids(rows) == ["john-brown"]
    assert redirects(rows) == [("actors", "john-brown-gb", "john-brown", 2)]


def test_a_redirect_stays_as_it_was_in_later_builds():
    builds = Builds()
    builds.build(SHORT)
    builds.build(SHORT, FULL)
    merged = redirects(builds.build(SHORT, FULL, BOTH))
    assert redirects(builds.build(SHORT, FULL, BOTH, JAMAICAN)) == merged


def test_keys_come_back_when_what_had_become_one_is_two_again():
    builds = Builds()
    apart = builds.build(SHORT, FULL)
    builds.build(SHORT, FULL, BOTH)
    assert builds.build(SHORT, FULL) == apart


def test_of_one_that_becomes_two_the_part_with_most_evidence_keeps_the_key():
    builds = Builds()
    assert ids(builds.build(JAMAICAN, JAMAICAN_AGAIN, SOME_BROWN)) == ["john-brown"]
    rows = builds.build(JAMAICAN, JAMAICAN_AGAIN, SOME_BROWN, BRITISH)
    by_country = {row["country"]: row["actor_id"] for row in rows["actors"]}
    assert by_country == {"JM": "john-brown", "GB": "john-brown-gb", None: "john-brown-2"}
    assert redirects(rows) == []


@pytest.mark.parametrize("with_history", [True, False])
def test_the_key_of_what_is_gone_leads_nowhere_and_is_never_given_again(with_history):
    builds = Builds(with_history=with_history)
    builds.build(JAMAICAN, FULL)
    assert redirects(builds.build(FULL)) == [("actors", "john-brown", None, 2)]
    assert ids(builds.build(FULL, BRITISH)) == ["john-brown-gb", "kurdistan-democratic-party"]


def test_what_comes_back_has_its_key_again():
    builds = Builds()
    first = builds.build(JAMAICAN, FULL)
    builds.build(FULL)
    builds.build(FULL, BRITISH)
    rows = builds.build(FULL, JAMAICAN)
    assert ids(rows) == ids(first)
    assert redirects(rows) == [("actors", "john-brown-gb", None, 4)]


def test_a_key_stays_when_the_parser_reads_other_characters_of_the_same_words():
    title = report("full", "2024-02-01", named(FULL_NAME, "party", "IQ", length=9))
    builds = Builds()
    builds.build(FULL)
    again = report("full", "2024-02-01", named("Kurdistan Democratic", "party", "IQ", at=3))
    assert ids(builds.build(again)) == ["kurdistan-democratic-party"]
    assert ids(builds.build(title)) == ["kurdistan-democratic-party"]


def test_a_name_inside_another_takes_nobody_s_key():
    government = report(
        "gov", "2024-01-01", named("Iraqi government", "government", "IQ", length=16)
    )
    country = report("gov", "2024-01-01", named("Iraq", "government", "IQ", length=4))
    builds = Builds()
    builds.build(government)
    rows = builds.build(country)
    assert ids(rows) == ["iraq"]
    assert redirects(rows) == [("actors", "iraqi-government", None, 2)]


def test_a_key_stays_when_its_article_is_rewritten():
    builds = Builds()
    builds.build(JAMAICAN)
    rewritten = report("jamaican, corrected", "2024-01-01", named("John Brown", "person", "JM"))
    assert ids(builds.build(rewritten)) == ["john-brown"]


def test_a_key_does_not_go_to_another_of_the_same_name():
    builds = Builds()
    builds.build(JAMAICAN)
    rows = builds.build(BRITISH)
    assert ids(rows) == ["john-brown-gb"]
    assert redirects(rows) == [("actors", "john-brown", None, 2)]


def talks(name: str, published: str) -> Read:
    cast = [named("Ana Bell", "person", "PT"), named("Bo Ray", "person", "FR", at=20)]
    return report(name, published, *cast, meetings=[meeting(0, 1, start="2024-03-01")])


def test_a_meeting_keeps_its_key_when_an_earlier_report_of_it_is_added():
    builds = Builds()
    first = builds.build(talks("late", "2024-03-05"))
    both = builds.build(talks("late", "2024-03-05"), talks("early", "2024-03-02"))
    assert len(both["meeting_reports"]) == 2
    assert ids(both, "meetings") == ids(first, "meetings")


def test_a_meeting_keeps_its_key_when_its_article_is_rewritten():
    builds = Builds()
    first = builds.build(talks("first", "2024-03-05"))
    assert ids(builds.build(talks("second", "2024-03-05")), "meetings") == ids(first, "meetings")


def vote(day: str | None) -> Read:
    return report(
        "vote",
        "2024-06-10",
        named("Green List", "party", "FR"),
        elections=(election("FR", start=day),),
        results=(result(0, seats=3),),
    )


def test_an_election_keeps_its_key_when_its_day_is_corrected():
    builds = Builds()
    builds.build(vote("2024-06-08"))
    rows = builds.build(vote("2024-06-09"))
    assert ids(rows, "elections") == ["fr-2024-06-08-parliamentary"]
    assert redirects(rows) == []


def test_votes_of_which_one_sentence_tells_keep_a_key_each():
    votes = [election("FR", area=area, kind="regional", start="2024-06-09") for area in "ABCD"]
    undated = [election("FR", kind="regional", area="E") for _ in range(12)]
    read = report("votes", "2024-06-10", elections=(*votes, *undated))
    builds = Builds()
    first = builds.build(read)
    assert len(first["elections"]) == 16
    assert builds.build(read) == first
    fewer = report("votes", "2024-06-10", elections=(*votes[2:], *undated))
    rows = builds.build(fewer)
    kept = {row["area"]: row["election_id"] for row in rows["elections"]}
    before = {row["area"]: row["election_id"] for row in first["elections"]}
    assert kept["C"] == before["C"]
    assert set(kept.values()) < set(ids(first, "elections"))
    assert [redirect[2] for redirect in redirects(rows)] == [None, None]


def test_a_former_key_leads_on_when_its_heir_is_merged_too():
    short, middle = "Ali Shamkhani", "Ali Akbar Shamkhani"
    full = "Ali Akbar Hashem Shamkhani"
    named_so = [
        report(name, f"2024-02-0{day}", named(name, "person", "IR"))
        for day, name in enumerate((full, short, middle), start=1)
    ]
    links = [
        report("link", "2024-02-05", named(middle, "person", "IR", short)),
        report("second link", "2024-02-06", named(full, "person", "IR", middle)),
    ]
    builds = Builds()
    for number in range(1, 4):
        builds.build(*named_so[:number])
    assert redirects(builds.build(*named_so, links[0])) == [
        ("actors", "ali-akbar-shamkhani", "ali-shamkhani", 4)
    ]
    assert redirects(builds.build(*named_so, *links)) == [
        ("actors", "ali-akbar-shamkhani", "ali-akbar-hashem-shamkhani", 4),
        ("actors", "ali-shamkhani", "ali-akbar-hashem-shamkhani", 5),
    ]


class TestCorrections:
    """What people have settled about keys holds in every build."""

    def test_a_key_is_found_again_at_its_anchor(self):
        builds = Builds()
        builds.build(JAMAICAN)
        (article, _) = BRITISH
        anchor = Anchor("actors", "the-other-brown", (article.article_id, 0, 8))
        rows = builds.build(JAMAICAN, BRITISH, anchors=(anchor,))
        by_country = {row["country"]: row["actor_id"] for row in rows["actors"]}
        assert by_country == {"JM": "john-brown", "GB": "the-other-brown"}

    def test_a_key_that_a_correction_made_is_not_the_parser_s(self):
        builds = Builds()
        builds.build(FULL)
        made = {"actors": frozenset({"kurdistan-democratic-party"})}
        rows = builds.build(FULL, made=made)
        assert ids(rows) == ["kurdistan-democratic-party-iq"]
        assert redirects(rows) == []


POOL = (
    ("Ali Shamkhani", "person", "IR"),
    ("Ali Akbar Shamkhani", "person", "IR", "Ali Shamkhani"),
    ("John Brown", "person", None),
    ("John Brown", "person", "JM"),
    ("John Brown", "person", "GB"),
    (FULL_NAME, "party", "IQ"),
    (ACRONYM, "party", "IQ"),
    (FULL_NAME, "party", "IQ", ACRONYM),
)


@st.composite
def reports(draw: st.DrawFn) -> list[Read]:
    """Articles that name some of a few actors, let them meet, and tell of a vote."""
    found = []
    for number in range(draw(st.integers(2, 6))):
        cast = draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=3, unique=True))
        actors = [named(*one, at=30 * place) for place, one in enumerate(cast)]
        met = [meeting(0, 1, start=draw(st.sampled_from(["2024-03-01", "2024-03-02"])), at=150)]
        day = draw(st.sampled_from(["2024-05-05", "2024-05-06", None]))
        more: dict[str, Any] = {"meetings": met if len(cast) > 1 and draw(st.booleans()) else ()}
        if draw(st.booleans()):
            more |= {"elections": (election(start=day),), "results": (result(0, seats=3),)}
        published = f"2024-06-{draw(st.integers(1, 28)):02}"
        found.append(report(f"report {number}", published, *actors, **more))
    return found


def meanings(tables: Tables) -> dict[tuple[str, str], set[Span]]:
    """Where the rows of each table and key were read."""
    found: dict[tuple[str, str], set[Span]] = {}
    for row in tables["evidence"].to_pylist():
        if row["field"] is None:
            span = (row["article_id"], row["char_start"], row["char_end"])
            found.setdefault((row["table_name"], row["record_id"]), set()).add(span)
    return found


def without_keys(tables: Tables) -> dict[str, list[str]]:
    """The rows with each key replaced by the first place where its row was read."""
    place = {key: str(min(spans)) for key, spans in meanings(tables).items()}
    table_of = {"actor_id": "actors", "organization_id": "actors", "contender_id": "actors"}
    table_of |= {"source_id": "actors", "meeting_id": "meetings", "election_id": "elections"}
    plain = {}
    for name in set(tables) - {"evidence", "redirects"}:
        rows = [
            [
                place.get((table_of.get(column, ""), value), value)
                for column, value in row.items()
                if column not in ("role_id", "result_id")
            ]
            for row in tables[name].to_pylist()
        ]
        plain[name] = sorted(map(str, rows))
    return plain


@settings(max_examples=50 * TIMES, deadline=None)
@given(st.data())
def test_any_order_and_any_split_into_builds_end_in_the_same_rows_and_no_key_means_two_things(data):
    articles = data.draw(reports())
    order = data.draw(st.permutations(articles))
    cuts = data.draw(st.sets(st.integers(1, len(order) - 1), max_size=3)) | {len(order)}
    builds = Builds()
    last_meaning: dict[tuple[str, str], set[Span]] = {}
    for cut in sorted(cuts):
        builds.build(*order[:cut])
        tables = builds.versions.tables[-1]
        meaning = {k: v for k, v in meanings(tables).items() if k[0] in TABLES}
        for key, spans in meaning.items():
            assert spans & last_meaning.get(key, spans), f"{key} means another thing"
        for row in tables["redirects"].to_pylist():
            old, new = (row["table_name"], row["old_id"]), (row["table_name"], row["new_id"])
            assert old not in meaning
            assert new in meaning, "nothing is gone where articles are only added"
        last_meaning |= meaning
    at_once = resolve(articles, strict=True)
    assert without_keys(builds.versions.tables[-1]) == without_keys(at_once)
