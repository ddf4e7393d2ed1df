"""A Ray cluster reads what this process reads, whatever happens to its machines."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import PROJECT
from harmful_parser import HarmfulParser

import toolkit
from toolkit.article import Article
from toolkit.building.request import make_parser
from toolkit.engines import EngineError, Limits, engine, run_here

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
ray = pytest.importorskip("ray")
cluster_utils = pytest.importorskip("ray.cluster_utils")

pytestmark = pytest.mark.ray

NODE = {"num_cpus": 1, "object_store_memory": 80 * 2**20}
LIMITS = Limits(seconds=60, memory=600 * 2**20)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes with a processor each, whose workers find the modules of the tests."""
    paths = [str(PROJECT), str(PROJECT / "tests"), os.environ.get("PYTHONPATH", "")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
        started = cluster_utils.Cluster(
            initialize_head=True, head_node_args={**NODE, "include_dashboard": False}
        )
        started.add_node(**NODE)
        yield started
        started.shutdown()


def slow_articles(count: int) -> list[Article]:
    """Articles of which a shard takes a fifth of a second."""
    return [Article(f"{n}.txt", f"pausing 0.003 {n}") for n in range(count)]


def members() -> list[psutil.Process]:
    return [one for one in psutil.process_iter() if "ray::ShardReader" in " ".join(cmdline(one))]


def cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def kill_the_first_that_reads() -> None:
    """Wait until a worker of the cluster reads a shard, and kill it."""
    while not (reading := [one for one in members() if "ShardReader.read" in cmdline(one)[0]]):
        time.sleep(0.01)
    reading[0].kill()


def tables(package: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((package / "data").glob("*.csv"))}


def test_a_build_on_two_nodes_is_the_same_to_the_byte_with_a_worker_killed_meanwhile(
    cluster: Any, tmp_path: Path
):
    articles = sorted((PROJECT / "seeds").glob("*.txt"))[:8]
    toolkit.build(articles, tmp_path / "here")
    killer = threading.Thread(target=kill_the_first_that_reads, daemon=True)
    killer.start()
    shared = tmp_path / "shared"
    run = engine(2, "ray", address=cluster.address, shared=str(shared))
    toolkit.build(articles, tmp_path / "there", engine=run)
    assert not killer.is_alive()
    assert len(tables(tmp_path / "here")) > 5
    assert tables(tmp_path / "there") == tables(tmp_path / "here")
    assert list(shared.iterdir()) == []


def test_a_harmful_article_costs_itself_on_a_cluster_too(cluster: Any):
    given = [Article(f"{n}", f"word{n}") for n in range(100)]
    given[30] = Article("30", "crashing text")
    given[80] = Article("80", "growing text")
    run = engine(2, "ray", address=cluster.address, limits=LIMITS)
    done = list(run(HarmfulParser, given))
    assert [article for article, _ in done] == given
    assert {n: facts.failure for n, (_, facts) in enumerate(done) if facts.failure} == {
        30: "the process that read it crashed (SIGSEGV)",
        80: "reading it took more than 600 MiB of memory",
    }


def test_a_defect_of_the_parser_is_raised_here(cluster: Any):
    with pytest.raises(RuntimeError, match="a defect of the parser"):
        list(engine(2, "ray", address=cluster.address)(HarmfulParser, [Article("a", "broken")]))


def test_a_worker_killed_while_it_reads_changes_nothing(cluster: Any):
    given = slow_articles(1500)
    reading = engine(2, "ray", address=cluster.address)(HarmfulParser, given)
    done = [next(reading)]
    members()[0].kill()
    done += reading
    assert done == list(run_here(HarmfulParser, given))


def test_a_machine_lost_while_it_reads_changes_nothing(cluster: Any):
    lost = cluster.add_node(**NODE)
    given = slow_articles(1500)
    reading = engine(3, "ray", address=cluster.address)(HarmfulParser, given)
    done = [next(reading)]
    cluster.remove_node(lost, allow_graceful=False)
    done += reading
    assert done == list(run_here(HarmfulParser, given))


def test_no_worker_is_left_after_the_reading(cluster: Any):
    list(engine(2, "ray", address=cluster.address)(HarmfulParser, slow_articles(10)))
    assert psutil.wait_procs(members(), timeout=10)[1] == []


def test_a_cluster_that_nobody_runs_is_told():
    with pytest.raises(EngineError, match=r"cluster at 127.0.0.1:9 can't be reached"):
        list(engine(2, "ray", address="127.0.0.1:9")(HarmfulParser, slow_articles(1)))


def test_without_an_address_a_cluster_is_started_and_ended():
    given = [Article("a", "Amina Sele met Jan Vos in Aden on 3 May 2021.")]
    assert list(engine(1, "ray")(make_parser, given)) == list(run_here(make_parser, given))
    assert not ray.is_initialized()
