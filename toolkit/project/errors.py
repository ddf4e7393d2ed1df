"""What stands in the way of a new project."""


class ProjectError(ValueError):
    """A project can't be made; the message is one sentence with the remedy."""
