"""The report as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from toolkit.reports.groups import group_problems
from toolkit.reports.lines import locate_problems
from toolkit.validation.report import Problem, Report
from toolkit.validation.wording import split_sentence
from toolkit.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_sarif(report: Report, folder: Path, stream: IO[str]) -> None:
    """Write the report as a log of one run, each rule with its remedy, each problem a result."""
    rules = {group.rule: group for group in group_problems(report)}
    places = locate_problems(report, folder)
    run = {
        "tool": {
            "driver": {
                "name": "toolkit validate",
                "version": __version__,
                "rules": [
                    {
                        "id": rule,
                        "shortDescription": {"text": rule.replace("_", " ").replace("-", " ")},
                        "help": {"text": rules[rule].remedy or "See the message."},
                    }
                    for rule in sorted(rules)
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, *place) for problem, place in zip(report.problems, places, strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    stream.write(json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def _result(problem: Problem, file: str, line: int) -> dict[str, Any]:
    what, remedy = split_sentence(problem.message)
    logical = "/".join(part for part in (problem.table, problem.row, problem.column) if part)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(file)},
            "region": {"startLine": line},
        }
    }
    if logical:
        location["logicalLocations"] = [{"fullyQualifiedName": logical}]
    return {
        "ruleId": problem.rule,
        "level": problem.severity,
        "message": {"text": f"{what}: {remedy}." if remedy else problem.message},
        "locations": [location],
    }
