"""Corruptions that every schema allows and a rule across rows or tables forbids."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mutated_package import Expected, Row, Tables, key_of

Change = Callable[[Tables, Mapping[str, str]], Expected | None]


def _cell(
    rule: str,
    table: str,
    wanted: Callable[[Row], bool],
    values: Callable[[Row], Row],
    column: str | None,
) -> Change:
    """Return a mutation that gives a row other values, and is told at that row."""

    def change(tables: Tables, _: Mapping[str, str]) -> Expected | None:
        place = tables.untouched(table, wanted)
        if place is None:
            return None
        row = tables.rows[table][place]
        row |= values(row)
        return Expected(table, key_of(table, row), None, column, (rule,))

    return change


def _other_evidence(tables: Tables, table: str, record: str) -> bool:
    return tables.touch_where(
        "evidence", lambda row: (row["table_name"], row["record_id"]) == (table, record)
    )


def contender_of_no_mention(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("election_results")
    if place is None:
        return None
    row = tables.rows["election_results"][place]
    named = {
        one["record_id"].split("/")[0]
        for one in tables.rows["evidence"]
        if one["article_id"] == row["article_id"]
    }
    actors = [one["actor_id"] for one in tables.rows["actors"]]
    row["contender_id"] = tables.random.choice([one for one in actors if one not in named])
    key = key_of("election_results", row)
    return Expected("election_results", key, None, "contender_id", ("contender_is_named",))


def meeting_of_no_report(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("meetings")
    if place is None:
        return None
    row = tables.rows["meetings"][place]
    given = {
        one["status"]
        for one in tables.rows["meeting_reports"]
        if one["meeting_id"] == row["meeting_id"]
    }
    statuses = ("held", "planned", "ongoing", "cancelled", "denied")
    row["status"] = tables.random.choice([one for one in statuses if one not in given])
    return Expected("meetings", row["meeting_id"], None, "status", ("meeting_has_report",))


def record_without_evidence(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    table = tables.random.choice(["actors", "actor_roles", "election_results", "meeting_reports"])
    place = tables.untouched(table)
    if place is None:
        return None
    record = key_of(table, tables.rows[table][place])
    if not _other_evidence(tables, table, record):
        return None
    other = next(row for row in tables.rows["evidence"] if row["table_name"] == "meetings")
    for row in tables.rows["evidence"]:
        if (row["table_name"], row["record_id"]) == (table, record):
            row |= {name: other[name] for name in ("table_name", "record_id", "field")}
    return Expected(table, record, rules=("record_has_evidence",))


def meeting_without_participants(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("meetings")
    if place is None:
        return None
    meeting = tables.rows["meetings"][place]["meeting_id"]
    if not tables.touch_where("meeting_participants", lambda row: row["meeting_id"] == meeting):
        return None
    another_place = tables.untouched("meetings")
    if another_place is None:
        return None
    another = tables.rows["meetings"][another_place]
    for number, row in enumerate(tables.rows["meeting_participants"]):
        if row["meeting_id"] == meeting:
            # An actor takes part in a meeting once: each participant moves as another one.
            actor = tables.rows["actors"][number]["actor_id"]
            row |= {"meeting_id": another["meeting_id"], "actor_id": actor}
    return Expected("meetings", meeting, rules=("meeting_has_participants",))


def evidence_beyond_its_article(tables: Tables, lengths: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("evidence")
    if place is None:
        return None
    row = tables.rows["evidence"][place]
    length = len(lengths[row["article_id"]])
    row["char_end"] = str(length + tables.random.choice([1, 7, 10_000]))
    key = key_of("evidence", row)
    return Expected("evidence", key, None, "char_end", ("span_in_text",))


def evidence_of_another_article(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("evidence", lambda row: row["table_name"] in _OF_ARTICLES)
    if place is None:
        return None
    row = tables.rows["evidence"][place]
    others = [one["article_id"] for one in tables.rows["articles"]]
    row["article_id"] = tables.random.choice([one for one in others if one != row["article_id"]])
    row |= {"char_start": "0", "char_end": "1"}
    key = key_of("evidence", row)
    return Expected("evidence", key, None, "article_id", ("evidence_in_same_article",))


def shares_beyond_the_whole(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    return _beyond(tables, "vote_share", "vote_shares_within_whole", lambda _: "100")


def seats_beyond_the_total(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    totals = _reports(tables, "seats_total")
    return _beyond(tables, "seats", "seats_within_total", lambda key: _more(totals.get(key)))


def votes_beyond_those_cast(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    totals = _reports(tables, "votes_cast")
    return _beyond(tables, "votes", "votes_within_votes_cast", lambda key: _more(totals.get(key)))


def held_after_its_report(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("meeting_reports", lambda row: row["status"] == "held")
    if place is None:
        return None
    row = tables.rows["meeting_reports"][place]
    article = _row(tables, "articles", "article_id", row["article_id"])
    meeting = _row(tables, "meetings", "meeting_id", row["meeting_id"])
    if not article["published_on"] or not tables.touch_where(
        "meetings", lambda one: one is meeting
    ):
        return None
    meeting |= {"start_date": "2099-01-01", "end_date": "2099-01-02"}
    key = key_of("meeting_reports", row)
    return Expected("meeting_reports", key, None, "status", ("meeting_held_before_report",))


def redirect_to_nothing(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    old = f"old-{len(tables.rows['redirects'])}-{tables.random.randrange(10**9)}"
    row = {"table_name": "meetings", "old_id": old, "new_id": "nobody", "since_version": "2"}
    tables.rows["redirects"].append(row)
    return Expected("redirects", f"meetings/{old}", None, "new_id", ("redirect_leads_to_row",))


def redirect_of_a_row_that_is_there(tables: Tables, _: Mapping[str, str]) -> Expected | None:
    place = tables.untouched("actors")
    if place is None:
        return None
    actor = tables.rows["actors"][place]["actor_id"]
    row = {"table_name": "actors", "old_id": actor, "new_id": "", "since_version": "2"}
    tables.rows["redirects"].append(row)
    return Expected("redirects", f"actors/{actor}", None, "old_id", ("redirected_key_is_free",))


_OF_ARTICLES = ("actor_roles", "meeting_reports", "election_reports", "election_results")
_NUMBERS = ("votes", "vote_share", "seats", "seats_change", "outcome")
_DAYS = {"start_date": "2021-05-10", "end_date": "2021-05-09"}


RULES: tuple[Change, ...] = (
    _cell(
        "article_date_has_basis",
        "articles",
        lambda row: row["published_on"] != "",
        lambda _: {"published_basis": ""},
        "published_basis",
    ),
    _cell(
        "article_key_is_of_text",
        "articles",
        bool,
        lambda row: {"sha256": row["sha256"][::-1]},
        "sha256",
    ),
    _cell(
        "copy_has_original",
        "articles",
        bool,
        lambda row: {"reading": "carried_over", "copy_of": row["article_id"]},
        "copy_of",
    ),
    _cell("election_dates_in_order", "elections", bool, lambda _: _DAYS, "end_date"),
    _cell(
        "election_dates_in_order",
        "elections",
        lambda row: row["end_date"] != "",
        lambda _: {"start_date": ""},
        "start_date",
    ),
    _cell("meeting_dates_in_order", "meetings", bool, lambda _: _DAYS, "end_date"),
    _cell("evidence_names_column", "evidence", bool, lambda _: {"field": "colour"}, "field"),
    _cell(
        "evidence_points_to_record",
        "evidence",
        bool,
        lambda _: {"record_id": "nobody"},
        "record_id",
    ),
    _cell(
        "span_in_order",
        "evidence",
        lambda row: int(row["char_start"]) > 0,
        lambda row: {"char_start": row["char_end"], "char_end": row["char_start"]},
        "char_end",
    ),
    _cell(
        "result_says_something",
        "election_results",
        bool,
        lambda _: dict.fromkeys(_NUMBERS, ""),
        None,
    ),
    _cell(
        "votes_cast_within_registered",
        "election_reports",
        bool,
        lambda _: {"votes_cast": "1000000001", "registered_voters": "1000000000"},
        "votes_cast",
    ),
    contender_of_no_mention,
    meeting_of_no_report,
    record_without_evidence,
    meeting_without_participants,
    evidence_beyond_its_article,
    evidence_of_another_article,
    shares_beyond_the_whole,
    seats_beyond_the_total,
    votes_beyond_those_cast,
    held_after_its_report,
    redirect_to_nothing,
    redirect_of_a_row_that_is_there,
)


def _row(tables: Tables, table: str, key: str, value: str) -> Row:
    return next(row for row in tables.rows[table] if row[key] == value)


def _reports(tables: Tables, column: str) -> dict[tuple[str, str], int]:
    return {
        (row["election_id"], row["article_id"]): int(row[column])
        for row in tables.rows["election_reports"]
        if row[column]
    }


def _more(total: int | None) -> str | None:
    return None if total is None else str(total + 1)


def _beyond(
    tables: Tables,
    column: str,
    rule: str,
    value: Callable[[tuple[str, str]], str | None],
) -> Expected | None:
    """Give two results of one count, or one, more than the whole; the first of them is told."""
    place = tables.untouched(
        "election_results", lambda row: value((row["election_id"], row["article_id"])) is not None
    )
    if place is None:
        return None
    row = tables.rows["election_results"][place]
    counted = [
        (number, one)
        for number, one in enumerate(tables.rows["election_results"])
        if all(one[name] == row[name] for name in ("election_id", "article_id", "status"))
    ]
    if len(counted) < 2 or any(
        ("election_results", number) in tables.touched - {("election_results", place)}
        for number, _ in counted
    ):
        return None
    tables.touched |= {("election_results", number) for number, _ in counted}
    most = value((row["election_id"], row["article_id"]))
    for _, one in counted[:2]:
        one[column] = most or ""
    first = min(one["result_id"] for _, one in counted)
    return Expected("election_results", first, None, column, (rule,))
