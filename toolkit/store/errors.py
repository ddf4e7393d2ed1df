"""What can go wrong here, each said in one sentence that names the remedy."""

_DISK_FULL = "No space left on device"


class StoreError(Exception):
    """The store, the database or the package can't be read or written."""


class QueryError(StoreError):
    """The question is wrong: its SQL, the table, the version or the id that it names."""


def reason(error: BaseException) -> str:
    """Return why something failed, for the end of a sentence; of a full disk with its remedy."""
    stated = error.strerror if isinstance(error, OSError) else None
    said = (stated or str(error)).strip().split("\n", 1)[0]
    if _DISK_FULL in said:
        return f"{_DISK_FULL}; make space on the disk and run the command again"
    return said
