"""What a report on a package looks like: on a terminal, as JSON, and as files for other tools."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from made_report import PATTERN, country, made_report

from toolkit.printing.validation import report_text
from toolkit.reports.github import write_annotations
from toolkit.reports.groups import group_problems
from toolkit.reports.junit import write_junit
from toolkit.reports.lines import first_lines
from toolkit.reports.page import write_page
from toolkit.reports.sarif import write_sarif
from toolkit.reports.sentences import ReadFrom, sentences_of
from toolkit.tables import schema_folder
from toolkit.validation import Problem, Report
from toolkit.validation.wording import remedies, split_sentence

VOID = {"meta", "br"}


def written(write, *arguments, **options) -> str:
    stream = io.StringIO()
    write(*arguments, stream, **options)
    return stream.getvalue()


class OpenTags(HTMLParser):
    """Reads a page, and refuses one whose tags do not close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


# The report itself


def test_problems_that_are_not_named_count_all_the_same():
    assert made_report().counts == {"error": 1211, "warning": 1}
    assert not Report((), more={"actors": 1}).valid


def test_a_warning_makes_a_package_invalid_where_it_is_told_to():
    warning = tuple(one for one in made_report().problems if one.severity == "warning")
    assert Report(warning).valid
    assert not Report(warning, fail_on="warning").valid


def test_a_report_counts_its_problems_by_rule():
    assert made_report().rules == {
        "hash-count": 1,
        "package-error": 1,
        "pattern": 8,
        "two_sides": 1,
        "type-error": 1,
    }


def test_problems_of_one_rule_table_and_column_are_one_group():
    groups = group_problems(made_report())
    found = [(group.table, group.rule, len(group.problems)) for group in groups]
    assert ("actors", "pattern", 8) in found
    assert len(found) == 5


# JSON


