"""The tables of what joining the actors of single articles to those of others asks of each."""

from __future__ import annotations

_BY_NAME = {
    "name": "string",
    "kind": "string",
    "family": "string",
    "country": "string",
    "key": "string",
    "wikidata_id": "string",
    "written_out": "string",
    "sound": "string",
    "wording": "string",
    "bare_wording": "string",
    "is_alone": "bool",
    "is_one_of_many": "bool",
    "is_common_name": "bool",
    "is_surname": "bool",
    "is_nameable": "bool",
    "is_telling": "bool",
    "is_loose": "bool",
    "is_acronym": "bool",
    "is_distinctive": "bool",
}

TABLES = {
    "candidates": {
        "number": "int64",
        "report": "int64",
        "day": "int64",
        "stated_country": "string",
        "surroundings": "string",
        "given_acronyms": "string",
        **_BY_NAME,
    },
    "names": {"number": "int64", "name": "string"},
    "second_forms": {
        "number": "int64",
        "key": "string",
        "family": "string",
        "kind": "string",
        "country": "string",
    },
    "initials": {
        "number": "int64",
        "letters": "string",
        "kind": "string",
        "country": "string",
        "given_acronyms": "string",
    },
    "posts": {
        "number": "int64",
        "place": "int64",
        "day": "int64",
        "title": "string",
        "state": "string",
        "body": "int64",
        "holds": "bool",
        "is_sole": "bool",
    },
    "mentions": {
        "number": "int64",
        "article_id": "string",
        "char_start": "int64",
        "char_end": "int64",
    },
}
"""The tables that `collect_candidates` fills.

`number` counts all actors of all reports through, in the order of the reports; `sound` is that
of a person with a full name; `surroundings` are the states of all actors of the article of a
body whose own is unknown, `given_acronyms` the keys of the acronyms that it gives a body, both
joined by spaces, null without any. `place` is the position of a post among those of the article;
its giver is `state` or the actor `body`.
"""

SORTED_BY = dict.fromkeys(TABLES, "number") | {"posts": "number, place"}
"""By what the rows of each table are put in order where those of before come to them."""
