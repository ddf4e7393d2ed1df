"""The words of an article with their positions, tokens and landmarks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Token

from toolkit.parsers.english.roles.landmarks import Landmark, Landmarks

SPACE = r"(?:[ \u00a0]|(?<!\n)\n(?!\n))"
"""Pattern of one space or of the line break of a wrapped line."""

JOINT = re.compile(rf"{SPACE}|[-‑]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STATE_FORMS = frozenset(
    [
        "republic",
        "kingdom",
        "state",
        "federal",
        "democratic",
        "socialist",
        "islamic",
        "people's",
        "commonwealth",
        "union",
        "federation",
        "principality",
        "sultanate",
        "emirate",
        "united",
        "arab",
        "bolivarian",
        "plurinational",
        "of",
        "the",
        "opposition",
        "ruling",
        "late",
    ]
)
_DESCRIBING_TAGS = frozenset(("JJ", "NN", "NNS", "JJS", "VBG", "VBN", "JJR", "RB"))
_FURTHEST = 6


class Wording:
    """The text of an article as the grammar of titles walks through it.

    `words` are in lower case, with `starts` and `ends` beside them.
    """

    def __init__(self, text: str, doc: Doc, marks: Landmarks) -> None:
        self.text = text
        self.doc = doc
        self.marks = marks
        found = tuple(_WORD.finditer(text))
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.words = [match[0].lower().replace("’", "'") for match in found]
        self._token_starts: list[int] = doc.to_array("IDX").tolist()

    def token_at(self, position: int) -> Token:
        """Return the token that holds the character at `position`."""
        return self.doc[max(bisect_right(self._token_starts, position) - 1, 0)]

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that begin within [start, end), white space left out."""
        first = bisect_left(self._token_starts, start)
        last = bisect_left(self._token_starts, end)
        return tuple(token for token in self.doc[first:last] if not token.is_space)

    def adjacent(self, index: int) -> bool:
        """Whether word `index` follows the word before it with one space or hyphen."""
        gap = self.text[self.ends[index - 1] : self.starts[index]]
        return index > 0 and JOINT.fullmatch(gap) is not None

    def owns(self, position: int) -> bool:
        """Whether a possessive mark stands at `position`."""
        return self.text[position : position + 2] in ("'s", "’s", "' ", "’ ")

    def landmark_after(self, position: int) -> Landmark | None:
        """Return the landmark at `position`, or past a few words that only describe it.

        "the opposition Homeland Union", "the Republic of Chad", "the Iranian parliament".
        """
        first = bisect_left(self.starts, position)
        state: Landmark | None = None
        for index in range(first, min(first + _FURTHEST, len(self.words))):
            start = self.starts[index]
            gap = self.text[position:start]
            if gap.strip(' \n\u00a0-“"') or "\n\n" in gap:
                return state
            mark = self.marks.by_start.get(start)
            if mark is not None and mark.kind == "body" and self.owns(mark.end):
                further = self.landmark_after(
                    mark.end + (2 if self.text[mark.end + 1] in "s" else 1)
                )
                return further if further is not None and further.kind == "body" else mark
            if mark is not None and mark.kind != "state":
                return mark if state is None or mark.kind == "body" else state
            if mark is not None:
                state = mark
                position = mark.end
                if self.text[position : position + 2] in ("'s", "’s"):
                    position += 2
                continue
            if start < position:
                continue
            word = self.words[index]
            if word not in _STATE_FORMS and (
                not (self.text[start].islower() or self.token_at(start).tag_ == "JJ")
                or self.token_at(start).tag_ not in _DESCRIBING_TAGS
            ):
                return state
            position = self.ends[index]
        return state

    def body_at(self, position: int) -> Landmark | None:
        """Return the body named at `position`, or past words that only describe it."""
        mark = self.landmark_after(position)
        return mark if mark is not None and mark.kind == "body" else None
