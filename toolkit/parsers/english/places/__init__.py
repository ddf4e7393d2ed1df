"""Words that name places, and the countries they lie in."""
