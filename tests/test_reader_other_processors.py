"""Sums that are rounded otherwise behind the encoder change no row.

That is all that is promised of other processors: what the encoder itself rounds otherwise there
can change rows, as `docs/training.md` tells. The largest difference without such a change was
1.4e-6, with the instructions of an Intel Haswell (emulated by `qemu-x86_64 -cpu Haswell`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from toolkit.article import Article
from toolkit.parsers.english.reader.model import SHIPPED, Model
from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.parsers.english.reading import Block
from toolkit.sources.reading import read_inputs

SEEDS = sorted(Path(__file__).parent.parent.joinpath("seeds").glob("*.txt"))
OTHERWISE = 2e-5
"""Ten times and more what was measured."""


class OtherwiseRounded(Model):
    """The shipped model with the last digits of its encoder's numbers changed by chance."""

    def __init__(self) -> None:
        super().__init__(SHIPPED)
        self.chance = np.random.default_rng(1)

    def read(self, text: str, blocks: Sequence[Block]) -> Scores:
        """Return the reading of a text with each number a little off."""
        scores = super().read(text, blocks)
        off = self.chance.uniform(-OTHERWISE, OTHERWISE, scores.hidden.shape)
        return Scores(scores.words, scores.hidden + off.astype(np.float32), scores.heads)


@pytest.fixture(scope="module")
def parsers() -> tuple[ReaderParser, ReaderParser]:
    here, elsewhere = ReaderParser(), ReaderParser()
    elsewhere._model = OtherwiseRounded()
    return here, elsewhere


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_vectors_rounded_otherwise_give_the_same_facts(path, parsers):
    articles = [one for one in read_inputs([path]) if isinstance(one, Article)]
    here, elsewhere = (list(parser.parse(articles)) for parser in parsers)
    assert here == elsewhere
