"""The files of curation: what they may say, and how what is wrong with them is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from curation_sample import FIRST_ID, MADE

from toolkit.curation import Curation, CurationError, read_curation
from toolkit.curation.append_entries import append_entries
from toolkit.curation.entries import (
    Addition,
    Anchor,
    Confirmation,
    Distinction,
    Merge,
    Override,
    Rejection,
    Split,
)
from toolkit.curation.entry_files import entry_fields, entry_file_names
from toolkit.tables import schema_folder

MADE_TEXT = "Ada Example,2024-05-15,It says so."
ALL = [
    Merge("actors", "b-salih", "barham-salih", MADE),
    Split("meetings", "meeting-1", FIRST_ID, "meeting-1-b", MADE),
    Override("actors", "x", "name", 'X "Q", Y', MADE),
    Rejection("meeting_participants", "meeting-1/ana-bell", MADE),
    Addition("actors", '{"actor_id": "q", "name": "Q", "kind": "person"}', FIRST_ID, 0, 3, MADE),
    Distinction("meetings", "meeting-1", "meeting-2", MADE),
    Confirmation("election_results", "result-1", MADE),
]


def write(folder: Path, name: str, *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    header = ",".join(entry_fields(name))
    (folder / f"{name}.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(CurationError) as raised:
        read_curation(folder)
    message = str(raised.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def test_a_package_without_curation_is_curated_by_nothing(tmp_path):
    assert read_curation(tmp_path / "curation") == Curation()


def test_what_was_appended_is_read_again(tmp_path):
    anchor = Anchor("actors", "b-salih", FIRST_ID, 3, 8)
    append_entries(tmp_path / "curation", ALL[:2], [anchor])
    append_entries(tmp_path / "curation", ALL[2:], [])
    curation = read_curation(tmp_path / "curation")
    assert set(curation.entries) == set(ALL)
    assert curation.anchors == (anchor,)
    assert not list((tmp_path / "curation").glob(".*"))


def test_appending_keeps_what_a_person_wrote_and_the_order_of_their_columns(tmp_path):
    folder = tmp_path / "curation"
    folder.mkdir()
    lines = "why,who,made_on,source,new_id,old_id,table_name\r\n,Bo,2024-05-15,,b,a,actors"
    (folder / "merges.csv").write_text(lines.replace(",Bo", "So it is.,Bo"), newline="")
    append_entries(folder, [ALL[0]], [])
    assert [entry.old_id for entry in read_curation(folder).merges] == ["a", "b-salih"]
    assert (folder / "merges.csv").read_bytes().startswith(lines[:40].encode())


def test_the_digest_follows_the_bytes_of_the_files(tmp_path):
    folder = write(tmp_path / "curation", "merges", f"actors,a,b,{MADE_TEXT},")
    first = read_curation(folder).digest
    assert read_curation(folder).digest == first
    write(folder, "merges", f"actors,a,c,{MADE_TEXT},")
    assert read_curation(folder).digest not in (None, first)


def test_every_file_has_a_schema_that_says_who_when_and_why():
    assert entry_file_names() == (
        *("additions", "anchors", "confirmations", "distinctions"),
        *("merges", "rejections", "splits", "values"),
    )
    for name in entry_file_names():
        assert (schema_folder() / "curation" / f"{name}.json").is_file()
        fields = entry_fields(name)
        for column in ("who", "made_on", "why"):
            assert name == "anchors" or fields[column]["constraints"]["required"]
        assert name == "anchors" or "required" not in fields["source"].get("constraints", {})


WRONG_LINES = {
    "a table that there is not": (
        "merges",
        f"actor_names,a,b,{MADE_TEXT},",
        "none of actors, meetings",
    ),
    "no reason": ("merges", "actors,a,b,Ada,2024-05-15,,", "why is empty"),
    "no one who decides": ("rejections", "actors,a,,2024-05-15,So.,", "who is empty"),
    "no day": ("rejections", "actors,a,Ada,15.5.2024,So.,", "not a day such as 2024-05-15"),
    "an id of another form": ("merges", f"actors,A b,b,{MADE_TEXT},", "not of its form"),
    "a column that there is not": (
        "values",
        f"actors,a,colour,red,{MADE_TEXT},",
        "actors has no column colour",
    ),
    "a key": ("values", f"actors,a,actor_id,b,{MADE_TEXT},", "part of the key"),
    "an article": ("values", f"actor_roles,a,article_id,b,{MADE_TEXT},", "can't be set"),
    "a reading": ("values", f"articles,a,reading,read,{MADE_TEXT},", "can't be set"),
    "an original": ("values", f"articles,a,copy_of,0123456789abcdef,{MADE_TEXT},", "can't be set"),
    "a value of another type": (
        "values",
        f"election_results,a,votes,many,{MADE_TEXT},",
        "votes is 'many', which is not a whole number",
    ),
    "a value that is none of a few": (
        "values",
        f"meetings,a,status,past,{MADE_TEXT},",
        "none of held, planned",
    ),
    "a value out of range": (
        "values",
        f"election_reports,a/b,turnout,101,{MADE_TEXT},",
        "above the most, 100",
    ),
    "a value that must be there": ("values", f"actors,a,name,,{MADE_TEXT},", "name is empty"),
    "half a key": ("rejections", f"meeting_participants,a,{MADE_TEXT},", "meeting_id and actor_id"),
    "a row that is no object": ("additions", f"actors,[1],{FIRST_ID},0,3,{MADE_TEXT},", "no JSON"),
    "a row with another column": (
        "additions",
        f'actors,"{{""colour"": 1}}",{FIRST_ID},0,3,{MADE_TEXT},',
        "no column of actors",
    ),
    "a row without what is required": (
        "additions",
        f'actors,"{{""name"": ""Q""}}",{FIRST_ID},0,3,{MADE_TEXT},',
        "actor_id is empty",
    ),
    "a span that is no number": (
        "additions",
        f'actors,"{{""name"": ""Q""}}",{FIRST_ID},zero,3,{MADE_TEXT},',
        "not a whole number",
    ),
    "a row told from itself": ("distinctions", f"actors,a,a,{MADE_TEXT},", "a from itself"),
    "too few values": ("merges", "actors,a,b", "it has 3 values, the header 7"),
}


@pytest.mark.parametrize("what", WRONG_LINES)
def test_a_wrong_line_is_told_with_file_line_and_remedy(tmp_path, what):
    name, line, told = WRONG_LINES[what]
    message = refusal(write(tmp_path / "curation", name, line))
    assert message.startswith(f"{tmp_path / 'curation' / name}.csv, line 2: ")
    assert told in message


CONTRADICTIONS = {
    "two values of one cell": {
        "values": ["actors,a,country,IQ", "actors,a,country,IR"],
    },
    "one row into two": {"merges": ["actors,a,b", "actors,a,c"]},
    "a row into itself": {"merges": ["actors,a,a"]},
    "a circle of merges": {"merges": ["actors,a,b", "actors,b,c", "actors,c,a"]},
    "a circle of a merge and a split": {
        "merges": ["actors,a,b"],
        "splits": [f"actors,b,{FIRST_ID},a"],
    },
    "a row that goes and has a value": {
        "rejections": ["actors,a"],
        "values": ["actors,a,country,IQ"],
    },
    "a merge into a row that goes": {"rejections": ["actors,b"], "merges": ["actors,a,b"]},
    "a split of a row that goes": {
        "rejections": ["actors,a"],
        "splits": [f"actors,a,{FIRST_ID},b"],
    },
    "an addition that goes": {
        "rejections": ["actors,a"],
        "additions": [
            f'actors,"{{""actor_id"": ""a"", ""name"": ""A"", ""kind"": ""person""}}",'
            f"{FIRST_ID},0,3"
        ],
    },
    "two rows that are one": {"merges": ["actors,a,b"], "distinctions": ["actors,b,a"]},
    "two rows that are told apart twice": {"distinctions": ["actors,a,b", "actors,b,a"]},
    "a row that goes and is right": {"rejections": ["actors,a"], "confirmations": ["actors,a"]},
    "two rows of one key": {
        "additions": [
            f'actors,"{{""actor_id"": ""a"", ""name"": ""{name}"", ""kind"": ""person""}}",'
            f"{FIRST_ID},0,3"
            for name in "AB"
        ]
    },
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_entries_that_contradict_each_other_are_told(tmp_path, what):
    folder = tmp_path / "curation"
    for name, lines in CONTRADICTIONS[what].items():
        write(folder, name, *(f"{line},{MADE_TEXT}," for line in lines))
    message = refusal(folder)
    assert ", line " in message
    assert any(remedy in message for remedy in ("keep one", "remove one"))


def test_files_that_are_none_of_curation_are_told(tmp_path):
    folder = tmp_path / "curation"
    folder.mkdir()
    (folder / "merge.csv").write_text("a\n", encoding="utf-8")
    assert "merges.csv" in refusal(folder)
    (folder / "merge.csv").rename(folder / "merges.csv")
    assert "the header lacks table_name" in refusal(folder)
    (folder / "merges.csv").write_bytes(b"\xff\xfe\x00")
    assert "not text in UTF-8" in refusal(folder)


def test_what_the_matching_of_ids_must_know_is_told(tmp_path):
    curation = Curation(anchors=(Anchor("actors", "z", FIRST_ID, 0, 3),)).with_entries(
        [*ALL, Split("actors", "x", FIRST_ID, "z", MADE), Rejection("elections", "e", MADE)]
    )
    # "z" has an anchor: it was read, and only gets a part of "x".
    assert curation.made_ids == {("meetings", "meeting-1-b"), ("actors", "q")}
    assert curation.merged_ids == {("actors", "b-salih")}
    assert curation.rejected_ids == {("elections", "e")}
