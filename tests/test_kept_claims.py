"""The claims of articles that a build takes over from the one before, and when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_facts import annotated_articles, facts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.resolve import KeptClaims, candidates, resolve_to_files, shards

READ = [
    (article, facts_of(article, gold))
    for article, gold in annotated_articles(Path(__file__).parent / "gold_identity")
]
FEWER = READ[: len(READ) - 3]


def resolved(read, place: Path, kept: KeptClaims | None = None) -> dict[str, bytes]:
    place.mkdir(exist_ok=True)
    files = resolve_to_files(read, place, kept=kept)
    return {name: path.read_bytes() for name, path in files.items()}


@pytest.fixture
def claims(tmp_path: Path) -> KeptClaims:
    """What a resolution of all articles but three has left."""
    kept = KeptClaims(tmp_path / "claims", "mark")
    resolved(FEWER, tmp_path / "first", kept)
    kept.settle(sound=True)
    return KeptClaims(kept.folder, kept.mark)


def test_taking_over_what_few_new_articles_leave_as_it_was_gives_the_bytes_of_a_whole_resolution(
    claims, tmp_path
):
    assert resolved(READ, tmp_path / "again", claims) == resolved(READ, tmp_path / "whole")
    assert 0 < len(claims.taken_over) <= len(FEWER)


def test_what_articles_told_that_are_gone_leaves_the_tables(claims, tmp_path):
    less = FEWER[2:]
    assert resolved(less, tmp_path / "again", claims) == resolved(less, tmp_path / "whole")
    assert claims.taken_over


def test_an_article_of_other_facts_is_told_anew(claims, tmp_path):
    (article, _), *others = FEWER
    changed = [(article, others[0][1]), *others]
    assert resolved(changed, tmp_path / "again", claims) == resolved(changed, tmp_path / "whole")
    assert article.article_id not in claims.taken_over


@pytest.mark.parametrize("table", ["evidence", "actor_roles", "sources", "candidates", "facts"])
def test_nothing_is_taken_over_from_a_folder_with_a_damaged_file(claims, table, tmp_path):
    path = claims.folder / f"{table}.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert resolved(FEWER, tmp_path / "again", claims) == resolved(FEWER, tmp_path / "whole")
    assert not claims.taken_over


def test_nothing_is_taken_over_that_other_code_has_left(claims, tmp_path):
    other = KeptClaims(claims.folder, "another mark")
    resolved(FEWER, tmp_path / "again", other)
    assert not other.taken_over


def test_what_a_build_leaves_is_used_only_once_it_is_settled(tmp_path):
    kept = KeptClaims(tmp_path / "claims", "mark")
    for number in range(2):
        resolved(FEWER, tmp_path / str(number), kept)
        assert not kept.taken_over


def test_claims_count_as_sound_only_where_the_build_before_found_them_valid(claims, tmp_path):
    resolved(FEWER, tmp_path / "again", claims)
    assert claims.are_sound
    claims.settle(sound=False)
    unsound = KeptClaims(claims.folder, claims.mark)
    resolved(FEWER, tmp_path / "third", unsound)
    assert unsound.taken_over
    assert not unsound.are_sound


def looked_at(monkeypatch) -> list[str]:
    """Return a list that is filled with the articles whose actors are made."""
    made: list[str] = []
    add = candidates._add

    def noted(report, *more) -> None:
        made.append(report.article_id)
        add(report, *more)

    monkeypatch.setattr(candidates, "_add", noted)
    return made


def test_only_the_actors_of_new_articles_are_looked_at(claims, tmp_path, monkeypatch):
    made = looked_at(monkeypatch)
    resolved(READ, tmp_path / "again", claims)
    new = {article.article_id for article, _ in READ[len(FEWER) :]}
    assert new <= set(made)
    assert len(made) < len(READ) / 2


def test_all_actors_are_looked_at_where_what_is_kept_is_damaged(claims, tmp_path, monkeypatch):
    made = looked_at(monkeypatch)
    (claims.folder / "kept.json").unlink()
    resolved(FEWER, tmp_path / "again", claims)
    assert len(made) == len(set(made)) > len(FEWER) / 2


def test_tables_too_large_for_memory_are_taken_over_as_files(claims, tmp_path, monkeypatch):
    whole = resolved(READ, tmp_path / "whole")
    monkeypatch.setattr(shards, "ROWS_OF_A_SHARD", 16)
    assert resolved(READ, tmp_path / "again", claims) == whole
    assert claims.taken_over


some = st.lists(st.integers(0, len(READ) - 1), min_size=1, unique=True)


@settings(max_examples=8, deadline=None)
@given(some, some, st.booleans())
def test_whatever_comes_and_goes_the_tables_are_those_of_a_whole_resolution(
    tmp_path_factory, before, now, changes
):
    folder = tmp_path_factory.mktemp("steps")
    kept = KeptClaims(folder / "claims", "mark")
    resolved([READ[number] for number in before], folder / "first", kept)
    kept.settle(sound=True)
    read = [READ[number] for number in now]
    if changes:
        # An article tells of something else, as where another parser read it.
        read[0] = (read[0][0], READ[(now[0] + 1) % len(READ)][1])
    kept = KeptClaims(folder / "claims", "mark")
    again = resolved(read, folder / "again", kept)
    kept.settle(sound=True)
    assert again == resolved(read, folder / "whole")
    # What is left of what was taken over serves the next resolution as well.
    third = KeptClaims(folder / "claims", "mark")
    assert resolved(read[::-1], folder / "third", third) == again
