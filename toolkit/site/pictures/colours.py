"""The colours of the pictures, on light and on dark ground, as CSS custom properties.

Marks use the palette of Okabe and Ito, which people with any common colour blindness can tell
apart ("Color Universal Design", 2008), in those of its colours that stand out from the ground by
a ratio of 3 to 1 at least; the classes of the map are ColorBrewer's "Blues" (C. Brewer), turned
round on dark ground. No meaning is carried by colour alone.
"""

from __future__ import annotations

COLOURS = {
    "blue": ("#0072b2", "#56b4e9"),
    "class-1": ("#c6dbef", "#1c3f63"),
    "class-2": ("#9ecae1", "#22609a"),
    "class-3": ("#6baed6", "#3f8ccc"),
    "class-4": ("#3182bd", "#7dbbe8"),
    "class-5": ("#08519c", "#cfe6f8"),
    "green": ("#009e73", "#009e73"),
    "grey": ("#6e7781", "#9ba5b0"),
    "ground": ("#ffffff", "#0d1117"),
    "ink": ("#1f2328", "#e6edf3"),
    "land": ("#eceff1", "#22272e"),
    "line": ("#d8dee4", "#343b44"),
    "orange": ("#d55e00", "#e69f00"),
    "purple": ("#b5578c", "#cc79a7"),
    "quiet": ("#57606a", "#9ba5b0"),
}
"""Name of a colour: its value on light ground, and on dark."""


def paint(name: str) -> str:
    """Return a colour as the value of `fill` or `stroke`: the property, else its light value."""
    return f"var(--picture-{name}, {COLOURS[name][0]})"


def stylesheet() -> str:
    """Return the CSS that a page with pictures needs: colours, size and which width is shown.

    A site with colours of its own sets `--picture-...` after it.
    """
    light = "; ".join(f"--picture-{name}: {pair[0]}" for name, pair in COLOURS.items())
    dark = "; ".join(f"--picture-{name}: {pair[1]}" for name, pair in COLOURS.items())
    return "\n".join(
        (
            f":root {{ {light} }}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}",
            ".picture { display: block; width: 100%; max-width: 45rem; height: auto }",
            ".picture a:focus-visible { outline: 2px solid; outline-offset: 2px }",
            ".picture a:hover { filter: brightness(1.2) }",
            ".picture a text:hover { text-decoration: underline }",
            ".picture-narrow { display: none; max-width: 30rem }",
            "@media (max-width: 42rem) {",
            ".picture-wide { display: none }",
            ".picture-narrow { display: block }",
            "}",
            "",
        )
    )
