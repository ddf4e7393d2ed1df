"""A release: a version checked, named and described, and its files assembled and published."""
