"""The same article as others would have saved it: quotes, wrapping, headline, leftovers of pages.

A variant takes an article and returns it in another dress, or None where it has nothing to
change. Nothing here knows how a parser works.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace

from toolkit.article import Article, normalise_text

Variant = Callable[[Article], Article | None]

WIDTH = 72
_CELLS = re.compile(r"\S {3,}\S|\t|\|")
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,2}[.)])\s")
_HEADLINE = re.compile(r"\A[^\n]{10,100}[^\n.!?:,;]$", re.MULTILINE)
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\N{NO-BREAK SPACE}": " "}
)

MENU = """\
Skip to content
Home
World
Politics
Opinion
Sport
Log in | Subscribe

"""
SHARE = """\
Share this story
Facebook
X
WhatsApp
Copy link
"""
READ_MORE = "Read more: how we work and who pays for it"
FOOT = """\


Sign up for our newsletter
Enter your email address
The five stories of the day, in your inbox before breakfast. You can unsubscribe at any time.

We use cookies to make this site work and to count its visitors. By browsing on you accept them.
Accept all
Manage my choices

© The Morning Example. All rights reserved.
Privacy policy | Terms of use | Contact us"""


def plain_characters(article: Article) -> Article | None:
    """Straight quotes and apostrophes, hyphens for dashes."""
    return _with_text(article, article.text.translate(_PLAIN))


def typographic_characters(article: Article) -> Article | None:
    """Curly quotes and apostrophes, en dashes between numbers, em dashes within sentences."""
    text = re.sub(r"(?:(?<=[\s(\[–—])|\A)\"", "“", article.text).replace('"', "”")
    text = re.sub(r"(?:(?<=[\s(\[–—“])|\A)'(?=\w+[^'\n]{0,80}')", "‘", text).replace("'", "’")
    text = re.sub(r"(?<=[a-z,.”’)]) [-–—] (?=[a-z“‘])", "—", text)
    return _with_text(article, re.sub(r"(?<=\d)-(?=\d+\b(?!-))", "–", text))


def without_metadata(article: Article) -> Article | None:
    """The text alone: no title, publisher, address or day of publication."""
    bare = Article(article.source_path, article.text)
    return None if bare == replace(article, language=None) else bare


def hard_wrapped(article: Article) -> Article | None:
    """Lines of at most 72 characters, as old mail programs break them; tables as they are."""
    lines: list[str] = []
    for line in article.text.split("\n"):
        if len(line) <= WIDTH or _CELLS.search(line):
            lines.append(line)
            continue
        item = _ITEM.match(line)
        indent = " " * len(item[0]) if item else ""
        lines += textwrap.wrap(
            line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
    return _with_text(article, "\n".join(lines))


def headline_in_capitals(article: Article) -> Article | None:
    """The headline in capitals: the first line, or the title set above the text."""
    headline = _HEADLINE.match(article.text)
    if headline is not None:
        return _with_text(article, headline[0].upper() + article.text[headline.end() :])
    if article.title is None:
        return None
    return _with_text(article, f"{article.title.upper()}\n\n{article.text}")


def leftovers_around(article: Article) -> Article | None:
    """What is copied with the text from a web page: menu, newsletter, cookies, copyright."""
    return _with_text(article, MENU + article.text + FOOT)


def leftovers_between(article: Article) -> Article | None:
    """What stands between the paragraphs of a web page: buttons, a pointer to another page."""
    paragraphs = article.text.split("\n\n")
    if len(paragraphs) < 3:
        return None
    middle = 1 + len(paragraphs) // 2
    parts = [paragraphs[0], SHARE.rstrip(), *paragraphs[1:middle], READ_MORE, *paragraphs[middle:]]
    return _with_text(article, "\n\n".join(parts))


def all_at_once(article: Article) -> Article | None:
    """Plain characters, lines of 72, capitals and leftovers in one."""
    for variant in (
        plain_characters,
        leftovers_between,
        headline_in_capitals,
        hard_wrapped,
        leftovers_around,
    ):
        article = variant(article) or article
    return article


VARIANTS: tuple[Variant, ...] = (
    plain_characters,
    typographic_characters,
    without_metadata,
    hard_wrapped,
    headline_in_capitals,
    leftovers_around,
    leftovers_between,
    all_at_once,
)


def _with_text(article: Article, text: str) -> Article | None:
    text = normalise_text(text)
    return None if text == article.text else replace(article, text=text)
