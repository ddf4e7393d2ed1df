"""The report in the XML of JUnit, which systems of continuous integration show."""

from __future__ import annotations

import re
from typing import IO
from xml.etree import ElementTree

from toolkit.reports.groups import Group, group_problems, more_sentences, place_of, what_of
from toolkit.validation.report import Report

_PACKAGE = "package"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: Report, stream: IO[str]) -> None:
    """Write a suite for each table, with one case that passes or one for each kind of problem.

    A warning fails its case only where the report's `fail_on` says so; else it is its output.
    """
    groups: dict[str, list[Group]] = {name: [] for name in report.engines or report.checked}
    for group in group_problems(report):
        groups.setdefault(group.table or _PACKAGE, []).append(group)
    root = ElementTree.Element("testsuites", name="toolkit validate")
    for name, found in groups.items():
        suite = ElementTree.SubElement(root, "testsuite", name=_text(name))
        for group in found:
            _add_case(suite, name, group, report)
        if not found:
            ElementTree.SubElement(suite, "testcase", classname=_text(name), name="valid")
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", "0")
    if skipped := report.skipped:
        suite = ElementTree.SubElement(root, "testsuite", name="not checked")
        for check, reason in skipped.items():
            case = ElementTree.SubElement(suite, "testcase", classname="not checked", name=check)
            ElementTree.SubElement(case, "skipped", message=_text(reason))
        suite.set("tests", str(len(suite)))
        suite.set("skipped", str(len(suite)))
    for total in ("tests", "failures"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ElementTree.indent(root)
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    stream.write(ElementTree.tostring(root, encoding="unicode") + "\n")


def _add_case(suite: ElementTree.Element, name: str, group: Group, report: Report) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=_text(name), name=_text(group.title))
    lines = [f"{place_of(one)}: {what_of(one)}".removeprefix(": ") for one in group.problems]
    lines += [line for line in more_sentences(report) if line.startswith(f"{group.table}: ")]
    if group.remedy:
        lines.append(f"Remedy: {group.remedy}.")
    if group.severity == "error" or report.fail_on == "warning":
        failure = ElementTree.SubElement(
            case, "failure", type=group.rule, message=_text(group.problems[0].message)
        )
        failure.text = _text("\n".join(lines))
    else:
        ElementTree.SubElement(case, "system-out").text = _text("\n".join(lines))


def _text(text: str) -> str:
    """Return a text without the characters that XML can't hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
