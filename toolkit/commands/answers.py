"""How the commands answer: an exit code, JSON for a machine, a sentence on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import typer

FINE, USAGE, INVALID, SKIPPED = 0, 1, 2, 3


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def fail(message: str, code: int) -> NoReturn:
    """End the command with one sentence and an exit code."""
    say(message)
    raise typer.Exit(code)


def say(message: str) -> int:
    """Say one sentence on standard error and return the exit code of wrong usage."""
    sys.stdout.flush()
    sys.stderr.write(f"toolkit: {message}\n")
    return USAGE
