"""Validation within other tools: a fixture of pytest, a pre-commit hook, an action on GitHub."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT
from typer.testing import CliRunner

from toolkit.cli import app

PLUGIN = "toolkit.pytest_plugin"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> str:
    """What pytest prints of a test with a valid package, and of tests that must fail."""
    folder = tmp_path_factory.mktemp("elsewhere")
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    for name, text in (("good", "id\n1\n"), ("bad", "id\n1\nx\n")):
        entry = {"name": "numbers", "path": "numbers.csv", "schema": schema}
        (folder / name).mkdir()
        (folder / name / "numbers.csv").write_text(text, encoding="utf-8")
        content = {"name": name, "resources": [entry]}
        (folder / name / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "test_packages.py").write_text(
        "def test_good(valid_package):\n"
        "    assert valid_package('good').checked == {'numbers': 1}\n\n\n"
        "def test_bad(valid_package):\n"
        "    valid_package('bad', engine='fast')\n\n\n"
        "def test_none(valid_package):\n"
        "    valid_package('nowhere')\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN, "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 1, ran.stderr
    return ran.stdout


def test_the_fixture_passes_a_valid_package_on_and_fails_with_the_report(outcome):
    assert "2 failed, 1 passed" in outcome
    assert "bad is not valid." in outcome
    assert "row 3: id is 'x'" in outcome
    assert "→ write it as integer" in outcome
    assert "Traceback" not in outcome


def test_the_fixture_says_where_there_is_no_package(outcome):
    assert "nowhere does not exist: name the folder of a data package." in outcome


def test_pytest_finds_the_fixture_where_the_toolkit_is_installed():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["entry-points"]["pytest11"] == {PLUGIN: PLUGIN}


def test_the_hook_for_pre_commit_runs_the_command():
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "toolkit validate"
    assert hook["language"] == "python"
    assert not hook["pass_filenames"]


def test_the_action_runs_the_command_with_options_that_it_has():
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    (validates,) = (step for step in steps if step.get("name") == "Validate")
    assert '"$RUNNER_TEMP/toolkit/bin/toolkit" validate "$PACKAGE" --github' in validates["run"]
    # What a workflow passes in reaches the shell as variables only, never as code.
    assert not any("${{" in step.get("run", "") for step in steps)
    assert (
        "--github" in CliRunner().invoke(app, ["validate", "--help"], env={"COLUMNS": "200"}).stdout
    )


@pytest.mark.parametrize("options", [["--github"], ["--fail-on", "warning"]])
def test_the_lines_of_the_action_run_in_a_shell(tmp_path, options):
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    (validates,) = (one for one in action["runs"]["steps"] if one.get("name") == "Validate")
    command = tmp_path / "toolkit" / "bin" / "toolkit"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\nprintf "%s|" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        "PATH": "/usr/bin:/bin",
        "RUNNER_TEMP": str(tmp_path),
        "PACKAGE": "my data",
        "ARGUMENTS": " ".join([*options, "$(touch", str(Path(tmp_path, "made")), ")"]),
    }
    shell = ["bash", "-e", "-c", validates["run"]]
    ran = subprocess.run(shell, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("|".join(["validate", "my data", "--github", *options]))
    assert not (tmp_path / "made").exists()
