"""Join actors of different articles that bear the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from toolkit.reference import read_words
from toolkit.resolve.candidates import Candidate
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.spelling import sound_key, written_out_key


def join_same_names(candidates: Sequence[Candidate], clusters: Clusters) -> None:
    """Join what bears one name, as far as kind and country allow.

    - An office and a body whose name many countries use (an acronym, "National Assembly")
      join only within the same known country; one whose name a country uses many times
      ("County Court", "Chinese ambassador") and a person known by one word not at all.
    - Any other name joins with a known country where only one is known for that name; that
      of a body only if its article has to do with the country (`Candidate.may_be_of`).
    - An unnamed group is a description: the same words of the same country are one row.
    - What a reference table gives one Wikidata item is one.
    - An umlaut written out ("ue" for "ü") is no other letter.
    """
    plain_of = {
        written_out: candidate.key
        for candidate in candidates
        if (written_out := written_out_key(candidate.fact.name)) and not candidate.wikidata_id
    }
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        by_key[plain_of.get(candidate.key, candidate.key), candidate.family].append(number)
    for numbers in by_key.values():
        for group in _same_country(numbers, candidates):
            clusters.join_all(_alone_in_their_article(group, candidates))


def join_transliterations(candidates: Sequence[Candidate], clusters: Clusters) -> None:
    """Join persons whose names sound alike, in countries whose names are transliterated.

    Where one country alone is known for a sound, those of unknown country are of it.
    """
    transliterating = {country.upper() for country in read_words("transliterating_countries")}
    of_sound: dict[str, list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        if candidate.family == "person" and not candidate.is_one_of_many:
            of_sound[sound_key(candidate.fact.name)].append(number)
    for numbers in of_sound.values():
        for group in _same_country(numbers, candidates):
            countries = {candidates[number].country for number in group} - {None}
            if countries and countries <= transliterating:
                clusters.join_all(_alone_in_their_article(group, candidates))


def _same_country(
    numbers: Sequence[int], candidates: Sequence[Candidate]
) -> Iterable[Sequence[int]]:
    """Yield the positions of one name that are of one country, as far as can be known."""
    by_country: dict[str | None, list[int]] = defaultdict(list)
    for number in numbers:
        if not candidates[number].is_alone:
            by_country[candidates[number].country].append(number)
    unknown = by_country.pop(None, [])
    clear = [n for n in unknown if not candidates[n].is_one_of_many]
    if len(by_country) == 1 and candidates[numbers[0]].family != "group":
        ((country, known),) = by_country.items()
        of_it = [n for n in clear if candidates[n].may_be_of(country or "")]
        yield sorted([*known, *of_it])
        yield [n for n in clear if n not in of_it]
        return
    yield from by_country.values()
    yield clear


def _alone_in_their_article(numbers: Iterable[int], candidates: Sequence[Candidate]) -> list[int]:
    """Leave out every article that has the same name twice: nothing tells which is meant.

    Where both are one item of the reference table, the first is taken.
    """
    by_report: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        by_report[candidates[number].report].append(number)
    return [
        group[0]
        for group in by_report.values()
        if len(group) == 1 or candidates[group[0]].wikidata_id is not None
    ]
