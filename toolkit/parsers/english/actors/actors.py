"""The actors of an article: named persons and bodies, and every place that names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.facts import ActorFact, Evidence, NameForm
from toolkit.parsers.english.actors.countries import GUESSED, CountryFinder
from toolkit.parsers.english.actors.forms import FormJoiner, NameSpan, Verdict
from toolkit.parsers.english.actors.institutions import find_institutions
from toolkit.parsers.english.actors.kinds import PLACE, Judge
from toolkit.parsers.english.actors.names import find_names
from toolkit.parsers.english.actors.states import find_states
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.reading import Reading

_OWNS = frozenset(("'s ", "’s "))
_LEAST_WEIGHT = 2.0
"""How much must speak for a name of one word that is a form of no longer one."""


def read_cast(reading: Reading) -> Cast:
    """Return the named actors of the article, each once, with all their mentions.

    Persons and bodies with proper names, institutions of state, and the states that the
    text speaks of as actors, in the order of their first mention. Unnamed groups and
    offices are added by later steps.
    """
    spans = find_names(reading)
    verdicts = Judge(reading).judge(spans)
    groups = _group(reading.article.text, spans, verdicts)
    position = {form: place for place, forms in enumerate(groups.values()) for form in forms}
    mentions = [
        Mention(
            span.start,
            span.end,
            position[span.text],
            "name",
            verdicts[span.text].rule or "name_form",
        )
        for span in spans
        if span.text in position
    ]
    of_actor: dict[int, list[Mention]] = {place: [] for place in range(len(groups))}
    for mention in mentions:
        of_actor[mention.actor].append(mention)
    countries = CountryFinder(reading)
    actors: list[ActorFact] = []
    for place, (root, forms) in enumerate(groups.items()):
        kind = _joint_verdict(root, forms, verdicts).kind
        country, evidence = countries.country(kind, of_actor[place])
        names = _name_forms(reading, forms, kind, of_actor[place])
        basis = "inferred" if any(place.rule == GUESSED for place in evidence) else "stated"
        actors.append(ActorFact(root, kind, names, country, evidence, basis))
    actors = [_with_country_of_whole(actor, actors) for actor in actors]
    free = _FreeText(mentions)
    bodies, places = _institutions(reading, countries, free, len(actors))
    states, names_of_states = _states(reading, free, len(actors) + len(bodies))
    actors += [*bodies, *states]
    mentions += [*places, *names_of_states]
    return Cast(tuple(actors), tuple(sorted(mentions)))


def _is_actor(name: str, verdict: Verdict) -> bool:
    if verdict.kind in ("", PLACE):
        return False
    return " " in name or verdict.weight >= _LEAST_WEIGHT


def _group(
    text: str, spans: Sequence[NameSpan], verdicts: Mapping[str, Verdict]
) -> dict[str, list[str]]:
    """Return fullest name -> its forms in order of appearance, for the names of actors."""
    full = FormJoiner(text, verdicts, spans).join()
    groups: dict[str, list[str]] = {}
    for name in verdicts:
        groups.setdefault(full.get(name, name), []).append(name)
    return {
        root: forms
        for root, forms in groups.items()
        if any(_is_actor(form, verdicts[form]) for form in forms)
    }


def _joint_verdict(root: str, forms: Sequence[str], verdicts: Mapping[str, Verdict]) -> Verdict:
    """Return the verdict on an actor: of its fullest name, unless a short form is surer."""
    own = verdicts[root]
    if own.kind not in ("", PLACE) and own.weight >= 5:
        return own
    actors = [verdicts[form] for form in forms if verdicts[form].kind not in ("", PLACE)]
    return max([own, *actors], key=lambda verdict: (verdict.kind != PLACE, verdict.weight))


def _name_forms(
    reading: Reading, forms: Iterable[str], kind: str, mentions: Iterable[Mention]
) -> tuple[NameForm, ...]:
    """Return the forms of a name with their places; for a body of state, with its state's."""
    text = reading.article.text
    evidence: dict[str, list[Evidence]] = {form: [] for form in forms}
    for mention in mentions:
        evidence[text[mention.start : mention.end]].append(
            Evidence(mention.start, mention.end, mention.rule)
        )
        if kind == "government" and text[mention.start - 3 : mention.start] in _OWNS:
            for place in reading.places:
                if place.end == mention.start - 3 and place.kind == "country":
                    owned = Evidence(place.start, mention.end, "state_owns_body")
                    evidence.setdefault(text[place.start : mention.end], []).append(owned)
    return tuple(NameForm(form, tuple(places)) for form, places in evidence.items())


