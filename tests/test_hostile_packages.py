"""Packages that err or mean harm: a clear sentence, no traceback, no hang, in bounded memory."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Outcome, start

MOST_CPU_SECONDS = 20.0
"""What a command may take of a processor: ten times what it does on a slow machine."""

MOST_MEBIBYTES = 2048
LONG_LINE = int(os.environ.get("PARLEY_LONG_LINE", 200_000_000))
"""Bytes of the longest line; 1000000000 is the long run."""

MOST_RESOURCES = int(os.environ.get("PARLEY_RESOURCES", 200))
"""Resources of the largest package; 10000 is the long run."""

MOST_COLUMNS = int(os.environ.get("PARLEY_COLUMNS", 300))
"""Columns of the widest table; 5000 is the long run."""

FIELDS = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
ROWS = "id,name\n1,Ana\n2,Bo\n"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture
def validate(scratch) -> Callable[..., Outcome]:
    """A function that validates a package and checks what all outcomes have in common."""

    def run(path: Path | str, *options: str, **bounds: Any) -> Outcome:
        environment = {"COLUMNS": "400", "TMPDIR": str(scratch)}
        bounds = {"seconds": 60.0, **bounds}
        outcome = start("validate", str(path), *options, environment=environment, **bounds).wait()
        assert "Traceback" not in outcome.said
        assert "defect of the toolkit" not in outcome.said, outcome
        assert outcome.code in (0, 1, 2), outcome
        assert outcome.code == 0 or re.search(": |→ ", outcome.said), "a remedy follows"
        assert outcome.cpu_seconds < MOST_CPU_SECONDS
        assert outcome.mebibytes < MOST_MEBIBYTES
        assert len(outcome.said) < 1_000_000
        return outcome

    return run


def write(folder: Path, *resources: dict[str, Any], rows: str = ROWS, **properties: Any) -> Path:
    """Write a package with a file `rows.csv`; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rows.csv").write_text(rows, encoding="utf-8", newline="")
    content = {"name": "made", **properties, "resources": list(resources) or [resource()]}
    (folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def resource(name: str = "rows", **properties: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": "rows.csv",
        "schema": {"fields": FIELDS},
        **properties,
    }


def describe(folder: Path, content: bytes) -> Path:
    """Write a package whose descriptor is as it is given."""
    write(folder)
    (folder / "datapackage.json").write_bytes(content)
    return folder


def linked(folder: Path, target: str) -> Path:
    """Return a package whose file is a link."""
    write(folder)
    (folder / "rows.csv").unlink()
    (folder / "rows.csv").symlink_to(target)
    return folder


def special(folder: Path, make: Callable[[Path], Any]) -> Path:
    """Return a package with something in place of its file."""
    write(folder)
    (folder / "rows.csv").unlink()
    make(folder / "rows.csv")
    return folder


def packed(folder: Path, suffix: str, write_bomb: Callable[[Path], None]) -> Path:
    write(folder, resource(path=f"rows.csv.{suffix}"))
    write_bomb(folder / f"rows.csv.{suffix}")
    return folder


def gzip_bomb(file: Path) -> None:
    """Write members of zeros, one after the other: the last says how few its own are."""
    member = gzip.compress(b"0" * (1 << 20))
    file.write_bytes(member * 70 + gzip.compress(b"1"))


def zip_bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.csv", b"0" * (65 << 20))


def bomb_of_a_package(folder: Path) -> Path:
    folder.mkdir()
    archive = folder / "made.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("datapackage.json", json.dumps({"resources": [resource()]}))
        opened.writestr("rows.csv", b"0" * (65 << 20))
    return archive


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


BAD_DESCRIPTORS = {
    "not_json": (b'{"resources": [', "is not valid JSON (line 1"),
    "not_utf_8": (b"\xff\xfe\xfa", "is not UTF-8 at byte 0"),
    "not_an_object": (b"[1, 2]", "holds no object"),
    "without_resources": (b"{}", "has no list `resources`"),
    "nested_100000_deep": (nested(100_000), "nested too deeply"),
    "nested_500_deep": (nested(500), "more than 100 levels deep"),
    "a_long_list_of_lists": (b'{"a":' + b"[" * 100_000, "nested too deeply"),
    "a_key_twice": (b'{"resources": [], "resources": []}', "has the key resources twice"),
    "half_a_surrogate": (b'{"resources": [], "title": "\\ud800"}', "half of a surrogate pair"),
    "a_surrogate_key": (b'{"resources": [], "\\udfff": 1}', "half of a surrogate pair"),
    "not_a_number": (b'{"resources": [], "a": NaN}', "which JSON does not know"),
    "a_number_of_5000_digits": (b'{"resources": [], "a": ' + b"1" * 5000 + b"}", "too many"),
    "nul_in_a_name": (b'{"resources": [{"name": "a\\u0000b"}]}', "holds a control character"),
    "escapes_in_a_name": (b'{"resources": [{"name": "\\u001b[2J"}]}', "holds a control character"),
    "nul_in_a_path": (
        b'{"resources": [{"name": "a", "path": "a\\u0000b"}]}',
        "holds a control character",
    ),
}


@pytest.mark.parametrize("case", BAD_DESCRIPTORS)
def test_a_descriptor_that_cannot_be_read_is_told_in_a_sentence(validate, tmp_path, case):
    content, said = BAD_DESCRIPTORS[case]
    outcome = validate(describe(tmp_path / "made", content))
    assert outcome.code == 2
    assert said in outcome.said


BAD_PACKAGES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "absolute_path": (lambda at: write(at, resource(path="/etc/passwd")), "leads out of the"),
    "path_upwards": (lambda at: write(at, resource(path="../rows.csv")), "leads out of the"),
    "windows_path": (lambda at: write(at, resource(path="C:\\rows.csv")), "leads out of the"),
    "schema_upwards": (lambda at: write(at, resource(schema="../s.json")), "leads out of the"),
    "remote_path": (
        lambda at: write(at, resource(path="http://example.org/rows.csv")),
        "--allow-remote",
    ),
    "remote_schema": (
        lambda at: write(at, resource(schema="http://example.org/s.json")),
        "--allow-remote",
    ),
    "link_out": (lambda at: linked(at, "/etc/passwd"), "is a link out of the package"),
    "link_to_zeros": (lambda at: linked(at, "/dev/zero"), "is a link out of the package"),
    "link_in_a_circle": (lambda at: linked(at, "rows.csv"), "cannot be read"),
    "link_to_nothing": (lambda at: linked(at, "none.csv"), "is missing"),
    "folder_for_a_file": (lambda at: special(at, Path.mkdir), "is a folder"),
    "pipe_for_a_file": (lambda at: special(at, os.mkfifo), "is a pipe"),
    "schema_in_a_circle": (lambda at: write(at, resource(schema="#/resources/0/schema")), "circle"),
    "schema_refers_on": (
        lambda at: write(at, resource(schema={"$ref": "#/resources/0/schema"})),
        "refers on with $ref",
    ),
    "gzip_bomb": (lambda at: packed(at, "gz", gzip_bomb), "unpacks to more than 200 times"),
    "zip_bomb": (lambda at: packed(at, "zip", zip_bomb), "unpacks to more than 200 times"),
    "bomb_of_a_package": (bomb_of_a_package, "would unpack to more than 200 times"),
    "not_gzip": (lambda at: packed(at, "gz", lambda file: file.write_text("no")), "rows"),
    "not_zip": (lambda at: packed(at, "zip", lambda file: file.write_text("no")), "rows"),
    "unknown_encoding": (lambda at: write(at, resource(encoding="utf-99")), "utf-99"),
    "unknown_type": (lambda at: write(at, resource(schema={"fields": [{"name": "id"}, 7]})), ""),
    "schema_without_fields": (lambda at: write(at, resource(schema={"fields": "id"})), ""),
    "pattern_that_is_none": (
        lambda at: write(
            at,
            resource(
                schema={"fields": [{"name": "id", "constraints": {"pattern": "(["}}, *FIELDS[1:]]}
            ),
        ),
        "",
    ),
}


