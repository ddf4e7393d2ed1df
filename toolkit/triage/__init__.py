"""A first reading, so cheap that every article can have it: whether it can hold a fact at all."""

from toolkit.triage.first_reading import may_hold_facts

__all__ = ["may_hold_facts"]
