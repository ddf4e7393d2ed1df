"""Tell whether two names can be those of one person, one of them in a shorter form."""

from __future__ import annotations

from toolkit.resolve.names import name_tokens
from toolkit.resolve.spelling import are_alike, sound_key, sound_tokens

_GENERATIONS = frozenset({"elder", "fils", "ii", "iii", "iv", "jr", "junior", "senior", "sr"})
"""Words after a name that tell a son from his father."""


def can_be_one_name(one: str, other: str, alike: float = 0.8) -> bool:
    """Tell whether one person can bear both names, of two words or more each.

    So if they sound the same, one is a shorter form of the other, or they differ by a letter
    here and there, so that of each word at least the share `alike` is the same. Names that
    differ in "Jr." or the like are those of two.
    """
    if generation(one) != generation(other):
        return False
    return are_alike(sound_tokens(one), sound_tokens(other), alike) or is_short_form(one, other)


def is_short_form(one: str, other: str) -> bool:
    """Tell whether one of two names is the other with words left out or cut to an initial.

    The first word stays, be it as an initial, and the last one whole: "T. Ranasinghe" and
    "Tilak Kumara Ranasinghe", "Ana Reis" and "Ana Reis Prado".
    """
    if generation(one) != generation(other):
        return False
    short, long = sorted((_plain(one), _plain(other)), key=lambda words: (len(words), words))
    if len(short) == len(long):
        return _is_cut(short, long) or _is_cut(long, short)
    return _is_cut(short, long)


def _is_cut(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) < 2 or len(short[-1]) == 1 or short == long:
        return False
    if not _stands_for(short[0], long[0]):
        return False
    rest = iter(long[1:])
    return all(any(_stands_for(word, other) for other in rest) for word in short[1:])


def _stands_for(word: str, other: str) -> bool:
    """Tell whether a word is another or its initial."""
    return word == other or (len(word) == 1 and other.startswith(word))


def generation(name: str) -> frozenset[str]:
    """Return the words that tell a son from his father; none in most names."""
    return frozenset(name_tokens(name)[1:]) & _GENERATIONS


def surnames(name: str) -> frozenset[str]:
    """Return the words by which a person of this full name can be called alone, as they sound.

    That is any word after the first, and the last word with its hyphens: which of them is
    the surname differs from country to country.
    """
    return frozenset(_plain(name)[1:]) | {sound_key(name.split()[-1])}


def _plain(name: str) -> tuple[str, ...]:
    """Return the words of a name as they sound, without those that tell the generation."""
    spoken = sound_tokens(name)
    return tuple(
        sound
        for position, (word, sound) in enumerate(zip(name_tokens(name), spoken, strict=True))
        if position == 0 or word not in _GENERATIONS
    )
