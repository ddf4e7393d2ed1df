"""Tables of any data package judged by DuckDB, with the verdict of frictionless.

Every cell goes one of two ways. SQL accepts it where it surely is a value of its field; all others
are read by frictionless's own fields, each text once however many rows it stands in. So the
verdict on a cell is frictionless's, and most cells cost no more than a scan.

The tests are SQL, not pandera models on the Ibis backend: pandera checks columns that have their
types already, where here a text is to be judged with its row, and it runs a query for each check,
where here one pass over a file serves all checks and keys. Our own tables, once they are loaded,
are judged by pandera (`toolkit.validation.pandera_check`).
"""
