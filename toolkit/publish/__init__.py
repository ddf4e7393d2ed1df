"""How a version becomes what others reuse: data files, descriptor, and how they take their place.

`checkout` writes any version of the store as a package. A release has `forms` (its tables in each
format), `exports` (in the formats of other communities) and `vocabularies` (its metadata in those
of catalogues); `targets` are where it goes.
"""
