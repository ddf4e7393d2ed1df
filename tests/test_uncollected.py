"""While an article is read, Python does not look for cycles of garbage; afterwards it does."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from toolkit.parsers.english.uncollected import uncollected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


def test_nothing_is_collected_inside():
    gc.enable()
    with uncollected():
        assert not gc.isenabled()


def test_collection_goes_on_after_an_error():
    gc.enable()
    with pytest.raises(ValueError, match="odd"), uncollected():
        raise ValueError("odd")
    assert gc.isenabled()


def test_collection_that_somebody_turned_off_stays_off():
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
