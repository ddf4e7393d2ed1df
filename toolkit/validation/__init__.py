"""Validation of tables and packages: one report of what frictionless, pandera and rules find."""

from toolkit.validation.descriptor import NotAPackage
from toolkit.validation.package import validate_package
from toolkit.validation.report import Problem, Report
from toolkit.validation.tables import check_tables, validate_tables

__all__ = [
    "NotAPackage",
    "Problem",
    "Report",
    "check_tables",
    "validate_package",
    "validate_tables",
]
