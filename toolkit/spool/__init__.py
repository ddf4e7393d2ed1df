"""Articles on disk while a build is at work, so that no step of it holds all texts."""

from toolkit.spool.spool import Spool
from toolkit.spool.spooled_texts import SpooledTexts

__all__ = ["Spool", "SpooledTexts"]
