"""Who holds the office that a title phrase names: the patterns of apposition and copula.

Each rule is one function that looks at a title phrase and at the names around it; its name
stands in the evidence of the role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toolkit.parsers.english.anaphora.antecedents import person_meant
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.landmarks import Landmark
from toolkit.parsers.english.roles.named_persons import NamedPersons
from toolkit.parsers.english.roles.title_phrase import TitlePhrase
from toolkit.parsers.english.roles.wording import Wording

_BRACKET = r"(?:\s*\([^()\n]{1,60}\))?"
_OF_BODY = r"(?: (?:of|from) [^,;.()\n]{1,60})?"
_ADVERB = (
    r"(?:(?P<then>once|then|formerly|previously|until \w+(?: \w+)?|at the time)|now|currently|"
    r"already|also|himself|herself|since \w+|today|still|himself|\d{2}|aged \d{2}|both),?"
)
_APPOSITION = re.compile(
    rf"{_OF_BODY}{_BRACKET}(?:,| [–—-]| \()\s*"
    r"(?:(?:who|and who|which) (?P<verb>is|was|has been|had been|became|remains|will be|"
    r"serves as|served as|acts as|acted as)\s+|(?:now |currently )?serving as\s+)?"
    rf"(?:{_ADVERB}\s+)*"
)
_COPULA = re.compile(
    rf"{_OF_BODY}{_BRACKET}(?:,[^,;.\n]{{1,90}},)?\s+(?:(?P<now>is|remains|became|becomes|"
    r"has become|serves as|acts as|took over as|takes over as|has been|took office as|"
    r"(?:was|were|has been|had been) (?:re-?)?(?:elected|appointed|named|chosen|sworn in|"
    r"confirmed|installed|inaugurated)(?: as)?(?: to be)?|was sworn in for a second term as|"
    r"was re-elected as|won re-election as|returns as|returned as|stays on as|stays|presides as)|"
    r"(?P<past>was(?: for \w+ \w+)?|served as|had been|had served as|used to be|"
    r"stepped down as|resigned as|quit as|acted as|worked as|has served as)|"
    r"(?P<next>will be|will become|is to become|would become|is to be|will be sworn in as|"
    rf"takes office as|will take office as))\s+(?:{_ADVERB}\s+)*"
)
_AND = re.compile(r",?\s*(?:and|&|,|–|-|as well as)?\s*(?:also\s+|currently\s+|now\s+)*")
_PRONOUN_COPULA = re.compile(
    r"\b(?P<who>[Hh]e|[Ss]he),?\s+(?:(?:is|remains|became|has become|serves as|took over as|"
    r"was (?:elected|appointed|named|sworn in)(?: as)?)|"
    r"(?P<past>was|served as|had been|resigned as|stepped down as))\s+"
    r"(?:now\s+|also\s+|still\s+|then\s+)?$"
)
_HONORIFIC = r"(?:(?:Mr|Mrs|Ms|Dr|respectively)\.?,?\s+)*"
_FIRST_OF_LIST = re.compile(rf"(?:,|:| –| —)?\s+{_HONORIFIC}")
_FIRST_OF_LIST_ADJACENT = re.compile(rf"(?:: | –|)\s*(?<=\s){_HONORIFIC}")
_NEXT_OF_LIST = re.compile(rf"(?:[,;] and|[,;]|\s+and)\s+{_HONORIFIC}")
_LATER_LIST = re.compile(r"(?: [\w,-]+){1,9}:(?=\s)")
_OWNER_BESIDE = re.compile(r"\s+(?:\(|(?:of|from|for)\s+(?:the\s+)?)")
_NAME_TAGS = frozenset(("NNP", "NNPS", "``", "''", "HYPH", ".", "-LRB-", "-RRB-"))
_GAP_TAGS = _NAME_TAGS | {"DT", "JJ", "NN", "VBN", "CD", "RBS", "PRP$"}
_HONORIFICS = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "he", "hon", "rev", "fr", "me"),
        *("smt", "shri", "sri", "mr.", "mrs.", "ms.", "dr.", "hon.", "rt.", "rt"),
    )
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A title phrase and the person who holds it, with the rule that says so.

    `owner` is the state or body that a list names beside each holder: "A (Chad), B (Mali)".
    """

    phrase: TitlePhrase
    actor: int
    rule: str
    start: int
    end: int
    status: str | None = None
    position: int = 0
    owner: Landmark | None = None


