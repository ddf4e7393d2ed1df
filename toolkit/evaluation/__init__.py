"""Measure what was read against what a careful reader finds: annotations, "gold".

    gold files, package or articles --accounts--> judgements --counting--> figures

An annotation and a package are brought into one shape (`account.py`); the two are judged row
by row and value by value (`judge.py`), and every figure is a count of judgements
(`figures.py`).
"""

from toolkit.evaluation.evaluation import Evaluation, evaluate
from toolkit.evaluation.floor import NoFloor, Shortfall, read_floor, shortfalls
from toolkit.evaluation.gold_files import NoGold

__all__ = [
    "Evaluation",
    "NoFloor",
    "NoGold",
    "Shortfall",
    "evaluate",
    "read_floor",
    "shortfalls",
]
