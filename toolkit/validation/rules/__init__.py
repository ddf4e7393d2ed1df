"""The rules across tables, in SQL: what one is, those of users, their examples, and a run."""
