"""A release: a version checked, named and described, and its files assembled and published.

`release_package` gives a version its name: `checks` say whether it may have one,
`release_changes` what it changes for users, `release_notes` and `changelog` put that into words.
`publish_package` has its files made (`assemble`) and brings them to a target.
"""
