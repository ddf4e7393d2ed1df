"""A fixture for pytest that validates data packages: a test with it fails with the report."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from toolkit.validation.report import Report


class ValidPackage(Protocol):
    """What the fixture `valid_package` gives: it takes a package and returns its report."""

    def __call__(self, path: str | PathLike[str] = ".", **options: Any) -> Report:
        """Fail the test where the package is invalid; `options` are those of `toolkit.validate`."""


@pytest.fixture(scope="session")
def valid_package() -> ValidPackage:
    """Return a function that validates a package and fails the test with the report.

    It takes the folder of the package, or its `datapackage.json`, and the options of
    `toolkit.validate`, and returns the report of a valid package.
    """
    return _require_valid


def _require_valid(path: str | PathLike[str] = ".", **options: Any) -> Report:
    __tracebackhide__ = True
    import toolkit
    from toolkit.printing.validation import report_text

    try:
        report = toolkit.validate(path, **options)
    except ValueError as error:
        pytest.fail(str(error), pytrace=False)
    if not report.valid:
        pytest.fail(f"{path} is not valid.\n{report_text(report)}", pytrace=False)
    return report
