"""Why a build could not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.building.report import BuildReport
    from toolkit.validation.report import Report


class BuildError(Exception):
    """Input or output that cannot be used at all; the message says what to do."""


class InvalidCuration(BuildError):  # noqa: N818 - named for what was found
    """A file of `curation/` is wrong; the message names file, line and remedy."""


class InvalidTables(BuildError):  # noqa: N818 - named for what was found
    """The tables are invalid; `report` says where, and what was there before still is."""

    def __init__(self, message: str, report: BuildReport) -> None:
        super().__init__(message)
        self.report = report


class InvalidPackage(BuildError):  # noqa: N818 - named for what was found
    """A package that is invalid can't be released; `report` says where."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report
