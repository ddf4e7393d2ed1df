"""`toolkit infer`: where a proposal goes, and what is said beside it."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import pytest
from typer.testing import CliRunner, Result

from toolkit.cli import app

CUSTOMERS = "customer_id,name\n1,x\n2,y\n"
ORDERS = "order_id;customer_id;price\n7;1;NA\n8;2;2.5\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return the files of two tables, one of which refers to the other."""
    customers, orders = tmp_path / "customers.csv", tmp_path / "orders.csv"
    customers.write_text(CUSTOMERS, encoding="utf-8")
    orders.write_text(ORDERS, encoding="utf-8")
    return customers, orders


def infer(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["infer", *map(str, arguments)])


def test_one_file_gives_its_schema_on_standard_output(files):
    ran = infer(files[0])
    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["primaryKey"] == ["customer_id"]


def test_what_to_look_at_goes_to_standard_error(files):
    ran = infer(files[1])
    assert json.loads(ran.stdout)["primaryKey"] == ["order_id"]
    assert "orders price: NA: taken for a missing value." in ran.stderr
    assert "orders: its delimiter is ';': --package states that too." in ran.stderr


def test_several_files_give_a_package_that_is_valid(files, tmp_path):
    ran = infer(*files, "--out", tmp_path)
    assert ran.exit_code == 0
    assert "is a proposal: read it, and edit it." in ran.stdout
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in descriptor["resources"]] == [
        *("customers.csv", "orders.csv")
    ]
    assert descriptor["resources"][1]["schema"]["foreignKeys"] == [
        {
            "fields": ["customer_id"],
            "reference": {"resource": "customers", "fields": ["customer_id"]},
        }
    ]
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_one_file_gives_a_package_where_one_is_asked_for(files):
    (resource,) = json.loads(infer(files[1], "--package").stdout)["resources"]
    assert (resource["name"], resource["dialect"]["delimiter"]) == ("orders", ";")


def test_a_schema_is_written_to_a_file(files, tmp_path):
    place = tmp_path / "schemas" / "customers.json"
    ran = infer(files[0], "--out", place)
    assert ran.exit_code == 0
    assert json.loads(place.read_text(encoding="utf-8"))["primaryKey"] == ["customer_id"]


def test_what_is_there_is_replaced_only_by_force(files, tmp_path):
    place = tmp_path / "schema.json"
    place.write_text("mine", encoding="utf-8")
    ran = infer(files[0], "--out", place)
    assert ran.exit_code == 1
    assert "--force" in ran.stderr
    assert place.read_text(encoding="utf-8") == "mine"
    assert infer(files[0], "--out", place, "--force").exit_code == 0


def test_a_machine_gets_schemas_and_notes(files):
    report = json.loads(infer(files[1], "--json").stdout)
    assert report["tables"][0]["rows"] == 2
    assert report["notes"][0] == {
        "table": "orders",
        "column": "price",
        "message": "NA: taken for a missing value.",
    }


def test_a_file_outside_the_folder_of_the_package_is_refused(files, tmp_path):
    ran = infer(*files, "--out", tmp_path / "elsewhere")
    assert "does not lie below" in str(ran.exception)
    assert not (tmp_path / "elsewhere").exists()


def test_a_delimiter_is_one_character(files):
    ran = infer(files[0], "--delimiter", "::")
    assert ran.exit_code == 1
    assert "is not one character" in ran.stderr
