"""Votes that the text tells of, and the results of their contenders."""
