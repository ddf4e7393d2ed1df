"""The forms of a release: the same rows for each kind of tool, and what is said of them in words.

Each file writes one form of a `PublishedVersion` below a folder. The same version gives the same
bytes, with the same versions of the libraries that write it.
"""
