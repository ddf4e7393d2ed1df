"""RSS and Atom: each entry is an article or skipped with its reason."""

from __future__ import annotations

from inputs import read_as

_TEXT = "The two ministers met in Paris on Tuesday and agreed to meet again in the spring."
_RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{}</channel></rss>'
_ITEM = (
    "<item><title>T</title><link>https://example.org/a</link><pubDate>Mon, 11 Oct 2021 10:00:00 "
    f"GMT</pubDate><description>{_TEXT}</description></item>"
)
SEEDS = tuple(
    seed.encode()
    for seed in (
        _RSS.format(_ITEM),
        _RSS.format(f"<item><description><![CDATA[<p>{_TEXT}</p>]]></description></item>" * 2),
        _RSS.format("<item/><item><description/></item><item><item></item></item>"),
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;T</title>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_TEXT}</div></content>'
        "<updated>2021-10-11T10:00:00Z</updated><author><name>N</name></author></entry></feed>",
        "<!DOCTYPE r [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><rss><channel><item><description>&c;"
        "</description></item></channel></rss>",
        f'<?xml version="1.0" encoding="utf-16"?>{_RSS.format(_ITEM)[21:]}',
        _RSS.format(_ITEM)[:-40],
        "<html><p>no feed</p></html>",
        "",
    )
)
WORDS = tuple(
    word.encode()
    for word in (
        *("<rss>", "<channel>", "<item>", "</item>", "<entry>", "</entry>", "<content:encoded>"),
        *(
            "<description>",
            "</description>",
            "<link>",
            "<pubDate>",
            "<![CDATA[",
            "]]>",
            "&lt;p&gt;",
        ),
        *(
            "<!DOCTYPE ",
            "<!ENTITY ",
            "&a;",
            'type="html"',
            'type="xhtml"',
            'xmlns="',
            "<?xml ",
            _TEXT,
        ),
    )
)


def judge(data: bytes) -> None:
    """Read bytes as a feed."""
    read_as("a.rss", data)
