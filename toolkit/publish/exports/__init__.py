"""A version in the formats of other communities, one file a format.

`formats` lists them. Each writes a stream of bytes from queries, without the rows in memory.
"""
