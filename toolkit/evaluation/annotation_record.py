"""The record of one annotation, as JSON has it, turned into an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from toolkit.evaluation.account import (
    Account,
    Actor,
    Election,
    Meeting,
    Participant,
    Result,
    Role,
)


def account_of_record(record: Mapping[str, Any]) -> Account:
    """Return a record that keeps to the schema of annotations as an account."""
    article = record["article"]
    return Account(
        title=article.get("title"),
        publisher=article.get("publisher"),
        published_on=_day(article.get("published_on")),
        actors=tuple(map(_actor, record["actors"])),
        meetings=tuple(map(_meeting, record["meetings"])),
        elections=tuple(map(_election, record["elections"])),
        results=tuple(map(_result, record["results"])),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _actor(item: Mapping[str, Any]) -> Actor:
    return Actor(
        item["name"],
        item["kind"],
        item.get("country"),
        tuple(item.get("aliases", ())),
        tuple(map(_role, item.get("roles", ()))),
        optional=item.get("optional", False),
        words=item.get("evidence"),
    )


def _role(item: Mapping[str, Any]) -> Role:
    return Role(
        item["title"],
        item.get("organization"),
        item.get("country"),
        item.get("status"),
        optional=item.get("optional", False),
        words=item.get("evidence"),
    )


def _meeting(item: Mapping[str, Any]) -> Meeting:
    return Meeting(
        item["kind"],
        item["status"],
        _day(item.get("start")),
        _day(item.get("end")),
        item.get("place"),
        item.get("place_country"),
        tuple(
            Participant(one["name"], optional=one.get("optional", False), words=one.get("evidence"))
            for one in item["participants"]
        ),
        item.get("certainty"),
        optional=item.get("optional", False),
        words=item.get("evidence"),
    )


def _election(item: Mapping[str, Any]) -> Election:
    return Election(
        item["key"],
        item["country"],
        item["kind"],
        _day(item.get("start")),
        _day(item.get("end")),
        item.get("turnout"),
        item.get("seats_total"),
        optional=item.get("optional", False),
        words=item.get("evidence"),
    )


def _result(item: Mapping[str, Any]) -> Result:
    return Result(
        item["election"],
        item["contender"],
        item.get("status"),
        item.get("votes"),
        item.get("vote_share"),
        item.get("seats"),
        item.get("seats_change"),
        item.get("outcome"),
        optional=item.get("optional", False),
        words=item.get("evidence"),
    )
