"""A rule across tables: a file with a query for the rows that break it.

It begins with a header of SQL comments, `-- name: value`, one line each:

- `rule`: its name, that of the file;
- `severity`: `error` or `warning`;
- `table`: the table whose rows it returns, or `all`;
- `protects`: one sentence on what a reader of the data can rely on;
- `needs`: `texts` where it reads the articles' texts (optional).

The query returns the columns `row` (the primary key, its parts joined with "/"), `column`
(or null) and `message` (what is wrong, then the remedy), and `table` where the rule covers
all tables. Beside the tables it can read the views of `toolkit.validation.rules.rule_views`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from toolkit.validation.report import Severity

_HEADER_LINE = re.compile(r"--\s*(rule|severity|table|protects|needs):\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its header and its query. `table` is None where it covers all tables.

    `is_ours` is false for the rule of a user. `fault` is the sentence that says why it cannot
    run, with the remedy; what the header does not tell is then empty.
    """

    name: str
    severity: Severity
    table: str | None
    protects: str
    needs: Literal["texts"] | None
    query: str
    file: Path
    is_ours: bool = True
    fault: str | None = None


def read_rule(path: Path) -> Rule:
    """Return the rule of one file, of any package.

    Raises ValueError, in one sentence, where its header is not as it should be.
    """
    text = path.read_text(encoding="utf-8-sig")
    header = _header(text)
    missing = [key for key in ("rule", "severity", "table", "protects") if key not in header]
    if missing:
        lines = ", ".join(f"`-- {key}: ...`" for key in missing)
        raise ValueError(f"{path}: the header lacks {', '.join(missing)}: begin with {lines}.")
    if header["rule"] != path.stem:
        raise ValueError(
            f"{path}: the header calls the rule {header['rule']}: give it the name of its file."
        )
    if header["severity"] not in ("error", "warning"):
        raise ValueError(
            f"{path}: the severity {header['severity']} is unknown: say error or warning."
        )
    if header.get("needs", "texts") != "texts":
        raise ValueError(f"{path}: a rule can need texts and nothing else: leave needs out.")
    return Rule(
        name=header["rule"],
        severity=cast(Severity, header["severity"]),
        table=None if header["table"] == "all" else header["table"],
        protects=header["protects"],
        needs="texts" if "needs" in header else None,
        query=text,
        file=path,
    )


def _header(text: str) -> dict[str, str]:
    """Return the header of a rule; comments that are none of its lines are passed over."""
    header: dict[str, str] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("--"):
            break
        match = _HEADER_LINE.match(line)
        if match is not None:
            header.setdefault(match[1], match[2])
    return header
