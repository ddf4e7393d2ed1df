"""Train a reader of one's own on annotated articles; needs the extra `toolkit[train]`."""
