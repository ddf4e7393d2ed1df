"""What a build did: rows, problems, skipped input, version and time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.building.gather_articles import InputCounts
from toolkit.building.parse_articles import ReadingCounts
from toolkit.building.peak_memory import PeakMemory
from toolkit.sources.outcome import Note, Skipped

if TYPE_CHECKING:
    from toolkit.curation import Curated
    from toolkit.store.lake import Version
    from toolkit.store.rebuild import Rebuilt
    from toolkit.validation.report import Report

REPORT_PATH = Path("build") / "report.json"
"""Where a build writes its report, below the package."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of one build; `seconds` covers reading to writing.

    `curation` has the entries that were applied and those left out, with reasons.
    `version` is the version that the package is at afterwards, `changed` whether this build
    made it; an invalid build has None and False, and left what was there as it was. `rebuilt`
    says how the store was made anew, None where that was not asked for. `reading` counts the
    articles by where their facts come from, `by_input` what each input
    gave, `stages` has the seconds of each stage, and `memory`
    is None where the system does not say.
    """

    name: str
    inputs: tuple[str, ...]
    rows: Mapping[str, int]
    validation: Report
    skipped: tuple[Skipped, ...]
    notes: tuple[Note, ...]
    curation: Curated
    version: Version | None
    changed: bool
    seconds: float
    rebuilt: Rebuilt | None = None
    reading: ReadingCounts = field(default_factory=ReadingCounts)
    by_input: tuple[InputCounts, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict)
    memory: PeakMemory | None = None

    @property
    def articles_per_second(self) -> float:
        """Articles read, resolved, validated and stored in a second."""
        return self.rows.get("articles", 0) / self.seconds if self.seconds else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values that JSON knows."""
        return {
            "name": self.name,
            "inputs": list(self.inputs),
            "valid": self.validation.valid,
            "changed": self.changed,
            "version": None
            if self.version is None
            else {"number": self.version.number, "message": self.version.message},
            **({} if self.rebuilt is None else {"rebuilt": self.rebuilt.to_dict()}),
            "rows": dict(self.rows),
            "reading": asdict(self.reading),
            "by_input": [asdict(counts) for counts in self.by_input],
            "skipped": [asdict(skipped) for skipped in self.skipped],
            "notes": [asdict(note) for note in self.notes],
            "curation": self.curation.to_dict(),
            "validation": self.validation.to_dict(),
            "seconds": round(self.seconds, 3),
            "articles_per_second": round(self.articles_per_second, 1),
            "stages": {stage: round(seconds, 3) for stage, seconds in self.stages.items()},
            "peak_memory": None if self.memory is None else asdict(self.memory),
        }


def write_report(report: BuildReport, folder: Path) -> Path:
    """Write the report as JSON below `folder`, whole or not at all; return its path.

    Raises OSError where it can't be written.
    """
    path = folder / REPORT_PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_name(f"{path.name}.new")
    text = json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n"
    try:
        working.write_text(text, encoding="utf-8")
        working.replace(path)
    finally:
        working.unlink(missing_ok=True)
    return path
