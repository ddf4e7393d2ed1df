"""Where valid tables are kept and asked: the versioned store, the database, queries.

`commit` and `lake` keep every version in a DuckLake; `database` writes the plain DuckDB file
of the current one; `query`, `describe` and `explain` answer questions about a package;
`releases` names versions, `changes` and `row_history` tell what changed between them.
"""
