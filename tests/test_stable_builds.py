"""Keys over the builds of a package: what the package before had keeps its key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import toolkit
from toolkit.store.errors import QueryError

CALL = """---
publisher: Volta Wire
published_on: 2024-05-20
---
President Ada Obi of Nigeria spoke by telephone with President Kofi Asante on Sunday.
"""

FULLER = """---
publisher: Volta Wire
published_on: 2024-05-12
---
President Ada Grace Obi of Nigeria, known as Ada Obi, met President Kofi Asante of Ghana in Accra
on Friday. "We agreed on the border," Ada Obi said.
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A folder with the articles of a call, and then also of a meeting, and a package of each."""
    folder = tmp_path_factory.mktemp("first")
    for name, texts in {"call": {"call": CALL}, "both": {"call": CALL, "fuller": FULLER}}.items():
        (folder / f"articles-{name}").mkdir()
        for stem, text in texts.items():
            path = folder / f"articles-{name}" / f"{stem}.txt"
            path.write_text(text, encoding="utf-8")
        toolkit.build(folder / f"articles-{name}", out=folder / name)
    return folder


@pytest.fixture
def articles(first, tmp_path) -> Path:
    return Path(shutil.copytree(first / "articles-call", tmp_path / "articles"))


@pytest.fixture
def out(first, tmp_path) -> Path:
    """A copy of the package of the call alone."""
    return Path(shutil.copytree(first / "call", tmp_path / "package"))


def keys(package: toolkit.Package, table: str) -> set[str]:
    column = f"{table[:-1]}_id"
    return set(package.sql(f"select {column} from {table}")[column].to_pylist())


@pytest.mark.parametrize("lost", [None, "build", "build/store"])
def test_added_articles_change_no_key_with_or_without_the_store(articles, out, lost):
    before = toolkit.open(out)
    actors, meetings = keys(before, "actors"), keys(before, "meetings")
    if lost:
        shutil.rmtree(out / lost)
    (articles / "fuller.txt").write_text(FULLER, encoding="utf-8")
    after = toolkit.build(articles, out=out)
    assert actors <= keys(after, "actors")
    assert meetings < keys(after, "meetings")
    assert after.sql("select * from redirects").num_rows == 0


def test_a_key_whose_article_is_gone_is_a_redirect_and_comes_back_with_it(
    first, articles, tmp_path
):
    out = shutil.copytree(first / "both", tmp_path / "both")
    both = keys(toolkit.open(out), "meetings")
    one = toolkit.build(articles, out=out)
    (gone,) = both - keys(one, "meetings")
    listed = one.sql("select old_id, new_id, since_version from redirects").to_pylist()
    assert {"old_id": gone, "new_id": None, "since_version": 2} in listed
    with pytest.raises(QueryError, match=f"{gone} was a key of meetings until version 2.*--at 1"):
        one.explain(gone)
    assert one.explain(gone, at=1).table == "meetings"
    (articles / "fuller.txt").write_text(FULLER, encoding="utf-8")
    again = toolkit.build(articles, out=out)
    assert keys(again, "meetings") == both
    assert again.sql("select * from redirects").num_rows == 0


def test_a_build_that_reads_the_same_again_changes_no_byte(articles, out):
    (articles / "fuller.txt").write_text(FULLER, encoding="utf-8")
    toolkit.build(articles, out=out)
    before = {path: path.read_bytes() for path in sorted((out / "data").iterdir())}
    assert not toolkit.build(articles, out=out).report.changed
    assert {path: path.read_bytes() for path in sorted((out / "data").iterdir())} == before
