"""Posts told by a verb: "X, who heads Y", "X chairs the commission", "Y, led by X"."""

from __future__ import annotations

import re

from toolkit.facts import Evidence, RoleFact
from toolkit.parsers.english.anaphora.antecedents import body_meant
from toolkit.parsers.english.roles.landmarks import Landmark
from toolkit.parsers.english.roles.title_holders import HolderReader

_BRACKET = r"(?:\s*\([^()\n]{1,60}\))?"
_TITLE_OF_VERB = {
    "chaired": "chair",
    "chairs": "chair",
    "commanded": "commander",
    "commands": "commander",
    "directed": "director",
    "directs": "director",
    "founded": "founder",
    "governed": "governor",
    "governs": "governor",
    "headed": "head",
    "heads": "head",
    "leads": "leader",
    "led": "leader",
    "owned": "owner",
    "owns": "owner",
    "presides over": "president",
    "ran": "head",
    "run": "head",
    "runs": "head",
    "speaks for": "spokesperson",
}
# A bounded run of spaces first: an unbounded one takes quadratic time on a page of spaces.
_LEADS = re.compile(
    r"(?P<who>\s(?:who|and)(?:,[^,;.\n]{1,60},)?)?\s{1,4}"
    r"(?:(?P<past>once|formerly|previously|long)\s+|now\s+|"
    r"currently\s+|also\s+|still\s+|has\s+|had\s+|jointly\s+|co-)*"
    r"(?P<verb>heads|leads|chairs|runs|commands|directs|founded|headed|led|chaired|commanded|"
    r"ran|directed|governs|owns|presides over|speaks for)\s+(?:the\s+|its\s+|a\s+)?"
)
_LED_BY = re.compile(
    rf"{_BRACKET},?\s+(?:(?:which|that|and)\s+)?(?:(?:is|was|now|currently|formerly)\s+)*"
    r"(?P<verb>headed|led|chaired|commanded|run|founded|directed|governed|owned)\s+by\s+"
)
_DELEGATION = re.compile(
    r"\b(?:delegations?|mission|team|group|officers|members|representatives|envoys)\b[^.;\n]*$"
)


def _leader_before(reader: HolderReader, match: re.Match[str]) -> Landmark | None:
    """Return the person who is the subject of a verb of leading, as far as can be told."""
    person = reader.persons.before(match.start())
    if person is None or match.start() - person.end > 90:
        return None
    gap = reader.wording.text[person.end : match.start()]
    if not match["who"] and re.fullmatch(_BRACKET + r"(?:,[^,;.\n]{1,60},)?", gap) is None:
        return None
    if re.search(r"[.;:!?]\s|\n\n|[\"“”]", gap):
        return None
    return person


def _body_after(reader: HolderReader, position: int) -> Landmark | None:
    """Return the body named at `position`, or meant by "the commission" there."""
    mark = reader.wording.body_at(position)
    if mark is not None:
        return mark
    word = re.compile(r"[\w-]+").match(reader.wording.text, position)
    if word is None or reader.wording.text[position - 4 : position].lower() != "the ":
        return None
    actor = body_meant(reader.reading, reader.cast, position, word.end())
    return None if actor is None else Landmark(position, word.end(), "body", actor)


def _holder_at(reader: HolderReader, position: int) -> Landmark | None:
    """Return the person named at `position`, past titles and describing words."""
    person = reader.persons.after(position)
    if person is None or person.start - position > 60:
        return None
    gap = reader.wording.text[position : person.start]
    if re.search(r"[;:.!?]\s|\n\n| and | who | by |, [a-z]+ed ", gap):
        return None
    return person


def read_leading_roles(reader: HolderReader) -> list[RoleFact]:
    """Return the posts that verbs of leading tell, those of "X leads Y" first."""
    return [*_name_leads_body(reader), *_body_led_by_name(reader)]


def _name_leads_body(reader: HolderReader) -> list[RoleFact]:
    """Read "X, who heads Y" and "X chairs the commission"."""
    found = []
    for match in _LEADS.finditer(reader.wording.text):
        person = _leader_before(reader, match)
        body = None if person is None else _body_after(reader, match.end())
        if person is None or person.actor is None or body is None:
            continue
        evidence = (Evidence(person.start, body.end, "name_leads_body"),)
        past = match["past"] in ("once", "formerly", "previously")
        title = _TITLE_OF_VERB[match["verb"]]
        status = "former" if past else "current"
        found.append(RoleFact(person.actor, title, evidence, body.actor, None, status))
    return found


def _body_led_by_name(reader: HolderReader) -> list[RoleFact]:
    """Read "Y, led by X", but not "a delegation of Y led by X"."""
    text, found = reader.wording.text, []
    for start in reader.wording.marks.starts:
        body = reader.wording.marks.by_start[start]
        if body.kind != "body" or body.actor is None:
            continue
        match = _LED_BY.match(text, body.end)
        holder = None if match is None else _holder_at(reader, match.end())
        if match is None or holder is None or holder.actor is None:
            continue
        if _DELEGATION.search(text, max(0, start - 60), start):
            continue
        evidence = (Evidence(start, holder.end, "body_led_by_name"),)
        title = _TITLE_OF_VERB[match["verb"]]
        found.append(RoleFact(holder.actor, title, evidence, body.actor))
    return found