def _with_country_of_whole(actor: ActorFact, actors: Sequence[ActorFact]) -> ActorFact:
    """Return a body with the country of the body that its name begins with ("AFL Navy")."""
    sure = actor.country_evidence and actor.country_evidence[0].rule != GUESSED
    if actor.kind == "person" or sure:
        return actor
    for whole in actors:
        if whole.country is None or whole.kind == "person" or whole.name == actor.name:
            continue
        if any(place.rule == GUESSED for place in whole.country_evidence):
            continue
        for form in actor.forms:
            if any(form.name.startswith(f"{part.name} ") for part in whole.forms):
                place = replace(form.evidence[0], rule="country_of_whole", field="country")
                return replace(
                    actor,
                    country=whole.country,
                    country_evidence=(place,),
                    country_basis=whole.country_basis,
                )
    return actor


class _FreeText:
    """The characters of the text that no mention covers yet."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.taken = {at for m in mentions for at in range(m.start, m.end)}

    def take(self, start: int, end: int) -> bool:
        """Take [start, end) if it is free; tell whether it was."""
        if any(at in self.taken for at in range(start, end)):
            return False
        self.taken.update(range(start, end))
        return True


def _institutions(
    reading: Reading, countries: CountryFinder, free: _FreeText, first: int
) -> tuple[list[ActorFact], list[Mention]]:
    """Return the institutions of state named in lower case, one actor for each country."""
    text, rule = reading.article.text, "state_institution"
    found = [item for item in find_institutions(reading) if free.take(item.start, item.end)]
    owners: dict[str, list[str]] = {}
    for item in found:
        if item.country is not None:
            owners.setdefault(text[item.bare : item.end], []).append(item.country)
    forms: dict[tuple[str, str | None], dict[str, list[Evidence]]] = {}
    mentions = []
    for item in found:
        bare = text[item.bare : item.end]
        named = sorted(set(owners.get(bare, ())))
        owner = item.country or (named[0] if len(named) == 1 else None)
        places = forms.setdefault((bare, owner), {})
        for start in dict.fromkeys((item.start, item.bare)):
            places.setdefault(text[start : item.end], []).append(Evidence(start, item.end, rule))
        position = first + list(forms).index((bare, owner))
        mentions.append(Mention(item.start, item.end, position, "name", rule))
    actors = []
    for position, places in enumerate(forms.values(), first):
        own = [mention for mention in mentions if mention.actor == position]
        country, evidence = countries.country("government", own)
        names = tuple(NameForm(form, tuple(where)) for form, where in places.items())
        actors.append(ActorFact(max(places, key=len), "government", names, country, evidence))
    return actors, mentions


def _states(reading: Reading, free: _FreeText, first: int) -> tuple[list[ActorFact], list[Mention]]:
    """Return the states that act in the text, their capitals among their names."""
    forms: dict[str, dict[str, list[Evidence]]] = {}
    capitals: set[str] = set()
    mentions = []
    for state in find_states(reading):
        if not free.take(state.start, state.end):
            continue
        rule = "capital_as_state" if state.is_capital else "state_name"
        if state.is_capital:
            capitals.add(state.name)
        evidence = Evidence(state.start, state.end, rule)
        forms.setdefault(state.country, {}).setdefault(state.name, []).append(evidence)
        position = first + list(forms).index(state.country)
        mentions.append(Mention(state.start, state.end, position, "name", rule))
    actors = []
    for country, places in forms.items():
        name = next((form for form in places if form not in capitals), next(iter(places)))
        names = tuple(NameForm(form, tuple(where)) for form, where in places.items())
        first_place = replace(names[0].evidence[0], field="country")
        actors.append(ActorFact(name, "government", names, country, (first_place,)))
    return actors, mentions