@pytest.mark.parametrize("case", BAD_PACKAGES)
def test_a_package_that_errs_or_means_harm_is_told_in_a_sentence(validate, tmp_path, case):
    make, said = BAD_PACKAGES[case]
    outcome = validate(make(tmp_path / "made"))
    assert outcome.code == 2, outcome.said
    assert said in outcome.said


@pytest.mark.parametrize("name", ["nothing", "empty", "/dev/zero", "pipe", "text.txt", "bad\nname"])
def test_what_is_no_package_is_said_to_be_none(validate, tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("text", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    outcome = validate(tmp_path / name)
    assert outcome.code == 1
    assert "not a data package" in outcome.said or "does not exist" in outcome.said


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda file: file.symlink_to("/dev/zero")])
def test_a_descriptor_that_is_no_file_is_no_descriptor(validate, tmp_path, make):
    make(tmp_path / "datapackage.json")
    outcome = validate(tmp_path)
    assert outcome.code == 1
    assert "holds no datapackage.json" in outcome.said


def test_a_descriptor_of_100_megabytes_is_not_read(validate, tmp_path):
    folder = write(tmp_path / "made")
    with (folder / "datapackage.json").open("r+b") as stream:
        stream.truncate(100_000_000)
    outcome = validate(folder)
    assert outcome.code == 2
    assert "has more than 32 MiB" in outcome.said


def test_what_may_not_be_read_is_said_to_be_so(validate, tmp_path):
    folder = write(tmp_path / "made")
    (folder / "rows.csv").chmod(0)
    outcome = validate(folder, unprivileged=True)
    assert outcome.code == 2
    assert "cannot be read (Permission denied)" in outcome.said


