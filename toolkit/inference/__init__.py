"""Proposals of schemas for files that have none, by what DuckDB counts in all of their rows."""

from toolkit.inference.draft import CannotInfer, Draft, DraftTable, Note
from toolkit.inference.infer import infer_schemas

__all__ = ["CannotInfer", "Draft", "DraftTable", "Note", "infer_schemas"]
