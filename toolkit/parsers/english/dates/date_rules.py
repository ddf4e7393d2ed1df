"""All forms in which English names days, in the order in which they are tried."""

from __future__ import annotations

from toolkit.parsers.english.dates.date_rules_calendar import CALENDAR_RULES
from toolkit.parsers.english.dates.date_rules_relative import RELATIVE_RULES
from toolkit.parsers.english.dates.date_rules_weekdays import WEEKDAY_RULES
from toolkit.parsers.english.dates.date_rules_within import WITHIN_RULES

RULES = (*WITHIN_RULES, *CALENDAR_RULES, *WEEKDAY_RULES, *RELATIVE_RULES)
"""The rules; the first that matches at a place is taken."""
