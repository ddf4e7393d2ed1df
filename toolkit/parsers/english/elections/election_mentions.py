"""The places where a text names a vote: a noun or a verb, its kind, its round and its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.reading import DateMention, Reading
from toolkit.reference import read_table

_NOUN = (
    r"elections?|votes?|polls?|ballots?|polling(?: day)?|voting|referendums?|referenda|plebiscites?"
    r"|run-?offs?|by-?elections?|by-?polls?|primary|primaries|caucus(?:es)?|contests?|race"
    r"|(?:first|second|third|final|decisive) (?:ballot|round)s?|municipals"
)
_VERB = (
    r"voted|votes?|elects?|elected|went to the polls|goes? to the polls|going to the polls"
    r"|polls (?:have )?closed|polls opened|polling was held"
)
_WORD = re.compile(rf"(?<![\w-])(?:(?P<verb>{_VERB})|(?P<noun>{_NOUN}))\b", re.IGNORECASE)
# "won 12 votes", "opinion polls", "a vote of confidence" name no election.
_NOT_BEFORE = re.compile(
    r"(?:[\d,.]|\bmillion|\bopinion|\bexit|\brecent|\blast|\bspoiled|\bblank|\binvalid|\bmost"
    r"|\bof(?: the)?|\btheir|\bhis|\bher|\bwinning|\bpopular|\bvalid|\bno-confidence"
    r"|\bconfidence|\bstrike|\b(?:Commission|Supervisor|Committee) (?:for|of|on)) $",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"[ -](?:box(?:es)?|papers?)\b"
    r"| (?:of (?:no )?confidence|of (?:the )?(?:two|three|four|five|last)|by (?:the )?[A-Z]"
    r"|for the [a-z]+,|published|in favou?r|against|were held"
    r"|(?:Commission|Committee|Authority|Board|Tribunal|Bureau|Office|Council|Court|Management|Administration|Complaints|Agency|Secretariat|Jury)\b"
    r"|(?:observers?|headquarters|officials?|campaigns?|laws?|codes?|monitors?|posters?)\b"
    r"|to (?:ban|dismiss|remove|censure))",
)
_POLL_WORD = re.compile(r"polls?$|votes$|ballots$", re.IGNORECASE)
_POLL_NAMED = re.compile(r"(?:the|'s|’s|day|general|state|local|[a-z]al) $")
_BEFORE = re.compile(r"(?:[\w'’.-]+,? ){1,6}$")
_AFTER = re.compile(r" (?:for|of|to|in) (?:(?:the|a|its|their|new|next) )*(?:[\w-]+ ?){1,3}")
_ROUND = (
    (re.compile(r"\bfirst[- ](?:round|ballot)s?\b", re.IGNORECASE), 1),
    (re.compile(r"\brun-?offs?\b|\b(?:second|decisive|final)[- ](?:round|ballot)s?\b", re.I), 2),
)
_LINK = re.compile(
    r"(?:,? (?:(?:is|was|are|were|will be|to be|had been)? ?(?:held|due|set|scheduled|planned"
    r"|called|fixed|took place|expected|taking place|which was held)))?,?"
    r" ?(?:\()?(?:on|of|in|for|by|last|until|the|a|early|late|this|next|from|at|[ (–-])*$",
    re.IGNORECASE,
)

# "Sunday's parliamentary election".
_POSSESSIVE = re.compile(r"['’]s (?:[\w-]+ ){0,3}")


@dataclass(frozen=True, slots=True)
class ElectionMention:
    """Words that name a vote.

    `kind` and `round` are None where these words do not say; `when` is the date mention
    that belongs to them; `linked`: it stands beside them and not just in the same sentence.
    `verb`: they tell that people vote and name no vote.
    """

    start: int
    end: int
    kind: str | None
    kind_start: int
    kind_end: int
    round: int | None
    when: DateMention | None
    verb: bool
    linked: bool

    @property
    def interval(self) -> tuple[date, date] | None:
        """First and last possible day, None where the words do not say."""
        if self.when is None or self.when.first is None or self.when.last is None:
            return None
        return self.when.first, self.when.last


@cache
def _kind_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {row["words"]: row["kind"] for row in read_table("vote_kinds")}
    words = sorted(kinds, key=lambda word: (-len(word), word))
    pattern = "|".join(re.escape(word).replace("\\ ", "[ -]") for word in words)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE), kinds


def find_kind(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return kind and position of the last words in [start, end) that tell a vote's kind."""
    pattern, kinds = _kind_pattern()
    found = None
    for match in pattern.finditer(text, start, end):
        key = match[0].lower()
        kind = kinds.get(key) or kinds[key.replace("-", " ")]
        if found is None or kind != "parliamentary" or found[0] == "parliamentary":
            found = (kind, match.start(), match.end())
        if kind in ("by_election", "primary", "referendum", "leadership"):
            break
    return found


