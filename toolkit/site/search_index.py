"""What a script searches: actors, meetings, elections and articles by their names."""

from __future__ import annotations

import json

from toolkit.site.page_writer import PageWriter
from toolkit.site.row_titles import actor_summary, election_name, meeting_name
from toolkit.site.selection import Selection
from toolkit.site.wording import day, days

SEARCH_PATH = "assets/search.json"

COLUMNS = ("kind", "id", "name", "about", "path")
"""What is said of each thing; `path` is that of its page from the folder of the release."""

Entry = tuple[str, str, str, str, str | None]


def write_search_index(writer: PageWriter, selection: Selection) -> None:
    """Write the index: actors beyond those with pages too, all else that has one."""
    entries: list[Entry] = [
        (
            "actor",
            row["page"],
            row["name"],
            actor_summary(row),
            selection.path("actors", row["page"]),
        )
        for row in selection.query("search/actors")
    ]
    for row in selection.query("lists/meetings"):
        key = row["meeting_id"]
        about = days(row["start_date"], row["end_date"])
        entries.append(("meeting", key, meeting_name(row), about, selection.path("meetings", key)))
    for row in selection.shown("elections"):
        path = selection.path("elections", row["page"])
        entries.append(("election", row["page"], election_name(row), "", path))
    for row in selection.shown("articles"):
        about = ", ".join(
            filter(None, [row["publisher"], row["published_on"] and day(row["published_on"])])
        )
        path = selection.path("articles", row["page"])
        entries.append(("article", row["page"], row["title"] or row["source_path"], about, path))
    lines = ",\n".join(
        json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries
    )
    head = json.dumps(COLUMNS, separators=(",", ":"))
    writer.write_text(SEARCH_PATH, f'{{"columns":{head},"rows":[\n{lines}\n]}}\n')
