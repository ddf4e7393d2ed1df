"""What the parsers get right, by the project's yardstick, on annotated articles.

The annotations and the two real seed reports lie beside the repository; where they do not,
these tests are skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from conftest import PROJECT, SHARED

import toolkit
from toolkit.parsers.registry import DEFAULT, make_parser

GOLD = SHARED / "gold"
REAL_SEEDS = {
    "seed-iraq-2021": SHARED / "seeds" / "000_4c7d8c4a581bc28c.txt",
    "seed-basij-2018": SHARED / "seeds" / "004_a3859436989409e3.txt",
}

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotations are not at hand")


def score(articles: Path, gold: Path, out: Path, parser: str = DEFAULT) -> dict:
    """Build the articles and return the yardstick's report against the annotations."""
    toolkit.build(articles, out=out, parser=partial(make_parser, parser))
    command = [sys.executable, str(GOLD / "score.py"), str(out), str(gold), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def copy_all(sources: dict[str, Path], folder: Path) -> Path:
    folder.mkdir()
    for name, path in sources.items():
        shutil.copy(path, folder / name)
    return folder


@pytest.mark.parametrize("kind", ["real", "retold"])
def test_the_grammar_reads_both_seed_reports_right(kind, tmp_path):
    if kind == "real":
        texts = {f"{stem}.txt": path for stem, path in REAL_SEEDS.items()}
    else:
        texts = {f"{stem}.txt": PROJECT / "seeds" / f"{stem}.txt" for stem in REAL_SEEDS}
    articles = copy_all(texts, tmp_path / "articles")
    gold = copy_all({f"{s}.json": GOLD / f"{s}.json" for s in REAL_SEEDS}, tmp_path / "gold")
    report = score(articles, gold, tmp_path / "out", "english-grammar")
    f1 = {name: row["f1"] for name, row in report["f1"].items()}
    for name in ("meetings", "participants", "elections", "result values"):
        assert f1[name] == 1.0, (name, f1)
    for name in ("actors", "roles"):
        assert f1[name] >= 0.95, (name, f1)


def test_both_meetings_of_the_seed_reports_are_found(tmp_path):
    articles = copy_all({f"{s}.txt": p for s, p in REAL_SEEDS.items()}, tmp_path / "articles")
    gold = copy_all({f"{s}.json": GOLD / f"{s}.json" for s in REAL_SEEDS}, tmp_path / "gold")
    assert score(articles, gold, tmp_path / "out")["f1"]["meetings"]["f1"] == 1.0


def test_all_annotated_articles_reach_an_overall_f1_of_0_60(tmp_path):
    report = score(PROJECT / "seeds", GOLD, tmp_path / "out")
    assert report["missing"] == []
    assert report["overall_f1"] >= 0.60