class HolderReader:
    """Finds the holders of the offices that one article names."""

    def __init__(
        self, reading: Reading, cast: Cast, wording: Wording, phrases: tuple[TitlePhrase, ...]
    ) -> None:
        self.reading = reading
        self.cast = cast
        self.wording = wording
        self.phrases = phrases
        self.persons = NamedPersons(wording.marks.persons, phrases)

    def holdings(self) -> list[Holding]:
        """Return who holds which office, in the order of the title phrases."""
        found: list[Holding] = []
        appointed: set[int] = set()
        previous: Holding | None = None
        for place, phrase in enumerate(self.phrases):
            here = self._holders(place, phrase, previous, appointed)
            found.extend(here)
            if here:
                previous = here[-1]
                if here[-1].rule == "title_comma_name":
                    appointed.add(here[-1].end)
        return found

    def _holders(
        self, place: int, phrase: TitlePhrase, previous: Holding | None, appointed: set[int]
    ) -> list[Holding]:
        if phrase.plural:
            return self._plural(phrase)
        direct = self._name_after(place, phrase, comma=False)
        if direct is not None:
            return [direct]
        before = self.persons.before(phrase.start)
        if (
            before is not None
            and before.end not in appointed
            and not self._new_name_follows(place, phrase, before)
        ):
            apposition = self._apposition(phrase, before)
            if apposition is not None:
                return [apposition]
        comma = self._name_after(place, phrase, comma=True)
        if comma is not None:
            return [comma]
        if before is not None:
            copula = self._copula(phrase, before)
            if copula is not None:
                return [copula]
        chained = self._chain(phrase, previous)
        if chained is not None:
            return [chained]
        pronoun = self._pronoun_copula(phrase)
        return [] if pronoun is None else [pronoun]

    def _new_name_follows(self, place: int, phrase: TitlePhrase, before: Landmark) -> bool:
        """Whether "A, the president, B" introduces B: A is known already and B is new."""
        named = self._name_after(place, phrase, comma=True)
        if named is None or not phrase.definite:
            return False
        first = self.persons.first
        return first[before.actor] < before.start and first[named.actor] >= phrase.end

    def _name_after(
        self, place: int, phrase: TitlePhrase, comma: bool, joined: bool = False
    ) -> Holding | None:
        """Read "Prime Minister X", "the prime minister, X", "minister and party leader X".

        `joined`: the phrase continues one that is definite.
        """
        person = self.persons.after(phrase.end)
        if person is None or person.start - phrase.end > 70:
            return None
        gap = self.wording.text[phrase.end : person.start]
        if "\n\n" in gap or ";" in gap or ": " in gap:
            return None
        following = self.phrases[place + 1] if place + 1 < len(self.phrases) else None
        if following is not None and following.end <= person.start and not following.plural:
            joint = self.wording.text[phrase.end : following.start]
            if re.fullmatch(r"\s*(?:and|&|–|-|,)?\s*", joint) and following.article != "the":
                definite = joined or phrase.definite or phrase.article == "a"
                chained = self._name_after(place + 1, following, comma, definite)
                if chained is not None and (joint.strip() != "," or comma):
                    return Holding(
                        phrase, person.actor or 0, chained.rule, phrase.start, person.end
                    )
        if comma:
            if not gap.startswith((",", " –", " —", " (")) or not (
                phrase.definite or joined or phrase.article == "a"
            ):
                return None
            words = gap.lstrip(",–—( ")
            tags = _GAP_TAGS
            if re.search(r"[,\"”]", words[:1] + words) or gap[1:2] in ("”", '"', "’"):
                return None
        else:
            if gap.startswith((",", ".")):
                return None
            words, tags = gap, _NAME_TAGS
        tokens = self.wording.tokens_between(person.start - len(words), person.start)
        if len(tokens) > 6 or "," in words:
            return None
        for token in tokens:
            if token.tag_ not in tags and token.text.lower() not in _HONORIFICS:
                return None
            if token.text in ("?", "!", "…"):
                return None
            mark = self.wording.marks.by_start.get(token.idx)
            if mark is not None and mark.kind == "body":
                return None
        rule = "title_comma_name" if comma else "title_before_name"
        return Holding(phrase, person.actor or 0, rule, phrase.start, person.end)

    def _apposition(self, phrase: TitlePhrase, person: Landmark) -> Holding | None:
        """Read "X, the commander of Y", "X, who is Y's foreign minister"."""
        match = _APPOSITION.fullmatch(self.wording.text, person.end, phrase.start)
        if match is None:
            return None
        status = (
            "former" if match["then"] or match["verb"] in ("was", "had been", "served as") else None
        )
        return Holding(
            phrase, person.actor or 0, "name_comma_title", person.start, phrase.end, status
        )

    def _copula(self, phrase: TitlePhrase, person: Landmark) -> Holding | None:
        """Read "X is the leader of Y", "X served as spokesman for Y"."""
        match = _COPULA.fullmatch(self.wording.text, person.end, phrase.start)
        if match is None:
            return None
        status = "designate" if match["next"] else "former" if match["past"] else None
        return Holding(phrase, person.actor or 0, "name_is_title", person.start, phrase.end, status)

    def _chain(self, phrase: TitlePhrase, previous: Holding | None) -> Holding | None:
        """Read the second post of "X, mayor of Y and leader of Z"."""
        if previous is None or previous.rule in ("title_before_name", "title_comma_name"):
            return None
        if previous.phrase.end > phrase.start or previous.phrase.plural:
            return None
        gap = self.wording.text[previous.phrase.end : phrase.start]
        if not gap.strip() or _AND.fullmatch(gap) is None:
            return None
        if "," in gap and phrase.article == "the":
            return None
        person = self.persons.after(phrase.end)
        if person is not None and self.wording.text[phrase.end : person.start].strip() in ("", ","):
            return None
        return replace(
            previous, phrase=phrase, rule="second_title", start=phrase.start, end=phrase.end
        )

    def _pronoun_copula(self, phrase: TitlePhrase) -> Holding | None:
        """Read "He is the leader of Y" of the person that the pronoun means."""
        match = _PRONOUN_COPULA.search(self.wording.text, max(0, phrase.start - 60), phrase.start)
        if match is None:
            return None
        actor = person_meant(self.reading, self.cast, match.start("who"), match.end("who"))
        if actor is None:
            return None
        status = "former" if match["past"] else None
        return Holding(phrase, actor, "pronoun_is_title", match.start("who"), phrase.end, status)

    def _plural(self, phrase: TitlePhrase) -> list[Holding]:
        """Read "the foreign ministers of A and B, X and Y" and "X and Y, the ministers"."""
        after = self._name_list(phrase.end, phrase.definite) or self._owned_list(phrase.end)
        if len(after) > 1:
            return [
                Holding(
                    phrase,
                    mark.actor or 0,
                    "titles_before_names",
                    phrase.start,
                    mark.end if owner is None else max(mark.end, owner.end),
                    None,
                    place,
                    owner,
                )
                for place, (mark, owner) in enumerate(after)
            ]
        before = self.persons.before(phrase.start)
        if before is None or not re.fullmatch(
            r",\s+(?:both\s+)?", self.wording.text[before.end : phrase.start]
        ):
            return []
        chain = [before]
        while len(chain) < 4:
            earlier = self.persons.before(chain[0].start)
            if earlier is None:
                break
            gap = self.wording.text[earlier.end : chain[0].start]
            if not re.fullmatch(r"(?: of [\w ]{1,30})?(?:,\s+|\s+and\s+)", gap):
                break
            chain.insert(0, earlier)
        if len(chain) < 2:
            return []
        return [
            Holding(phrase, mark.actor or 0, "names_comma_titles", mark.start, phrase.end, None, k)
            for k, mark in enumerate(chain)
        ]

    def _owned_list(self, position: int) -> list[tuple[Landmark, Landmark | None]]:
        """Return the persons of "Three premiers came: A of Chad, B of Mali", each with a state."""
        match = _LATER_LIST.match(self.wording.text, position)
        found = [] if match is None else self._name_list(match.end(), definite=False)
        return found if all(owner is not None for _, owner in found) else []

    def _name_list(self, position: int, definite: bool) -> list[tuple[Landmark, Landmark | None]]:
        """Return the persons named one after another from `position` on, with their states.

        A comma may come before the first where the title is `definite`. The state or body
        stands after a name, "A of Chad" or "A (Chad)", or before it, "Chad's A".
        """
        text, marks = self.wording.text, self.wording.marks
        found: list[tuple[Landmark, Landmark | None]] = []
        joint = _FIRST_OF_LIST if definite else _FIRST_OF_LIST_ADJACENT
        while (match := joint.match(text, position)) is not None:
            mark = marks.by_start.get(match.end())
            owner: Landmark | None = None
            if mark is not None and mark.kind in ("state", "place") and self.wording.owns(mark.end):
                owner, mark = mark, marks.by_start.get(mark.end + 3)
            if mark is None or mark.kind != "person":
                break
            position = mark.end
            beside = _OWNER_BESIDE.match(text, mark.end)
            if owner is None and beside is not None:
                owner = marks.by_start.get(beside.end())
            if owner is not None and owner.start > mark.end:
                position = owner.end
                if beside is not None and "(" in beside[0]:
                    closing = text.find(")", owner.end, owner.end + 40)
                    position = owner.end if closing < 0 else closing + 1
            found.append((mark, owner))
            joint = _NEXT_OF_LIST
        return found
