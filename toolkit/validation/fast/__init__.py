"""Tables of any data package judged by DuckDB, with the verdict of frictionless."""
