"""How often a law is tried where each try takes long.

`PARLEY_THOROUGH=3 pytest tests/test_stable_ids.py tests/test_resolve_tables.py` tries three times
as often as a common run does.
"""

from __future__ import annotations

import os

TIMES = int(os.environ.get("PARLEY_THOROUGH", "1"))
