"""A new dataset project: the files that `toolkit init` writes, and how they are written."""
