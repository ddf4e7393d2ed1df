"""The pages of a release: a static site that needs no server."""
