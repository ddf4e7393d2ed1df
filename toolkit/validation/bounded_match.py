"""Regular expressions of Python, which may take for ever, given up after a while.

Python tries one way to match after the other; where repetitions stand in each other their number
doubles with each character. What could take too many steps is asked of a process of its own,
which can be ended.
"""

from __future__ import annotations

import atexit
import json
import queue
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MOST_STEPS = 1_000_000
"""What Python may take at once: some tens of milliseconds."""

MOST_SECONDS = 2.0
"""How long one text may be tried."""

MOST_SECONDS_IN_ALL = 60.0
"""How long all texts may be tried with one pattern."""

_PROGRAM = """
import json, re, sys
for line in sys.stdin:
    pattern, text = json.loads(line)
    print(int(re.match(pattern, text) is not None), flush=True)
"""


class PatternTooSlow(ValueError):  # noqa: N818 - the name says what the pattern is
    """A pattern takes too long to be tried; the message says so."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """In how many ways a pattern can be tried: at each of some parts anew for each character."""

    parts: int = 0
    choices: int = 0
    doubles: bool = False

    def steps(self, length: int) -> float:
        if self.doubles and length > 16:
            return float("inf")
        exponent = min(self.parts, 40)
        return float(max(length, 2)) ** exponent * 2.0 ** min(self.choices, 60)


def matches(pattern: str, text: str) -> bool:
    """Return whether the beginning of a text matches a pattern, as `re.match` does.

    Raises PatternTooSlow where that cannot be told within MOST_SECONDS, and re.error for what
    is no pattern.
    """
    compiled, ways = _compiled(pattern)
    if ways.steps(len(text)) <= MOST_STEPS:
        return compiled.match(text) is not None
    return _matcher.matches(pattern, text)


def is_surely_fast(pattern: str) -> bool:
    """Whether a pattern takes no more steps than a text of any length has characters."""
    ways = _compiled(pattern)[1]
    return not ways.doubles and ways.parts <= 1 and ways.choices <= 10


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> tuple[re.Pattern[str], _Ways]:
    compiled = re.compile(pattern)
    return compiled, _ways(parser.parse(pattern))


def _ways(nodes: Any) -> _Ways:
    found = _Ways()
    for kind, content in nodes:
        found = _both(found, _ways_of(kind, content))
    return found


def _ways_of(kind: Any, content: Any) -> _Ways:
    if kind in (names.MAX_REPEAT, names.MIN_REPEAT):
        least, most, nodes = content
        inner = _ways(nodes)
        if least == most <= 1 or most == 0:
            return inner
        if most == 1:
            return _both(inner, _Ways(choices=1))
        doubles = inner.doubles or inner.parts > 0 or inner.choices > 0
        return _Ways(inner.parts + (least != most), inner.choices, doubles)
    if kind is names.BRANCH:
        found = _Ways(choices=len(content[1]).bit_length())
        for branch in content[1]:
            found = _both(found, _ways(branch))
        return found
    if kind is names.SUBPATTERN:
        return _ways(content[3])
    if kind in (names.ASSERT, names.ASSERT_NOT):
        return _ways(content[1])
    if kind in (names.LITERAL, names.NOT_LITERAL, names.ANY, names.IN, names.AT, names.GROUPREF):
        return _Ways()
    # Groups that depend on others and those that are never tried again are rare.
    return _Ways(doubles=True)


def _both(one: _Ways, other: _Ways) -> _Ways:
    return _Ways(one.parts + other.parts, one.choices + other.choices, one.doubles or other.doubles)


class _Matcher:
    """A process that matches; it is ended where it takes too long, and made anew when needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._seconds: dict[str, float] = {}

    def matches(self, pattern: str, text: str) -> bool:
        with self._lock:
            spent = self._seconds.get(pattern, 0.0)
            if spent >= MOST_SECONDS_IN_ALL:
                raise _too_slow(pattern)
            process = self._process or self._start()
            assert process.stdin is not None
            begun = time.monotonic()
            try:
                process.stdin.write(json.dumps([pattern, text]) + "\n")
                process.stdin.flush()
                answer = self._answers.get(timeout=MOST_SECONDS)
            except (queue.Empty, OSError):
                self.end()
                # What took too long once is not tried again.
                self._seconds[pattern] = MOST_SECONDS_IN_ALL
                raise _too_slow(pattern) from None
            self._seconds[pattern] = spent + time.monotonic() - begun
            return answer.strip() == "1"

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-I", "-S", "-c", _PROGRAM]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
        answers: queue.SimpleQueue[str] = queue.SimpleQueue()

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                answers.put(line)

        threading.Thread(target=read, daemon=True).start()
        self._process, self._answers = process, answers
        return process


def _too_slow(pattern: str) -> PatternTooSlow:
    shown = pattern if len(pattern) <= 60 else pattern[:59] + "…"
    return PatternTooSlow(f"the pattern {shown} takes too long to be tried")


_matcher = _Matcher()
atexit.register(_matcher.end)
