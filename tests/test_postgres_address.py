"""The address of a catalogue in PostgreSQL, and where a store's catalogue is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.store.catalog import catalog_of, remember_catalog
from toolkit.store.errors import StoreError
from toolkit.store.file_catalog import FileCatalog
from toolkit.store.postgres_address import PostgresAddress, parse_postgres_address


@pytest.mark.parametrize(
    "text",
    [
        "postgres:dbname=lake host=db.example port=5433 user=ann password=secret",
        "postgres: dbname = lake host='db.example' port=5433 user=ann password='secret'",
        "postgresql://ann:secret@db.example:5433/lake",
        "postgres://ann@db.example:5433/lake?password=secret",
        "postgres:postgresql://ann:secret@db.example:5433/lake",
    ],
)
def test_every_way_to_write_an_address_is_the_same_address(text):
    address = parse_postgres_address(text)
    assert str(address) == "postgres:dbname=lake host=db.example port=5433 user=ann"
    assert address.password == "secret"
    assert "secret" not in repr(address) + address.conninfo


def test_a_password_in_a_url_may_be_percent_encoded():
    assert parse_postgres_address("postgresql://ann:a%20b%2Fc@h/lake").password == "a b/c"


values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@given(st.dictionaries(st.sampled_from(["host", "user", "options", "port"]), values), values)
def test_what_is_written_of_an_address_reads_back_as_the_same_address(parameters, name):
    address = PostgresAddress({**parameters, "dbname": name})
    assert parse_postgres_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        *("postgres:", "postgres:secret", "postgres:host=h password=secret"),
        *("postgresql://a:secret@h/", "postgresql://a:secret@h:port/lake"),
        "postgres:dbname='lake password=secret",
    ],
)
def test_an_address_without_a_database_is_refused_and_not_repeated(text):
    with pytest.raises(StoreError, match="names no database") as error:
        parse_postgres_address(text)
    assert "secret" not in str(error.value)


def test_a_store_has_its_catalogue_in_a_file_where_nothing_says_otherwise(tmp_path):
    assert catalog_of(tmp_path) == FileCatalog(tmp_path / "catalog.ducklake", tmp_path / "data")


def test_the_call_counts_before_the_environment_and_that_before_what_is_remembered(
    tmp_path, monkeypatch
):
    remembered = catalog_of(tmp_path, "postgres:dbname=remembered")
    remember_catalog(remembered, tmp_path, tmp_path)
    assert str(catalog_of(tmp_path)) == "postgres:dbname=remembered"
    monkeypatch.setenv("PARLEY_CATALOG", "postgres:dbname=environment")
    assert str(catalog_of(tmp_path)) == "postgres:dbname=environment"
    assert str(catalog_of(tmp_path, "postgres:dbname=call")) == "postgres:dbname=call"
    assert isinstance(catalog_of(tmp_path, "file"), FileCatalog)


def test_the_folder_of_the_rows_is_remembered_for_its_own_catalogue_only(tmp_path):
    catalog = catalog_of(tmp_path, "postgres:dbname=lake password=secret", tmp_path / "rows")
    remember_catalog(catalog, tmp_path, tmp_path)
    assert catalog_of(tmp_path).data == tmp_path / "rows"
    assert catalog_of(tmp_path, "postgres:dbname=other").data is None
    assert "secret" not in (tmp_path / "catalog.json").read_text()


def test_a_store_that_goes_back_to_a_file_remembers_that(tmp_path):
    remember_catalog(catalog_of(tmp_path, "postgres:dbname=lake"), tmp_path, tmp_path)
    remember_catalog(catalog_of(tmp_path, "file"), tmp_path, tmp_path)
    assert isinstance(catalog_of(tmp_path), FileCatalog)


def test_a_store_in_a_file_leaves_no_note_of_its_catalogue(tmp_path):
    remember_catalog(catalog_of(tmp_path), tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["mysql:secret", "somewhere"])
def test_a_catalogue_of_no_known_kind_is_answered_with_the_known_kinds(tmp_path, text):
    with pytest.raises(StoreError, match="no known kind; write `file`, postgres:dbname") as error:
        catalog_of(tmp_path, text)
    assert "secret" not in str(error.value)


def test_a_folder_of_rows_is_not_for_a_catalogue_in_a_file(tmp_path):
    with pytest.raises(StoreError, match="lie beside it; --catalog-data is for"):
        catalog_of(tmp_path, None, Path("rows"))


def test_a_note_that_cannot_be_read_says_what_to_do(tmp_path):
    (tmp_path / "catalog.json").write_text(json.dumps("text")[:-1])
    with pytest.raises(StoreError, match=r"catalog\.json: can't be read; remove it and name"):
        catalog_of(tmp_path)
