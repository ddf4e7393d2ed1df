"""The script libraries of the console: one table, copies with its hashes, and a policy for them."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from conftest import PROJECT

from toolkit.publish.errors import PublishError
from toolkit.site import assets
from toolkit.site.assets import Asset, copy_assets, find_assets, npm_command, script_assets
from toolkit.site.console_page import console_policy, console_settings, example_queries


def asset_of(name: str, content: bytes) -> Asset:
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    return Asset(name, "@made/up", "1.0.0", f"dist/{name}", len(content), digest)


@pytest.fixture
def two_assets(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Put two small files in the place of the libraries, which are large."""
    contents = {"one.js": b"1;", "two.wasm": b"\0asm"}
    made = tuple(asset_of(name, content) for name, content in contents.items())
    monkeypatch.setattr(assets, "script_assets", lambda: made)
    return contents


def test_the_table_is_sorted_and_every_hash_is_a_sha384():
    names = [asset.name for asset in script_assets()]
    assert names == sorted(names)
    assert all(len(base64.b64decode(asset.sha384)) == 48 for asset in script_assets())


def test_every_file_has_an_address_that_never_changes_its_content():
    for asset in script_assets():
        assert re.fullmatch(r"\d+\.\d+\.\d+", asset.version)
        assert asset.address.endswith(f"/npm/{asset.package}@{asset.version}/{asset.path}")


@pytest.mark.parametrize("within", ["node_modules/@made/up/dist", "@made/up/dist", "."])
def test_copies_are_found_as_npm_installs_them_or_by_their_names(
    two_assets: dict[str, bytes], tmp_path: Path, within: str
):
    folder = tmp_path / "libraries" / within
    folder.mkdir(parents=True)
    for name, content in two_assets.items():
        (folder / name).write_bytes(content)

    copy_assets(find_assets(tmp_path / "libraries"), tmp_path / "release")

    copied = tmp_path / "release/assets/libraries"
    assert {path.name: path.read_bytes() for path in copied.iterdir()} == two_assets


def test_a_missing_library_is_told_with_the_command_that_fetches_it(
    two_assets: dict[str, bytes], tmp_path: Path
):
    with pytest.raises(PublishError, match=r"no copy of @made/up/dist/one\.js; .*npm install"):
        find_assets(tmp_path)
    assert npm_command(tmp_path).endswith(f"--prefix {tmp_path} @made/up@1.0.0")


def test_a_library_of_other_bytes_is_refused(two_assets: dict[str, bytes], tmp_path: Path):
    for name in two_assets:
        (tmp_path / name).write_bytes(b"other")

    with pytest.raises(PublishError, match=r"one\.js is not dist/one\.js of @made/up 1\.0\.0"):
        find_assets(tmp_path)


def test_the_page_may_fetch_from_the_folders_of_the_libraries_and_nowhere_else():
    sources = re.search("connect-src (.*)", console_policy(has_copies=False))[1].split()
    elsewhere = [source for source in sources if source not in ("'self'", "blob:")]
    assert all(source.startswith("https://cdn.jsdelivr.net/npm/") for source in elsewhere)
    assert all(
        any(asset.address.startswith(source) for source in elsewhere) for asset in script_assets()
    )
    assert "https:" not in console_policy(has_copies=True)


def test_the_script_is_told_where_the_libraries_are_and_their_hashes():
    for has_copies, start in ((True, "assets/libraries/"), (False, "https://cdn.jsdelivr.net/")):
        settings = console_settings("parley.duckdb", has_copies=has_copies)
        assert all(library["address"].startswith(start) for library in settings["libraries"])
        assert all(library["integrity"].startswith("sha384-") for library in settings["libraries"])


def test_every_example_query_has_a_title_of_its_own():
    titles = [example.title for example in example_queries()]
    assert len(set(titles)) == len(titles) == 7


def test_the_documentation_shows_the_command_that_fetches_the_libraries():
    documented = (PROJECT / "docs/site.md").read_text(encoding="utf-8")
    assert f"\n    {npm_command(Path('libraries'))}\n" in documented
