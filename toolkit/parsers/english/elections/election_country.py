"""The country whose votes an article reports, and the one that words for a vote name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.dates.date_words import MONTH
from toolkit.parsers.english.elections.election_mentions import ElectionMention
from toolkit.parsers.english.places.city_names import only_country
from toolkit.parsers.english.places.country_names import capital_country, country_of
from toolkit.parsers.english.reading import Reading

# Between a country and a vote ("Hungary's snap general election"), and the other way round.
_OWN_VOTE = re.compile(r"(?:['’]s?)? (?:[\w-]+ ){0,3}")
_VOTE_IN = re.compile(r" (?:in|of|across) (?:the )?(?:[a-z]+ )?")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_IN_NAME = re.compile(
    rf"\b(?:across|in|near|throughout) (?:the )?(?!{MONTH}\b)([A-ZÀ-Þ][^\W\d_]{{3,}})\b"
)
# A country named so often in the text outweighs a title that names another.
_SURE = 4
# The first line of a text without a title, up to this many characters, is one.
_OPENING = 80


def country_of_mention(reading: Reading, mention: ElectionMention) -> str | None:
    """Return the country that stands with the words ("Hungary's election"), None if none does."""
    text = reading.article.text
    for place in reading.places:
        if not place.country or place.kind not in ("country", "demonym"):
            continue
        if place.end <= mention.start and _OWN_VOTE.fullmatch(text[place.end : mention.start]):
            return place.country
        if place.start >= mention.end and _VOTE_IN.fullmatch(text[mention.end : place.start]):
            return place.country
    return None


def voting_country(reading: Reading, cast: Cast, mentions: Sequence[ElectionMention]) -> str | None:
    """Return the country whose votes the article speaks of, None if nothing tells it.

    The country named beside the words for a vote; that of the text's places if there are
    many of one; else the one that the title or the publisher's name gives; at last that of the
    towns and regions in which something happens by title or text.
    """
    home = reading.header.home_country
    beside = [country_of_mention(reading, mention) for mention in mentions]
    counts = Counter(country for country in beside if country)
    if counts and home not in counts:
        return counts.most_common(1)[0][0]
    if home and (counts or _is_sure(reading, home)):
        return home
    article = reading.article
    names = [article.title, article.publisher, reading.header.publisher]
    if home is None:
        names.append(article.text[:_OPENING].split("\n", 1)[0].title())
    for words in names:
        if words and (country := _country_in(words)):
            return country
    return home or _first_country(reading, cast) or _country_of_names(reading, cast)


def _is_sure(reading: Reading, home: str) -> bool:
    """Tell whether the text names a country or its cities often, and no other state more."""
    places = [place for place in reading.places if place.country]
    states = Counter(p.country for p in places if p.kind in ("country", "demonym"))
    others = max((states[country] for country in states if country != home), default=0)
    own = sum(1 for place in places if place.country == home)
    return own >= _SURE and (states[home] > 0 or others < 2)


def country_in_name(name: str) -> str | None:
    """Return the country that a title or publisher names; "English" is only its language."""
    return _country_in(name.replace("English", ""))


def _country_in(words: str) -> str | None:
    """Return the country that a title or a name speaks of by its own name or its capital."""
    parts = [match[0].removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(words)]
    for read in (country_of, capital_country):
        for length in (3, 2, 1):
            for first in range(len(parts) - length + 1):
                if country := read(" ".join(parts[first : first + length])):
                    return country
    return None


def _first_country(reading: Reading, cast: Cast) -> str | None:
    """Return the country of an article that speaks mainly of none.

    The first that its text names; failing that the commonest one of its actors, or that of
    its first city.
    """
    named = [place for place in reading.places if place.country]
    states = [place.country for place in named if place.kind in ("country", "demonym")]
    if states:
        return states[0]
    actors = Counter(actor.country for actor in cast.actors if actor.country)
    if actors:
        return actors.most_common(1)[0][0]
    return named[0].country if named else None


def _country_of_names(reading: Reading, cast: Cast) -> str | None:
    """Return the country of most towns and regions "in" which something happens.

    Only names count that are borne in one country alone, and by no actor.
    """
    article = reading.article
    taken = {word for actor in cast.actors for word in actor.name.split()}
    for words in (article.title, article.text):
        names = [name for name in _IN_NAME.findall(words or "") if name not in taken]
        counts = Counter(country for name in names if (country := only_country(name)))
        if counts:
            return counts.most_common(1)[0][0]
    return None
