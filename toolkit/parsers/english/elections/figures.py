"""The numbers of a text that can be figures of an election, with what they measure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.text.numbers import NumberMention, find_numbers

_ADJECTIVES = r"(?:[a-z-]+ |[A-Z][\w-]+ ){0,2}"
_SEAT_WORD = (
    r"(?:seats?|mandates?|deputies|MPs|MLAs|MEPs|lawmakers|legislators|councillors|councilors"
    r"|senators|representatives|parliamentarians|assembly members|chairs|benches|delegates"
    r"|constituencies|town halls|governorships|municipalities|mayoralties)\b"
)
_SEATS = re.compile(rf"[\s-](?:of (?:the|its|their|them|all)[ \d,.]*)?{_ADJECTIVES}{_SEAT_WORD}")
_OF_TOTAL = re.compile(r" (?:out )?of (?:the |its |a total of |[A-Z]\w+['’]s? )*$")
_VOTES = re.compile(
    r"\s(?:of the )?(?:first[- ]preference |preference |valid |popular |personal |list )?"
    r"(?:votes?|ballots|electors|votes cast)\b"
)
_SHARE = re.compile(r"\s?(?:%|per ?cent\b|percent\b|pct?\b|p\.c\.)")
_POINTS = re.compile(r"\s?(?:percentage |%-?)?-?points?\b|\s?pp\b|\s?pts?\b")
_TOTAL_AFTER = re.compile(
    r"-(?:seat|member|strong|chair|mandate|place)\b(?! (?:majority|gain|lead|loss|swing|cushion))"
    r"|[- ](?:seat|member) (?:[A-Z]|assembly|parliament|house|council|chamber|legislature|senate)"
)
_HAD_BEFORE = re.compile(r"\bof (?:its|their|his|her) (?:old |previous |outgoing |current )?$")
_TOTAL_BEFORE = re.compile(
    r"(?:seats out of|out of|house of|total|all|total of|assembly of|chamber of|parliament of"
    r"|council of|of the|members? of|of its|each of the|made up of|counts|of)\s$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s?(?:%|per ?cent|percent|pct?)?\s(?:of )?(?:the |all |its |tally |valid )*(?:vote |votes? |"
    r"ballots? |ballot )?(?:votes?|ballots?|stations?|precincts?|sheets?|boxes|papers|polling"
    r"|districts?|returns?|protocols?|tallies|count|sections|tables|counted|in(?=[,.;:)]|\s*$)"
    r"|reporting)(?: (?:stations|places|sheets|papers|boxes|cast|precincts|districts))?"
    r"(?: (?:having |already |so far |now |been )*(?:counted|in(?=[,.;:)]|\s*$)|reporting|processed"
    r"|tallied|read|scanned|declared|reported|done))",
)
_COUNTED_BEFORE = re.compile(
    r"(?:\bwith |\bafter |\bat |\bfrom )(?:some |about |nearly |almost |just over |over )?$", re.I
)
_MARGIN_BEFORE = re.compile(
    r"(?:\bby|\bmargin of|\bmajority of|\bmajority|\blead of|\bahead by|\bgap of|\bswing of"
    r"|\bwithin|\bthreshold of|\bthreshold|\bhurdle of|\bbarrier of|\bneeds?|\bneeded"
    r"|\brequires?|\bquota was|\bquota of|\bquota is|\bmore than half|\bthe magic number|\btakes"
    r"|\bmagic number:|\bmajority:|\bmajority is|\baged|\bshort of)"
    r" (?:(?:a |an |the |just |only |some |about |mere |nearly |almost |over |under |more than"
    r"|fewer than|less than|barely|all of|at least) ?)*$",
    re.IGNORECASE,
)
_MARGIN_AFTER = re.compile(
    r"(?: (?:votes?|seats?|ballots?))?(?: (?:more|fewer|less|short|ahead|behind|apart|away|clear"
    r"|needed|required|separat\w+|between|shy|adrift|to spare|above|below)\b|-vote\b|-point\b)",
)
_TURNOUT = re.compile(
    r"\b(?:turnout|turned out|participation|took part|went to the polls|abstention|abstained"
    r"|registered|electorate|bothered|of voters|of the voters|eligible|cast (?:a|their) (?:ballot|"
    r"vote)s?|showed up|poll(?:ing)? (?:reached|stood at)|voter)\b",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"(?:st|nd|rd|th)\b|\s?(?:a\.?m|p\.?m)\b|\s?(?:years?|months?|weeks?|days?|hours?|minutes?"
    r"|o['’]clock|people|men|women|voters|polling|stations?|precincts|times|km|kilometres|miles"
    r"|metres|adults|parties|candidates|communes|countries|states|provinces|districts|wards|rounds"
    r"|sheets|observers|cases|complaints|towns|cities|lists|tally|ballot|points?|euros?|dollars?"
    r"|pounds?|others?|members of|journalists|soldiers|police|counties|municipalities|regions)\b"
)
# A unit that the number mention takes in.
_UNIT_INSIDE = re.compile(
    r"\s?(?:%|per ?cent|percent|pct?|p\.c\.|seats?|votes?|ballots|(?:percentage )?points?)$"
)
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:Rs|US|EUR|USD)\.? ?)$")
_NEXT_NOUN = re.compile(r"[ -](?P<word>[A-Za-z][\w'’-]*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it measures.

    `measure`: "votes", "vote_share", "seats", "seats_change", "turnout", "seats_total",
    "seats_before" (had until this vote), "counted" (share of ballots counted), "signed" (a bare
    number with a sign), "bare_change" (a gain or loss without a unit), "bare" (no unit, so that
    the sentence must tell) or "other" (no figure of an election). `end` includes the unit.
    """

    start: int
    end: int
    value: float
    measure: str


