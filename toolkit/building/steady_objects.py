"""Let Python's search for cycles pass by the objects that stay for the whole of a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def steady_objects() -> Iterator[None]:
    """Leave out what is there now, mostly modules, where Python looks for cycles of objects.

    It looks again and again while rows are made by the hundred thousand, which took a tenth of
    the time of a resolution (`benchmarks/scale.py`). A program that has objects of its own set
    aside (`gc.freeze`) keeps them so.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
