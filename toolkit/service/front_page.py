"""The page that a person sees at the address of the service: plain, without a script."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from toolkit.publish.data_files import FORMATS
from toolkit.service.overview import FIXED_ADDRESSES
from toolkit.service.served_version import ServedTable, ServedVersion

_STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem}th,td{text-align:left;padding:.2rem .8rem .2rem 0;"
    "vertical-align:top}td.rows{text-align:right}"
)


def front_page(served: ServedVersion) -> str:
    """Return the page: what the package is, its tables, and where each thing is."""
    description = str(served.descriptor.get("description") or "")
    tables = "\n".join(map(_table_row, served.tables.values()))
    addresses = "\n".join(
        f'<li><a href="{escape(address.replace("SELECT+...", quote(_EXAMPLE)))}">'
        f"<code>{escape(address)}</code></a>: {escape(meaning)}</li>"
        for address, meaning in FIXED_ADDRESSES.items()
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(served.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(served.title)}</h1>
<p>{escape(description)}</p>
<p>Version {escape(served.version)}, to be read only.</p>
<h2>Tables</h2>
<table>
<thead><tr><th scope="col">Table</th><th scope="col">Rows</th><th scope="col">Forms</th>
<th scope="col">What a row is</th></tr></thead>
<tbody>
{tables}
</tbody>
</table>
<h2>Addresses</h2>
<ul>
{addresses}
</ul>
</main>
</body>
</html>
"""


_EXAMPLE = "SELECT 1 AS one"


def _table_row(table: ServedTable) -> str:
    place = f"tables/{quote(table.name)}"
    forms = " ".join(f'<a href="{escape(place)}.{form}">{form}</a>' for form in ("json", *FORMATS))
    return (
        f'<tr><th scope="row"><a href="{escape(place)}">{escape(table.name)}</a></th>'
        f'<td class="rows">{table.rows:,}</td><td>{forms}</td>'
        f"<td>{escape(table.description)}</td></tr>"
    )
