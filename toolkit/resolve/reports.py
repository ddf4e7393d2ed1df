"""The articles of a build as `resolve` sees them: in one fixed order, each text once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.resolve.article_rows import article_row
from toolkit.resolve.contract import sound_facts


@dataclass(frozen=True, slots=True)
class Report:
    """One article without its text: its row of `articles`, and its facts."""

    row: dict[str, Any]
    facts: Facts

    @property
    def article_id(self) -> str:
        """The article's key."""
        return str(self.row["article_id"])

    @property
    def published_on(self) -> date | None:
        """The day of publication by the metadata, else by the text."""
        day: date | None = self.row["published_on"]
        return day

    @property
    def order(self) -> tuple[date, str]:
        """Sort key: the day of publication, unknown last, then the article's id.

        What is named after the earliest report keeps its name when later ones are added.
        """
        return self.published_on or date.max, self.article_id

    @property
    def recency(self) -> tuple[date, str]:
        """Sort key that puts the report with the last word last, unknown days first."""
        return self.published_on or date.min, self.article_id


def collect_reports(
    read: Iterable[tuple[Article, Facts]], *, strict: bool = False
) -> tuple[Report, ...]:
    """Return the reports sorted by `Report.order`, whatever the order of `read`.

    Of articles with the same text the one whose source path sorts first is kept. Facts
    that break the contract of `toolkit.facts` are repaired as `sound_facts` says; with
    `strict` they raise BrokenFacts instead.
    """
    reports: dict[str, Report] = {}
    for article, facts in read:
        report = Report(article_row(article, facts), sound_facts(article, facts, strict=strict))
        known = reports.get(report.article_id)
        if known is None or article.source_path < known.row["source_path"]:
            reports[report.article_id] = report
    return tuple(sorted(reports.values(), key=lambda report: report.order))