def test_keys_that_refer_to_each_other_are_legal(validate, tmp_path):
    def keyed(name: str, other: str) -> dict[str, Any]:
        reference = {"resource": other, "fields": "id"}
        keys = {"primaryKey": "id", "foreignKeys": [{"fields": "id", "reference": reference}]}
        return resource(name, schema={"fields": FIELDS, **keys})

    folder = write(tmp_path / "made", keyed("one", "two"), keyed("two", "one"))
    assert validate(folder).code == 0


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a*)*\\1b"])
def test_a_pattern_that_would_run_forever_is_bounded(validate, tmp_path, pattern):
    fields = [FIELDS[0], {**FIELDS[1], "constraints": {"pattern": pattern}}]
    made = resource(schema={"fields": fields})
    folder = write(tmp_path / "made", made, rows=f"id,name\n1,{'a' * 5000}\n")
    outcome = validate(folder)
    assert outcome.code == 2
    assert "rows" in outcome.said


def test_a_line_without_end_is_read_in_bounded_memory(validate, tmp_path):
    folder = write(tmp_path / "made")
    with (folder / "rows.csv").open("r+b") as stream:
        stream.truncate(LONG_LINE)
    outcome = validate(folder)
    assert outcome.code == 2
    assert "rows" in outcome.said


def test_a_file_that_changes_while_it_is_read_is_told(validate, tmp_path):
    folder = write(tmp_path / "made")

    def change() -> None:
        with (folder / "rows.csv").open("a", encoding="utf-8") as stream:
            stream.write("3,Cleo\n")

    with repeated(change):
        outcome = validate(folder)
    assert outcome.code == 2
    assert "changed while it was read" in outcome.said


def test_a_file_that_disappears_is_told(validate, tmp_path):
    folder = write(tmp_path / "made", *(resource(f"rows-{number}") for number in range(20)))

    def blink() -> None:
        (folder / "rows.csv").rename(folder / "away.csv")
        (folder / "away.csv").rename(folder / "rows.csv")

    with repeated(blink, pause=0.0):
        outcome = validate(folder)
    assert outcome.code == 2 or "20 tables" in outcome.said


@contextlib.contextmanager
def repeated(act: Callable[[], None], pause: float = 0.005) -> Iterator[None]:
    """Do something again and again, beside what runs in the context."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            act()
            time.sleep(pause)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_a_socket_for_a_file_is_told(validate, tmp_path, monkeypatch):
    folder = write(tmp_path / "made")
    (folder / "rows.csv").unlink()
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("rows.csv")
        outcome = validate(folder)
    assert (outcome.code, "is a socket" in outcome.said) == (2, True)


def test_many_resources_are_judged(validate, tmp_path):
    many = [resource(f"rows-{number}", schema=None) for number in range(MOST_RESOURCES - 1)]
    folder = write(tmp_path / "made", *many, resource(bytes=1))
    outcome = validate(folder)
    assert outcome.code == 2
    assert "rows" in outcome.said


def test_many_columns_are_judged(validate, tmp_path):
    names = [f"c{number}" for number in range(MOST_COLUMNS)]
    fields = [{"name": name, "type": "integer"} for name in names]
    cells = [str(number) for number in range(MOST_COLUMNS)]
    rows = ",".join(names) + "\n" + ",".join(cells) + "\n" + ",".join([*cells[:-1], "x"]) + "\n"
    folder = write(tmp_path / "made", resource(schema={"fields": fields}), rows=rows)
    outcome = validate(folder)
    assert outcome.code == 2
    assert f"c{MOST_COLUMNS - 1}" in outcome.said


def test_a_journal_of_a_build_that_leads_out_is_not_followed(validate, tmp_path):
    folder = write(tmp_path / "made")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "text.txt").write_text("mine", encoding="utf-8")
    (folder / "data").symlink_to("../mine")
    swap = folder / "build" / ".swap"
    swap.mkdir(parents=True)
    journal = {"moves": [], "removals": ["data/text.txt"]}
    (swap / "journal.json").write_text(json.dumps(journal), encoding="utf-8")
    outcome = validate(folder)
    assert outcome.code == 1
    assert "leads out of the package" in outcome.said
    assert (tmp_path / "mine" / "text.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", ["{", "[]", '{"moves": 7}', "[" * 100_000])
def test_a_journal_that_is_none_is_told(validate, tmp_path, content):
    folder = write(tmp_path / "made")
    (folder / "build" / ".swap").mkdir(parents=True)
    (folder / "build" / ".swap" / "journal.json").write_text(content, encoding="utf-8")
    outcome = validate(folder)
    assert (outcome.code, "not the journal of a build" in outcome.said) == (1, True)


def test_a_report_of_a_build_that_names_what_never_ends_is_not_read(validate, tmp_path):
    folder = write(tmp_path / "made")
    (folder / "build").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    inputs = {"inputs": ["/dev/zero", str(tmp_path / "pipe.txt"), str(tmp_path)]}
    (folder / "build" / "report.json").write_text(json.dumps(inputs), encoding="utf-8")
    assert validate(folder).code == 0


def test_nothing_is_left_in_the_folder_of_scratch(validate, scratch, tmp_path):
    validate(bomb_of_a_package(tmp_path / "made"))
    validate(packed(tmp_path / "packed", "gz", gzip_bomb))
    assert list(scratch.iterdir()) == []
