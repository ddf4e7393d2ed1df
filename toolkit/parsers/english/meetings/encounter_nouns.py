"""The nouns that name an encounter: "talks", "summit"."""

from __future__ import annotations

from functools import cache

from toolkit.reference import read_table


@cache
def encounter_nouns() -> dict[str, dict[str, str]]:
    """Return the table row of each noun that names an encounter, by each of its forms."""
    return {form: row for row in read_table("encounter_nouns") for form in row["forms"].split()}
