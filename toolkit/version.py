"""The version of the toolkit; the data has a version of its own in `datapackage.json`."""

__version__ = "0.1.0"
