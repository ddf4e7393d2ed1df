"""Tests of permissions, run by root: a process that may do what any user may, and no more."""

from __future__ import annotations

import ctypes


def give_up_capabilities() -> None:
    """Make root one user among others (`capset` of Linux, version 3 of its header)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")
