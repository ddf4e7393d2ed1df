"""The date that metadata gives: a day of the calendar or none, and each is read back."""

from __future__ import annotations

from datetime import date

from toolkit.sources.dates import read_date

SEEDS = (
    b"2021-10-11",
    b"2021-10-11T23:30:00-05:00",
    b"20211011",
    b"2021/10/1",
    b"Mon, 11 Oct 2021 10:00:00 GMT",
    b"Monday, October 11th, 2021",
    b"Sept. 3, 2021",
    b"0000-00-00",
    b"9999-12-31T24:00",
    b"31 February 2021",
    "٢٠٢١-١٠-١١".encode(),
    "11\u00a0October\u200b 2021".encode(),
)
WORDS = (b"October", b"Sept.", b"Mon, ", b"th ", b"2021", b"T10:00", b"-", b"/", b"\xc2\xa0")


def judge(data: bytes) -> None:
    """Read a date; one that is read reads the same when it is written as ISO 8601."""
    text = data.decode("utf-8", errors="replace")
    day = read_date(text)
    assert day == read_date(text)
    if day is not None:
        assert type(day) is date
        assert read_date(day.isoformat()) == day
        assert read_date(f"{day.isoformat()}T00:00:00Z") == day