# "22 more than it needed" measures a majority and no change.
_NEEDED = re.compile(
    r"(?: seats?)? (?:more|fewer|less) than (?:(?:it|they|he|she|a|the|is|are|was)\b|half)"
    r"|(?: seats?)? (?:short|ahead|behind|away|clear)"
)
_CHANGE_BEFORE = re.compile(
    r"\b(?P<up>gain(?:s|ed|ing)?|picked up|picks up|up|adds?|added|adding|a gain of|increase of"
    r"|plus|improved by|grew by|rose by|put on)"
    r"(?: (?:by|a|an|another|some|no fewer than|just|only|all of|extra|further))* $"
    r"|\b(?P<down>los(?:t|es|ing|e)|down|shed(?:s|ding)?|drops?|dropped|a loss of|minus"
    r"|forfeit(?:ed|s)?|shrank by|fell by)"
    r"(?: (?:by|a|an|another|some|no fewer than|just|only|all of|further))* $",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"(?: (?:seats?|deputies|MPs|mandates))? (?:(?P<up>more than|up on|extra"
    r"|more\b(?! seats?\b)|up\b(?! from))"
    r"|(?P<down>fewer|less than|down\b(?! from)|less\b))"
)


def _seat_change(before: str, after: str) -> int | None:
    if match := _CHANGE_AFTER.match(after):
        return 1 if match["up"] else -1
    match = _CHANGE_BEFORE.search(before)
    if match and (match["down"] or not after.lstrip().startswith("of ")):
        return 1 if match["up"] else -1
    return None


def _measure(text: str, number: NumberMention, low: int, high: int) -> tuple[str, int, float]:
    """Return measure, end of the unit and value of a number within [low, high)."""
    value = number.value
    before = text[max(low, number.start - 40) : number.start]
    unit_words = _UNIT_INSIDE.search(text, number.start, number.end)
    raw_end = unit_words.start() if unit_words else number.end
    after = text[raw_end : min(high, raw_end + 60)]
    unit = _SHARE.match(after)
    share = unit is not None or number.unit == "percent"
    end = raw_end + unit.end() if unit else raw_end
    rest = text[end : min(high, end + 60)]
    if number.unit in ("ordinal", "money", "points", "fraction") or _MONEY_BEFORE.search(before):
        return "other", end, value
    if _POINTS.match(after) or _POINTS.match(rest):
        return "other", end, value
    if share:
        of_votes = re.match(r" of the votes?\b(?! count)", rest)
        if _COUNTED.match(" " + rest.lstrip()) and not of_votes:
            return "counted", end, value
        if _MARGIN_BEFORE.search(before) and not re.search(r"\bby $", before):
            return "other", end, value
        if re.match(r"[ -](?:barrier|hurdle|threshold|mark|quota|clause)\b", rest):
            return "other", end, value
        return "vote_share", end, value
    if re.search(r"\w[-/:]$", before) or re.match(r":\d", after):
        return "other", end, value
    if _TOTAL_AFTER.match(after):
        return "seats_total", end, value
    if match := _SEATS.match(after):
        end = raw_end + match.end()
        if number.signed:
            return "seats_change", end, value
        change = _seat_change(before, after)
        if change is not None and not _NEEDED.match(after):
            return "seats_change", end, change * abs(value)
        if _MARGIN_BEFORE.search(before) or _MARGIN_AFTER.match(after):
            return "other", end, value
        if _HAD_BEFORE.search(before):
            return "seats_before", end, value
        if _TOTAL_BEFORE.search(before):
            return "seats_total", end, value
        return "seats", end, value
    if match := _VOTES.match(after):
        end = raw_end + match.end()
        if _MARGIN_BEFORE.search(before) or _MARGIN_AFTER.match(after):
            return "other", end, value
        return "votes", end, value
    if number.signed:
        return "signed", end, value
    if _OTHER_UNIT.match(after):
        return "other", end, value
    change = _seat_change(before, after)
    if change is not None and value < 400 and not _NEEDED.match(after):
        return "bare_change", end, change * value
    if _MARGIN_BEFORE.search(before) or _MARGIN_AFTER.match(after):
        return "other", end, value
    return "bare", end, value


def find_figures(reading: Reading) -> tuple[Figure, ...]:
    """Return the numbers of the article that can be figures, in text order.

    Numbers inside a date, and years, are left out.
    """
    text = reading.article.text
    starts = [day.start for day in reading.dates]
    ends = [day.end for day in reading.dates]
    bounds = [(block.start, block.end) for block in reading.blocks]
    block_starts = [start for start, _ in bounds]
    found = []
    for number in find_numbers(text):
        day = bisect_right(starts, number.start) - 1
        if day >= 0 and number.start < ends[day] and number.end <= ends[day]:
            continue
        position = bisect_right(block_starts, number.start) - 1
        if position < 0:
            continue
        low, high = bounds[position]
        measure, end, value = _measure(text, number, low, high)
        found.append(Figure(number.start, end, value, measure))
    return tuple(found)
