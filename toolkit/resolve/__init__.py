"""From the facts of single articles to tables in which each thing of the world is one row.

`resolve` is the only entrance. It knows nothing of text: it reads names, dates, places and
positions, never the sentences that they come from.
"""

from toolkit.resolve.build_tables import resolve
from toolkit.resolve.contract import BrokenFacts

__all__ = ["BrokenFacts", "resolve"]
