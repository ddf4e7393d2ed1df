"""A report with problems of every sort, for the tests of what reports look like."""

from __future__ import annotations

from toolkit.validation.report import Problem, Report, sort_problems

PATTERN = "write it as the pattern ^[A-Z]{2}$ says."


def country(number: int, value: str) -> Problem:
    """Return the problem of a country that is no code."""
    return Problem(
        "error",
        "schema",
        "pattern",
        "actors",
        f"actor-{number}",
        "country",
        f"country is {value!r}: {PATTERN}",
        number,
        value,
        (f"actor-{number}", "Ana, Bell", value),
    )


def made_report(**changes: object) -> Report:
    """Return a report on two tables: eight countries of one kind, and four other problems."""
    problems = (
        *(country(number, f"p{number}") for number in range(2, 10)),
        Problem(
            "error", "schema", "type-error", "meetings", None, "start_date",
            "start_date is '10 <May>: 1': write it as date.", 3, "10 <May>: 1",
            ("m", "10 <May>: 1"),
        ),
        Problem(
            "error", "schema", "hash-count", "meetings", None, None,
            "The file is not the one whose hash the descriptor states: restore the file.",
        ),
        Problem("error", "schema", "package-error", None, None, None, "No name: correct it."),
        Problem(
            "warning", "rule", "two_sides", "meetings", "m", None,
            "Only ana took part, 100%: name the other side,\nif a report does.", 2,
        ),
    )  # fmt: skip
    values: dict = {
        "problems": sort_problems(problems),
        "checked": {"actors": 8, "meetings": 2},
        "ran": ("schema", "two_sides"),
        "skipped": {"span_in_text": "the articles' texts are not at hand"},
        "engines": {"actors": "fast", "meetings": "frictionless"},
        "left": {"meetings": "its dialect is not covered"},
        "more": {"actors": 1200},
        "files": {"actors": "data/actors.csv", "meetings": "data/meetings.csv"},
        "columns": {"actors": ("actor_id", "name", "country"), "meetings": ("id", "start_date")},
    }
    return Report(**{**values, **changes})
