"""Which actors of an article are one under two names, as the trained reader links mentions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.parsers.english.reader.scores import PAIRS_AT_ONCE, Scores, log_softmax, split_rows


def linked_actors(
    scores: Scores, words: Sequence[int], actors: Sequence[str], least: float
) -> list[tuple[str, str]]:
    """Return the pairs of an actor and the other that its mentions mean, the surest first.

    The mention at each of `words` is of the actor at the same place of `actors`. A mention
    means one before it; a pair counts where that has, over the mentions of the actor, a mean
    probability of at least `least`.
    """
    if len(words) < 2:
        return []
    names = {actor: number for number, actor in enumerate(dict.fromkeys(actors))}
    numbers = np.array([names[actor] for actor in actors])
    order = np.argsort(numbers, kind="stable")
    counts = np.bincount(numbers)
    starts = counts.cumsum() - counts
    of_others = np.empty((len(words), len(names)))
    for rows in split_rows(len(words), len(words), PAIRS_AT_ONCE):
        some = words[rows]
        logits = scores.relate("coref", some, words)
        logits[:, :-1][~np.tri(len(some), len(words), rows.start - 1, dtype=bool)] = -np.inf
        chances = np.exp(log_softmax(logits)).astype(np.float64)
        of_others[rows] = np.add.reduceat(chances[:, order], starts, axis=1)
    of_others = of_others[order]
    means = np.add.reduceat(of_others, starts) / counts[:, None]
    surest = np.maximum.reduceat(of_others, starts)
    mentions = np.split(order, starts[1:])
    found = []
    for one, other in np.argwhere(means >= least).tolist():
        if one != other:
            known = int(mentions[other][0])
            later = min(int(place) for place in mentions[one] if place > known)
            found.append((-float(surest[one, other]), later, known, one, other))
    by_number = list(names)
    return [(by_number[one], by_number[other]) for *_, one, other in sorted(found)]
