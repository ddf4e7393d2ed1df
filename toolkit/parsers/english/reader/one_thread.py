"""Keep numpy to one thread while an article is read.

The matrices of the heads are small: to share one out among threads takes longer than to multiply
it, the more so where every core already has a worker of its own. And one thread keeps one order
of the sums, so that the bytes do not depend on how many cores there are.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

# It finds only the libraries that are loaded by then.
import numpy  # noqa: F401
from threadpoolctl import ThreadpoolController


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which numpy's matrices are multiplied by one thread.

    At its end the process has as many as before.
    """
    limits: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limits
