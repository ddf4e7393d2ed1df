"""An article that crashes its worker, or takes too much of it, costs that article alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import PROJECT
from harmful_parser import HarmfulBatchParser, HarmfulParser, UnstartableParser

import toolkit
from toolkit.article import Article
from toolkit.engines import DEFAULT_LIMITS, EngineError, Limits, engine, run_here, run_in_processes
from toolkit.facts import Facts

LIMITS = Limits(seconds=60, memory=400 * 2**20)
SHORT = Limits(seconds=3, memory=400 * 2**20)


def articles(*texts: str) -> list[Article]:
    return [Article(f"{n}.txt", text) for n, text in enumerate(texts)]


def among_others(text: str, others: int = 40) -> list[Article]:
    texts = [f"word{n} and more" for n in range(others)]
    return articles(*texts[:5], text, *texts[5:])


def read(
    given: list[Article], parser: type[HarmfulParser] = HarmfulParser, limits: Limits = LIMITS
) -> list[Facts]:
    """Read by two workers; each article must come with facts of its own, in order."""
    done = list(run_in_processes(parser, given, 2, limits))
    assert [article for article, _ in done] == given
    return [facts for _, facts in done]


@pytest.mark.parametrize(
    ("text", "limits", "reason"),
    [
        ("crashing text", LIMITS, "the process that read it crashed (SIGSEGV)"),
        ("ending text", LIMITS, "the process that read it ended with the exit code 3"),
        ("sleeping text", SHORT, "reading it took more than 3 seconds"),
        ("searching text", SHORT, "reading it took more than 3 seconds"),
        ("growing text", LIMITS, "reading it took more than 400 MiB of memory"),
    ],
)
def test_a_harmful_article_is_given_up_with_its_reason_and_the_others_are_read(
    text: str, limits: Limits, reason: str
):
    given = among_others(text)
    facts = read(given, limits=limits)
    assert facts.pop(5) == Facts(failure=reason)
    assert facts == [facts for _, facts in run_here(HarmfulParser, given[:5] + given[6:])]


def test_every_harmful_article_of_a_chunk_is_given_up_alone():
    facts = read(articles("ending 1", "word", "ending 2", "ending 3", "word"))
    assert [one.failure is None for one in facts] == [False, True, False, False, True]


def test_the_harmful_article_is_found_in_a_batch_that_the_parser_took_as_a_whole():
    facts = read(among_others("crashing text"), HarmfulBatchParser)
    assert [n for n, one in enumerate(facts) if one.failure] == [5]


def test_an_article_whose_worker_was_killed_once_is_read_by_another(tmp_path: Path):
    given = among_others(f"once {tmp_path / 'killed'}")
    assert read(given) == [facts for _, facts in run_here(HarmfulParser, given)]


def test_a_worker_killed_while_it_reads_changes_nothing():
    given = articles(*(f"word{n}" for n in range(2000)))
    reading = run_in_processes(HarmfulParser, given, 2, LIMITS)
    done = [next(reading)]
    for child in psutil.Process().children():
        if "multiprocessing.spawn" in " ".join(child.cmdline()):
            child.kill()
    done += reading
    assert done == list(run_here(HarmfulParser, given))


def test_limits_let_even_one_worker_be_a_process_of_its_own():
    given = articles("ending text", "word")
    done = list(engine(1, limits=LIMITS)(HarmfulParser, given))
    assert [facts.failure is None for _, facts in done] == [False, True]


def test_workers_that_cannot_be_started_are_told():
    with pytest.raises(EngineError, match=r"ended with the exit code 7 before it had its parser"):
        list(run_in_processes(UnstartableParser, articles("word"), 2))


def test_the_workers_are_gone_when_the_reading_is_given_up_early():
    reading = run_in_processes(HarmfulParser, articles(*["word"] * 16, *["sleeping"] * 100), 2)
    before = set(psutil.Process().children())
    started = time.monotonic()
    with pytest.raises(RuntimeError, match="had enough"):
        stop_at_the_first(reading)
    assert time.monotonic() - started < 30
    left = [p for p in set(psutil.Process().children()) - before if p.status() != "zombie"]
    assert [p for p in left if "resource_tracker" not in " ".join(p.cmdline())] == []


def stop_at_the_first(reading: object) -> None:
    for _ in reading:  # type: ignore[attr-defined]
        reading.close()  # type: ignore[attr-defined]
        raise RuntimeError("had enough")


def test_ctrl_c_ends_all_processes_at_once(tmp_path: Path):
    script = tmp_path / "reading.py"
    script.write_text(
        "from harmful_parser import HarmfulParser\n"
        "from toolkit.article import Article\n"
        "from toolkit.engines import run_in_processes\n"
        "if __name__ == '__main__':\n"
        "    given = [Article('a', 'word')] * 16 + [Article('b', 'sleeping')] * 100\n"
        "    try:\n"
        "        for _ in run_in_processes(HarmfulParser, given, 2):\n"
        "            print('reading', flush=True)\n"
        "    except KeyboardInterrupt:\n"
        "        print('stopped')\n"
    )
    ran = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"},
        start_new_session=True,
    )
    assert ran.stdout is not None
    assert ran.stdout.readline() == "reading\n"
    children = psutil.Process(ran.pid).children(recursive=True)
    os.killpg(ran.pid, signal.SIGINT)
    said, complained = ran.communicate(timeout=30)
    assert said.splitlines()[-1] == "stopped"
    assert complained == ""
    assert psutil.wait_procs(children, timeout=10)[1] == []


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"seconds": float("nan")}, {"memory": 0}])
def test_a_limit_of_nothing_is_an_error(wrong: dict[str, float]):
    with pytest.raises(ValueError, match="must be above 0"):
        Limits(**wrong)


def test_the_limits_are_those_of_the_documentation():
    page = (PROJECT / "docs" / "scaling.md").read_text(encoding="utf-8")
    assert f"| {DEFAULT_LIMITS.seconds:g} seconds | `--article-seconds` |" in page
    assert f"| {DEFAULT_LIMITS.memory // 2**20} MiB | `--worker-memory` |" in page


def test_a_build_skips_what_crashes_a_worker_and_says_why(tmp_path: Path):
    inputs = tmp_path / "articles"
    inputs.mkdir()
    for name, first in {"a": "Ending", "b": "ending", "c": "Other"}.items():
        (inputs / f"{name}.txt").write_text(f"{first} words of an article in plain English.")
    package = toolkit.build(inputs, tmp_path / "out", workers=2, parser=HarmfulParser)
    assert package.report.rows["articles"] == 2
    (skipped,) = package.report.skipped
    assert skipped.source_path.endswith("b.txt")
    assert "the process that read it ended with the exit code 3" in skipped.reason
