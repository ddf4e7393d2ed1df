"""A title of office as it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title of office where it stands in the text.

    `start`, `end`: the whole phrase with article, possessor and complement; `core`: where
    the title itself begins. `title` is lower case, in the singular, without organisation
    and country. `possessor` is the place of a pronoun or a common noun that says whose the
    office is ("its leader", "the party's leader") and needs its referent. `name` is the name
    of the office where the words of the text are not it. `countries` and `bodies` hold one
    entry, or one for each holder of a plural phrase.
    """

    start: int
    core: int
    end: int
    title: str
    domain: str
    status: str = "current"
    plural: bool = False
    article: str = ""
    countries: tuple[str, ...] = ()
    bodies: tuple[int, ...] = ()
    holder_of: int | None = None
    possessor: tuple[int, int] | None = None
    place: bool = False
    name: str = ""

    @property
    def definite(self) -> bool:
        """Whether the words themselves say which office is meant."""
        owned = self.possessor or self.countries or self.bodies or self.holder_of is not None
        return self.article == "the" or bool(owned)
