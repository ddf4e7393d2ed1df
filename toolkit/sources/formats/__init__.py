"""Files that hold articles; one module a format, listed in `toolkit/sources/endings.py`."""
