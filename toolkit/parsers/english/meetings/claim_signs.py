"""What the words around an encounter say of whether it is claimed, next to the reader.

Most encounters in the news are told in its own voice, so a reader that learned from examples
holds claims for less likely than the words say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.parsers.english.meetings.attribution_words import attribution_words
from toolkit.parsers.english.reader.scores import Floats

HEARSAY_WEIGHT = 3.0
"""Log odds for "claimed" that "reportedly" and the like in its sentence add."""
UNNAMED_WEIGHT = 2.0
"""Log odds that a source without a name who says so there adds."""
OUTLET_WEIGHT = 2.0
"""Log odds that a news outlet that says so there adds. All set on training articles."""


def claim_signs(
    certainties: Sequence[str], text: str, sentence: tuple[int, int], *, of_outlet: bool
) -> Floats:
    """Return the log odds [certainties] that speak for each certainty of an encounter.

    `sentence` is the first and last character of the one that tells it, `of_outlet` whether
    it names a news outlet that takes no part.
    """

    def stands(use: str) -> bool:
        return attribution_words(use).search(text, *sentence) is not None

    odds = 0.0
    if stands("hearsay"):
        odds += HEARSAY_WEIGHT
    if stands("unnamed") and stands("saying"):
        odds += UNNAMED_WEIGHT
    if of_outlet and stands("saying"):
        odds += OUTLET_WEIGHT
    return np.array([odds * (one == "claimed") for one in certainties], dtype=np.float32)
