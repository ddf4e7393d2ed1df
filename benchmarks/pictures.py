"""Pictures of the site for the README, of the package that lies in the repository.

    python benchmarks/pictures.py

Writes `docs/pictures/*.png`. Needs Debian's Chromium and the packages of the extra `test`.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import urljoin

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from toolkit.site.preview import opened_server, write_preview

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, its page, how many pixels from the top, and in which dress.

    Where there is a `part`, it is that part of the page alone.
    """

    name: str
    page: str
    height: int = 900
    scheme: Literal["light", "dark"] = "light"
    part: str = ""


SHOWN = (
    Picture("overview", "index.html", 1000),
    Picture("who-met-whom", "pictures.html", part="figure.told >> nth=1"),
    Picture("election", "elections/sk-2023-09-30-parliamentary.html", 740),
    Picture("table", "tables/meetings.html", 900, "dark"),
)


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        site = Path(folder) / "site"
        write_preview(PROJECT, site)
        with opened_server(site, 0) as (server, address):
            Thread(target=server.serve_forever, daemon=True).start()
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for picture in SHOWN:
                take(browser, address, picture)
            browser.close()
            server.shutdown()


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Write one picture; `address` is that of the site's first page."""
    size = ViewportSize(width=WIDTH, height=picture.height)
    page = browser.new_page(color_scheme=picture.scheme, viewport=size)
    page.goto(urljoin(address, picture.page), wait_until="networkidle")
    shown = page.locator(picture.part) if picture.part else page
    shown.screenshot(path=PICTURES / f"{picture.name}.png")


if __name__ == "__main__":
    main()
