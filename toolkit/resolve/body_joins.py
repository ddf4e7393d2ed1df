"""Join bodies and offices whose names agree in part, where something else speaks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from toolkit.resolve.body_names import initials, unqualified, worded_alike
from toolkit.resolve.candidates import Candidate
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.context import Context
from toolkit.resolve.names import is_acronym, is_ambiguous_within_country, name_key, name_tokens

_SHORTEST_INITIALS = 3
"""Least number of letters of an acronym that only its letters tie to a name."""


def join_wordings(candidates: Sequence[Candidate], clusters: Clusters) -> None:
    """Join bodies and offices of one known country and kind whose names are worded alike.

    A state body without "national", "central" or "independent" joins the one that has the
    word, if the country has only one such.
    """
    alike: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        if candidate.family in ("body", "office") and candidate.country and not candidate.is_alone:
            words = worded_alike(candidate.fact.name, candidate.fact.kind, candidate.country)
            if not is_ambiguous_within_country(" ".join(words), candidate.country):
                alike[candidate.country, candidate.fact.kind, words].append(number)
    for numbers in alike.values():
        clusters.join_all(numbers)
    qualified: dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
    for country, kind, words in alike:
        bare = unqualified(words)
        if kind == "government" and bare != words and len(bare) > 1:
            qualified[country, bare].append(words)
    for (country, bare), wordings in qualified.items():
        plain = alike.get((country, "government", bare))
        if plain and len(wordings) == 1:
            clusters.join(plain[0], alike[country, "government", wordings[0]][0])


def join_second_forms(
    candidates: Sequence[Candidate], clusters: Clusters, context: Context
) -> None:
    """Join an actor with those whose article gives its name as a second form of theirs.

    The second form must be an acronym of a body, or the longer name without words before or
    after it ("Army Border Force") or, for a person, between. A name that tells nobody apart
    by itself, such as an acronym, joins only where kind and known country are the same;
    where a country is unknown, the articles must tell of one matter besides. In either case
    not if several have the form: then nothing tells whose it is.
    """
    of_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        if candidate.family != "group" and not (
            candidate.is_alone or (candidate.family == "person" and candidate.is_surname)
        ):
            of_name[candidate.key, candidate.family].append(number)
    claims: dict[int, set[int]] = defaultdict(set)
    for number, candidate in enumerate(candidates):
        for form in sorted(candidate.fact.forms):
            named = of_name.get((name_key(form.name), candidate.family), ())
            if named and _is_second_form(form.name, candidate):
                for other in _whose_name_it_is(number, named, candidates, clusters, context):
                    claims[other].add(number)
    for other, numbers in sorted(claims.items()):
        if clusters.are_together(numbers):
            for number in sorted(numbers):
                clusters.join(number, other)


def _is_second_form(form: str, candidate: Candidate) -> bool:
    """Tell whether a form is a shorter one of the actor's name, or an acronym of it.

    What bears an acronym in its name ("UN Mission") is something else than what it means.
    """
    if name_key(form) == candidate.key:
        return False
    short, long = name_tokens(form), candidate.words
    if candidate.family == "body" and is_acronym(form):
        return not set(short) <= set(long)
    if len(short) >= len(long):
        return False
    if candidate.family == "person" and (short[0], short[-1]) == (long[0], long[-1]):
        return set(short) < set(long)
    return short in (long[: len(short)], long[-len(short) :])


def _whose_name_it_is(
    number: int,
    named: Sequence[int],
    candidates: Sequence[Candidate],
    clusters: Clusters,
    context: Context,
) -> list[int]:
    """Return the groups of `named` that actor `number` may be, each by its smallest number."""
    if all(_is_telling(candidates[other]) for other in named):
        return [clusters.group_of(named[0])] if clusters.are_together(named) else []
    return sorted(
        {
            clusters.group_of(other)
            for other in named
            if candidates[other].fact.kind == candidates[number].fact.kind
            and (
                _are_of_one_place(candidates[number], candidates[other])
                or (
                    None in (candidates[number].country, candidates[other].country)
                    and context.is_shared(number, other)
                )
            )
        }
    )


def _is_telling(candidate: Candidate) -> bool:
    """Tell whether a name says by itself whose it is."""
    return not candidate.is_one_of_many and len(candidate.words) > 1


def _are_of_one_place(one: Candidate, other: Candidate) -> bool:
    """Tell whether two bodies of one kind are of one known country, or of many states."""
    if one.fact.kind == "intergovernmental":
        return True
    return one.country is not None and one.country == other.country


def join_by_context(candidates: Sequence[Candidate], clusters: Clusters, context: Context) -> None:
    """Join bodies by a weak likeness where their articles tell of one matter.

    So a name of one word with the same of unknown country, and an acronym of three letters
    or more with the one name of its kind and country that it is the initials of, unless
    articles give that name another acronym.
    """
    of_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    of_initials: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        if candidate.family != "body":
            continue
        kind = candidate.fact.kind
        if candidate.is_one_of_many and not candidate.is_common_name:
            of_key[candidate.key, kind].append(number)
        if len(candidate.words) >= _SHORTEST_INITIALS:
            for letters in initials(candidate.fact.name):
                of_initials[letters, kind].append(number)
    for numbers in of_key.values():
        for one, other in combinations(numbers, 2):
            unknown = None in (candidates[one].country, candidates[other].country)
            if unknown and context.is_shared(one, other):
                clusters.join(one, other)
    for number, candidate in enumerate(candidates):
        if candidate.family == "body" and is_acronym(candidate.fact.name):
            named = [
                other
                for other in of_initials.get((candidate.key, candidate.fact.kind), ())
                if None in (candidate.country, candidates[other].country)
                or candidate.country == candidates[other].country
            ]
            if clusters.are_together(named) and any(
                _has_no_other_acronym(candidates[other], candidate)
                and context.is_shared(number, other, company=1 if candidate.country else 2)
                for other in named
            ):
                clusters.join(number, named[0])


def _has_no_other_acronym(candidate: Candidate, acronym: Candidate) -> bool:
    given = {name_key(form.name) for form in candidate.fact.forms if is_acronym(form.name)}
    return given <= {acronym.key}
