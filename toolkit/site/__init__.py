"""The static site of a release: its pages, their scripts, and the SQL console."""
