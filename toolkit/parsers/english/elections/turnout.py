"""What an article says of a vote as a whole: turnout, seats to fill, votes cast."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.governing_contest import governing_contest
from toolkit.parsers.english.elections.passages import Passage

_TURNOUT = re.compile(
    r"\b(?:turn-?out|participation|polling percentage|turned out|took part|went to the polls?"
    r"|showed up|cast (?:a|their) (?:ballot|vote)s?"
    r"|of (?:the |its |[\d.,]+ (?:million )?)?(?:registered|eligible) voters"
    r"|of (?:the )?(?:number of )?(?:people|voters|citizens) (?:registered|entitled|on the lists)"
    r"|of those (?:registered|entitled to vote|eligible)|of the electorate|voted)\b",
    re.IGNORECASE,
)
_NOUNS = ("turnout", "turn-out", "participation", "polling percentage")
# "Four years ago it had been 72.6", after a turnout.
_IT_WAS = re.compile(
    r"\b(?:it|that) (?:was|had been|stood at|reached|had (?:reached|stood at))(?: \w+)? $"
)
_REGISTERED = re.compile(
    r"\s(?:people |voters |citizens )?(?:were |are |is )?(?:registered|eligible|entitled)\b"
)
_CAST = re.compile(
    r"\s(?:valid )?(?:ballots|votes) (?:were )?(?:cast|in all)\b|\speople (?:voted|cast)\b"
)
_ROSE_FROM = re.compile(r" (?:[a-z]+ ){1,2}from |, at ")
_COMPARED = re.compile(r"\b(?:from|against|compared (?:with|to)|than|up on|down on)\b")

# "18 of the 49 ridings", "an assembly of 90".
_OF_ALL = re.compile(
    r"(?:\d|\b(?:[a-z]+(?:ty|teen)(?:-[a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)|seats?|deputies|members|ridings) (?:out )?of (?:the |its |their )?"
    r"(?:[\w-]+['’]s? )?(?:then )?$"
)
_HOUSE_OF = re.compile(
    r"\b(?:chamber|house|assembly|parliament|council|senate|legislature)"
    r"(?:,| of| \(|, with| has)? ?$",
    re.IGNORECASE,
)
# "TRIPOLI (24 seats)": a line that opens with a constituency in capitals.
_PLACE_LABEL = re.compile(r"\W*[A-ZÀ-Þ][A-ZÀ-Þ' -]{4,} \(")
_SEATS_OF_ALL = re.compile(r"\b(?:seats|members to be elected|deputies)(?: out of|:) $", re.I)
_SEATS_SHARED = re.compile(
    r" (?:seats|deputies|members|mandates)(?: are)?(?: to be)?"
    r" (?:elected|filled|shared|break|divided|distributed|at stake|up for)\b"
)
_SEAT_CONTEXT = re.compile(
    r"\b(?:seats?|deputies|MPs|members|ridings|constituencies|segments|mandates|majority)\b"
)


@dataclass(frozen=True, slots=True)
class ContestValue:
    """One value of a contest as a whole; `field` is a field of `ElectionFact`."""

    contest: int
    field: str
    value: float
    evidence: tuple[Evidence, ...]


def turnout_figures(
    scene: ElectionReading, passage: Passage, figures: tuple[Figure, ...]
) -> list[Figure]:
    """Return the percentages of a passage that tell a turnout."""
    text = scene.text
    found: list[Figure] = []
    for figure in figures:
        before = text[max(0, figure.start - 160) : figure.start]
        told = figure.value <= 100 and "out" in before.lower()
        if told and _IT_WAS.search(before) and re.search(r"(?i)\bturn-?out\b", before):
            found.append(figure)
    for match in _TURNOUT.finditer(text, passage.start, passage.end):
        verb = match[0].lower() not in _NOUNS
        for figure in figures:
            if figure in found or not 5 < figure.value <= 100:
                continue
            near = text[match.end() : figure.start] if figure.start >= match.end() else None
            back = text[figure.end : match.start()] if figure.end <= match.start() else None
            beside = passage.kind == "line" and near is not None and len(near) < 12
            rose = figure.measure == "bare" and bool(near and _ROSE_FROM.fullmatch(near))
            if figure.measure == "vote_share" or beside or rose:
                pass
            elif figure.measure == "bare" and found and near is not None:
                if not _COMPARED.search(text[found[-1].end : figure.start]):
                    continue
            else:
                continue
            if (
                near is not None and not verb and len(near) < 90 and not re.search(r"[;.] ", near)
            ) or (
                back is not None
                and len(back) < (45 if verb else 15)
                and not re.search(r"[;,.]", back)
            ):
                found.append(figure)
    return found


def is_seats_total(scene: ElectionReading, passage: Passage, figure: Figure) -> bool:
    """Tell whether a figure is the size of the body elected."""
    if figure.measure == "seats_total":
        return True
    text = scene.text
    if figure.measure not in ("bare", "seats"):
        return False
    if figure.value < 10 or not float(figure.value).is_integer():
        return False
    start = max(passage.start, figure.start - 40)
    if _SEATS_OF_ALL.search(text, start, figure.start):
        return True
    if _SEATS_SHARED.match(text, figure.end) or (
        figure.measure == "seats"
        and _SEATS_SHARED.match(" seats" + text[figure.end : figure.end + 20])
    ):
        return True
    if (
        figure.measure == "seats"
        and passage.kind == "line"
        and _PLACE_LABEL.fullmatch(text, passage.start, figure.start)
        and text.startswith(")", figure.end)
    ):
        return True
    if figure.measure == "seats" and _HOUSE_OF.search(text, start, figure.start):
        return True
    return bool(
        figure.value < 1000
        and _OF_ALL.search(text, start, figure.start)
        and _SEAT_CONTEXT.search(text, passage.start, passage.end)
    )


def read_contest_values(scene: ElectionReading) -> list[ContestValue]:
    """Return turnout, seats to fill and votes cast, each with the contest that it belongs to."""
    found: list[ContestValue] = []
    for number, passage in enumerate(scene.passages):
        figures = scene.figures_between(passage.start, passage.end)
        if not figures:
            continue
        survey = scene.is_survey(passage)
        turnouts = [] if survey else turnout_figures(scene, passage, figures)
        for place, figure in enumerate(figures):
            field = None
            if figure in turnouts:
                field = "turnout"
            elif 3 <= figure.value < 12000 and is_seats_total(scene, passage, figure):
                field = "seats_total"
            elif _REGISTERED.match(scene.text, figure.end) and figure.value >= 1000:
                field = "registered_voters"
            elif _CAST.match(scene.text, figure.end) and figure.value >= 1000:
                field = "votes_cast"
            if field is None:
                continue
            low = figures[place - 1].end if place else passage.start
            high = figures[place + 1].start if place + 1 < len(figures) else passage.end
            contest, _, _ = governing_contest(scene, number, figure, low, high, field)
            found.append(
                ContestValue(
                    contest,
                    field,
                    figure.value,
                    (Evidence(figure.start, figure.end, f"election.{field}", field),),
                )
            )
    return found
