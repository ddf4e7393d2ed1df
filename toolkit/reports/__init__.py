"""What was found, as files for other programs and for a browser.

Most are of the report on a package (`toolkit.validation`); `difference_formats` and
`difference_page` are of the difference between two versions.
"""
