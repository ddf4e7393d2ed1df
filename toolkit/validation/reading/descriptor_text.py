"""The text of a descriptor, of a schema or of a dialect: one object of JSON or YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from toolkit.validation.reading.unreadable import Unreadable, shown_name

MOST_BYTES = 32 << 20
"""Size of a descriptor beyond which it is not read; in memory it takes some fifty times that."""

MOST_YAML_BYTES = 1 << 20
"""The same for YAML, whose reader is slow."""

MOST_LEVELS = 100
"""How deep objects and lists may stand in each other: far less than makes a reader fail."""


def parse_object(content: bytes, name: str) -> dict[str, Any]:
    """Return the object in a file of JSON, or of YAML where its name ends so.

    Raises Unreadable for what is not such an object, and for what readers would take for
    different things: a key that stands twice, half of a surrogate pair, NaN.
    """
    shown = shown_name(name)
    is_yaml = name.lower().endswith((".yaml", ".yml"))
    most = MOST_YAML_BYTES if is_yaml else MOST_BYTES
    if len(content) > most:
        message = (
            f"{shown} has more than {most >> 20} MiB: move data that stands in it into files"
            + (", or write it as JSON." if is_yaml else ".")
        )
        raise Unreadable("descriptor", message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{shown} is not UTF-8 at byte {error.start}: save it as UTF-8."
        raise Unreadable("descriptor", message) from None
    value = _parse_yaml(text, shown) if is_yaml else _parse_json(text, shown)
    if not isinstance(value, dict):
        message = f"{shown} holds no object: write one, with its properties in it."
        raise Unreadable("descriptor", message)
    for fault in _faults(value):
        raise Unreadable("descriptor", f"{shown} {fault}")
    return value


def _parse_json(text: str, shown: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            message = f"{shown} has the key {shown_name(twice)} twice in one object: keep one."
            raise Unreadable("descriptor", message)
        return found

    def refuse(constant: str) -> NoReturn:
        message = f"{shown} holds {constant}, which JSON does not know: write null or a number."
        raise Unreadable("descriptor", message)

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        message = f"{shown} is not valid JSON (line {error.lineno}, {error.msg}): correct it there."
    except ValueError:
        message = f"{shown} holds a number of too many digits: write a shorter one."
    except RecursionError:
        message = f"{shown} is not valid JSON (nested too deeply): correct it there."
    raise Unreadable("descriptor", message)


def _parse_yaml(text: str, shown: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """YAML as far as it says what JSON can: no aliases, no dates, each key once."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                message = f"{shown} uses an alias (*): write out what it stands for."
                raise Unreadable("descriptor", message)
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            keys = [key.value for key, _ in node.value]
            for key in keys:
                if keys.count(key) > 1:
                    name = shown_name(key)
                    message = f"{shown} has the key {name} twice in one object: keep one."
                    raise Unreadable("descriptor", message)
            return super().construct_mapping(node, deep=deep)

    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if not tag.endswith(":timestamp")]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        # A subclass of the safe loader, which makes nothing but plain values.
        return yaml.load(text, Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark is not None else ""
        message = f"{shown} is not valid YAML{where}: correct it there."
    except (ValueError, TypeError):
        message = f"{shown} is not valid YAML: correct it, or write it as JSON."
    except RecursionError:
        message = f"{shown} is not valid YAML (nested too deeply): correct it there."
    raise Unreadable("descriptor", message)


def _faults(value: dict[str, Any]) -> Iterator[str]:
    """Return what is wrong with values that the grammar of the file allows."""
    level: list[Any] = [value]
    depth = 0
    while level:
        depth += 1
        if depth > MOST_LEVELS:
            yield f"is nested more than {MOST_LEVELS} levels deep: write it flatter."
            return
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                for key in one:
                    if not isinstance(key, str):
                        yield f"has the key {shown_name(key)}: write keys as text, in quotes."
                        return
                children = [*one, *one.values()]
            else:
                children = one
            for child in children:
                if isinstance(child, (dict, list)):
                    below.append(child)
                elif isinstance(child, str) and not _is_text(child):
                    yield (
                        f"holds half of a surrogate pair in {shown_name(child)!r}: "
                        "write the whole character."
                    )
                    return
        level = below


def _is_text(value: str) -> bool:
    if value.isascii():
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