@pytest.mark.parametrize("report", [made_report(), Report(()), made_report(fail_on="warning")])
def test_the_json_of_a_report_is_of_its_published_schema(report):
    schema = json.loads((schema_folder() / "reports" / "validation.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(json.dumps(report.to_dict())), schema)


# The terminal


def test_a_terminal_shows_of_each_kind_the_first_examples_and_one_remedy():
    text = report_text(made_report())
    assert text.count(PATTERN.rstrip(".")) == 1
    assert "row 2 (actor-2): country is 'p2'\n" in text
    assert "'p7'" not in text
    assert "and 3 more; --json and --html list all" in text


def test_a_terminal_says_what_is_not_named_who_judged_and_what_was_not_checked():
    lines = report_text(made_report()).splitlines()
    assert "actors: 1,200 more errors are not named; --limit names more" in lines
    assert "judged by fast: actors" in lines
    assert "meetings was left to frictionless, as its dialect is not covered" in lines
    assert "not checked, as the articles' texts are not at hand: span_in_text" in lines
    assert lines[-1] == "invalid: 2 checks, 2 tables, 10 rows, 1,211 errors, 1 warning"


# JUnit


def test_junit_has_a_suite_for_each_table_and_a_failure_for_each_kind():
    root = ElementTree.fromstring(written(write_junit, made_report()))
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"actors", "meetings", "package", "not checked"}
    (failure,) = suites["actors"].iter("failure")
    assert failure.get("type") == "pattern"
    assert failure.text.splitlines()[0] == "row 2 (actor-2): country is 'p2'"
    assert failure.text.splitlines()[-1] == f"Remedy: {PATTERN}"
    assert (root.get("tests"), root.get("failures")) == ("6", "4")


def test_in_junit_a_warning_fails_only_where_it_is_told_to():
    def failures(report: Report) -> int:
        return int(ElementTree.fromstring(written(write_junit, report)).get("failures"))

    assert failures(made_report(fail_on="warning")) == failures(made_report()) + 1


def test_in_junit_a_valid_table_is_a_case_that_passes():
    root = ElementTree.fromstring(written(write_junit, Report((), engines={"actors": "fast"})))
    (case,) = root.iter("testcase")
    assert (case.get("classname"), case.get("name"), len(case)) == ("actors", "valid", 0)


def test_junit_holds_no_character_that_xml_forbids():
    report = made_report(problems=(country(2, "\x00\x1b"),))
    assert ElementTree.fromstring(written(write_junit, report)) is not None


# GitHub


def test_annotations_name_file_line_and_rule(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = written(write_annotations, made_report(), Path("package")).splitlines()
    assert len(lines) == len(made_report().problems)
    assert (
        "::error file=package/data/actors.csv,line=2,title=actors%3A pattern::"
        f"actor-2: country is 'p2': {PATTERN}" in lines
    )
    assert lines[0] == (
        "::error file=package/datapackage.json,line=1,title=package-error::No name: correct it."
    )


def test_annotations_escape_what_would_end_them():
    last = written(write_annotations, made_report(), Path()).splitlines()[-1]
    assert last.startswith("::warning ")
    assert last.endswith("100%25: name the other side,%0Aif a report does.")


def test_a_row_is_annotated_at_its_line_where_cells_hold_line_breaks(tmp_path):
    file = tmp_path / "notes.csv"
    file.write_text('id,note\n1,"a\nb\nc"\n\n2,"d\r\ne"\n3,f\n', encoding="utf-8", newline="")
    assert first_lines(file, {1, 2, 4, 5}) == {1: 1, 2: 2, 4: 6, 5: 8}


# SARIF


def test_sarif_has_a_result_for_each_problem_and_each_rule_once():
    log = json.loads(written(write_sarif, made_report(), Path()))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(made_report().rules)
    assert len(run["results"]) == len(made_report().problems)
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("data")
        assert place["region"]["startLine"] >= 1
    logical = run["results"][1]["locations"][0]["logicalLocations"]
    assert logical == [{"fullyQualifiedName": "actors/actor-2/country"}]


# The page


def test_the_page_needs_nothing_else_and_no_script():
    page = written(write_page, made_report())
    tags = {tag for tag, _ in OpenTags(page).seen}
    assert not tags & {"script", "link", "img", "iframe"}
    assert "http" not in page
    assert "prefers-color-scheme: dark" in page


def test_the_page_shows_each_problem_with_the_cells_of_its_row():
    page = written(write_page, made_report())
    text = "|".join(OpenTags(page).text)
    for number in range(2, 10):
        assert f"row {number} (actor-{number})" in text
    assert "Ana, Bell" in text
    assert '<td class="here">p2</td>' in page
    assert page.count(PATTERN.rstrip(".")) == 1


def test_the_page_shows_cells_as_text_not_as_its_own_tags():
    page = written(write_page, made_report())
    assert "<May>" not in page
    assert "10 &lt;May&gt;" in page


def test_the_page_marks_the_words_that_a_row_was_read_from():
    sentences = {("meetings", "m", None): (ReadFrom("a1", "They met in Rome.", 5, 8),)}
    page = written(write_page, made_report(), sentences=sentences)
    assert "<q>They <mark>met</mark> in Rome.</q>" in page


def test_the_sentences_are_those_of_the_evidence_of_cell_or_row(tmp_path):
    text = "They met. It was in Rome. The end."
    (tmp_path / "evidence.csv").write_text(
        "evidence_id,article_id,table_name,record_id,field,char_start,char_end,rule\n"
        f"e1,a1,meetings,m,,5,8,met\n"
        f"e2,a1,meetings,m,place,{text.index('Rome')},{text.index('Rome') + 4},place\n"
        "e3,a1,meetings,m,,0,900,beyond\ne4,a2,meetings,m,,0,4,no_text\ne5,a1,actors,n,,x,4,odd\n",
        encoding="utf-8",
    )
    place, row = (
        Problem("error", "rule", "r", "meetings", "m", column, "Wrong: see.")
        for column in ("place", None)
    )
    report = Report((place, row), files={"evidence": "evidence.csv"})
    found = sentences_of(report, tmp_path, {"a1": text})
    assert [one.sentence for one in found["meetings", "m", "place"]] == ["It was in Rome."]
    assert [one.sentence for one in found["meetings", "m", None]] == ["They met."]


# The wording


def test_every_type_of_error_of_frictionless_has_a_sentence_and_a_remedy():
    from frictionless import errors

    types = {getattr(error, "type", None) for error in vars(errors).values()}
    assert {one for one in types if isinstance(one, str)} <= set(remedies())


def test_the_table_of_remedies_is_sorted_and_complete():
    assert list(remedies()) == sorted(remedies())
    assert all(what and remedy for what, remedy in remedies().values())


def test_a_sentence_is_split_where_its_remedy_begins():
    assert split_sentence("a is 'x: y': correct it.") == ("a is 'x: y'", "correct it")
    assert split_sentence("Nothing to do.") == ("Nothing to do", "")
