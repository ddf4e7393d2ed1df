"""Files that hold other files; one module a kind, listed in `toolkit/sources/endings.py`."""
