"""Publishing to a storage of the kind of S3: a real server, keys, a publisher that is killed."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import PROJECT
from s3_server import READER
from staged_releases import FILES, publish, with_sums

from toolkit.publish.errors import PublishError
from toolkit.publish.targets.storage_target import CLAIM_NAME

pytestmark = pytest.mark.s3
CHANGED = {**FILES, "data/meetings.csv": b"meeting_id\nrome-talks\n"}
MANY = {f"meetings/{number:03d}.html": b"<p>%d" % number for number in range(160)}
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def client(s3):
    """A client of the server's, with a bucket `data` made."""
    client = s3.filesystem()
    client.mkdir("data")
    return client


@pytest.fixture
def shelf(s3, client, monkeypatch) -> str:
    """A new folder of the bucket, `data/1`, of a server that the environment leads to."""
    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)
    return f"data/{next(numbers)}"


def stored(client, shelf: str) -> dict[str, bytes]:
    """Return all files of a folder by path."""
    client.invalidate_cache()
    paths = client.find(shelf)
    return {path.removeprefix(f"{shelf}/"): client.cat_file(path) for path in paths}


def expected(files, version: str = "1.0.0") -> dict[str, bytes]:
    """Return what a release puts into a bucket, beside the pointer."""
    return {f"{version}/{path}": content for path, content in with_sums(files).items()}


def release_in(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: found[path] for path in found if path not in ("latest.json", "index.html")}


def test_a_release_lies_whole_at_its_version_and_is_not_uploaded_twice(client, shelf):
    target = f"s3://{shelf}/"
    first, second = publish(target), publish(target)
    assert first.uploaded == second.already_there == tuple(sorted(FILES))
    assert second.uploaded == ()
    assert first.address == f"s3://{shelf}/1.0.0"
    found = stored(client, shelf)
    assert release_in(found) == expected(FILES)
    assert json.loads(found["latest.json"])["version"] == "1.0.0"


def test_pages_are_served_as_pages_and_only_the_pointer_is_asked_for_again(client, shelf):
    publish(f"s3://{shelf}")

    def said(path: str) -> tuple[str, str]:
        head = client.call_s3("head_object", Bucket="data", Key=f"{shelf[5:]}/{path}")
        return head["ContentType"], head["CacheControl"]

    forever = "public, max-age=31536000, immutable"
    assert said("1.0.0/index.html") == ("text/html; charset=utf-8", forever)
    assert said("1.0.0/parley.duckdb") == ("application/vnd.duckdb", forever)
    assert said("latest.json") == ("application/json", "no-cache")


def test_a_published_version_is_not_overwritten_and_the_pointer_never_goes_back(client, shelf):
    target = f"s3://{shelf}"
    publish(target, version="1.10.0")
    assert publish(target, version="1.9.0").latest == "1.10.0"
    before = stored(client, shelf)
    with pytest.raises(PublishError, match=r"^data/meetings\.csv of 1\.9\.0 is not the one"):
        publish(target, CHANGED, "1.9.0")
    assert stored(client, shelf) == before


def test_a_publisher_that_is_killed_is_followed_by_one_that_completes(client, shelf):
    command = [sys.executable, "-c", _publisher(f"s3://{shelf}")]
    with subprocess.Popen(command, cwd=PROJECT) as killed:
        until = time.monotonic() + 60
        while len(client.find(f"{shelf}/1.0.0")) < 20 and time.monotonic() < until:
            time.sleep(0.05)
        killed.kill()
    left = stored(client, shelf)
    assert "1.0.0/SHA256SUMS" not in left, "it was complete before it was killed"
    assert "latest.json" not in left
    there = len(left.keys() - {f"1.0.0/{CLAIM_NAME}"})
    assert there >= 19
    done = publish(f"s3://{shelf}", MANY)
    assert len(done.already_there) == there
    assert release_in(stored(client, shelf)) == expected(MANY)


def _publisher(target: str) -> str:
    return (
        "import sys\nsys.path.insert(0, 'tests')\nfrom staged_releases import publish\n"
        f"publish({target!r}, {MANY!r})"
    )


def test_of_two_publishers_of_other_bytes_at_once_one_release_comes_out_whole(client, shelf):
    def attempt(files) -> bool:
        try:
            publish(f"s3://{shelf}", files)
        except PublishError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        succeeded = tuple(pool.map(attempt, (FILES, CHANGED)))
    found = release_in(stored(client, shelf))
    assert (succeeded, found) in [
        ((True, False), expected(FILES)),
        ((False, True), expected(CHANGED)),
    ]


def test_what_went_wrong_is_told_with_the_remedy_and_nothing_is_changed(
    s3, client, shelf, monkeypatch
):
    target = f"s3://{shelf}"
    publish(target)
    before = stored(client, shelf)
    with pytest.raises(PublishError, match=r"there is no such place .*make the bucket first"):
        publish("s3://nobody-made-this/data")
    for name, value in s3.environment(READER).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(PublishError, match=r"it is not permitted .*keys that may list, read and"):
        publish(target, version="1.1.0")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(PublishError, match="it is not permitted") as raised:
        publish(target, version="1.1.0")
    assert "wrong" not in str(raised.value)
    assert stored(client, shelf) == before


def test_a_storage_that_can_not_be_reached_is_told(monkeypatch, s3):
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    options = {**s3.options(), "endpoint_url": "http://127.0.0.1:1"}
    with pytest.raises(PublishError, match=r"it can't be reached .*check network and endpoint"):
        publish("s3://data", **options)


def test_keys_that_are_not_there_are_told(monkeypatch, shelf, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(PublishError, match=r"no keys were found|it is not permitted"):
        publish(f"s3://{shelf}")
