"""From files, folders and archives to a stream of articles.

`read_inputs` is the only entrance. Whatever is wrong with one file, the others go on: each
input gives articles, with a `Note` for what was recovered, or a `Skipped` with the reason.
`Document` is what readers of formats give, ours and those that register themselves.
"""

from toolkit.sources.addresses.named_input import named_input, shown_input
from toolkit.sources.document import Document
from toolkit.sources.fetching import Fetching
from toolkit.sources.outcome import MissingInput, NoArticles, Note, Skipped
from toolkit.sources.reading import read_inputs

__all__ = [
    "Document",
    "Fetching",
    "MissingInput",
    "NoArticles",
    "Note",
    "Skipped",
    "named_input",
    "read_inputs",
    "shown_input",
]
