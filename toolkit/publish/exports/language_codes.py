"""ISO 639: languages by their two letters, with the three that other formats take."""

from __future__ import annotations

from toolkit.publish.exports.text import rows


def language_rows() -> str:
    """Return SQL of the table `code`, `alpha_3` of all languages with two letters, in brackets."""
    import pycountry

    languages = [
        (language.alpha_2, language.alpha_3)
        for language in pycountry.languages
        if hasattr(language, "alpha_2")
    ]
    return rows(("code", "alpha_3"), sorted(languages))
