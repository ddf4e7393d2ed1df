"""The reader's matrices are multiplied by one thread, whatever the process does otherwise."""

from __future__ import annotations

from threadpoolctl import threadpool_info

from toolkit.parsers.english.reader.one_thread import one_thread


def threads() -> list[int]:
    libraries = (library for library in threadpool_info() if library["user_api"] == "blas")
    return [library["num_threads"] for library in libraries]


def test_inside_there_is_one_thread_and_afterwards_as_many_as_before():
    before = threads()
    with one_thread():
        assert all(number == 1 for number in threads())
    assert threads() == before


def test_it_may_stand_inside_itself():
    before = threads()
    with one_thread():
        with one_thread():
            pass
        assert all(number == 1 for number in threads())
    assert threads() == before
