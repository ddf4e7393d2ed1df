"""Options for a storage: from `PARLEY_STORAGE_OPTIONS`, and key by key from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.publish.errors import PublishError

VARIABLE = "PARLEY_STORAGE_OPTIONS"


def storage_options(environment: Mapping[str, str], stated: Iterable[str] = ()) -> dict[str, Any]:
    """Return the options of the environment, those stated as `key=value` coming before them.

    A value is read as JSON where it is JSON, else as text. Raises PublishError, which shows no
    value, as that may be a secret.
    """
    options = _of_environment(environment.get(VARIABLE) or "{}")
    for text in stated:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise PublishError("A storage option has the form key=value; correct it.")
        options[key.strip()] = _value(value)
    return options


def _of_environment(text: str) -> dict[str, Any]:
    try:
        options = json.loads(text)
    except ValueError:
        options = None
    if not isinstance(options, dict):
        raise PublishError(f'{VARIABLE} is no JSON object; write {{"key": "value"}} or unset it.')
    return options


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
