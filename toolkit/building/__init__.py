"""A build: articles in, a package in its place, all at once or not at all.

`request` is what is asked for, `build_package` has it done by one build at a time, and `run_build`
are the steps: `gather_articles` reads the inputs, `reading_plan` says which of them are parsed,
`parse_articles` has that done, `write_package` brings the resolved tables to their place.
`unchanged_build` finds that there is nothing to do.
"""
