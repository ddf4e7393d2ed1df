"""A release in the words of other communities: catalogues, crates and provenance."""

from toolkit.publish.vocabularies.vocabularies import VOCABULARIES, Vocabulary, write_metadata

__all__ = ["VOCABULARIES", "Vocabulary", "write_metadata"]
