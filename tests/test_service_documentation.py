"""What `docs/serve.md` shows is what the service answers."""

from __future__ import annotations

import json
import re

import pytest
from conftest import PROJECT
from served_package import client_of

from toolkit.service.conditions import OPERATORS

PAGE = (PROJECT / "docs" / "serve.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client():
    with client_of(PROJECT) as client:
        yield client


def test_every_request_that_the_page_shows_is_answered_with_rows(client):
    shown = re.findall(r"curl 'http://127\.0\.0\.1:8000([^']+)'", PAGE)
    assert len(shown) >= 6
    for address in shown:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"] == "application/json":
            assert answer.json().get("rows") or answer.json()["row"], address


def test_every_address_and_operator_stands_on_the_page(client):
    for address in client.get("/").json()["addresses"]:
        assert f"`{address.replace('SELECT+', '')}" in PAGE
    rows = [f"| `{name}` | {meaning} |" for name, meaning in OPERATORS.items()]
    assert (
        "\n".join(
            ["<!-- operators -->", "| operator | the value of the column |", "|---|---|", *rows]
        )
        in PAGE
    )


def test_the_problem_that_the_page_shows_is_the_real_one(client):
    shown = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
    assert client.get("/tables/meetings.json?countri=IQ").json() == shown
