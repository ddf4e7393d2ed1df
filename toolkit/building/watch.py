"""What a build tells while it is at work: its stages, how far each is, and what goes wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from toolkit.sources.outcome import Skipped


class BuildProgress(Protocol):
    """Told of each stage: how many steps of it are done, and of how many if that is known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of the progress."""
        ...


@dataclass(frozen=True, slots=True)
class BuildEvent:
    """One thing that happened in a build.

    `event` is "begun" or "ended" of a stage, "advanced" within one, or "skipped" of an input.
    `done` counts the articles of the stage, of `total` where that is known; `skipped` the
    problems so far; `seconds` is the age of the stage, and `what` the input that was skipped.
    """

    event: Literal["begun", "advanced", "skipped", "ended"]
    stage: str
    done: int
    total: int | None
    skipped: int
    seconds: float
    what: Skipped | None = None

    @property
    def per_second(self) -> float:
        """Articles of the stage in a second so far."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the stage still takes at its speed so far, None where that is unknown."""
        if self.total is None or not self.per_second:
            return None
        return (self.total - self.done) / self.per_second


Watcher = Callable[[BuildEvent], object]
"""Called with everything that happens in a build."""


class BuildWatch:
    """The clock of a build, which tells whoever watches. One stage goes on at a time."""

    def __init__(self, progress: BuildProgress | None, watcher: Watcher | None) -> None:
        self._progress = progress
        self._watcher = watcher
        self._stage: str | None = None
        self._began = self._stage_began = time.perf_counter()
        self._done = self._skipped = 0
        self._total: int | None = None
        self._seconds: dict[str, float] = {}

    def begin(self, stage: str, total: int | None = None) -> None:
        """End the stage before, if there is one, and begin another of `total` articles."""
        self.end()
        self._stage, self._stage_began = stage, time.perf_counter()
        self._done, self._total = 0, total
        self._tell("begun")

    def advance(self, done: int) -> None:
        """Say how many articles of the stage are done."""
        self._done = done
        self._tell("advanced")

    def skip(self, what: Skipped) -> None:
        """Say that an input or an article was skipped."""
        self._skipped += 1
        self._tell("skipped", what)

    def end(self) -> None:
        """End the stage that goes on, if there is one."""
        if self._stage is None:
            return
        self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + self._stage_age
        self._tell("ended")
        self._stage = None

    @property
    def seconds(self) -> float:
        """Seconds since the build began."""
        return time.perf_counter() - self._began

    @property
    def stages(self) -> dict[str, float]:
        """Seconds of each stage so far, in their order."""
        running = {} if self._stage is None else {self._stage: self._stage_age}
        return {**self._seconds, **running}

    @property
    def _stage_age(self) -> float:
        return time.perf_counter() - self._stage_began

    def _tell(
        self, event: Literal["begun", "advanced", "skipped", "ended"], what: Skipped | None = None
    ) -> None:
        stage = self._stage or ""
        if self._progress is not None and event in ("begun", "advanced"):
            self._progress(stage, self._done, self._total)
        if self._watcher is not None:
            self._watcher(
                BuildEvent(
                    event, stage, self._done, self._total, self._skipped, self._stage_age, what
                )
            )
