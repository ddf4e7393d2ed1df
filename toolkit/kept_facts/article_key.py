"""The key by which the facts of an article are kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import msgspec

from toolkit.article import Article

KEY_LENGTH = 16
"""Bytes of a key: by chance, no two of any number of articles share one."""

_ENCODER = msgspec.msgpack.Encoder()


def article_key(article: Article, beside: bytes = b"") -> bytes:
    """Return the BLAKE2b digest of text and metadata of an article, `KEY_LENGTH` bytes.

    Where a file lies says nothing of what is in it: `source_path` is no part of it. `beside` is
    what else the facts come from, such as the key of another article.
    """
    seen = _ENCODER.encode(replace(article, source_path=""))
    return hashlib.blake2b(seen, digest_size=KEY_LENGTH, key=beside[:64]).digest()
