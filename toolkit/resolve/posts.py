"""The posts that persons hold, in a form that two articles can be compared by."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from toolkit.facts import RoleFact
from toolkit.reference import read_table
from toolkit.resolve.names import name_tokens

_LEFT_OUT = frozenset({"affairs", "and", "for", "in", "of", "to"})
_SAME_TITLE = {
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "chief": "leader",
    "defense": "defence",
    "head": "leader",
    "premier": "prime minister",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}
_BELOW = frozenset({"assistant", "associate", "deputy", "junior", "parliamentary", "vice"})
"""Words for one of several who stand below the holder of a post."""

_NO_PORTFOLIO = frozenset(
    {"cabinet", "counsellor", "first", "minister", "plenipotentiary", "portfolio", "second"}
    | {"senior", "state", "without"}
)
"""Words beside "minister" that do not say which of the ministers it is."""

_NO_DESTINATION = frozenset({"ambassador", "extraordinary", "large", "at", "plenipotentiary"})
"""Words beside "ambassador" that do not say where the ambassador is sent."""

HOLDS = frozenset({"acting", "current"})
"""Values of a role's status under which its holder is called by it."""


class Post(NamedTuple):
    """A title, and the state or body that gives it: an ISO code, or a number of a body."""

    title: tuple[str, ...]
    giver: str | int | None

    @property
    def is_sole(self) -> bool:
        """Whether one person holds it at a time."""
        if self.giver is None:
            return False
        if isinstance(self.giver, int):
            return self.title in _sole_titles("body")
        words = set(self.title)
        return self.title in _sole_titles("state") or bool(
            not words & _BELOW
            and (
                ("minister" in words and words - _NO_PORTFOLIO)
                or ("ambassador" in words and words - _NO_DESTINATION)
            )
        )


def post_of(role: RoleFact, country: str | None, body: int | None) -> Post:
    """Return the post of a role; `country` is that of its holder, `body` what gives it."""
    giver = (role.country or country) if role.organization is None else body
    return Post(title_words(role.title), giver)


def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title, sorted, so that its usual wordings agree.

    "Minister of Foreign Affairs" is "foreign minister", "chairwoman" is "chair".
    """
    words = " ".join(_SAME_TITLE.get(word, word) for word in name_tokens(title)).split()
    return tuple(sorted(word for word in words if word not in _LEFT_OUT))


@cache
def _sole_titles(giver: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        title_words(row["title"]) for row in read_table("sole_posts") if row["of"] == giver
    )
