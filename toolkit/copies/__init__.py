"""Near-identical texts: found by sketches, read once, and told as reports of the same thing."""

from toolkit.copies.carry_over import carry_over
from toolkit.copies.group_copies import group_copies
from toolkit.copies.sketch import sketch

__all__ = ["carry_over", "group_copies", "sketch"]
