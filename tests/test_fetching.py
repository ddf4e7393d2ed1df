"""Pages of the web: fetched only when asked, politely, within bounds, and once."""

from __future__ import annotations

import gzip
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import PageServer, Reply, serve_pages

from toolkit.sources import Skipped
from toolkit.sources.fetching import Fetcher, Fetching, NotFetched, read_addresses
from toolkit.sources.fetching import bounded_request as bounds

PAGE = b"<html><body><p>The two ministers met in Paris on Tuesday.</p></body></html>"
PAUSE = 0.01


@pytest.fixture
def server() -> Iterator[PageServer]:
    with serve_pages() as server:
        server.replies["/a"] = Reply(PAGE)
        yield server


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    return Fetcher(Fetching(tmp_path, online=True, pause=PAUSE))


def reason_of(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(NotFetched) as refused:
        fetcher.fetch(address)
    return refused.value.reason


# Asked or not


def test_nothing_is_asked_for_unless_fetching_is_wanted(server, tmp_path):
    with pytest.raises(NotFetched, match="Give --fetch"):
        Fetcher(Fetching(tmp_path)).fetch(f"{server.address}/a")
    assert server.asked == []


def test_a_page_is_fetched_once_and_then_read_from_disk(server, tmp_path, fetcher):
    first = fetcher.fetch(f"{server.address}/a")
    assert (first.body, first.media_type) == (PAGE, "text/html")
    server.asked.clear()
    for online in (True, False):
        assert Fetcher(Fetching(tmp_path, online)).fetch(f"{server.address}/a") == first
    assert server.asked == []


def test_a_page_asked_for_again_is_sent_only_where_it_changed(server, tmp_path):
    again = Fetching(tmp_path, online=True, again=True, pause=PAUSE)
    server.replies["/a"] = Reply(PAGE, headers={"ETag": '"1"'})
    first = Fetcher(again).fetch(f"{server.address}/a")
    assert Fetcher(again).fetch(f"{server.address}/a") == first
    assert server.asked[-1][2]["If-None-Match"] == '"1"'
    server.replies["/a"] = Reply(b"new", headers={"ETag": '"2"'})
    assert Fetcher(again).fetch(f"{server.address}/a").body == b"new"


def test_a_page_that_is_damaged_on_disk_is_fetched_again(server, tmp_path, fetcher):
    fetcher.fetch(f"{server.address}/a")
    (kept,) = tmp_path.rglob("*.page")
    kept.write_bytes(kept.read_bytes()[:-3])
    assert fetcher.fetch(f"{server.address}/a").body == PAGE


def test_a_page_that_failed_is_not_kept(server, tmp_path, fetcher):
    assert reason_of(fetcher, f"{server.address}/none") == "its server answered with status 404"
    assert list(tmp_path.rglob("*.page")) == []


# Politeness


def test_what_robots_txt_forbids_is_not_asked_for(server, fetcher):
    server.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /b*.html$\n")
    server.replies["/b1.html"] = Reply(PAGE)
    assert "robots.txt" in reason_of(fetcher, f"{server.address}/b1.html")
    assert fetcher.fetch(f"{server.address}/a").body == PAGE
    assert server.paths == ["/robots.txt", "/a"]


def test_what_robots_txt_says_to_us_by_name_comes_first(server, fetcher):
    rules = b"User-agent: parley-toolkit\nDisallow: /a\n\nUser-agent: *\nAllow: /\n"
    server.replies["/robots.txt"] = Reply(rules)
    assert "robots.txt" in reason_of(fetcher, f"{server.address}/a")


def test_a_redirection_leads_to_nothing_that_robots_txt_forbids(server, fetcher):
    server.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /secret\n")
    server.replies["/b"] = Reply(status=302, headers={"Location": "/secret"})
    assert "robots.txt" in reason_of(fetcher, f"{server.address}/b")
    assert "/secret" not in server.paths


def test_a_host_that_can_not_say_what_it_permits_is_left_alone(server, fetcher):
    server.replies["/robots.txt"] = Reply(status=500)
    assert "does not say" in reason_of(fetcher, f"{server.address}/a")
    assert "does not say" in reason_of(fetcher, f"{server.address}/a?2")
    assert server.paths == ["/robots.txt"]


def test_between_two_requests_passes_the_time_that_the_host_asks_for(server, fetcher):
    server.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.3\n")
    server.replies["/b"] = Reply(PAGE)
    for path in ("/a", "/b"):
        fetcher.fetch(server.address + path)
    (_, a, b) = (when for when, _, _ in server.asked)
    assert b - a >= 0.29


def test_a_host_that_wants_too_long_a_pause_is_not_asked(server, fetcher):
    server.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 3600\n")
    assert "3,600 seconds" in reason_of(fetcher, f"{server.address}/a")
    assert server.paths == ["/robots.txt"]


def test_a_host_that_asks_for_fewer_requests_is_asked_no_more(server, fetcher):
    server.replies["/b"] = Reply(status=429)
    assert "fewer requests" in reason_of(fetcher, f"{server.address}/b")
    assert "fewer requests" in reason_of(fetcher, f"{server.address}/a")
    assert server.paths == ["/robots.txt", "/b"]


def test_a_request_says_who_asks_and_how_to_reach_the_user(server, fetcher, monkeypatch):
    monkeypatch.setenv(bounds.CONTACT_VARIABLE, "desk@example.org\r\nX: y")
    fetcher.fetch(f"{server.address}/a")
    said = server.asked[-1][2]["User-Agent"]
    assert said.startswith("parley-toolkit/")
    assert said.endswith("(+desk@example.orgX: y)")


# Bounds


def test_redirections_are_followed_but_not_for_ever(server, fetcher):
    server.replies["/b"] = Reply(status=301, headers={"Location": "/a#x"})
    server.replies["/c"] = Reply(status=302, headers={"Location": "/c"})
    assert fetcher.fetch(f"{server.address}/b").final_address == f"{server.address}/a"
    assert reason_of(fetcher, f"{server.address}/c") == "it redirects more than 5 times"


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@x/", "http:"]
)
def test_a_redirection_to_what_is_no_page_is_refused(server, fetcher, to):
    server.replies["/b"] = Reply(status=302, headers={"Location": to})
    assert "redirects" in reason_of(fetcher, f"{server.address}/b")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_a_redirection_into_a_private_network_is_refused(server, fetcher, host):
    server.replies["/b"] = Reply(status=302, headers={"Location": f"http://{host}:9/"})
    assert "private network" in reason_of(fetcher, f"{server.address}/b")


