"""How deep the elements of a page may lie in each other."""

DEEPEST = 240
"""Elements in each other above which a page is not looked at: from 256 on libxml2 leaves out what
comes after, without a word."""
