"""A store that is broken or of a newer toolkit: what is said, and how it is made anew."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from accra_articles import TALKS
from commands import one_sentence, run
from small_package import as_tables, build_small_package, small_rows

import toolkit
from toolkit.store.errors import StoreError
from toolkit.store.file_catalog import CATALOG_NAME, DATA_NAME, FileCatalog
from toolkit.store.lake import commit, tables_at, versions
from toolkit.store.package_folder import DESCRIPTOR_NAME, STORE_FOLDER
from toolkit.store.pending_swap import REBUILT_STORE, complete_swap
from toolkit.store.rebuild import rebuild_store
from toolkit.store.release_table import Release, add_to_release_table
from toolkit.store.releases import releases

REMEDY = "`toolkit build --rebuild-store` makes the store anew"
ASIDE = f"{STORE_FOLDER}-aside-1"


def rows_of(step: int):
    """The small package as it was first (1), and as it was corrected later (2)."""
    rows = small_rows()
    if step == 2:
        rows["actors"][0]["name"] = "Anna Lee"
        rows["meetings"][0]["place"] = None
    return rows


def release(package: Path, number: int, version: str) -> None:
    """Give a release to a version, as `toolkit release` records it."""
    descriptor = (package / DESCRIPTOR_NAME).read_text(encoding="utf-8")
    store = package / STORE_FOLDER
    made = Release(version, number, date(2026, 3, 1), descriptor)
    catalog = FileCatalog(store / CATALOG_NAME, store / DATA_NAME)
    catalog.write_tables(lambda connection: [add_to_release_table(connection, made)])


def copy_release(package: Path, folder: Path, version: str) -> None:
    """Copy the package as it is published, as a release of its own."""
    shutil.copytree(package / "data", folder / "data")
    descriptor = json.loads((package / DESCRIPTOR_NAME).read_text(encoding="utf-8"))
    text = json.dumps({**descriptor, "version": version})
    (folder / DESCRIPTOR_NAME).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A package of two versions, beside a copy of the first as it was published as 1.0.0."""
    folder = tmp_path_factory.mktemp("built")
    build_small_package(folder / "package", rows_of(1))
    copy_release(folder / "package", folder / "releases" / "first", "1.0.0")
    release(folder / "package", 1, "1.0.0")
    build_small_package(folder / "package", rows_of(2))
    return folder


@pytest.fixture
def package(built, tmp_path) -> Path:
    shutil.copytree(built, tmp_path / "built")
    return tmp_path / "built" / "package"


def catalog_of(package: Path) -> Path:
    return package / STORE_FOLDER / CATALOG_NAME


def cut(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])


def file_of(package: Path, number: int) -> Path:
    """Return the file with the actors that a version added."""
    files = sorted((package / STORE_FOLDER / "data" / "main" / "actors").glob("*.parquet"))
    return [path for path in files if "delete" not in path.name][number - 1]


def releases_of(package: Path) -> dict[str, int]:
    return {one.version: one.snapshot for one in releases(package / STORE_FOLDER)}


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("length", [0, 5000, 300_000, -300_000, -1])
def test_a_catalogue_that_is_cut_short_is_named_with_the_remedy(package, length):
    cut(catalog_of(package), length)
    before = everything(package)
    with pytest.raises(StoreError, match=f"{CATALOG_NAME}.* cut short; {REMEDY}"):
        toolkit.open(package).log()
    with pytest.raises(StoreError, match=f"store/{CATALOG_NAME}.* cut short; {REMEDY}"):
        commit(package / STORE_FOLDER, as_tables(rows_of(1)))
    assert everything(package) == before


def test_a_catalogue_that_is_gone_while_its_rows_are_there_is_missed(package):
    catalog_of(package).unlink()
    with pytest.raises(StoreError, match=f"{CATALOG_NAME} is missing; {REMEDY}"):
        commit(package / STORE_FOLDER, as_tables(rows_of(2)))


def test_a_data_file_that_is_cut_short_is_named_with_the_remedy(package):
    file = file_of(package, 1)
    cut(file, 100)
    with pytest.raises(StoreError, match=rf"{file.name} is cut short: it has 100 bytes of \d+"):
        toolkit.open(package).sql("SELECT * FROM actors", at=2)
    with pytest.raises(StoreError, match=f"{file.name} is cut short.*{REMEDY}"):
        commit(package / STORE_FOLDER, as_tables(rows_of(1)))


def test_a_data_file_that_is_gone_is_named_with_the_remedy(package):
    file = file_of(package, 2)
    file.unlink()
    with pytest.raises(StoreError, match=f"{file.name} is missing; {REMEDY}"):
        toolkit.open(package).describe(at=2)


def test_a_version_that_does_without_the_broken_file_can_still_be_read(package):
    file_of(package, 2).unlink()
    assert tables_at(package / STORE_FOLDER, 1) == as_tables(rows_of(1))


def test_the_current_version_can_be_read_without_any_store(package):
    cut(catalog_of(package), 0)
    names = toolkit.open(package).sql("SELECT name FROM actors ORDER BY name")
    assert names.column("name").to_pylist()[0] == "Anna Lee"


