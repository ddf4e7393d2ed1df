"""A news page of our own, its article among what else a page has."""

from __future__ import annotations

PARAGRAPHS = (
    "The foreign ministers of the two neighbours, Ada Obi and Bo Ray, sat down in Accra on Tuesday "
    "to settle the quarrel over the fishing grounds, in which three boats have been lost.",
    "They go on tomorrow, their offices said in a joint statement after the talks, which lasted "
    "for five hours and were held behind closed doors in the old harbour office.",
)

TABLE = (
    "<table><tr><th>List</th><th>Seats</th></tr><tr><td>Green</td><td>14</td></tr>"
    "<tr><td>Blue</td><td>11</td></tr></table>"
)


def page(
    head: str = "",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    more: str = "",
    attributes: str = ' lang="en"',
) -> str:
    """Return a page with a menu, an article and a footer."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f"<!doctype html><html{attributes}>"
        f"<head><title>Ministers meet in Accra</title>{head}</head>"
        '<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article>{body}{more}</article>"
        "<footer>© 2024 Volta Wire. All rights reserved.</footer></body></html>"
    )
