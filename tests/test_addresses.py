"""Addresses as inputs of a build: storages that fsspec knows, and pages of the web."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from page_server import PageServer, Reply, serve_pages
from s3_server import S3Server
from telling_parser import TellingParser

import toolkit
from toolkit.article import Article
from toolkit.building.errors import BuildError
from toolkit.sources import (
    Fetching,
    MissingInput,
    Note,
    Skipped,
    named_input,
    read_inputs,
    shown_input,
)
from toolkit.sources.addresses.stored_files import StoredFile, find_stored_files
from toolkit.texts import inputs_of_last_build, read_texts

BODY = "MONROVIA – The two ministers met on Tuesday and agreed to meet again."


def read(*inputs: str | Path, **options: object) -> list[Article | Skipped | Note]:
    return list(read_inputs(inputs, **options))


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    storage = fsspec.filesystem("memory")
    storage.store.clear()
    yield storage
    storage.store.clear()


# What is named


@pytest.mark.parametrize(
    "address",
    [
        "s3://bucket/folder",
        "memory://shelf",
        "zip://a.txt::s3://bucket/a.zip",
        "https://example.org/",
    ],
)
def test_an_address_is_told_from_a_path(address):
    assert named_input(address) == address


@pytest.mark.parametrize("path", ["seeds", "C:/texts", "a:b.txt", "./s3", "https:"])
def test_a_path_is_told_from_an_address(path):
    assert named_input(path) == Path(path)


def test_a_file_of_this_machine_may_be_named_by_its_address(tmp_path):
    (tmp_path / "a b.txt").write_text(BODY)
    address = (tmp_path / "a b.txt").as_uri()
    assert read(address) == [Article("a b.txt", BODY)]


def test_a_report_names_an_address_without_its_password():
    shown = shown_input("sftp://ann:secret@example.org/texts")
    assert shown == "sftp://example.org/texts"
    assert shown_input("zip://a::ftp://ann:secret@h/x") == "zip://a::ftp://h/x"


# Storages


def test_the_files_of_a_storage_are_read_as_those_of_a_folder(memory, tmp_path):
    files = {
        "b.txt": BODY.encode() + b" B",
        "a/z.md": BODY.encode(),
        "a.jsonl": b'{"text": "' + BODY.encode() + b' J"}',
        "README.md": BODY.encode() + b" R",
        ".hidden/c.txt": BODY.encode() + b" H",
        "a/page.docx": b"",
        "packed.txt.gz": gzip.compress(BODY.encode() + b" P"),
    }
    for name, content in files.items():
        memory.pipe(f"/shelf/news/{name}", content)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = read("memory://shelf/news")
    assert found == read(tmp_path)
    assert [one.source_path for one in found] == ["a/z.md", "a.jsonl#1", "b.txt", "packed.txt.gz"]


def test_a_file_in_a_storage_is_known_by_its_name(memory):
    memory.pipe("/shelf/a.txt", BODY.encode())
    assert read("memory://shelf/a.txt") == [Article("a.txt", BODY)]


def test_an_archive_in_a_storage_is_read_where_it_lies(memory):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("in/a.txt", BODY)
    memory.pipe("/shelf/a.zip", stream.getvalue())
    assert read("memory://shelf") == [Article("a.zip/in/a.txt", BODY)]
    assert read("zip://in::memory://shelf/a.zip") == [Article("a.txt", BODY)]


def test_a_storage_is_read_as_its_files_are_asked_for(memory):
    for name in "abc":
        memory.pipe(f"/shelf/{name}.txt", f"{BODY} {name}".encode())
    items = read_inputs(["memory://shelf"])
    assert next(items).source_path == "a.txt"
    memory.rm("/shelf/b.txt")
    skipped, last = items
    assert skipped == Skipped("b.txt", "it does not exist", "Check the address.")
    assert last.source_path == "c.txt"


def test_a_place_that_is_not_there_is_one_clear_sentence(memory):
    with pytest.raises(MissingInput, match=r"memory://nowhere does not exist\. Check"):
        read("memory://nowhere")


def test_a_place_that_is_not_there_beside_others_is_skipped(memory, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    skipped, article = read("memory://nowhere", tmp_path)
    assert isinstance(skipped, Skipped)
    assert article == Article("a.txt", BODY)


def test_a_storage_without_articles_is_one_clear_sentence(memory):
    memory.pipe("/shelf/a.docx", b"x")
    with pytest.raises(MissingInput, match="holds no file of articles"):
        read("memory://shelf")


def test_a_storage_whose_package_is_not_installed_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(
        MissingInput, match=r"the package gcsfs\. pip install 'parley-toolkit\[gcs\]"
    ):
        read("gs://bucket/texts")


def test_a_scheme_that_no_one_knows_is_one_clear_sentence():
    with pytest.raises(MissingInput, match=r"nowhere://x can't be opened .*s3://"):
        read("nowhere://x")


def test_a_file_that_breaks_off_costs_itself_alone(memory, monkeypatch):
    memory.pipe("/shelf/a.txt", BODY.encode())
    (file,) = find_stored_files("memory://shelf", lambda _: True)
    assert isinstance(file, StoredFile)
    monkeypatch.setattr(type(memory), "open", lambda *_, **__: 1 / 0)
    with pytest.raises(OSError, match="division by zero"):
        file.open()


@pytest.mark.s3
def test_a_bucket_is_read_with_the_keys_of_the_environment(s3: S3Server, monkeypatch):
    storage = s3.filesystem()
    storage.mkdirs("news-in", exist_ok=True)
    storage.pipe({f"news-in/{name}.txt": f"{BODY} {name}".encode() for name in ("b", "a/z", "c")})
    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)
    assert [one.source_path for one in read("s3://news-in")] == ["a/z.txt", "b.txt", "c.txt"]
    assert [one.source_path for one in read("s3://news-in/a/")] == ["z.txt"]
    with pytest.raises(MissingInput, match="does not exist"):
        read("s3://no-such-bucket-here/x")


# Pages of the web

PAGE = (
    '<html lang="en"><head><title>Two meet</title></head><body><article><h1>Two meet</h1>'
    "<p>MONROVIA – The two ministers met on Tuesday and agreed to meet again in the spring.</p>"
    "<p>They spoke for two hours about trade, and will report to parliament on Friday.</p>"
    "</article></body></html>"
).encode()


@pytest.fixture
def server() -> Iterator[PageServer]:
    with serve_pages() as server:
        yield server


def test_a_page_becomes_an_article_with_its_address(server, tmp_path):
    server.replies["/a"] = Reply(PAGE)
    fetching = Fetching(tmp_path, online=True, pause=0)
    (article,) = read(f"{server.address}/a", fetching=fetching)
    assert isinstance(article, Article)
    assert (article.source_path, article.url) == (f"{server.address}/a",) * 2
    assert article.title == "Two meet"
    assert "agreed to meet again in the spring" in article.text


def test_a_list_gives_its_pages_in_order_and_says_what_is_none(server, tmp_path):
    server.replies["/a"] = Reply(PAGE.replace(b"two hours", b"three hours"))
    server.replies["/b"] = Reply(BODY.encode(), headers={"Content-Type": "text/plain"})
    server.replies["/c"] = Reply(b"%PDF", headers={"Content-Type": "application/pdf"})
    names = tmp_path / "news.urls"
    names.write_text("".join(f"{server.address}/{path}\n" for path in "bacd") + "nothing\n")
    items = read(names, fetching=Fetching(tmp_path / "fetched", online=True, pause=0))
    b, a, c, d, nothing = items
    assert isinstance(a, Article)
    assert b == Article(f"{server.address}/b", BODY, url=f"{server.address}/b")
    assert (c.reason, d.reason) == (
        "it is no page but application/pdf",
        "its server answered with status 404",
    )
    assert nothing.source_path == "news.urls#5"


def test_a_feed_of_the_web_gives_its_entries(server, tmp_path):
    feed = (
        "<rss version='2.0'><channel><title>Wire</title><item><title>Two meet</title>"
        f"<description>{BODY}</description></item></channel></rss>"
    )
    server.replies["/f"] = Reply(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    fetching = Fetching(tmp_path, online=True, pause=0)
    (article,) = read(f"{server.address}/f", fetching=fetching)
    assert (article.source_path, article.text) == (f"{server.address}/f#1", BODY)


def test_the_encoding_that_a_server_states_is_kept_to(server, tmp_path):
    page = PAGE.decode().replace("Monrovia", "Moskau").replace("two hours", "«два часа»")
    reply = Reply(page.encode("cp1251"), headers={"Content-Type": "text/html; charset=cp1251"})
    server.replies["/a"] = reply
    (article,) = read(f"{server.address}/a", fetching=Fetching(tmp_path, online=True, pause=0))
    assert "«два часа»" in article.text


def test_without_fetching_a_page_is_skipped_and_the_way_to_it_named(server, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.urls").write_text(f"{server.address}/a\n")
    _, skipped = read(tmp_path)
    assert (skipped.source_path, skipped.remedy) == (
        f"{server.address}/a",
        "Give --fetch to fetch pages of the web.",
    )
    assert server.asked == []


# Builds


def rows_of(package: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((package / "data").iterdir())}


def test_a_build_reads_a_storage_as_it_reads_a_folder(memory, tmp_path):
    for name in "ab":
        text = f"Ada Abara met Bo Bello. They agreed on {name} in a long talk."
        memory.pipe(f"/shelf/{name}.txt", text.encode())
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "texts" / f"{name}.txt").write_text(text)
    report = toolkit.build("memory://shelf", tmp_path / "one", parser=TellingParser).report
    toolkit.build(tmp_path / "texts", tmp_path / "two", parser=TellingParser)
    assert report.inputs == ("memory://shelf",)
    assert report.rows["meetings"] == 2
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "two")


def test_a_page_that_was_fetched_is_built_again_without_its_server(tmp_path):
    out = tmp_path / "out"
    with serve_pages() as server:
        text = b"Ada Abara met Bo Bello. They agreed on the spring in a long talk."
        server.replies["/a"] = Reply(text, headers={"Content-Type": "text/plain"})
        address = f"{server.address}/a"
        with pytest.raises(BuildError, match="Give --fetch"):
            toolkit.build(address, out, parser=TellingParser)
        fetched = toolkit.build(address, out, parser=TellingParser, fetch=True)
        assert fetched.report.rows["meetings"] == 1
    before = rows_of(out)
    again = toolkit.build(address, out, parser=TellingParser, reparse=True).report
    assert (again.changed, again.skipped) == (False, ())
    assert rows_of(out) == before
    assert list(read_texts(inputs_of_last_build(out), out).values()) == [text.decode()]