def test_an_address_with_a_password_is_refused(fetcher):
    assert reason_of(fetcher, "http://a:b@127.0.0.1:9/") == "its address holds a password"


def test_a_packed_page_is_unpacked(server, fetcher):
    server.replies["/b"] = Reply(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
    assert fetcher.fetch(f"{server.address}/b").body == PAGE


def test_a_page_that_unpacks_to_too_much_is_refused(server, fetcher):
    bomb = gzip.compress(bytes(3 * bounds.LARGEST_PAGE))
    server.replies["/b"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    assert "larger than" in reason_of(fetcher, f"{server.address}/b")


def test_a_page_without_end_is_refused(server, fetcher):
    server.replies["/b"] = Reply(headers={}, pieces=lambda: itertools.repeat(bytes(1 << 16)))
    assert "larger than" in reason_of(fetcher, f"{server.address}/b")


def test_a_page_that_comes_too_slowly_is_given_up(server, fetcher, monkeypatch):
    monkeypatch.setattr(bounds, "LONGEST_SECONDS", 0.2)
    import time

    def drip() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.05)
            yield b"x" * (1 << 16)

    server.replies["/b"] = Reply(headers={}, pieces=drip)
    assert "took longer" in reason_of(fetcher, f"{server.address}/b")


def test_an_answer_that_breaks_off_is_told(server, fetcher):
    server.replies["/b"] = Reply(b"half", headers={"Content-Length": "100"})
    assert "breaks off" in reason_of(fetcher, f"{server.address}/b")


def test_a_host_that_is_not_there_is_told_in_one_sentence(fetcher):
    assert reason_of(fetcher, "http://127.0.0.1:9/").startswith("its server can't be reached")


# Lists


def test_a_list_has_one_address_a_line_and_remarks():
    stream = io.BytesIO(
        b"\xef\xbb\xbf# Ours\nhttps://example.org/a#top\n\nhttps://example.org/a\r\n"
        b"example.org/b\nftp://example.org/c\nhttp://[broken/\n"
    )
    found = list(read_addresses(stream, "list.urls"))
    assert found[0] == "https://example.org/a"
    assert [one.source_path for one in found[1:]] == [f"list.urls#{n}" for n in (5, 6, 7)]
    assert {one.reason for one in found[1:]} == {"the line is no web address"}


def test_a_line_without_end_is_skipped_and_the_next_one_read():
    stream = io.BytesIO(b"http://x/" + b"a" * 5_000_000 + b"\nhttps://example.org/a\n")
    skipped, address = read_addresses(stream, "list.urls")
    assert isinstance(skipped, Skipped)
    assert address == "https://example.org/a"
