"""Initials of names, and the acronyms made of them."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s–-]+|[’']s\b|\b[dl]['’]")


def initials_of(name: str) -> tuple[str, str]:
    """Return the initials of a name, of its capitalised words alone and of all its words."""
    words = [word for word in _BETWEEN.split(name) if word]
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return capitals, "".join(word[0] for word in words).upper()


def initials_match(name: str, acronym: str) -> bool:
    """Tell whether an acronym is made of the initials of a name."""
    letters = acronym.replace(".", "").replace("-", "").upper()
    return len(letters) > 1 and letters in {i.upper() for i in initials_of(name)}
