"""What deserves a person's eye in a package, and what their answer would change (`proposal`)."""

from toolkit.review.finding import Finding
from toolkit.review.review import review, review_kinds

__all__ = ["Finding", "review", "review_kinds"]
