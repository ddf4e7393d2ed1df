"""What a picture shows, read back from its SVG."""

from __future__ import annotations

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def titles(svg: str) -> list[str]:
    """Return what the parts of a picture say of themselves, without the picture's own title."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}title")][1:]


def lines_of(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{SVG}text")]


def description(svg: str) -> str:
    return parsed(svg).findtext(f"{SVG}desc") or ""


def links(svg: str) -> list[str]:
    return [element.attrib["href"] for element in parsed(svg).iter(f"{SVG}a")]


def bars(svg: str) -> dict[str, float]:
    """Return the width of each bar by what it says."""
    found = {}
    for bar in parsed(svg).iter(f"{SVG}rect"):
        if words := bar.findtext(f"{SVG}title"):
            found[words] = float(bar.attrib["width"])
    return found


def heights(svg: str) -> dict[str, float]:
    found = {}
    for bar in parsed(svg).iter(f"{SVG}rect"):
        if words := bar.findtext(f"{SVG}title"):
            found[words] = float(bar.attrib["height"])
    return found
