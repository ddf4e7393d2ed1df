"""Contenders that only a table or a referendum names: rows and choices join the cast."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.facts import ActorFact, Evidence, NameForm
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.elections.result_tables import (
    NO_CONTENDER,
    NUMBER_CELL,
    ColumnTable,
)
from toolkit.parsers.english.reading import Reading

_REFERENDUM = re.compile(
    r"\b(?:referend(?:um|a|ums)|plebiscite|ballot measure|proposition|amendment|measure [A-Z])\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"(?<![\w-])(?P<quote>[\"“‘'])?(?P<word>(?i:yes|no|against|approve|reject|remain|leave"
    r"|in favou?r|for))(?(quote)[\"”’'])(?![\w’'-])"
)
_FIGURE_BEFORE = re.compile(
    r"\d[\d.,]*(?: ?%| per ?cent| percent| million)?(?: votes?| ballots)?,? $"
)
_FIGURE_AFTER = re.compile(r"(?: votes?| side| camp| vote)?[ .:|…–-]*(?:\w+ ){0,2}\d")
_TRAILING = re.compile(r"\s*(?:\([^)]*\)|\*+|[.…]{2,}.*)\s*$")
_PERSON = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'’.-]*){1,3}")


def _choices(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, name and kind of the choices that stand beside a figure."""
    if not _REFERENDUM.search(text):
        return
    for match in _CHOICE.finditer(text):
        word = match["word"]
        if not (
            word[0].isupper()
            or match["quote"]
            or word in ("against", "for", "in favour", "in favor")
        ):
            continue
        before = _FIGURE_BEFORE.search(text, max(0, match.start() - 40), match.start())
        after = _FIGURE_AFTER.match(text, match.end())
        if word[0].islower() and not match["quote"]:
            ends = re.match(r"[,.;)]|\s*$|\s(?:and|with)\b", text[match.end() : match.end() + 6])
            if not (before and ends):
                continue
        elif not (before or after):
            continue
        yield match.start("word"), match.end("word"), word, "group"


def _rows(table: ColumnTable, text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, name and kind of the row names of a table."""
    header = " ".join(cell.text.lower() for cell in table.table.header[:2])
    party = bool(re.search(r"part(?:y|ies)|list|coalition|alliance|bloc", header)) or any(
        column.measure in ("seats", "seats_change") for column in table.columns
    )
    for row in table.table.rows:
        if len(row) < 2 or not any(NUMBER_CELL.match(cell.text.strip("() ")) for cell in row[1:]):
            continue
        cell = row[0]
        lead = len(cell.text) - len(cell.text.lstrip(" |*•-–"))
        name = cell.text[lead:]
        while stripped := _TRAILING.search(name):
            name = name[: stripped.start()]
        name = name.rstrip(" |*")
        if len(name) < 2 or not name[0].isalpha() or NO_CONTENDER.match(name):
            continue
        start = cell.start + lead
        person = not party and bool(_PERSON.fullmatch(name))
        if text[start : start + len(name)] == name:
            yield start, start + len(name), name, "person" if person else "party"


def add_missing_contenders(reading: Reading, cast: Cast, tables: Sequence[ColumnTable]) -> Cast:
    """Return the cast with the row names of result tables and the choices of referendums."""
    text = reading.article.text
    wanted = list(_choices(text))
    for table in tables:
        wanted.extend(_rows(table, text))
    actors = list(cast.actors)
    known = {form.name.casefold(): n for n, actor in enumerate(actors) for form in actor.forms}
    known |= {actor.name.casefold(): n for n, actor in enumerate(actors)}
    mentions = list(cast.mentions)
    for start, end, name, kind in sorted(wanted):
        if any(mention.start < end and start < mention.end for mention in mentions):
            continue
        rule = "contender.choice" if kind == "group" else "contender.table_row"
        evidence = Evidence(start, end, rule)
        position = known.get(name.casefold())
        if position is None:
            position = known[name.casefold()] = len(actors)
            actors.append(ActorFact(name, kind, (NameForm(name, (evidence,)),)))
        else:
            actor = actors[position]
            forms = tuple(
                NameForm(form.name, tuple(sorted({*form.evidence, evidence})))
                if form.name == name
                else form
                for form in actor.forms
            )
            if all(form.name != name for form in forms):
                forms = (*forms, NameForm(name, (evidence,)))
            actors[position] = replace(actor, forms=forms)
        mentions.append(Mention(start, end, position, "name", rule))
    if len(mentions) == len(cast.mentions):
        return cast
    return Cast(tuple(actors), tuple(sorted(mentions)), cast.roles)
