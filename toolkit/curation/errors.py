"""Why curation can't be read, and why an entry of it can't be applied."""


class CurationError(ValueError):
    """A file of curation is wrong; the message names file, line and remedy."""


class NotApplicable(Exception):  # noqa: N818 - named for what was found
    """An entry does not fit the tables; the message is a clause that says why."""
