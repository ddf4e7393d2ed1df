"""The files of a package, held against their descriptor by the engine that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from toolkit.validation.defect import Judgement
from toolkit.validation.defect_problems import (
    disagreement_problem,
    problems_of,
    unjudged_problem,
)
from toolkit.validation.report import MOST_PROBLEMS, Problem

if TYPE_CHECKING:
    from toolkit.validation.descriptor import Descriptor

Engine = Literal["fast", "frictionless", "both"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engines say of the resources; the mappings are those of a `Report`."""

    problems: list[Problem]
    rows: Mapping[str, int] = field(default_factory=dict)
    engines: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)


def judge(descriptor: Descriptor, engine: Engine = "fast", limit: int = MOST_PROBLEMS) -> Verdict:
    """Return what an engine finds wrong with the resources of a package.

    What the fast engine leaves is judged by frictionless. With "both" each judges all that it
    covers, and a place where one alone finds a defect is a problem. `limit` is the most defects
    of a resource that are named. Raises ValueError for an unknown engine.
    """
    if engine not in ENGINES:
        raise ValueError(f"There is no engine {engine!r}; take one of {', '.join(ENGINES)}.")
    names = {resource.name for resource in descriptor.resources}
    fast, by_fast = Judgement(), set[str]()
    if engine != "frictionless":
        from toolkit.validation.fast.judge import judge_fast

        fast = judge_fast(descriptor, limit=limit)
        by_fast = names - fast.left.keys()
    other, by_other = Judgement(), set[str]()
    asked = names - by_fast if engine == "fast" else names
    if asked:
        from toolkit.validation.by_frictionless.engine import judge_with_frictionless

        other = judge_with_frictionless(descriptor, names=asked, limit=limit)
        by_other = asked - other.left.keys()
    engines = {
        one.name: "both"
        if one.name in by_fast & by_other
        else "fast"
        if one.name in by_fast
        else "frictionless"
        for one in descriptor.resources
        if one.name in by_fast | by_other
    }
    problems = [
        *problems_of(fast.defects, descriptor),
        *problems_of((one for one in other.defects if one.resource not in by_fast), descriptor),
        *(unjudged_problem(name, other.left[name]) for name in sorted(names - engines.keys())),
    ]
    if engine == "both":
        from toolkit.validation.compare_engines import compare

        schemas = {one.name: one.schema or {} for one in descriptor.resources}
        problems += [
            disagreement_problem(one, schemas.get(one.defect.resource or "", {}))
            for one in compare(fast, other)
        ]
    return Verdict(
        problems,
        {**other.rows, **fast.rows},
        engines,
        fast.left,
        {**_unless(other.more, by_fast), **fast.more},
    )


def _unless(counts: Mapping[str, int], names: set[str]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name not in names}
