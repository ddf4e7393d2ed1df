"""Find the article of a web page, and what the page says of it."""

from __future__ import annotations

import codecs
import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.document import Document
from toolkit.sources.language import other_language
from toolkit.sources.metadata import language_code
from toolkit.sources.outcome import Skipped
from toolkit.sources.pages.depth import DEEPEST
from toolkit.sources.pages.page_date import read_page_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_PAGE = 8_000_000
"""Bytes above which a page is not looked at: some hundred times a long article with its mark-up."""

_MOST_ELEMENTS = 20_000
"""Elements above which a page is not looked at: finding the article takes time that grows with
their square. A long live blog has half as many."""

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
_HEAD = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENCODINGS = re.compile(
    r"cp125[0134578]|cp874|iso8859-(?!1$)\d+|koi8-[ru]|gb\w+|big5\w*|euc_\w+|shift_jis\w*"
)
"""Codecs of pages that are taken at their word. ASCII and Latin-1 are named on pages that are
written in Windows-1252, which is read where nothing else is known."""

_RUN_ON = re.compile(r"- |\|")
"""How the lines of a list and of a table begin."""


def read_page(
    data: bytes, source_path: str, *, url: str | None = None, charset: str | None = None
) -> Document | Skipped:
    """Return the article of a page in HTML: its main text, without menus, comments and notices.

    `url` is where it was got, before the address that it gives itself; `charset` what its server
    said, after a byte order mark and after UTF-8 that is valid. The metadata has title, author,
    publisher, url, published_on (ISO 8601) and language, as far as the page says them.
    """
    if len(data) > LARGEST_PAGE:
        return Skipped(
            source_path,
            f"the page is larger than {LARGEST_PAGE:,} bytes",
            "Save the article alone.",
        )
    try:
        text, note = _decode(data, charset)
    except Undecodable as error:
        return Skipped(source_path, str(error), "Remove it, or save the page as HTML.")
    if not text.strip():
        return Skipped(source_path, "the page is empty", "Save it again.")
    tree = _parse(text)
    if tree is None:
        return Skipped(source_path, "it is no HTML", "Save the page as HTML.")
    if tree.xpath("count(.//*)") > _MOST_ELEMENTS:
        return Skipped(
            source_path,
            f"the page has more than {_MOST_ELEMENTS:,} elements",
            "Save the article alone.",
        )
    if tree.xpath(f"boolean(.//*[count(ancestor::*) > {DEEPEST}])"):
        return Skipped(
            source_path,
            f"its elements lie more than {DEEPEST} deep in each other",
            "Save the article alone.",
        )
    return _extract(tree, source_path, url, (note,) if note else ())


def _extract(
    tree: HtmlElement, source_path: str, url: str | None, notes: tuple[str, ...]
) -> Document | Skipped:
    import trafilatura

    # The extraction changes the tree.
    declared = tree.get("lang") or tree.get("xml:lang")
    summary = _summary(tree)
    canonical = tree.find('.//link[@rel="canonical"]')
    address = url or (None if canonical is None else canonical.get("href"))
    published_on = read_page_date(tree, address)
    try:
        said = trafilatura.extract_metadata(
            summary, date_config={"extensive_search": False, "max_date": "1995-01-02"}
        )
        found = trafilatura.bare_extraction(tree, url=url, include_comments=False)
    except Exception:
        # Whatever a page does to the library, it costs that page alone.
        found = None
    text = "" if found is None or isinstance(found, dict) else _in_paragraphs(found.text or "")
    if not text:
        return Skipped(
            source_path,
            "no article was found in the page",
            "Save its text as .txt if it holds one.",
        )
    metadata = {
        "title": said.title,
        "author": said.author,
        "publisher": said.sitename,
        "url": url or said.url,
        "published_on": published_on.isoformat() if published_on else None,
        "language": language_of(declared, text),
    }
    return Document(source_path, text, metadata, notes)


def _summary(tree: HtmlElement) -> HtmlElement:
    """Return a page of what says something of the page: its head, JSON-LD and main headings.

    To look for a title and authors in all of a page takes longer than to find its article, and
    takes the names in a menu for authors.
    """
    from lxml import html

    summary = html.Element("html")
    head = tree.find("head")
    summary.append(html.Element("head") if head is None else deepcopy(head))
    body = html.Element("body")
    summary.append(body)
    for element in tree.xpath(".//body//h1|.//body//script[@type='application/ld+json']"):
        body.append(deepcopy(element))
    return summary


def language_of(declared: str | None, text: str) -> str | None:
    """Return the language that a page or a feed declares, None where its text is in another one.

    Templates say English whatever is written in them.
    """
    code = language_code(declared) if declared else None
    return None if code == "en" and other_language(text) else code


def _in_paragraphs(text: str) -> str:
    """Part the paragraphs by an empty line; the lines of a list and of a table stay together."""
    parted: list[str] = []
    former = ""
    for line in text.splitlines():
        line = line.strip()
        if line:
            run_on = _RUN_ON.match(line)
            parted.append("\n" if run_on and former == run_on[0] else "\n\n")
            parted.append(line)
            former = run_on[0] if run_on else ""
    return "".join(parted).strip()


def _decode(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text of a page, and a sentence where its encoding had to be guessed."""
    in_head = _DECLARED.search(data, 0, _HEAD)
    for name in (charset, in_head and in_head[1].decode("ascii", "replace")):
        codec = _codec_of(name or "")
        if codec is not None and not _is_utf_8(data):
            return data.decode(codec, errors="replace"), None
    decoded = decode(data)
    is_declared = in_head is not None or charset is not None
    return decoded.text, None if is_declared else decoded.note


def _codec_of(label: str) -> str | None:
    """Return the codec of an encoding that a page names, None for UTF-8, Latin and unknown ones."""
    try:
        codec = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return codec if _ENCODINGS.fullmatch(codec) else None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parse(text: str) -> HtmlElement | None:
    # What these libraries say of a page they would print where no one set up logging.
    for name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    from trafilatura.utils import load_html

    tree: HtmlElement | None = load_html(_CONTROL.sub(" ", text))
    return tree
