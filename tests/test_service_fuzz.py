"""Requests made by chance from the description: no defect, and every answer is as described.

PARLEY_FUZZ_SECONDS is how long they go on, 6 by default; a longer run asks for all tables.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from served_package import build_served_package, running_server

SECONDS = int(os.environ.get("PARLEY_FUZZ_SECONDS", "6"))
SHORT = 60
SOME = r"^/(tables/(meetings|election_results)(\..*|/.*)?|tables|query|health|)$"
"""What a short run asks for: the fixed addresses, and those of two tables of all types."""
# A request that is right by itself may ask for too much together, and few texts are right SQL.
SETTINGS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 404, 414]

[[operations]]
include-name = "GET /query"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 414, 422]
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    package = build_served_package(tmp_path_factory.mktemp("served"))
    with running_server(package, "--seconds", "1", "--memory", "128") as (address, server):
        yield address
        assert server.poll() is None, "the server ended by itself"


@pytest.fixture(scope="module")
def description(address):
    return read(f"{address}/openapi.json")


def read(address: str) -> dict:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def test_the_description_is_valid_openapi(description):
    OpenAPIV31SpecValidator(description).validate()


def test_rows_and_their_evidence_are_as_the_description_says(address, description):
    schemas = description["components"]["schemas"]
    for table in read(f"{address}/tables")["tables"]:
        for row in read(f"{address}/tables/{table['name']}.json")["rows"]:
            OAS31Validator(schemas[f"row_{table['name']}"]).validate(row)
    for place in read(f"{address}/tables/meetings/paris-talks")["evidence"]:
        OAS31Validator(schemas["evidence"]).validate(place)


@pytest.mark.fuzz
def test_no_request_finds_a_defect(address, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json"),
        *("--checks", "all", "--max-time", str(SECONDS), "--generation-deterministic"),
        *([] if SECONDS > SHORT else ["--include-path-regex", SOME]),
    ]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
