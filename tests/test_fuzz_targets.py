"""The targets of `fuzz/`: all that fuzzing began with or has found keeps the laws."""

from __future__ import annotations

import importlib
import sys

import pytest
from conftest import PROJECT

FUZZ = PROJECT / "fuzz"
TARGETS = sorted(path.stem for path in (FUZZ / "targets").glob("[a-z]*.py"))


@pytest.fixture
def target(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(FUZZ)
    yield importlib.import_module(f"targets.{name}")
    for module in ("inputs", "repeated"):
        sys.modules.pop(module, None)


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_of_a_target_keeps_its_laws(target):
    assert target.WORDS
    for seed in target.SEEDS:
        target.judge(seed)