def change_metadata(package: Path, key: str, value: str) -> dict[Path, bytes]:
    with duckdb.connect(catalog_of(package)) as connection:
        connection.execute(f"UPDATE ducklake_metadata SET value = '{value}' WHERE key = '{key}'")
    return everything(package)


@pytest.mark.parametrize("key", ["parley_store_format", "version"])
def test_a_store_of_a_newer_toolkit_is_left_alone(package, key):
    before = change_metadata(package, key, "99.0" if key == "version" else "99")
    said = "a newer toolkit.* wrote this store.*update the toolkit: pip install -U parley-toolkit"
    with pytest.raises(StoreError, match=said):
        toolkit.open(package).log()
    with pytest.raises(StoreError, match=said):
        commit(package / STORE_FOLDER, as_tables(rows_of(1)))
    assert everything(package) == before


def test_a_store_of_an_older_ducklake_can_be_made_anew(package):
    change_metadata(package, "version", "0.3")
    with pytest.raises(StoreError, match=f"an older DuckLake wrote this store.*{REMEDY}"):
        toolkit.open(package).log()


def test_a_store_is_made_anew_of_the_published_package(package):
    cut(catalog_of(package), 5000)
    broken = everything(package / STORE_FOLDER)
    rebuilt = rebuild_store(package)
    assert rebuilt.moved_to == package / ASIDE
    assert list(everything(package / ASIDE).values()) == list(broken.values())
    assert [version.number for version in versions(package / STORE_FOLDER)] == [1]
    assert tables_at(package / STORE_FOLDER, 1) == as_tables(rows_of(2))
    assert build_small_package(package, rows_of(2)) is None


def test_releases_that_were_published_as_packages_come_back_in_their_order(package):
    cut(catalog_of(package), 5000)
    copy_release(package, package.parent / "releases" / "a-second", "1.1.0")
    rebuilt = rebuild_store(package, packages=[package.parent / "releases"])
    assert rebuilt.releases == ("1.0.0", "1.1.0")
    assert releases_of(package) == {"1.0.0": 1, "1.1.0": 2}
    assert tables_at(package / STORE_FOLDER, 1) == as_tables(rows_of(1))
    assert tables_at(package / STORE_FOLDER, 2) == as_tables(rows_of(2))


def test_a_release_whose_rows_can_be_read_is_carried_over(package):
    file_of(package, 2).unlink()
    rebuilt = rebuild_store(package)
    assert (rebuilt.releases, rebuilt.lost) == (("1.0.0",), ())
    assert tables_at(package / STORE_FOLDER, releases_of(package)["1.0.0"]) == as_tables(rows_of(1))
    assert tables_at(package / STORE_FOLDER, 2) == as_tables(rows_of(2))


def test_a_release_that_is_lost_is_named(package):
    file_of(package, 1).unlink()
    assert rebuild_store(package).lost == ("1.0.0",)


def test_a_release_that_was_lost_comes_back_with_its_package(package):
    file_of(package, 1).unlink()
    rebuild_store(package)
    rebuilt = rebuild_store(package, packages=[package.parent / "releases" / "first"])
    assert (rebuilt.releases, rebuilt.lost) == (("1.0.0",), ())
    assert rebuilt.moved_to == package / f"{STORE_FOLDER}-aside-2"


def test_a_package_whose_files_were_changed_makes_no_store(package):
    data = package / "data" / "actors.csv"
    data.write_text(data.read_text(encoding="utf-8") + "zed,Zed,person,,\n", encoding="utf-8")
    before = everything(package)
    with pytest.raises(StoreError, match=r"actors\.csv is not the file that .* lists"):
        rebuild_store(package)
    assert everything(package) == before


def test_there_must_be_something_to_make_a_store_of(tmp_path):
    with pytest.raises(StoreError, match="no release to make the store of; name packages"):
        rebuild_store(tmp_path)


@pytest.mark.parametrize("moved_aside", [False, True])
def test_a_rebuild_that_is_cut_off_is_finished_by_who_comes_next(package, moved_aside):
    shutil.copytree(package / STORE_FOLDER, package / REBUILT_STORE)
    if moved_aside:
        (package / STORE_FOLDER).rename(package / ASIDE)
    complete_swap(package)
    assert len(toolkit.open(package).log()) == 2
    assert (package / ASIDE / CATALOG_NAME).is_file()
    assert not (package / REBUILT_STORE).exists()


def test_the_command_names_the_remedy_and_the_remedy_works(tmp_path):
    articles = tmp_path / "seeds"
    articles.mkdir()
    (articles / "talks.txt").write_text(TALKS, encoding="utf-8")
    assert run("build", cwd=tmp_path).returncode == 0
    cut(catalog_of(tmp_path), 5000)
    shown = run("build", cwd=tmp_path)
    assert shown.returncode == 1
    assert REMEDY in one_sentence(shown)
    again = run("build", "--rebuild-store", cwd=tmp_path)
    assert again.returncode == 0
    assert "The store was made anew; releases in it: none." in again.stdout
    assert len(toolkit.open(tmp_path).log()) == 1


def test_releases_without_a_rebuild_are_refused(tmp_path):
    shown = run("build", "--releases", "old", cwd=tmp_path)
    assert shown.returncode == 1
    assert "--releases is for --rebuild-store" in one_sentence(shown)
