"""From the facts of single articles to tables in which each thing of the world is one row.

`resolve` is the entrance; `read_former` tells it which keys the version before had. It knows
nothing of text: it reads names, dates, places and positions, never the sentences that they
come from.
"""

from toolkit.resolve.build_tables import resolve, resolve_to_files
from toolkit.resolve.contract import BrokenFacts
from toolkit.resolve.former import Anchor, Former, History, read_former
from toolkit.resolve.kept_claims import KeptClaims

__all__ = [
    "Anchor",
    "BrokenFacts",
    "Former",
    "History",
    "KeptClaims",
    "read_former",
    "resolve",
    "resolve_to_files",
]
