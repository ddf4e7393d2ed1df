"""ISO 3166-1: the countries of a version by their two letters, with three letters and name."""

from __future__ import annotations

from toolkit.publish.exports.text import rows

_WITHOUT_ISO_CODE = [("XK", "XKX", "Kosovo")]
"""Codes that ISO leaves to users; XKX is what the World Bank and event data take for Kosovo."""


def country_rows() -> str:
    """Return SQL of the table `code`, `alpha_3`, `name` of all countries, in brackets."""
    import pycountry

    countries = [
        (country.alpha_2, country.alpha_3, getattr(country, "common_name", country.name))
        for country in pycountry.countries
    ]
    return rows(("code", "alpha_3", "name"), sorted([*countries, *_WITHOUT_ISO_CODE]))
