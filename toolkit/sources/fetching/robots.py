"""What the `robots.txt` of a host permits, asked for once and kept to (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from toolkit.sources.fetching.address_list import is_web_address
from toolkit.sources.fetching.bounded_request import NAME, request
from toolkit.sources.fetching.private_hosts import refuse_private_host
from toolkit.sources.fetching.refusal import NotFetched

if TYPE_CHECKING:
    from protego import Protego

_LARGEST = 500_000
"""Bytes that RFC 9309 asks to read at least; of longer ones the host is taken to forbid."""
_MOST_REDIRECTIONS = 5


class Robots:
    """The rules of every host that was asked so far."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego | NotFetched] = {}

    def check(self, address: str) -> None:
        """Raise NotFetched where its host forbids an address, or can't say that it permits it."""
        rules = self._of(address)
        if not rules.can_fetch(address, NAME):
            raise NotFetched(
                "the robots.txt of its host forbids it", "Leave it out, or ask its publisher."
            )

    def delay(self, address: str) -> float:
        """Return the seconds that the host wants between requests, 0 where it says nothing."""
        rules = self._of(address)
        rate = rules.request_rate(NAME)
        seconds = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(rules.crawl_delay(NAME) or 0.0), seconds)

    def _of(self, address: str) -> Protego:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        if origin not in self._rules:
            try:
                self._rules[origin] = _read_rules(f"{origin}/robots.txt")
            except NotFetched as error:
                self._rules[origin] = error
        rules = self._rules[origin]
        if isinstance(rules, NotFetched):
            raise NotFetched(rules.reason, rules.remedy)
        return rules


def _read_rules(address: str) -> Protego:
    from protego import Protego

    for _ in range(_MOST_REDIRECTIONS + 1):
        answer = request(address, largest=_LARGEST)
        if answer.status // 100 != 3 or "location" not in answer.headers:
            break
        following = urljoin(address, answer.headers["location"].strip())
        if urlsplit(following).hostname != urlsplit(address).hostname:
            refuse_private_host(following)
        if not is_web_address(following):
            break
        address = following
    if answer.status // 100 == 2:
        return Protego.parse(answer.body.decode("utf-8", errors="replace"))
    if 300 <= answer.status < 500 and answer.status != 429:
        return Protego.parse("")
    raise NotFetched(
        f"its host does not say what may be fetched (robots.txt: {answer.status})",
        "Build again later.",
    )
