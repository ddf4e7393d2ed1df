"""Where releases are published: whole or not at all, never overwritten, only what is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st
from released_package import files_of
from staged_releases import FILES, publish, stage, with_sums

from toolkit.publish.errors import PublishError
from toolkit.publish.targets.latest import max_of
from toolkit.publish.targets.media_types import media_type
from toolkit.publish.targets.open_target import open_target
from toolkit.publish.targets.storage_options import storage_options
from toolkit.storages.address import without_password

CHANGED = {**FILES, "data/meetings.csv": b"meeting_id\nrome-talks\n"}


def in_memory() -> dict[str, bytes]:
    """Return all files of the storage in memory, by path below the target."""
    storage = fsspec.filesystem("memory")
    found = storage.find("/shelf")
    return {name.removeprefix("/shelf/"): storage.cat_file(name) for name in found}


@pytest.fixture
def memory() -> Iterator[str]:
    """The address of an empty storage in memory."""
    storage = fsspec.filesystem("memory")
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]
    yield "memory://shelf"
    storage.store.clear()


@pytest.fixture(params=["folder", "memory"])
def shelf(request, tmp_path, memory):
    """A target that keeps several releases, and what returns all of its files."""
    if request.param == "memory":
        return memory, in_memory
    folder = tmp_path / "shelf"
    return str(folder), lambda: files_of(folder)


def test_a_release_lies_whole_at_its_version_with_a_pointer_and_a_page_to_it(shelf):
    target, files = shelf
    done = publish(target)
    found = files()
    pointer, page = json.loads(found.pop("latest.json")), found.pop("index.html")
    assert found == {f"1.0.0/{path}": content for path, content in with_sums(FILES).items()}
    assert pointer == {"version": "1.0.0", "path": "1.0.0/"}
    assert b'<a href="1.0.0/index.html">1.0.0</a>' in page
    assert (done.uploaded, done.already_there) == (tuple(sorted(FILES)), ())
    assert done.uploaded_bytes == sum(map(len, FILES.values()))
    assert (done.version, done.latest) == ("1.0.0", "1.0.0")
    assert done.address.endswith("shelf/1.0.0")
    assert json.loads(json.dumps(done.to_dict()))["uploaded"] == sorted(FILES)


def test_the_same_release_again_writes_nothing(shelf):
    target, files = shelf
    publish(target)
    before = files()
    done = publish(target)
    assert (done.uploaded, done.uploaded_bytes) == ((), 0)
    assert done.already_there == tuple(sorted(FILES))
    assert files() == before


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (CHANGED, "data/meetings.csv"),
        ({**FILES, "extra.txt": b""}, "extra.txt"),
        ({"index.html": FILES["index.html"]}, "data/meetings.csv"),
    ],
)
def test_a_published_version_is_not_overwritten_with_other_bytes(shelf, other, named):
    target, files = shelf
    publish(target)
    before = files()
    with pytest.raises(PublishError, match=rf"^{named} of 1\.0\.0 is not the one .*release"):
        publish(target, other)
    assert files() == before


def test_a_file_that_was_lost_is_brought_back_alone(shelf):
    target, files = shelf
    publish(target)
    before = files()
    if target.startswith("memory"):
        fsspec.filesystem("memory").rm_file("/shelf/1.0.0/data/meetings.csv")
    else:
        Path(target, "1.0.0/data/meetings.csv").unlink()
    assert publish(target).uploaded == ("data/meetings.csv",)
    assert files() == before


def test_files_of_an_incomplete_release_are_kept_and_the_others_added(shelf):
    target, files = shelf
    publish(target)
    whole = files()
    for name in ("1.0.0/SHA256SUMS", "1.0.0/parley.duckdb", "latest.json"):
        if target.startswith("memory"):
            fsspec.filesystem("memory").rm_file(f"/shelf/{name}")
        else:
            Path(target, name).unlink()
    assert publish(target).uploaded == ("parley.duckdb",)
    assert files() == whole


def test_a_file_that_somebody_else_put_there_is_not_overwritten(shelf):
    target, files = shelf
    publish(target, {"datapackage.json": b"made by hand"})
    if target.startswith("memory"):
        fsspec.filesystem("memory").rm_file("/shelf/1.0.0/SHA256SUMS")
    else:
        Path(target, "1.0.0/SHA256SUMS").unlink()
    before = files()
    with pytest.raises(PublishError, match=r"datapackage\.json of 1\.0\.0 is not the one"):
        publish(target)
    assert files() == before


def test_a_file_that_is_not_of_the_release_is_told_and_left(shelf):
    target, files = shelf
    publish(target)
    if target.startswith("memory"):
        fsspec.filesystem("memory").pipe_file("/shelf/1.0.0/notes.txt", b"mine")
    else:
        Path(target, "1.0.0/notes.txt").write_bytes(b"mine")
    assert publish(target).unlisted == ("notes.txt",)
    assert files()["1.0.0/notes.txt"] == b"mine"


@settings(max_examples=15, deadline=None)
@given(
    st.permutations(["0.9.0", "1.0.0-rc.1", "1.0.0", "1.10.0", "1.2.0"]),
    st.integers(min_value=1, max_value=5),
)
def test_the_pointer_names_the_highest_version_in_whichever_order_they_come(versions, number):
    with tempfile.TemporaryDirectory() as folder:
        for version in versions[:number]:
            done = publish(folder, {"index.html": version.encode()}, version)
        pointer = json.loads(Path(folder, "latest.json").read_text())
        assert pointer["version"] == done.latest == max_of(*versions[:number])


def test_the_pointer_is_mended_by_the_next_publication(shelf):
    target, files = shelf
    publish(target, version="2.0.0")
    lost = b'{"version": "1.0.0"}'
    if target.startswith("memory"):
        fsspec.filesystem("memory").pipe_file("/shelf/latest.json", lost)
    else:
        Path(target, "latest.json").write_bytes(lost)
    assert publish(target, version="1.0.0").latest == "2.0.0"
    assert json.loads(files()["latest.json"])["version"] == "2.0.0"


def test_a_page_of_somebody_else_stays_in_the_place_of_ours(tmp_path):
    (tmp_path / "index.html").write_bytes(b"my own page")
    publish(tmp_path)
    assert (tmp_path / "index.html").read_bytes() == b"my own page"


def test_a_pointer_of_somebody_else_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "latest.json").write_text("[]")
    with pytest.raises(PublishError, match=r"latest\.json names no version.*move it"):
        publish(tmp_path)
    assert list(files_of(tmp_path)) == ["latest.json"]


@pytest.mark.parametrize("others", [FILES, CHANGED], ids=["equal", "other"])
def test_of_several_publishers_at_once_one_release_comes_out_whole(shelf, others):
    target, files = shelf

    def attempt(number: int) -> bool:
        try:
            publish(target, others if number % 2 else FILES)
        except PublishError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        succeeded = list(pool.map(attempt, range(6)))
    found = files()
    del found["latest.json"], found["index.html"]
    came_out = [
        {f"1.0.0/{path}": content for path, content in with_sums(one).items()}
        for one in (FILES, others)
    ]
    assert found in came_out
    winner = came_out.index(found)
    if others is FILES:
        assert all(succeeded)
    else:
        assert succeeded[winner::2] != [False] * 3
        assert not any(succeeded[1 - winner :: 2])


def test_a_release_that_is_being_uploaded_with_other_bytes_is_not_mixed_with(memory):
    sums = with_sums(CHANGED)["SHA256SUMS"]
    fsspec.filesystem("memory").pipe_file("/shelf/1.0.0/SHA256SUMS.partial", sums)
    before = in_memory()
    with pytest.raises(PublishError, match=r"begun with another data/meetings\.csv"):
        publish(memory)
    assert in_memory() == before


def test_what_was_killed_while_it_was_made_is_never_seen_and_is_removed(tmp_path):
    target = tmp_path / "shelf"
    code = (
        "import sys, time\nfrom toolkit.publish.targets.open_target import open_target\n"
        f"with open_target({str(target)!r}, {{}}).staging() as folder:\n"
        "    (folder / 'half').write_text('x')\n    print('begun', flush=True)\n    time.sleep(60)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as killed:
        assert killed.stdout.readline() == b"begun\n"
        with open_target(str(target), {}).staging():
            assert len(list(target.glob(".publishing-*"))) == 2, "what another writes stays"
        killed.kill()
    assert not (target / "1.0.0").exists()
    publish(target)
    assert {path.name for path in target.iterdir()} == {"1.0.0", "index.html", "latest.json"}


def test_a_failure_leaves_no_new_folder(tmp_path):
    place = open_target(str(tmp_path / "shelf"), {})
    with pytest.raises(ZeroDivisionError), place.staging():
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_to_is_told_before_any_work():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            with pytest.raises(PublishError, match=r"can't be written to \(Permission denied\)"):
                open_target(folder, {}).check()
        finally:
            os.seteuid(was)
    with pytest.raises(PublishError, match="is a file; name a folder"):
        open_target(__file__, {}).check()


def test_a_zip_file_holds_the_release_in_one_folder_and_the_same_bytes_each_time(tmp_path):
    for name in ("a.zip", "b.zip"):
        publish(f"zip:{tmp_path / name}")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    expected = {f"parley-1.0.0/{path}": data for path, data in with_sums(FILES).items()}
    assert found == expected
    assert list(found) == sorted(found)
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "b.zip"}


def test_a_zip_file_with_other_bytes_stays(tmp_path):
    file = tmp_path / "a.zip"
    publish(f"zip:{file}")
    before = file.read_bytes()
    assert publish(f"zip:{file}").uploaded == ()
    with pytest.raises(PublishError, match=r"data/meetings\.csv of 1\.0\.0 is not the one"):
        publish(f"zip:{file}", CHANGED)
    with pytest.raises(PublishError, match=r"holds no whole parley 1\.1\.0"):
        publish(f"zip:{file}", version="1.1.0")
    assert file.read_bytes() == before
    file.write_bytes(b"notes")
    with pytest.raises(PublishError, match="is no zip file"):
        publish(f"zip:{file}")
    with pytest.raises(PublishError, match="is no folder; make it"):
        publish(f"zip:{tmp_path / 'none' / 'a.zip'}")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("", "is empty"),
        ("zip:", "write zip:FILE"),
        ("zip://a.zip", "write zip:FILE"),
        ("s3:bucket/data", "write s3://bucket/data or ./s3:bucket/data"),
        ("https://ann:secret@example.org/data", "https://example.org/data can be read but not"),
        ("nowhere://bucket", "nowhere://bucket can't be opened .*gs://.*s3://"),
    ],
)
def test_an_address_that_is_no_target_is_told_with_the_remedy(target, said):
    with pytest.raises(PublishError, match=said) as raised:
        open_target(target, {})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("target", "package", "extra"),
    [
        ("s3://bucket/data", "s3fs", "s3"),
        ("gs://bucket/data", "gcsfs", "gcs"),
        ("az://bucket/data", "adlfs", "azure"),
    ],
)
def test_a_storage_whose_package_is_not_installed_names_the_extra(
    monkeypatch, target, package, extra
):
    monkeypatch.setitem(sys.modules, package, None)
    opened = sys.modules["fsspec.registry"]._registry
    monkeypatch.delitem(opened, target.partition(":")[0], raising=False)
    with pytest.raises(PublishError, match=rf"{package}; pip install 'parley-toolkit\[{extra}\]'"):
        open_target(target, {})


def test_options_come_from_the_environment_and_then_from_the_command():
    environment = {"PARLEY_STORAGE_OPTIONS": '{"anon": true, "key": "a"}'}
    read = storage_options(environment, ["key=b", 'client_kwargs={"verify": false}', "secret=x=y"])
    assert read == {"anon": True, "key": "b", "client_kwargs": {"verify": False}, "secret": "x=y"}
    with pytest.raises(PublishError, match="PARLEY_STORAGE_OPTIONS is no JSON object"):
        storage_options({"PARLEY_STORAGE_OPTIONS": "secret"})
    with pytest.raises(PublishError, match="has the form key=value"):
        storage_options({}, ["secret"])


def test_a_password_in_an_address_is_not_shown():
    assert without_password("sftp://ann:secret@example.org/data") == "sftp://example.org/data"
    assert without_password("s3://bucket/a@b") == "s3://bucket/a@b"


def test_a_staged_release_lists_every_file_but_the_list(tmp_path):
    release = stage(tmp_path, FILES)
    assert release.checksums_text.encode() == with_sums(FILES)["SHA256SUMS"]
    assert set(release.checksums()) == set(FILES)


def test_a_page_is_served_as_a_page():
    assert media_type("0.1.0/index.html") == "text/html; charset=utf-8"
    assert media_type("SHA256SUMS") == "text/plain; charset=utf-8"
    assert media_type("data/meetings.parquet") == "application/vnd.apache.parquet"
