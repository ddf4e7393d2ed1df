"""Posts that the text gives persons, offices known only by title, and unnamed groups."""
