"""The tables over HTTP: rows by key, filters, orders, pages, forms, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
from urllib.parse import quote

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from served_package import HOSTILE, build_served_package, client_of

from toolkit.tables import column_names, table_names


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return build_served_package(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def client(package):
    with client_of(package) as client:
        yield client


def meetings(client, query: str = "") -> list[str]:
    answer = client.get(f"/tables/meetings.json?{query}")
    assert answer.status_code == 200, answer.text
    return [row["meeting_id"] for row in answer.json()["rows"]]


def refusal(client, address: str, status: int = 400) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert problem["detail"].endswith((".", "?"))
    assert "\n" not in problem["detail"]
    return problem["detail"]


def test_every_table_is_listed_with_its_columns(client):
    tables = client.get("/tables").json()["tables"]
    assert [table["name"] for table in tables] == list(table_names())
    for table in tables:
        assert [column["name"] for column in table["columns"]] == list(column_names(table["name"]))
        assert all(column["description"] for column in table["columns"])
        assert client.get(f"/tables/{table['name']}").json() == table


def test_a_row_is_found_by_its_key_with_its_evidence(client):
    found = client.get("/tables/meetings/paris-talks").json()
    assert found["row"]["place"] == "Paris"
    assert found["row"]["start_date"] == "2021-10-11"
    assert {(place["field"], place["rule"]) for place in found["evidence"]} == {
        (None, "met"),
        ("place", "in_place"),
    }


def test_the_parts_of_a_key_are_parted_by_a_slash_and_the_last_may_have_one(client):
    found = client.get("/tables/actor_names/hostile/with/slash").json()
    assert found["row"] == {"actor_id": "hostile", "name": "with/slash"}
    assert client.get("/tables/actor_names/hostile/with%2Fslash").json() == found


def test_a_former_key_leads_to_the_row(client):
    answer = client.get("/tables/actors/anne-lee", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == "/tables/actors/ann-lee"


def test_an_unknown_row_table_or_address_is_not_found(client):
    assert "no row 'nobody'" in refusal(client, "/tables/actors/nobody", 404)
    assert "did you mean meetings?" in refusal(client, "/tables/meting.json", 404)
    assert "no table" in refusal(client, "/tables/meetings.xml", 404)
    assert "/nothing" in refusal(client, "/nothing", 404)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("place_country=FR", {"paris-talks"}),
        ("place_country.ne=BF", {"paris-talks"}),
        ("start_date.gte=2021-03-01&start_date.lt=2021-10-01", {"meeting-2", "meeting-5"}),
        ("start_date.gt=2021-03-01", {"paris-talks"}),
        ("start_date.lte=2021-01-31", set()),
        ("start_date.null=true", {"meeting-3", "meeting-6"}),
        (
            "kind.in=meeting,visit&place.null=false",
            {"paris-talks", "meeting-2", "meeting-4", "meeting-6"},
        ),
        ("place.contains=GADOU", {"meeting-2", "meeting-4", "meeting-6"}),
        ("place.contains=%25", set()),
    ],
)
def test_a_filter_keeps_the_rows_that_fulfil_it(client, query, found):
    assert set(meetings(client, query)) == found


def test_a_number_and_a_hostile_text_are_filtered_by(client):
    shares = client.get("/tables/election_results.json?vote_share.gt=22.5").json()
    assert shares["total"] == 1
    hostile = client.get(f"/tables/actors.json?name={quote(HOSTILE)}").json()
    assert [row["actor_id"] for row in hostile["rows"]] == ["hostile"]


def test_rows_are_sorted_with_the_unknown_last_either_way(client):
    ascending = meetings(client, "sort=start_date,-meeting_id")
    assert ascending[0] == "meeting-7"
    assert ascending[-2:] == ["meeting-6", "meeting-3"]
    assert meetings(client, "sort=-start_date")[0] == "paris-talks"
    assert meetings(client, "sort=-start_date")[-2:] == ["meeting-3", "meeting-6"]


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.sampled_from(["start_date", "-start_date", "-place", "place", "kind", "-meeting_id"]),
        max_size=3,
    ),
    st.integers(1, 4),
)
def test_pages_by_key_or_by_number_have_each_row_once_in_order(client, order, size):
    sort = f"&sort={','.join(order)}" if order else ""
    whole = meetings(client, f"limit=1000{sort}")
    assert len(whole) == 8
    following, found = f"/tables/meetings.json?limit={size}{sort}", []
    while following:
        page = client.get(following)
        assert page.json()["total"] == 8
        found += [row["meeting_id"] for row in page.json()["rows"]]
        following = page.json()["next"]
        assert (f'<{following}>; rel="next"' in page.headers["link"]) == bool(following)
    assert found == whole
    numbered = [
        key
        for start in range(0, 8, size)
        for key in meetings(client, f"limit={size}&offset={start}{sort}")
    ]
    assert numbered == whole


def test_some_columns_are_answered_in_the_order_asked_for(client):
    answer = client.get("/tables/meetings.json?columns=place,kind&limit=1").json()
    assert list(answer["rows"][0]) == ["place", "kind"]


@pytest.mark.parametrize("table", table_names())
def test_a_whole_table_has_the_bytes_of_the_published_file(client, package, table):
    published = (package / "data" / f"{table}.csv").read_bytes()
    assert client.get(f"/tables/{table}.csv").content == published
    resources = client.get("/datapackage.json").json()["resources"]
    stated = next(item for item in resources if item["name"] == table)
    assert stated["path"] == f"tables/{table}.csv"
    assert stated["hash"] == f"sha256:{hashlib.sha256(published).hexdigest()}"


def test_parquet_has_the_rows_and_types_of_the_table(client):
    answer = client.get("/tables/meetings.parquet?place_country=BF&sort=-meeting_id&limit=3")
    rows = pyarrow.parquet.read_table(io.BytesIO(answer.content))
    assert rows["meeting_id"].to_pylist() == ["meeting-7", "meeting-6", "meeting-5"]
    assert str(rows.schema.field("start_date").type) == "date32[day]"
    assert answer.headers["total-count"] == "7"


def test_a_part_of_a_whole_file_can_be_asked_for(client):
    whole = client.get("/tables/meetings.parquet").content
    part = client.get("/tables/meetings.parquet", headers={"Range": "bytes=-4"})
    assert part.status_code == 206
    assert part.content == whole[-4:] == b"PAR1"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("countri=IQ", "did you mean place_country?"),
        ("start_date=monday", "a day such as"),
        ("start_date=2021-02-30", "a day such as"),
        ("start_date.contains=2021", "can't be compared by 'contains'"),
        ("kind.regex=.*", "can't be compared by 'regex'"),
        ("limit=0", "from 1 to 10000"),
        ("limit=99999999999999999999", "from 1 to 10000"),
        ("offset=-1", "offset is a whole number"),
        ("limit=1&limit=2", "limit is given 2 times"),
        ("sort=nothing", "no column 'nothing'"),
        ("sort=", "no column ''"),
        ("columns=kind;drop table actors", "no column"),
        ('kind"--=1', "no column"),
        ("place=%ff", "not text in UTF-8"),
        ("place=%00", "NUL"),
        ("place=%zz", "two hexadecimal digits"),
        ("null=1", "no column"),
        ("start_date.null=maybe", "true or false"),
        ("&".join(["kind=call"] * 201), "may be 200"),
    ],
)
def test_a_wrong_parameter_is_refused_in_one_sentence(client, query, said):
    assert said in refusal(client, f"/tables/meetings.json?{query}")


def test_a_row_to_begin_after_that_is_not_there_is_not_found(client):
    assert "no row" in refusal(client, "/tables/meetings.json?after=nope", 404)


def test_parameters_without_end_are_refused(client):
    assert "16000" in refusal(client, f"/tables/meetings.json?place={'x' * 20_000}", 414)


@pytest.mark.parametrize(
    "value", ["'", "\\'", "' OR 1=1 --", '"; DROP TABLE actors; --', "$$", "\u2019"]
)
def test_no_value_becomes_sql(client, value):
    for operator in ("", ".contains", ".in", ".gte", ".ne"):
        answer = client.get("/tables/actors.json", params={f"name{operator}": value})
        assert answer.status_code == 200
    assert client.get(f"/tables/actors/{quote(value)}").status_code == 404
    assert client.get("/tables/actors.json").json()["total"] == 4


def test_what_is_not_to_read_is_refused(client):
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        answer = client.request(method, "/tables/meetings.json")
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
        assert answer.json()["status"] == 405


def test_an_answer_that_is_kept_is_not_sent_again(client):
    for address in ("/tables/meetings.json", "/tables/meetings.csv", "/tables/actors/ann-lee", "/"):
        first = client.get(address)
        assert first.headers["data-version"] == "0.1.0"
        again = client.get(address, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["etag"] != client.get("/tables").headers["etag"]


def test_json_is_compressed_for_who_takes_that_under_a_tag_of_its_own(client):
    plain = client.get("/tables", headers={"Accept-Encoding": "identity"})
    packed = client.get("/tables", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert packed.headers["etag"] != plain.headers["etag"]
    assert len(gzip.compress(plain.content)) < len(plain.content) / 2


def test_a_page_of_another_site_may_read(client):
    answer = client.get("/tables", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Link" in answer.headers["access-control-expose-headers"]


def test_a_person_sees_a_page_without_a_script_and_a_program_json(client):
    page = client.get("/", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for name in table_names():
        assert f'href="tables/{name}.json"' in page.text
    assert client.get("/").json()["version"] == "0.1.0"


def test_health_says_which_version_is_served(client):
    assert client.get("/health").json() == {"status": "ok", "version": "0.1.0"}
