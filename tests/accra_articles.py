"""Two short articles, of a meeting with a result and of a call, and a folder with the first."""

from __future__ import annotations

from pathlib import Path

import pytest

TALKS = """---
title: Two presidents in Accra
publisher: Volta Wire
published_on: 2024-05-15
---
ACCRA – President Kofi Asante of Ghana met President Ada Obi of Nigeria in Accra on Tuesday.

The National Unity Party won 120 seats in Ghana's parliamentary election on 7 May 2024, the
Electoral Commission said.
"""

CALL = """---
publisher: Volta Wire
published_on: 2024-05-20
---
President Ada Obi of Nigeria spoke by telephone with President Kofi Asante on Sunday.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with the article of the meeting."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.txt").write_text(TALKS, encoding="utf-8")
    return folder
