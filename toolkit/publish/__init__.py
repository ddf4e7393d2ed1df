"""How a version becomes a data package on disk: data files, descriptor, and the swap.

`checkout` does it for any version of the store; `changelog` and `release_notes` tell of one.
`exports` writes one in the formats of other communities.
"""
