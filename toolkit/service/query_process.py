"""A process of its own that answers SQL: what a query does wrong or in excess ends here.

    python -m toolkit.service.query_process DATABASE MEGABYTES

Each line of its standard input is a JSON object: `sql`, `seconds`, `rows` and `bytes`, the bounds
of the answer. For each it writes a line of JSON: `problem`, a sentence, or `columns`, `rows` and
`truncated`. DuckDB counts neither all the memory of a query nor can every step of one be
interrupted. So the memory of the process is bounded by the system, and whoever started it ends it
where it is silent for too long.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from toolkit.store.errors import QueryError
from toolkit.store.locked_connection import connect_locked
from toolkit.store.query import answer
from toolkit.store.result_formats import json_ready

if TYPE_CHECKING:
    import duckdb

_ROWS_AT_ONCE = 256
_MEGABYTE = 1 << 20
_OVERHEAD = 384
"""Megabytes of address space that threads and buffers take beside what a query asks for."""
_FIRST = {"sql": "SELECT 1", "seconds": 9, "rows": 1, "bytes": 9}
"""What is asked before the memory is bounded, so that all libraries are loaded."""
_HINTS = (" Use SET ", " You can set ", " Possible solutions", ' Use "SET ')
"""How DuckDB begins a hint about settings, which nobody can change here."""


def main(arguments: list[str]) -> None:
    """Answer until the input ends."""
    import duckdb  # noqa: F401 - it is loaded before the memory is bounded.

    database, megabytes = Path(arguments[0]), int(arguments[1])
    # Whatever a library prints is kept from the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _answer(database, megabytes, _FIRST)
    _bound_memory(megabytes)
    for line in sys.stdin.buffer:
        _write(answers, _answer(database, megabytes, json.loads(line)))


def _answer(database: Path, megabytes: int, asked: dict[str, Any]) -> bytes:
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{megabytes}MB",
        "temp_directory": "",
        "python_enable_replacements": False,
        "threads": 1,
    }
    try:
        # A connection of its own to each: a query can leave nothing behind for the next.
        with connect_locked(database, settings) as connection:
            timer = threading.Timer(asked["seconds"], connection.interrupt)
            timer.daemon = True
            timer.start()
            try:
                relation = answer(connection, asked["sql"], asked["rows"] + 1)
                return _rows_of(relation, asked["rows"], asked["bytes"])
            finally:
                timer.cancel()
    except QueryError as error:
        if isinstance(error.__cause__, duckdb.InterruptException):
            return _problem(_too_slow(asked["seconds"]), too_much=True)
        if isinstance(error.__cause__, duckdb.OutOfMemoryException):
            return _problem(_too_large(megabytes), too_much=True)
        return _problem(_without_hints(str(error)))
    except duckdb.InterruptException:
        return _problem(_too_slow(asked["seconds"]), too_much=True)
    except (MemoryError, duckdb.OutOfMemoryException):
        return _problem(_too_large(megabytes), too_much=True)
    except (duckdb.Error, RuntimeError, ValueError, OverflowError, RecursionError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        return _problem(f"The SQL can't be answered: {_without_hints(said)}")


def _rows_of(relation: duckdb.DuckDBPyRelation, most_rows: int, most_bytes: int) -> bytes:
    columns = [
        {"name": name, "type": str(kind)}
        for name, kind in zip(relation.columns, relation.types, strict=True)
    ]
    rows: list[bytes] = []
    size = 0
    truncated = False
    while not truncated and (batch := relation.fetchmany(_ROWS_AT_ONCE)):
        for row in batch:
            text = json.dumps([json_ready(value) for value in row], ensure_ascii=False)
            # A text of DuckDB is UTF-8, but a lone half of a pair can be made of two of them.
            line = text.encode("utf-8", "replace")
            size += len(line)
            truncated = len(rows) >= most_rows or size > most_bytes
            if truncated:
                break
            rows.append(line)
    head = json.dumps({"columns": columns, "truncated": truncated}, ensure_ascii=False)
    return head[:-1].encode("utf-8", "replace") + b', "rows": [' + b", ".join(rows) + b"]}"


def _problem(sentence: str, *, too_much: bool = False) -> bytes:
    return json.dumps({"problem": sentence, "too_much": too_much}).encode()


def _too_slow(seconds: float) -> str:
    return f"The query took longer than {seconds:g} seconds; ask for less, or run it on a copy."


def _too_large(megabytes: int) -> str:
    return f"The query needs more than {megabytes} MB of memory; ask for less, or run it on a copy."


def _without_hints(sentence: str) -> str:
    for hint in _HINTS:
        sentence = sentence.split(hint)[0]
    return sentence


def _bound_memory(megabytes: int) -> None:
    """Let the system refuse the process more memory than it has now and a query may take."""
    # Not every system bounds memory or tells of it; then DuckDB's own bound is the only one.
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + (megabytes + _OVERHEAD) * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _write(stream: BinaryIO, line: bytes) -> None:
    stream.write(line + b"\n")
    stream.flush()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(sys.argv[1:])