def _names_no_vote(text: str, match: re.Match[str]) -> bool:
    before, word = text[max(0, match.start() - 24) : match.start()], match[0]
    if _NOT_AFTER.match(text, match.end()):
        return True
    if match["verb"] and word.lower() in ("vote", "votes", "elect", "elects"):
        return bool(_NOT_BEFORE.search(before)) or word.lower() == "votes"
    if _POLL_WORD.search(word) and match["noun"]:
        return not _POLL_NAMED.search(before) or bool(_NOT_BEFORE.search(before))
    return False


def _date_of(
    text: str, dates: Sequence[DateMention], start: int, end: int, passage: Passage
) -> tuple[DateMention | None, bool]:
    """Return the date that belongs to the words, and whether it stands beside them."""
    here = [day for day in dates if passage.start <= day.start and day.end <= passage.end]
    for day in here:
        if day.end <= start and _POSSESSIVE.fullmatch(text[day.end : start]):
            return day, True
    for day in here:
        if day.start >= end and _LINK.fullmatch(text[end : day.start]):
            return day, True
    for day in here:
        gap = text[day.end : start]
        if day.end <= start and re.fullmatch(r"(?:['’]s?|s['’])?(?: [\w-]+){0,4} ?", gap):
            return day, bool(re.match(r"['’]|s['’]|(?: [\w-]+){0,2} ?$", gap))
        if day.start >= start and day.end <= end:
            return day, True
    near = sorted(
        (min(abs(day.start - end), abs(start - day.end)), day.start)
        for day in here
        if day.precision in ("day", "month", "span", "year")
    )
    if near and near[0][0] <= 60:
        return next(day for day in here if day.start == near[0][1]), False
    return None, False


def find_election_mentions(
    reading: Reading, passages: Sequence[Passage]
) -> tuple[ElectionMention, ...]:
    """Return the mentions of votes in text order."""
    text = reading.article.text
    found = []
    for passage in passages:
        for match in _WORD.finditer(text, passage.start, passage.end):
            if _names_no_vote(text, match):
                continue
            lead = _BEFORE.search(text, max(passage.start, match.start() - 60), match.start())
            start = lead.start() if lead else match.start()
            after = _AFTER.match(text, match.end(), passage.end)
            kind = find_kind(text, start, match.end()) or (
                find_kind(text, match.end(), after.end()) if after else None
            )
            round_number = next(
                (n for pattern, n in _ROUND if pattern.search(text, start, match.end())), None
            )
            when, linked = _date_of(text, reading.dates, match.start(), match.end(), passage)
            if match[0].lower() == "elected" and when and (when.precision == "day" or not linked):
                when, linked = None, False
            found.append(
                ElectionMention(
                    match.start(),
                    match.end(),
                    kind[0] if kind else None,
                    kind[1] if kind else match.start(),
                    kind[2] if kind else match.end(),
                    round_number,
                    when,
                    bool(match["verb"]),
                    linked,
                )
            )
    return tuple(found)
