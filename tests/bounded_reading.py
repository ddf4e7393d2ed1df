"""Inputs read in a process of its own, with what that took.

A server that has loaded what reads inputs forks for each reading, so that a reading costs what
it does, and its memory can be told from that of the tests.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS = 40
"""Seconds of processor time after which a reading is killed."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a reading gave: an article, a note or something skipped, and what is said of it."""

    kind: str
    source_path: str
    said: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What inputs gave, the error that ended it, and what it took above reading nothing."""

    items: tuple[Item, ...]
    error: str
    cpu_seconds: float
    mebibytes: float

    @property
    def articles(self) -> tuple[Item, ...]:
        """The articles; `said` is the beginning of the text."""
        return tuple(item for item in self.items if item.kind == "Article")

    @property
    def skipped(self) -> tuple[Item, ...]:
        """What was skipped; `said` is the reason and the remedy."""
        return tuple(item for item in self.items if item.kind == "Skipped")


class Reader:
    """A process that forks one for each reading."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self, *inputs: Path, unprivileged: bool = False) -> Reading:
        """Read inputs; with `unprivileged` as one who may read only what permissions allow."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"inputs": [str(path) for path in inputs], "unprivileged": unprivileged}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        items = tuple(Item(*item) for item in answer["items"])
        return Reading(items, answer["error"], answer["seconds"], answer["mebibytes"])

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)


@contextlib.contextmanager
def running_reader() -> Iterator[Reader]:
    """Give a reader, which ends with the block."""
    reader = Reader()
    try:
        yield reader
    finally:
        reader.close()


def _read_in_child(asked: dict) -> dict:
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        with open(writable, "w", encoding="utf-8") as answer:  # noqa: PTH123 - a descriptor
            json.dump(_read(asked), answer)
        os._exit(0)
    os.close(writable)
    with open(readable, encoding="utf-8") as answer:  # noqa: PTH123 - a descriptor
        text = answer.read()
    _, status, used = os.wait4(child, 0)
    said = json.loads(text) if text else {"items": [], "error": f"killed (status {status})"}
    said["seconds"] = used.ru_utime + used.ru_stime
    said["mebibytes"] = used.ru_maxrss / 1024
    return said


def _read(asked: dict) -> dict:
    from unprivileged import give_up_capabilities

    from toolkit.sources import read_inputs

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    if asked["unprivileged"] and os.geteuid() == 0:
        give_up_capabilities()
    items: list[tuple[str, str, str]] = []
    error = ""
    try:
        for item in read_inputs([Path(path) for path in asked["inputs"]]):
            kind = type(item).__name__
            if kind == "Article":
                said = item.text[:200]
            else:
                said = item.message if kind == "Note" else f"{item.reason}. {item.remedy}"
            items.append((kind, item.source_path, said))
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    return {"items": items, "error": error}


def _serve() -> None:
    _load_all()
    baseline = _read_in_child({"inputs": [os.devnull], "unprivileged": False})["mebibytes"]
    for line in sys.stdin:
        answer = _read_in_child(json.loads(line))
        answer["mebibytes"] -= baseline
        print(json.dumps(answer), flush=True)


def _load_all() -> None:
    """Load what readers load when they meet their first file, the model of languages too."""
    from importlib import import_module

    from toolkit.sources.endings import CONTAINERS, FORMATS
    from toolkit.sources.language import other_language

    for room, modules in (("formats", FORMATS), ("containers", CONTAINERS)):
        for name in set(modules.values()):
            import_module(f"toolkit.sources.{room}.{name}")
    other_language("le ministre a rencontré son homologue " * 10)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    _serve()
