"""What can go wrong here, each said in one sentence that names the remedy."""


class StoreError(Exception):
    """The store, the database or the package can't be read or written."""


class QueryError(StoreError):
    """The question is wrong: its SQL, the table, the version or the id that it names."""
