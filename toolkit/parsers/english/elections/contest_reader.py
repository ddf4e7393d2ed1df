"""Which contest each mention and date of an article speaks of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from toolkit.facts import Evidence
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.contests import Anchor, Contest, ContestRegister, within
from toolkit.parsers.english.elections.election_country import country_of_mention, voting_country
from toolkit.parsers.english.elections.election_mentions import (
    ElectionMention,
    find_election_mentions,
)
from toolkit.parsers.english.elections.main_contest import main_interval, main_kind
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.reading import DateMention, Reading

# Between the rounds of a vote lie between one and about fourteen weeks.
_ROUNDS_APART = (timedelta(days=6), timedelta(days=100))
_PREVIOUS = re.compile(
    r"\b(?:last time|(?:the |at the |in the )?(?:last|previous|outgoing|old|then)"
    r" (?:general |regional |local |parliamentary |presidential |state |municipal )?"
    r"(?:elections?|vote|poll|time out|round|ballot|parliament|assembly|council|chamber"
    r"|legislature|house|contest)"
    r"|last time (?:round|out|around))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|until|till) $")
_NO_VOTE_THEN = re.compile(
    r"\b(?:since|until|till|founded|born|established|rebellion of|war of|crisis of|created|formed"
    r"|joined|died|died in|launched)(?: in| early| late| at least)? $|[A-Z]\w+ $",
)


class ContestReader:
    """Reads the contests of one article and finds the one that governs a place."""

    def __init__(self, reading: Reading, cast: Cast, passages: tuple[Passage, ...]) -> None:
        self.reading = reading
        self.passages = passages
        self.mentions = find_election_mentions(reading, passages)
        self.register = ContestRegister()
        self.kind = main_kind(reading, self.mentions)
        self.interval = main_interval(reading, self.mentions)
        self.country = voting_country(reading, cast, self.mentions)
        self.main = self.register.place(
            Contest(self.kind, self.country, None, self._main_round(), self.interval)
        )
        self.dated: set[int] = set()
        self.anchors: dict[int, list[Anchor]] = {}
        for mention in self.mentions:
            position = self._place_mention(mention)
            if position is not None and mention.interval is not None and mention.linked:
                self.dated.add(position)
        for number, passage in enumerate(passages):
            self.anchors[number] = self._anchors_of(passage)

    def _main_round(self) -> int | None:
        for mention in self.mentions:
            if mention.round and mention.interval and mention.interval == self.interval:
                return mention.round
        return None

    def _evidence(self, mention: ElectionMention) -> tuple[Evidence, ...]:
        found = [Evidence(mention.start, mention.end, "election.word")]
        if mention.kind:
            found.append(Evidence(mention.kind_start, mention.kind_end, "election.kind", "kind"))
        if mention.when is not None and mention.interval is not None:
            for field in ("start_date", "end_date"):
                found.append(
                    Evidence(mention.when.start, mention.when.end, mention.when.rule, field)
                )
        return tuple(found)

    def _place_mention(self, mention: ElectionMention) -> int | None:
        """Return the contest of a mention, None where it cannot be told from the main one."""
        main = self.register.contests[self.main]
        interval = mention.interval
        country = country_of_mention(self.reading, mention) or self.country
        if country != main.country:
            if interval is None or not mention.linked:
                return None
            return self.register.place(
                Contest(
                    mention.kind or "parliamentary",
                    country,
                    None,
                    mention.round,
                    interval,
                    self._evidence(mention),
                )
            )
        if interval is None:
            if mention.round and main.round and mention.round != main.round:
                return self._other_round(mention)
            if mention.kind in (None, main.kind):
                self._add_evidence(self.main, mention)
                return self.main
            return None
        if interval == main.interval and mention.kind in (None, main.kind):
            self._add_evidence(self.main, mention)
            return self.main
        if mention.kind is None:
            for position, known in enumerate(self.register.contests):
                same_round = None in (known.round, mention.round) or known.round == mention.round
                if same_round and known.interval and within(known.interval, interval):
                    self._add_evidence(position, mention)
                    return position
        if not mention.linked and mention.when and mention.when.precision != "year":
            return None
        position = self.register.place(
            Contest(
                mention.kind or main.kind,
                self.country,
                None,
                mention.round,
                interval,
                self._evidence(mention),
            )
        )
        return position

    def _other_round(self, mention: ElectionMention) -> int | None:
        """Return the other round of the vote that is reported, None if it is yet to come."""
        main = self.register.contests[self.main]
        kind = mention.kind or main.kind
        for position, known in enumerate(self.register.contests):
            if known.round == mention.round and known.kind == kind:
                return position
        if mention.round != 1:
            return None
        return self.register.place(
            Contest(kind, self.country, None, 1, None, self._evidence(mention))
        )

    def _add_evidence(self, position: int, mention: ElectionMention) -> None:
        known = self.register.contests[position]
        self.register.contests[position] = replace(
            known,
            round=known.round or mention.round,
            evidence=tuple(dict.fromkeys(known.evidence + self._evidence(mention))),
        )

    def _anchors_of(self, passage: Passage) -> list[Anchor]:
        """Return the anchors of a passage: votes that it names, past dates, "last time"."""
        text, today = self.reading.article.text, self.reading.today
        anchors: list[Anchor] = []
        dated: set[int] = set()
        for mention in self.mentions:
            if not passage.start <= mention.start < passage.end:
                continue
            if mention.interval and today and mention.interval[0] > today:
                continue
            position = self._place_mention(mention)
            if position is not None and (position != self.main or mention.kind or mention.when):
                start = mention.start
                end = mention.end
                if mention.when is not None and mention.interval is not None:
                    dated.add(mention.when.start)
                    start, end = min(start, mention.when.start), max(end, mention.when.end)
                anchors.append(Anchor(start, end, position, "election.word"))
        for day in self.reading.dates:
            if not passage.start <= day.start < passage.end or day.start in dated:
                continue
            position = self._contest_on(day)
            if position is not None:
                anchors.append(Anchor(day.start, day.end, position, "election.date"))
        for match in _PREVIOUS.finditer(text, passage.start, passage.end):
            if all(match.end() <= a.start or a.end <= match.start() for a in anchors):
                anchors.append(
                    Anchor(match.start(), match.end(), self.previous(), "election.previous")
                )
        return sorted(anchors, key=lambda anchor: anchor.start)

    def _contest_on(self, day: DateMention) -> int | None:
        """Return the past contest that a date in a sentence with results can only mean."""
        if day.first is None or day.last is None:
            return None
        text = self.reading.article.text
        if _SINCE.search(text, max(0, day.start - 10), day.start):
            return None
        for position, known in enumerate(self.register.contests):
            if known.interval and known.interval == (day.first, day.last):
                return position
        if day.precision == "month" and not re.search(r"\d{4}", text[day.start : day.end]):
            return None
        if _NO_VOTE_THEN.search(text, max(0, day.start - 24), day.start):
            return None
        if day.precision == "day" and self._is_first_round(day.first):
            return self._dated(day, self.kind, 1)
        if day.precision not in ("year", "month"):
            return None
        today = self.reading.today
        if today and day.last >= today:
            return None
        main = self.register.contests[self.main]
        if main.interval and within(main.interval, (day.first, day.last)):
            return self.main
        for position, known in enumerate(self.register.contests):
            if known.interval and within(known.interval, (day.first, day.last)):
                return position
        kind = "parliamentary" if main.kind == "by_election" else main.kind
        return self._dated(day, kind, None)

    def _is_first_round(self, day: date) -> bool:
        """Tell whether a day can be that of the first round of the run-off that is reported."""
        main = self.register.contests[self.main]
        if main.round != 2 or main.interval is None:
            return False
        return _ROUNDS_APART[0] <= main.interval[0] - day <= _ROUNDS_APART[1]

    def _dated(self, day: DateMention, kind: str, round_number: int | None) -> int:
        """Return the vote of which a date is all that the text says."""
        assert day.first is not None
        assert day.last is not None
        evidence = tuple(
            Evidence(day.start, day.end, rule, field)
            for rule, field in (
                ("election.date", None),
                (day.rule, "start_date"),
                (day.rule, "end_date"),
            )
        )
        return self.register.place(
            Contest(kind, self.country, None, round_number, (day.first, day.last), evidence)
        )

    def previous(self) -> int:
        """Return the latest vote of the main kind before the main one, undated if unknown."""
        main = self.register.contests[self.main]
        before = [
            (known.interval, position)
            for position, known in enumerate(self.register.contests)
            if known.interval
            and known.kind == main.kind
            and position != self.main
            and (main.interval is None or known.interval[1] < main.interval[0])
        ]
        if before:
            return max(before)[1]
        return self.register.place(Contest(main.kind, self.country, previous=True))

    def has_past_anchor(self, passage: Passage) -> bool:
        """Tell whether a passage names an earlier vote."""
        return any(
            anchor.contest != self.main
            for number, other in enumerate(self.passages)
            if other is passage
            for anchor in self.anchors[number]
        )
