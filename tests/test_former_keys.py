"""What the versions of a store tell about keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_package import ARTICLE, TEXT, as_tables, small_rows

from toolkit.store.former_keys import KeyHistory
from toolkit.store.lake import commit

ZED = {"actor_id": "zed", "name": "Zed", "kind": "person"}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """Zed comes in version 2 and changes in 3, the only meeting goes in 2."""
    folder = tmp_path_factory.mktemp("store")
    rows = small_rows()
    names = ("actors", "meetings", "evidence")
    for change in (
        dict,
        lambda: rows["actors"].append(dict(ZED)),
        lambda: rows["actors"][-1].update(country="FR"),
    ):
        change()
        if rows["actors"][-1]["actor_id"] == "zed":
            rows["meetings"].clear()
            rows["evidence"] = [e for e in rows["evidence"] if e["table_name"] != "meetings"]
        commit(folder, {name: as_tables(rows)[name] for name in names})
    return folder


def test_a_key_is_as_old_as_the_first_version_that_has_it(store):
    history = KeyHistory(store)
    assert history.first_versions("actors", ["ann-lee", "zed"]) == {"ann-lee": 1, "zed": 2}


def test_a_key_that_no_version_has_has_no_age(store):
    assert KeyHistory(store).first_versions("actors", ["nobody"]) == {}


def test_a_row_that_is_gone_was_read_where_an_earlier_version_says(store):
    history = KeyHistory(store)
    start = TEXT.index("met Bo Ray")
    spans = frozenset({(ARTICLE, start, start + len("met Bo Ray"))})
    assert history.spans("meetings", ["paris-talks"], 1) == {"paris-talks": spans}
    assert history.spans("meetings", ["paris-talks"], 2) == {}


def test_before_the_first_version_nothing_was_read(store):
    assert KeyHistory(store).spans("meetings", ["paris-talks"], 0) == {}


def test_a_folder_without_a_store_tells_nothing(tmp_path):
    history = KeyHistory(tmp_path)
    assert history.first_versions("actors", ["zed"]) == {}
    assert history.spans("actors", ["zed"], 1) == {}
