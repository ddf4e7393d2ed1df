"""The report on a package as files for other programs and for a browser."""
