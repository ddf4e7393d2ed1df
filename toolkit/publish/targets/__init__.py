"""Where a release is published: a folder, a zip file, or a storage that fsspec knows.

Each target does the same: a release of other bytes is refused, what is there is not written
again, `SHA256SUMS` comes last of a release, and the pointer to the latest last of all.
"""
