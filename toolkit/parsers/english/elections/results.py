"""Figures that sentences and list lines report for contenders.

Every figure of a passage gets a measure (from its unit, or from the figure before it in the
same enumeration), a contender (who governs it by position, see `figure_holders`) and a contest
(the vote or year named in its clause, its heading, or the vote that the article reports).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contenders import Contender
from toolkit.parsers.english.elections.contest_sections import find_bracket_contest
from toolkit.parsers.english.elections.contests import Anchor
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.enumerations import (
    MEASURES,
    Enumeration,
    Setting,
    default_measure,
    measure_of,
    share_follows,
)
from toolkit.parsers.english.elections.figure_holders import (
    contender_of,
    end_of_holder,
    pair_figures,
)
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.governing_contest import governing_contest
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.elections.result_status import status_evidence
from toolkit.parsers.english.elections.turnout import is_seats_total, turnout_figures

_CANDIDATES = (*MEASURES, "seats_before", "bare", "bare_change", "signed")
_HYPOTHETICAL = re.compile(r"\b(?:would|could|might|must|needs? to)\b(?: [\w']+){0,3} $")
_AGE = re.compile(r", \d\d(?:,|\)| ?\()")


def _value(measure: str, figure: Figure) -> float:
    if measure == "vote_share":
        return figure.value
    return float(round(figure.value))


def _field_evidence(
    measure: str, figure: Figure, contender: Contender, anchor: Anchor | None, rule: str
) -> tuple[Evidence, ...]:
    found = [
        Evidence(figure.start, figure.end, rule, measure),
        Evidence(contender.start, contender.end, rule, "contender_id"),
    ]
    if anchor is not None:
        found.append(Evidence(anchor.start, anchor.end, anchor.rule, "election_id"))
    return tuple(found)


def _for_measure(scene: ElectionReading, contender: Contender, measure: str) -> int:
    """Return who a figure counts for: seats that a party's leader is given are the party's."""
    if measure in ("seats", "seats_change") and scene.cast.actors[contender.actor].kind == "person":
        party = scene.people.party_of(contender.actor)
        if party is not None:
            return party
    return contender.actor


def _end_of_following(text: str, figures: Sequence[Figure], place: int, passage: Passage) -> int:
    """Return where the next figure starts, other than one in brackets ("52 (49.7%) for X")."""
    following = list(figures[place + 1 : place + 3])
    if following and text[figures[place].end : following[0].start] == " (":
        following.pop(0)
    return following[0].start if following else passage.end


def read_passage(
    scene: ElectionReading, number: int, before: Sequence[ResultValue] = ()
) -> list[ResultValue]:
    """Return the values that one passage reports.

    `before` are those of the passage before it in the same paragraph or list.
    """
    passage = scene.passages[number]
    contenders = scene.contenders[passage.start]
    figures = scene.figures_between(passage.start, passage.end)
    if not figures or scene.is_survey(passage):
        return []
    text = scene.text
    plain = [value.measure for value in before if value.measure != "seats_change"]
    default = default_measure(scene, passage, plain[-1] if plain else None)
    slots: tuple[str, ...] = ()
    if before:
        last = before[-1].contender
        slots = tuple(value.measure for value in before if value.contender == last)
    line = Enumeration(position=passage.start, slots=slots)
    found: list[ResultValue] = []
    turnouts = turnout_figures(scene, passage, figures)
    pairs = pair_figures(scene, passage, contenders, figures)
    for place, figure in enumerate(figures):
        low = figures[place - 1].end if place else passage.start
        high = figures[place + 1].start if place + 1 < len(figures) else passage.end
        opened = text.rfind("(", passage.start, figure.start)
        bracketed = opened > text.rfind(")", passage.start, figure.start)
        if _AGE.match(text, figure.start - 2) and any(
            c.end == figure.start - 2 and scene.cast.actors[c.actor].kind == "person"
            for c in contenders
        ):
            continue
        if figure in turnouts or figure.measure not in _CANDIDATES:
            continue
        if is_seats_total(scene, passage, figure):
            continue
        if _HYPOTHETICAL.search(text, max(passage.start, figure.start - 30), figure.start):
            continue
        if figure in pairs:
            contender: Contender | None = pairs[figure]
            rule = "result.pair"
        else:
            limit = _end_of_following(text, figures, place, passage)
            contender = contender_of(scene, passage, contenders, figure, limit, line)
            rule = "result.sentence" if passage.kind == "sentence" else "result.line"
        if contender is None:
            continue
        is_next = line.contender is None or contender.actor != line.contender.actor
        kind = scene.cast.actors[contender.actor].kind
        follows = share_follows(text, contenders, figures[place + 1 : place + 2], figure)
        setting = Setting(bracketed, default, kind == "party", is_next, follows)
        measure = measure_of(scene, figure, line, setting)
        if measure is None:
            continue
        if (
            measure == "seats"
            and figure.measure == "bare"
            and contender.form == "name"
            and kind == "person"
            and figure.value >= 100
        ):
            measure = "votes"
        contest, anchor, compares = governing_contest(scene, number, figure, low, high, measure)
        if figure.measure == "seats_before" and contest == scene.contests.main:
            contest, compares = scene.contests.previous(), True
        if bracketed and anchor is None and measure == line.measure and measure != "seats_change":
            earlier = find_bracket_contest(scene.contests, number)
            if earlier is None:
                continue
            contest, compares = earlier, True
        status = (
            scene.statuses.at(passage, figure.start)
            if contest == scene.contests.main or (not compares and anchor is None)
            else None
        )
        found.append(
            ResultValue(
                contest,
                _for_measure(scene, contender, measure),
                status[2] if status else "unspecified",
                measure,
                _value(measure, figure),
                _field_evidence(measure, figure, contender, anchor, rule) + status_evidence(status),
            )
        )
        line = replace(
            line,
            slots=(measure,) if is_next else (*line.slots, measure),
            model=line.slots or line.model if is_next else line.model,
            measure=line.measure if bracketed else measure,
            bracketed=measure if bracketed else line.bracketed,
            contender=contender,
            position=max(figure.end, end_of_holder(contenders, contender, figure)),
        )
    return found


def read_results(scene: ElectionReading, without: Collection[int] = ()) -> list[ResultValue]:
    """Return the values that sentences and lines report, in text order.

    `without` are the positions of blocks that are read elsewhere.
    """
    found: list[ResultValue] = []
    before: list[ResultValue] = []
    previous: Passage | None = None
    for number, passage in enumerate(scene.passages):
        if passage.block in without:
            continue
        related = previous is not None and (
            previous.block == passage.block
            or (previous.kind == passage.kind == "line" and previous.heading == passage.heading)
        )
        values = read_passage(scene, number, before if related else ())
        if values or not related:
            before = values
        previous = passage
        found.extend(values)
    return found
