"""A build as a process: what it tells while it is at work, and how Ctrl-C ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from telling_parser import write_articles

COMMAND = [sys.executable, "-c", "from toolkit.cli import main; main()", "build"]
SLOW_PARSER = """
import time
from telling_parser import TellingParser, facts_of

class SlowParser(TellingParser):
    name = "slow"

    def parse(self, articles):
        for article in articles:
            time.sleep(0.15)
            yield facts_of(article.text)
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a process in which a slow parser is installed."""
    installed = tmp_path / "installed"
    info = installed / "slow_parser-1.dist-info"
    info.mkdir(parents=True)
    (installed / "slow_parser.py").write_text(SLOW_PARSER, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow-parser\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[parley.parsers]\nslow = slow_parser:SlowParser\n")
    places = (str(installed), str(Path(__file__).parent), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}


def test_ctrl_c_ends_a_build_cleanly_and_the_next_goes_on_from_there(tmp_path, surroundings):
    write_articles(tmp_path / "articles", 20)
    options = (str(tmp_path / "articles"), "--out", str(tmp_path / "out"), "--parser", "slow")
    build = subprocess.Popen(
        [*COMMAND, *options, "--log", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings,
    )
    for line in build.stderr:
        event = json.loads(line)
        if event["event"] == "advanced" and event["stage"] == "parsing":
            build.send_signal(signal.SIGINT)
            break
    told = [json.loads(line) for line in build.stderr.read().splitlines()]
    assert build.wait() == 1
    assert build.stdout.read() == ""
    assert told[-1] == {
        "event": "failed",
        "message": "stopped; what was there before is as it was, and what was parsed is kept for "
        "the next build.",
    }
    assert not (tmp_path / "out" / "datapackage.json").exists()
    again = subprocess.run(
        [*COMMAND, *options, "--json"], capture_output=True, text=True, env=surroundings
    )
    assert again.returncode == 0
    assert again.stderr == ""
    reading = json.loads(again.stdout)["reading"]
    assert reading["kept"] >= event["done"] > 0
    assert reading["kept"] + reading["parsed"] == 20


def test_the_log_has_an_object_a_line_for_stages_skips_and_the_end(tmp_path, surroundings):
    write_articles(tmp_path / "articles", 3)
    (tmp_path / "articles" / "empty.txt").write_text("", encoding="utf-8")
    build = subprocess.run(
        [
            *(*COMMAND, str(tmp_path / "articles"), "--out", str(tmp_path / "out")),
            *("--parser", "slow", "--log", "json"),
        ],
        capture_output=True,
        text=True,
        env=surroundings,
    )
    told = [json.loads(line) for line in build.stderr.splitlines()]
    assert build.returncode == 3
    (skipped,) = (event for event in told if event["event"] == "skipped")
    assert skipped == {
        "event": "skipped",
        "stage": "reading",
        "source_path": "empty.txt",
        "reason": "it holds no text",
        "remedy": skipped["remedy"],
    }
    ended = {event["stage"]: event for event in told if event["event"] == "ended"}
    assert ended["reading"]["done"] == ended["parsing"]["total"] == 3
    assert all(event["seconds"] >= 0 for event in ended.values())
    assert told[-1]["event"] == "built"
    assert told[-1]["reading"] == {**told[-1]["reading"], "parsed": 3, "failed": 0}
    assert told[-1]["rows"]["articles"] == 3


def test_another_log_is_refused(tmp_path):
    refused = subprocess.run([*COMMAND, "--log", "xml"], capture_output=True, text=True)
    assert refused.returncode == 1
    assert "take json" in refused.stderr
