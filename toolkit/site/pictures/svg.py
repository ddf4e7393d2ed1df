"""The elements of a picture as text: escaped, rounded, and the same bytes for the same values."""

from __future__ import annotations

import re
from html import escape

from toolkit.site.pictures.colours import paint, stylesheet

NARROW = 360
"""Units across a picture for a telephone, where a unit is about a pixel."""

WIDE = 720
"""Units across a picture for a larger screen."""

SMALLEST = 12
"""Units of the smallest lettering: no less than 11 pixels where a picture is shrunk a little."""

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
_TURNS_TEXT_ROUND = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return text on one line, without what XML forbids or what turns the lettering round it."""
    kept = _TURNS_TEXT_ROUND.sub("", _NOT_IN_XML.sub("\ufffd", text))
    return " ".join(kept.split())


def marked(text: str) -> str:
    """Return text as markup, on one line."""
    return escape(clean(text), quote=False)


def number(value: float) -> str:
    """Return a coordinate with one decimal at most."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """Return one element around content that is markup already.

    An underscore in the name of an attribute stands for a hyphen, and one at its end for nothing;
    an attribute that is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escape(clean(value)) if isinstance(value, str) else number(value)


def lettering(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str | None = None,
    fill: str | None = None,
    size: float | None = None,
    weight: str | None = None,
    halo: bool = False,
) -> str:
    """Return a line of text whose baseline begins (or by `anchor` is centred or ends) at x, y.

    With `halo` it has an edge of the colour of the ground, to be read on top of lines.
    """
    return element(
        "text",
        marked(text),
        x=x,
        y=y,
        text_anchor=anchor,
        fill=None if fill is None else paint(fill),
        font_size=size,
        font_weight=weight,
        stroke=paint("ground") if halo else None,
        stroke_width=3 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def told(text: str) -> str:
    """Return the title of the element that it stands in: what a pointer or a reader is told."""
    return element("title", marked(text))


def linked(address: str | None, title: str, *content: str) -> str:
    """Return content that tells its title and, where there is an address, leads there."""
    if address is None:
        return element("g", told(title), *content)
    return element("a", told(title), *content, href=address)


def id_of(name: str) -> str:
    """Return a name as the beginning of ids."""
    return re.sub("[^a-z0-9-]", "-", name.lower())


def picture(
    name: str,
    width: int,
    height: float,
    title: str,
    description: str,
    *content: str,
) -> str:
    """Return a whole picture.

    `name` begins its ids, which must be the only ones of a page. A picture with links is a
    group, not an image: what is inside an image can't be reached by a screen reader.
    """
    inside = "\n".join(part for part in content if part)
    key = f"{id_of(name)}-{width}"
    return element(
        "svg",
        "\n",
        element("title", marked(title), id=f"{key}-title"),
        "\n",
        element("desc", marked(description), id=f"{key}-desc"),
        "\n",
        inside,
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        class_=f"picture picture-{'narrow' if width < WIDE else 'wide'}",
        viewBox=f"0 0 {width} {number(height)}",
        role="group" if "<a " in inside else "img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
        font_family="system-ui, sans-serif",
        font_size=12 if width < WIDE else 13,
        fill=paint("ink"),
    )


def standalone(svg: str) -> str:
    """Return a picture as a file of its own, with its colours and its ground.

    A page that shows it as an image does not need the stylesheet.
    """
    head, line, rest = svg.partition("\n")
    shown = stylesheet().partition(".picture {")[0]
    return (
        f"{head}{line}<style>{shown}</style>\n"
        f'<rect width="100%" height="100%" fill="{paint("ground")}"/>\n{rest}'
    )
