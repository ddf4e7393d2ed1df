"""From files and folders to a stream of articles.

`read_inputs` is the only entrance. Whatever is wrong with one file, the others go on: each
input gives articles, with a `Note` for what was recovered, or a `Skipped` with the reason.
"""

from toolkit.sources.addresses.named_input import named_input, shown_input
from toolkit.sources.fetching import Fetching
from toolkit.sources.outcome import MissingInput, NoArticles, Note, Skipped
from toolkit.sources.reading import read_inputs

__all__ = [
    "Fetching",
    "MissingInput",
    "NoArticles",
    "Note",
    "Skipped",
    "named_input",
    "read_inputs",
    "shown_input",
]
