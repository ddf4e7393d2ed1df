"""The text of a piece of HTML all of which is article, as feeds carry it."""

from __future__ import annotations

import re

from toolkit.sources.pages.depth import DEEPEST

_MARKED_UP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
_LEFT_OUT = frozenset(
    {"audio", "button", "form", "iframe", "noscript", "object", "script", "style", "svg", "video"}
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
        address article aside blockquote dd details div dl dt fieldset figcaption figure footer h1
        h2 h3 h4 h5 h6 header hr main ol p pre section table ul
        """,
    )
)
_LINES = {"br": "\n", "li": "\n- ", "tr": "\n| "}
_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
_SPACES = re.compile(r"[ \t\r\f]+")


def read_fragment(markup: str) -> str:
    """Return the text of a piece of HTML, its paragraphs parted by an empty line.

    The items of a list begin with `- `, the cells of a table stand between bars. A text without
    any mark-up is returned as it is; one nested so deep that its end is lost gives "".
    """
    if not _MARKED_UP.search(markup):
        return markup
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    if tree.xpath(f"boolean(.//*[count(ancestor::*) > {DEEPEST}])"):
        return ""
    pieces: list[str] = []
    left_out = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if left_out is None:
                pieces.append(element.tail or "")
            continue
        tag = element.tag
        if event == "start":
            if left_out is None and tag in _LEFT_OUT:
                left_out = element
            if left_out is None:
                pieces += [_before(tag), _in_line(element.text)]
            continue
        if left_out is None:
            pieces.append(_after(tag))
        elif left_out is element:
            left_out = None
        if left_out is None and element is not tree:
            pieces.append(_in_line(element.tail))
    return _tidy("".join(pieces))


def _before(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS else _LINES.get(tag, "")


def _after(tag: str) -> str:
    if tag in ("td", "th"):
        return " | "
    return "\n\n" if tag in _BLOCKS else ""


def _in_line(text: str | None) -> str:
    return " ".join(re.split(r"[ \t\r\n\f]+", text)) if text else ""


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _PARAGRAPHS.sub("\n\n", "\n".join(lines)).strip()
