"""Read a feed saved as a file, .rss, .atom or .xml: one article an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from toolkit.sources.document import Document
from toolkit.sources.outcome import Skipped
from toolkit.sources.pages.fragment import read_fragment
from toolkit.sources.pages.page import language_of
from toolkit.sources.xml_entities import mend_ampersands

_CHUNK = 64 * 1024
_ROOTS = frozenset({"RDF", "feed", "rss"})
_ENTRIES = frozenset({"entry", "item"})
_CHANNEL = ("title", "language")
_TEXTS = ("encoded", "content", "fulltext", "description", "summary")
"""Elements with an entry's text, the fullest first."""
_DAYS = ("published", "pubDate", "issued", "date", "created", "updated", "modified")
_AUTHORS = ("creator", "author")


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the document of each entry of RSS or Atom, as `source_path#n` with n the entry from 1.

    Its text is the full content where the feed has it, else the summary. One entry is held in
    memory at a time. Nothing outside the file is ever loaded, and entities of its own are left out.
    Another kind of XML, and a feed that ends too early, are Skipped; what came before stands.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), recover=True, resolve_entities=False, no_network=True
    )
    feed = _Feed(source_path)
    for chunk in mend_ampersands(iter(lambda: stream.read(_CHUNK), b"")):
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError:
            break
        yield from feed.take(parser)
        if feed.is_other or feed.is_whole:
            break
    if feed.is_other or not feed.is_begun:
        yield Skipped(source_path, "it is no RSS or Atom feed", "Take it away, or convert it.")
    elif not feed.is_whole:
        yield Skipped(
            source_path,
            f"the feed ends too early, or is damaged, after entry {feed.count}",
            "Get it again, whole.",
        )
    elif feed.count == 0:
        yield Skipped(source_path, "the feed has no entry", "Remove it, or get it again.")


class _Feed:
    """A feed as far as it was read: its own title and language, and how many entries it had."""

    def __init__(self, source_path: str) -> None:
        self._source_path = source_path
        self._channel: dict[str, str] = {}
        self._depth = 0
        self._in_entry = False
        self.count = 0
        self.is_begun = False
        self.is_other = False
        self.is_whole = False

    def take(self, parser: etree.XMLPullParser) -> Iterator[Document | Skipped]:
        """Yield the entries that have ended since the last call."""
        for event, element in parser.read_events():
            name = _name(element)
            if event == "start":
                self._begin(name, element)
                if self.is_other:
                    return
                continue
            self._depth -= 1
            if name in _ENTRIES:
                self._in_entry = False
                self.count += 1
                yield self._read_entry(element)
                _forget(element)
            elif not self._in_entry and name in _CHANNEL and element.text:
                self._channel.setdefault(name, element.text)
            self.is_whole = self._depth == 0

    def _begin(self, name: str, element: etree._Element) -> None:
        if self._depth == 0:
            self.is_begun = True
            self.is_other = name not in _ROOTS
            language = element.get("{http://www.w3.org/XML/1998/namespace}lang")
            if language:
                self._channel["language"] = language
        self._in_entry = self._in_entry or name in _ENTRIES
        self._depth += 1

    def _read_entry(self, entry: etree._Element) -> Document | Skipped:
        path = f"{self._source_path}#{self.count}"
        children: dict[str, list[etree._Element]] = {}
        for child in entry:
            children.setdefault(_name(child), []).append(child)
        texts = (_text_of(child) for name in _TEXTS for child in children.get(name, ()))
        text = next((text for text in texts if text), "")
        if not text:
            return Skipped(path, "the entry has no text", "Get the article itself.")
        metadata = {
            "title": next((_text_of(child) for child in children.get("title", ())), None),
            "url": _address(children),
            "author": [_author(one) for name in _AUTHORS for one in children.get(name, ())],
            "publisher": _publisher(children) or read_fragment(self._channel.get("title", "")),
            "published_on": next(
                (child.text for name in _DAYS for child in children.get(name, ()) if child.text),
                None,
            ),
            "language": language_of(self._channel.get("language"), text),
        }
        return Document(path, text, metadata)


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text_of(element: etree._Element) -> str:
    """Return the text of an element that holds words, HTML in letters, or XHTML."""
    if len(element):
        markup = (element.text or "") + "".join(
            etree.tostring(child, encoding="unicode") for child in element
        )
    else:
        markup = element.text or ""
        if element.get("type") in ("text", "text/plain"):
            return markup.strip()
    return read_fragment(markup).strip()


def _address(children: dict[str, list[etree._Element]]) -> str | None:
    """Return where the article stands: a link with a text, or one that leads to the page itself."""
    for link in children.get("link", ()):
        if link.get("rel", "alternate") == "alternate":
            address = link.get("href") or (link.text or "").strip()
            if address:
                return address
    for guid in children.get("guid", ()):
        address = (guid.text or "").strip()
        if address.startswith(("http://", "https://")) and guid.get("isPermaLink") != "false":
            return address
    return None


def _author(element: etree._Element) -> str:
    """Return the name of an author: RSS has it in brackets after an address, Atom in a child."""
    for child in element:
        if _name(child) == "name":
            return child.text or ""
    address, bracket, name = (element.text or "").partition("(")
    return name.rstrip(") ") if bracket and "@" in address else (element.text or "")


def _publisher(children: dict[str, list[etree._Element]]) -> str | None:
    """Return the source that an entry names itself, as collections of several feeds do."""
    for name in ("source", "publisher"):
        for element in children.get(name, ()):
            titles = (child.text for child in element if _name(child) == "title")
            found: str | None = next(titles, None) or element.text
            if found and found.strip():
                return found
    return None


def _forget(element: etree._Element) -> None:
    """Free an entry and what stands before it, so that memory does not grow with the feed."""
    element.clear(keep_tail=False)
    while (former := element.getprevious()) is not None:
        parent = former.getparent()
        assert parent is not None
        parent.remove(former)
