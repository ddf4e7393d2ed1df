"""A version out of the store as a package: a release to the byte as it was published."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from released_package import build, corrected_rows, files_of, grown_rows, published_files, release
from sample_tables import sample_rows

import toolkit
from toolkit.publish.checkout import write_data_files
from toolkit.publish.errors import PublishError
from toolkit.store.errors import QueryError
from toolkit.store.file_digest import file_digest
from toolkit.store.lake import CATALOG_NAME, attach_version

FIRST = "0.1.0"


@pytest.fixture(scope="module", params=["csv", "parquet"])
def package(request, tmp_path_factory) -> Path:
    """A package that was released as 0.1.0, then corrected, then grew."""
    folder = tmp_path_factory.mktemp(request.param) / "package"
    build(folder, sample_rows(), request.param)
    release(folder)
    shutil.copytree(folder, folder.parent / "published")
    build(folder, corrected_rows(), request.param)
    build(folder, grown_rows(), request.param)
    return folder


@pytest.fixture(scope="module")
def in_csv(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "package"
    build(folder, sample_rows())
    release(folder)
    return folder


@pytest.mark.parametrize("name", [FIRST, f"v{FIRST}", "1"])
def test_a_release_comes_out_to_the_byte_as_it_was_published(package, tmp_path, name):
    toolkit.open(package).checkout(name, tmp_path / "out")
    assert files_of(tmp_path / "out") == published_files(package.parent / "published")


def test_the_version_that_the_package_is_comes_out_as_the_package(package, tmp_path):
    toolkit.open(package).checkout(3, tmp_path / "out")
    assert files_of(tmp_path / "out") == published_files(package)


def test_an_unreleased_version_is_a_valid_package_of_its_rows(package, tmp_path):
    done = toolkit.open(package).checkout("2", tmp_path / "out")
    assert done.name == "0.1.0+snapshot.2"
    assert toolkit.validate(tmp_path / "out").valid
    assert toolkit.open(tmp_path / "out").sql(
        "SELECT turnout FROM election_reports"
    ).to_pylist() == [{"turnout": 62.5}]


def test_the_same_version_comes_out_the_same_each_time(package, tmp_path):
    for name in ("one", "other"):
        toolkit.open(package).checkout(2, tmp_path / name)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "other")


def test_a_checkout_leaves_the_package_as_it_was(package, tmp_path):
    before = files_of(package)
    toolkit.open(package).checkout(FIRST, tmp_path / "out")
    assert files_of(package) == before


def test_a_checkout_tells_what_it_wrote(in_csv, tmp_path):
    done = toolkit.open(in_csv).checkout(FIRST, tmp_path / "out").to_dict()
    assert (done["version"], done["snapshot"], done["rows"]["actors"]) == (FIRST, 1, 5)


def test_a_column_that_came_later_is_not_in_an_older_version(in_csv, tmp_path):
    copied = Path(shutil.copytree(in_csv, tmp_path / "package"))
    in_store(copied, "ALTER TABLE lake.actors ADD COLUMN isni VARCHAR")
    in_store(copied, "ALTER TABLE lake.actors DROP COLUMN wikidata_id")
    toolkit.open(copied).checkout(FIRST, tmp_path / "out")
    assert files_of(tmp_path / "out") == published_files(in_csv)
    toolkit.open(copied).checkout("3", tmp_path / "now")
    header = (tmp_path / "now" / "data" / "actors.csv").read_text().splitlines()[0]
    assert header == "actor_id,name,kind,country,isni"


def test_a_table_that_the_data_model_does_not_know_comes_out_too(in_csv, tmp_path):
    copied = Path(shutil.copytree(in_csv, tmp_path / "package"))
    in_store(copied, "CREATE TABLE lake.places AS SELECT 'b' AS place, 2.5 AS size UNION ALL "
             "SELECT 'a', NULL")  # fmt: skip
    toolkit.open(copied).checkout("2", tmp_path / "out")
    assert (tmp_path / "out" / "data" / "places.csv").read_text() == "place,size\na,\nb,2.5\n"


def in_store(package: Path, sql: str) -> None:
    """Commit what a toolkit of another time would have."""
    store = package / "build/store"
    with duckdb.connect() as connection:
        attach_version(connection, store, "1")
        connection.execute("DETACH lake")
        connection.execute(
            f"ATTACH 'ducklake:{store / CATALOG_NAME}' AS lake "
            f"(DATA_PATH '{store}/data/', OVERRIDE_DATA_PATH true)"
        )
        connection.execute(sql)
        connection.execute("DETACH lake")


def test_a_folder_that_is_not_empty_is_refused_and_kept(in_csv, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(PublishError, match="is not empty; name a new or an empty folder"):
        toolkit.open(in_csv).checkout(FIRST, tmp_path)
    assert files_of(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_is_no_folder_to_check_out_to(in_csv, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(PublishError, match="name a new or an empty one"):
        toolkit.open(in_csv).checkout(FIRST, tmp_path / "file")


def test_an_unknown_version_is_refused_and_makes_no_folder(in_csv, tmp_path):
    with pytest.raises(QueryError, match=r"no version '9\.0\.0'; there are 1 .*releases 0\.1\.0\."):
        toolkit.open(in_csv).checkout("9.0.0", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_does_not_come_out_with_its_hash_is_an_error(in_csv, tmp_path):
    copied = Path(shutil.copytree(in_csv, tmp_path / "package"))
    with duckdb.connect(copied / "build/store" / CATALOG_NAME) as catalog:
        catalog.execute(
            "UPDATE parley_releases SET descriptor = "
            "regexp_replace(descriptor, 'sha256:.', 'sha256:x')"
        )
    with pytest.raises(PublishError, match=r"data/articles\.csv doesn't come out with the hash"):
        toolkit.open(copied).checkout(FIRST, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_path_that_leads_out_of_the_folder_is_refused(in_csv, tmp_path):
    descriptor = json.loads((in_csv / "datapackage.json").read_text())
    descriptor["resources"][0]["path"] = "../articles.csv"
    with duckdb.connect() as connection:
        attach_version(connection, in_csv / "build/store", "1")
        with pytest.raises(PublishError, match=r"\.\./articles\.csv leads out of the package"):
            write_data_files(connection, descriptor, tmp_path / "out")


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    names=st.lists(NAMES.filter(str.strip), max_size=4, unique=True),
    turnout=st.floats(0, 100),
    format=st.sampled_from(["csv", "parquet"]),
)
def test_any_rows_come_out_of_the_store_as_they_were_written(
    tmp_path_factory, names, turnout, format
):
    folder = tmp_path_factory.mktemp("any")
    rows = sample_rows()
    rows["actor_names"] += [{"actor_id": "ana-bell", "name": name} for name in names]
    rows["election_reports"][0]["turnout"] = turnout
    build(folder, rows, format)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    with duckdb.connect() as connection:
        attach_version(connection, folder / "build/store", "1")
        assert write_data_files(connection, descriptor, folder / "out") == []
    for resource in descriptor["resources"]:
        assert file_digest(folder / "out" / resource["path"]) == resource["hash"]
