"""What the steps of reading elections share: passages, figures, contenders, contests, statuses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from toolkit.facts import Evidence
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.contenders import Contender, ContenderReader
from toolkit.parsers.english.elections.contest_reader import ContestReader
from toolkit.parsers.english.elections.figures import Figure, find_figures
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.elections.result_status import StatusReader, lower_case
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.text.text_tables import Cell

_SURVEY = re.compile(
    r"\b(?:opinion polls?|opinion surveys?|surveys?|pollsters?|polls? (?:by|of|for|last|published|"
    r"conducted|carried|a week|in the|two|three|from|had|put|has|gave|gives|suggest\w*|this)"
    r"|(?:last|latest|recent|new|every|a|the|one|two|three|four|five|six|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|several|[A-Z][\w-]+)"
    r" polls?\b"
    r"(?! (?:closed|open|clos))|poll average|voting intention|would (?:get|win|take|vote|back)"
    r"|if an election were|forecasts?|bookmakers?|betting|odds|margin of error|approval"
    r"|[Ii]f (?:the )?[A-Z][\w-]+ (?:voted|elected)|tracking poll|tracker|would come in at)\b",
)
_SURVEY_WORDS = (
    *("poll", "survey", "voting intention", "would ", "election were", "forecast", "bookmaker"),
    *("betting", "odds", "margin of error", "approval", "if ", "track", "quick count"),
)
"""One of these, in lower case, stands in all that `_SURVEY` or `_COUNT_WORDS` matches.

Most passages hold none, and to see that takes a tenth of the time of either pattern.
"""
_COUNT_WORDS = re.compile(
    r"\bexit[ -](?:poll|survey)|\bpolls? (?:closed|opened)|\bgo to the polls|"
    r"\bwent to the polls|\bquick count",
    re.IGNORECASE,
)


_COUNTED = re.compile(r"\b(?:counted|reporting|declared|turnout was|results? (?:show|gave|from))\b")


@dataclass(frozen=True, slots=True)
class ResultValue:
    """One value that the article reports for one contender in one contest.

    `measure` is a field of `ResultFact`; `contest` a position in the register, `contender`
    one in the cast.
    """

    contest: int
    contender: int
    status: str
    measure: str
    value: float | str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ElectionReading:
    """One article with everything that its results are read from."""

    reading: Reading
    cast: Cast
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    contenders: dict[int, tuple[Contender, ...]]
    people: ContenderReader
    contests: ContestReader
    statuses: StatusReader
    only_surveys: bool
    lowered: str
    """The text in lower case, character for character."""

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.reading.article.text

    def passage_number(self, position: int) -> int | None:
        """Return the place among the passages of the one that holds a character, if one does."""
        at = bisect_right(self.passages, position, key=lambda passage: passage.start) - 1
        return at if at >= 0 and position < self.passages[at].end else None

    def passage_at(self, position: int) -> Passage | None:
        """Return the passage that holds a character, None where none does."""
        number = self.passage_number(position)
        return None if number is None else self.passages[number]

    def row_contender(self, cell: Cell) -> Contender | None:
        """Return whom the first cell of a row names, of the cast."""
        for contender in self.contenders_between(cell.start, cell.end):
            return contender
        return None

    def contenders_between(self, start: int, end: int) -> list[Contender]:
        """Return the contenders named within [start, end)."""
        return [
            contender
            for passage in self.passages
            if passage.start < end and start < passage.end
            for contender in self.contenders[passage.start]
            if start <= contender.start and contender.end <= end
        ]

    def figures_between(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that begin in [start, end)."""
        first = bisect_left(self.figures, start, key=lambda figure: figure.start)
        last = bisect_left(self.figures, end, key=lambda figure: figure.start)
        return self.figures[first:last]

    def is_survey(self, passage: Passage) -> bool:
        """Tell whether a passage reports an opinion poll or a forecast and no count.

        In an article about polls before a vote everything does that no past vote is named in.
        """
        words = self.text[passage.start : passage.end]
        lowered = self.lowered[passage.start : passage.end]
        if any(word in lowered for word in _SURVEY_WORDS):
            if _COUNT_WORDS.search(words):
                return False
            if _SURVEY.search(words):
                return True
        if self.only_surveys and not self.contests.has_past_anchor(passage):
            return True
        if passage.heading is not None and passage.kind == "line":
            block = self.reading.blocks[passage.heading]
            heading = self.text[block.start : block.end]
            return bool(_SURVEY.search(heading)) and not _COUNT_WORDS.search(heading)
        return False


def read_for_elections(reading: Reading, cast: Cast, contests: ContestReader) -> ElectionReading:
    """Return the article, whose `contests` are at hand, prepared for reading elections."""
    passages = contests.passages
    people = ContenderReader(reading, cast)
    opening = (reading.article.title or "") + reading.article.text[:600]
    return ElectionReading(
        reading,
        cast,
        passages,
        find_figures(reading),
        {passage.start: people.read(passage) for passage in passages},
        people,
        contests,
        StatusReader(reading, passages),
        contests.interval is None
        and bool(_SURVEY.search(opening))
        and not _COUNT_WORDS.search(reading.article.text)
        and not _COUNTED.search(reading.article.text),
        lower_case(reading.article.text),
    )
