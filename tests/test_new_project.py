"""`toolkit init`: a new dataset project whose own commands work as made."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import one_sentence, run

import toolkit
from toolkit.project.errors import ProjectError


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("work") / "lake-talks"
    toolkit.init(folder, title="Talks by the lake, $5 & more")
    return folder


def test_the_project_builds_and_its_tests_pass_as_made(project):
    assert run("build", "articles", cwd=project).returncode == 0
    shown = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stdout
    assert "3 passed" in shown.stdout


def test_the_example_has_a_meeting_to_ask_for(project):
    met = toolkit.open(project).sql("select name, met from who_met_whom").to_pylist()
    assert {"name": "Amina Wekesa", "met": "Peter Okello"} in met


def test_name_and_title_stand_in_descriptor_and_readme(project):
    descriptor = json.loads((project / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["name"] == "lake-talks"
    assert descriptor["title"] == "Talks by the lake, $5 & more"
    assert "# Talks by the lake, $5 & more\n" in (project / "README.md").read_text(encoding="utf-8")


def test_the_readme_and_the_workflow_run_commands_that_there_are(project):
    said = (project / "README.md").read_text(encoding="utf-8")
    said += (project / ".github/workflows/package.yml").read_text(encoding="utf-8")
    commands = set(re.findall(r"\btoolkit ([a-z]+)", said.split("|---")[0]))
    assert {"build"} <= commands
    for command in commands:
        assert run(command, "--help").returncode == 0


def test_the_command_lists_the_files_and_says_what_comes_next(tmp_path):
    shown = run("init", "who-met-whom", cwd=tmp_path)
    assert shown.returncode == 0
    for line in shown.stdout.split("\n\n")[0].splitlines():
        assert (tmp_path / line).is_file()
    assert "cd who-met-whom" in shown.stdout


def test_the_command_prints_json(tmp_path):
    report = json.loads(run("init", "talks", "--json", cwd=tmp_path).stdout)
    assert "datapackage.json" in report["files"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "talks").mkdir()
    assert toolkit.init(tmp_path / "talks").files


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "notes.txt").write_text("mine", encoding="utf-8")
    shown = run("init", "talks", cwd=tmp_path)
    assert shown.returncode == 1
    assert "not empty" in one_sentence(shown)
    assert [path.name for path in tmp_path.rglob("*")] == ["talks", "notes.txt"]


@pytest.mark.parametrize("name", ["Who Met Whom", "übersicht", "-x", "a$b"])
def test_a_name_that_no_package_can_have_is_refused(tmp_path, name):
    with pytest.raises(ProjectError, match="can't be the name"):
        toolkit.init(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_that_name_is_refused(tmp_path):
    (tmp_path / "talks").write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectError, match="can't be written"):
        toolkit.init(tmp_path / "talks")


def test_the_same_name_gives_the_same_bytes(tmp_path):
    made = []
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        project = toolkit.init(tmp_path / place / "talks")
        made.append([(project.folder / file).read_bytes() for file in project.files])
    assert made[0] == made[1]
