"""HTML: a page is one article or skipped with its reason."""

from __future__ import annotations

from inputs import read_as

_TEXT = "The two ministers met in Paris on Tuesday and agreed to meet again in the spring."
_HEAD = (
    '<meta property="og:title" content="Two meet"><meta name="author" content="N. H.">'
    '<meta property="article:published_time" content="2021-10-11T10:00:00Z">'
    '<link rel="canonical" href="https://example.org/a">'
)
SEEDS = tuple(
    seed.encode()
    for seed in (
        f"<html lang=en><head>{_HEAD}</head><body><article><h1>T</h1><p>{_TEXT}</p></article>",
        f"<table><tr><td>{_TEXT}<td>1<tr><td>2</table><ul><li>{_TEXT}</ul>",
        f"<!-- <p>{_TEXT} --><p>{_TEXT}</p><script>{_TEXT}</script><p>&#xD800;&#0;&nbsp;",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", '
        '"datePublished": "0000-00-00", "author": [{"name": 1}], "@graph": [[]]}</script>'
        f"<p>{_TEXT}</p>",
        f'<meta charset="utf-16"><p>{_TEXT}</p>',
        f"<?xml version='1.0' encoding='utf-7'?><html xmlns='x'><body><p>{_TEXT}</p></body></html>",
        "<div>" * 300 + _TEXT,
        "<svg><math><title><style></svg><frameset><noscript><template>",
        "",
    )
)
WORDS = tuple(
    word.encode()
    for word in (
        *("<p>", "</p>", "<div>", "<article>", "<h1>", "<table>", "<tr>", "<td>", "<li>", "<ul>"),
        *("<meta ", 'property="', 'content="', 'name="author" ', "og:title", "<script>", "<!--"),
        *(
            "-->",
            "<![CDATA[",
            "]]>",
            "&#xD800;",
            "&#0;",
            "&amp;",
            "<br>",
            "<title>",
            "<link ",
            _TEXT,
        ),
        *('type="application/ld+json">', '"@type": "NewsArticle"', '"datePublished": "', "<time "),
    )
)


def judge(data: bytes) -> None:
    """Read bytes as a page."""
    read_as("a.html", data)
