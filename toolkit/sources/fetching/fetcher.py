"""Fetch a page of the web, or take the one that was kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from toolkit.sources.fetching.address_list import is_web_address
from toolkit.sources.fetching.bounded_request import Answer, request
from toolkit.sources.fetching.kept_pages import KeptPages, Page
from toolkit.sources.fetching.pace import SHORTEST_PAUSE, Pace
from toolkit.sources.fetching.private_hosts import refuse_private_host
from toolkit.sources.fetching.refusal import NotFetched
from toolkit.sources.fetching.robots import Robots

MOST_REDIRECTIONS = 5
_REDIRECTIONS = (301, 302, 303, 307, 308)
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetching:
    """Where pages are kept, and whether any is fetched.

    `online`: a page that is not kept is fetched. `again`: a page that is kept is asked for once
    more, and replaced where it has changed. `pause`: seconds between two requests to a host that
    asks for no other pause.
    """

    folder: Path
    online: bool = False
    again: bool = False
    pause: float = SHORTEST_PAUSE


class Fetcher:
    """Fetches pages, and remembers what their hosts permit and when they were asked."""

    def __init__(self, fetching: Fetching | None) -> None:
        self._fetching = fetching
        self._robots = Robots()
        self._pace = Pace(fetching.pause if fetching else SHORTEST_PAUSE)

    def fetch(self, address: str) -> Page:
        """Return the page of an address; raises NotFetched with the reason where there is none.

        Only http and https are followed, over at most five redirections; one to a host in a
        private network is refused unless it is the host that was named. Raises OSError where a
        page can't be kept.
        """
        address = urldefrag(address)[0]
        fetching = self._fetching
        kept = KeptPages(fetching.folder) if fetching else None
        before = kept.find(address) if kept else None
        if before is not None and not (fetching and fetching.online and fetching.again):
            return before
        if kept is None or fetching is None or not fetching.online:
            raise NotFetched("it was not fetched yet", "Give --fetch to fetch pages of the web.")
        if "@" in urlsplit(address).netloc:
            raise NotFetched("its address holds a password", "Save the page, and give the file.")
        answer, final_address = self._follow(address, before)
        if answer.status == 304 and before is not None:
            return before
        if answer.status != 200:
            raise NotFetched(
                f"its server answered with status {answer.status}",
                "Check the address, or leave it out.",
            )
        page = _page(address, final_address, answer)
        kept.keep(page)
        return page

    def _follow(self, address: str, before: Page | None) -> tuple[Answer, str]:
        """Return the answer that an address leads to, and from where it came."""
        named = urlsplit(address).hostname
        for _ in range(MOST_REDIRECTIONS + 1):
            if urlsplit(address).hostname != named:
                refuse_private_host(address)
            self._robots.check(address)
            self._pace.wait(address, self._robots.delay(address))
            answer = request(address, _conditions(before, address))
            if answer.status in (429, 503):
                self._pace.close(address)
                raise NotFetched(
                    f"its host asks for fewer requests (status {answer.status})",
                    "Build again later.",
                )
            if answer.status not in _REDIRECTIONS or "location" not in answer.headers:
                return answer, address
            address = urldefrag(urljoin(address, answer.headers["location"].strip()))[0]
            if not is_web_address(address) or "@" in urlsplit(address).netloc:
                raise NotFetched("it redirects to what is no page", "Leave it out.")
        raise NotFetched(f"it redirects more than {MOST_REDIRECTIONS} times", "Leave it out.")


def _page(address: str, final_address: str, answer: Answer) -> Page:
    stated = answer.headers.get("content-type", "")
    media_type, charset = _MEDIA_TYPE.match(stated), _CHARSET.search(stated)
    return Page(
        address,
        final_address,
        media_type[1].lower() if media_type else "",
        charset[1].lower() if charset else "",
        answer.headers.get("etag", ""),
        answer.headers.get("last-modified", ""),
        answer.body,
    )


def _conditions(before: Page | None, address: str) -> dict[str, str]:
    """Return the headers that ask for a page only where it is another than the one kept."""
    if before is None or before.final_address != address:
        return {}
    stated = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
    return {name: value for name, value in stated.items() if value}
