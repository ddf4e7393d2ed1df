"""The labels of each head and the relations that the reader learns, in the order of its rows."""

from __future__ import annotations

ACTOR_KINDS = (
    *("person", "office", "party", "armed_group", "government", "intergovernmental"),
    *("media", "organization", "group"),
)
ELECTION_KINDS = (
    *("parliamentary", "presidential", "local", "regional", "referendum", "primary"),
    *("by_election", "leadership", "other"),
)
OUTCOMES = ("none", "won", "largest", "runoff", "lost")
RESULT_STATUSES = ("exit_poll", "partial", "preliminary", "final", "unspecified")
RESULT_MEASURES = ("votes", "vote_share", "seats", "seats_change")
WHOLE_MEASURES = ("turnout", "seats_total")

LABELS: dict[str, tuple[str, ...]] = {
    "mention": ("O", *(f"{p}-{kind}" for kind in (*ACTOR_KINDS, "place") for p in "BI")),
    "optional": ("no", "yes"),
    "title": ("O", "B-title", "I-title"),
    "role_status": ("current", "former", "acting", "designate", "candidate"),
    "cue": ("O", "cue"),
    "meeting_kind": ("meeting", "call", "summit", "negotiation", "visit"),
    "meeting_status": ("held", "planned", "ongoing", "cancelled", "denied"),
    "certainty": ("stated", "claimed", "denied"),
    "meeting_optional": ("no", "yes"),
    "number": ("none", *RESULT_MEASURES, *WHOLE_MEASURES),
    "outcome": OUTCOMES,
    "contender_outcome": OUTCOMES,
    "election_kind": ELECTION_KINDS,
    "election_day": ELECTION_KINDS,
    "result_status": RESULT_STATUSES,
    "result_outcome": OUTCOMES,
}
"""What each head tells of a word; `election_day` tells each kind apart, yes or no.

Three tell outcomes: `outcome` of any word that states one, `contender_outcome` of the name of
whom it is stated, `result_outcome` of a figure, for the one whose figure it is.
"""

RELATIONS = (
    *("hub", "spoke", "source", "mdate", "mplace", "contender", "fdate", "fcountry"),
    *("holder", "org", "rcountry", "acountry", "coref"),
)
"""What relates two words, as `toolkit.parsers.english.reader` reads it."""
