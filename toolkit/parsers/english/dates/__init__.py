"""Words that name days, and the intervals they can mean."""
