"""What the name of a column or table tells: whether it is a key, and of which table."""

from __future__ import annotations

import re

_KEY_WORDS = {
    *("id", "key", "code", "uuid", "guid", "nr", "no", "number", "num", "slug", "iso", "sku"),
    *("isbn", "issn", "ean", "gtin", "iban", "doi", "orcid", "wikidata", "symbol", "ticker"),
    *(
        "name",
        "date",
        "day",
        "year",
        "month",
        "week",
        "hour",
        "timestamp",
        "period",
        "version",
        "line",
    ),
}

_OWN_KEY_WORDS = {"id", "key", "code", "uuid", "guid", "slug", "sku", "isbn", "doi", "orcid"}

_TEXT_OF_DIGITS = re.compile(
    r"(^|_)(zip|zipcode|postcode|postal|plz|phone|telephone|tel|mobile|fax|isbn|issn|ean|gtin|upc"
    r"|iban|bic|ssn|fips|siret|siren|imei|vat|passport)(_|$)"
)


def snake_case(name: str) -> str:
    """Return a name in lower case, its words joined with "_": `customerId` is `customer_id`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")


def is_text_of_digits(name: str) -> bool:
    """Whether a column of this name holds text though it be digits: a post code, a phone."""
    return _TEXT_OF_DIGITS.search(snake_case(name)) is not None


def may_be_part_of_key(name: str) -> bool:
    """Whether a column of this name may tell rows apart, alone or with others."""
    return bool(set(snake_case(name).split("_")) & _KEY_WORDS)


def is_named_as_key(name: str) -> bool:
    """Whether a column of this name is meant to tell rows apart."""
    return snake_case(name).split("_")[-1] in _OWN_KEY_WORDS


def singular(name: str) -> str:
    """Return the name of one row of a table: `categories` has a `category`."""
    last = snake_case(name)
    if last.endswith("ies") and len(last) > 4:
        return f"{last[:-3]}y"
    if last.endswith(("sses", "xes", "ches", "shes")):
        return last[:-2]
    return last[:-1] if last.endswith("s") and not last.endswith("ss") else last


def reference_strength(column: str, own_table: str, table: str, key: str) -> int:
    """Return how well the name of a column says that it holds the key of a table, 0 for not.

    4: it has the name of the key, which is called after the table; 3: it has the name of the key,
    or that of the table; 2: the same after another word (`host_actor_id`); 1: a row refers to
    another of its own table (`parent_id`).
    """
    held, sought = snake_case(column), snake_case(key)
    one = singular(table)
    is_called_after_table = sought.startswith((f"{one}_", f"{snake_case(table)}_"))
    generic = sought in _OWN_KEY_WORDS or sought in ("nr", "no", "number", "name", "iso")
    if own_table == table:
        if held == sought:
            return 0
        beginning = ("parent", "manager", "supervisor", "boss", "previous", "next", "replaced_by")
        ends = sought if generic else "id"
        return (
            1
            if held.endswith(f"_{sought}") or (held.startswith(beginning) and held.endswith(ends))
            else 0
        )
    if not generic:
        if held == sought:
            return 4 if is_called_after_table else 3
        return 2 if held.endswith(f"_{sought}") else 0
    named = {f"{one}_{sought}", f"{snake_case(table)}_{sought}", one}
    if held in named:
        return 3
    return 2 if any(held.endswith(f"_{name}") for name in named) else 0
