"""Pages of the web as inputs: fetched politely and only when asked, then kept on disk.

`Fetching` says where pages are kept and whether any may be fetched; a `Fetcher` gives the page of
an address, and `read_addresses` those that a list names.
"""

from toolkit.sources.fetching.address_list import ENDING, is_web_address, read_addresses
from toolkit.sources.fetching.fetcher import Fetcher, Fetching
from toolkit.sources.fetching.kept_pages import Page
from toolkit.sources.fetching.refusal import NotFetched

__all__ = [
    "ENDING",
    "Fetcher",
    "Fetching",
    "NotFetched",
    "Page",
    "is_web_address",
    "read_addresses",
]
