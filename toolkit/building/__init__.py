"""A build: articles in, a package in its place, all at once or not at all.

`build_package` is what is asked for, `run_build` the steps: `gather_articles` reads the inputs,
`reading_plan` says which of them are parsed, `parse_articles` has that done, `write_package` brings
the resolved tables to their place. `unchanged_build` finds that there is nothing to do.
"""
