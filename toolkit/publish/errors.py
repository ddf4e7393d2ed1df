"""What can go wrong when a package is written."""


class PublishError(OSError):
    """A package can't be written; the message is one sentence that names the remedy."""
