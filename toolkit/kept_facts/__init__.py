"""The facts of articles that were parsed before, on disk: a build parses only what is new.

`KeptFacts` is the entrance. They are kept by what a parser sees of an article (`article_key`),
in a folder for each parser, and never published.
"""

from toolkit.kept_facts.article_key import article_key
from toolkit.kept_facts.facts_in_the_making import FactsInTheMaking
from toolkit.kept_facts.kept_facts import KeptFacts
from toolkit.kept_facts.keys import Keys
from toolkit.kept_facts.tidy import tidy_folders, tidy_shards

__all__ = [
    "FactsInTheMaking",
    "KeptFacts",
    "Keys",
    "article_key",
    "tidy_folders",
    "tidy_shards",
]
