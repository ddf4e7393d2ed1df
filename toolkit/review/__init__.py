"""What deserves a person's eye in a package."""

from toolkit.review.finding import Finding
from toolkit.review.review import review, review_kinds

__all__ = ["Finding", "review", "review_kinds"]
