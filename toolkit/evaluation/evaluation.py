"""Packages and articles measured against annotations."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from toolkit.evaluation.account import Account
from toolkit.evaluation.discrepancies import Discrepancy, discrepancies
from toolkit.evaluation.figures import Figures, count
from toolkit.evaluation.gold_files import Gold, NoGold, read_gold
from toolkit.evaluation.gold_problem import GoldProblem
from toolkit.evaluation.judge import judge
from toolkit.evaluation.judgement import Judgement
from toolkit.evaluation.package_accounts import read_package_accounts

if TYPE_CHECKING:
    from toolkit.building.watch import BuildProgress
    from toolkit.engines import ParserFactory

_DECIMALS = 1000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a package by annotations, and what they come from.

    `missing` are the articles that are not in the package: all of their rows count as missed.
    `problems` are what is wrong with the annotations; a file with one of its own is not
    counted. `discrepancies` is empty if it was not asked for.
    """

    figures: Figures
    articles: int
    missing: tuple[str, ...] = ()
    problems: tuple[GoldProblem, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as values that JSON knows.

        `figures` has each figure by name, cut after three decimals, as a floor is written.
        """
        return {
            "overall_f1": self.figures.overall,
            "f1": {
                name: {
                    "precision": tally.precision,
                    "recall": tally.recall,
                    "f1": tally.f1,
                    "tp": tally.right,
                    "fp": tally.false,
                    "fn": tally.missed,
                }
                for name, tally in self.figures.tallies.items()
            },
            "accuracy": {
                name: {"accuracy": accuracy.share, "of": accuracy.of}
                for name, accuracy in self.figures.accuracies.items()
            },
            "articles": self.articles,
            "missing": list(self.missing),
            "figures": {
                name: math.floor(value * _DECIMALS + 1e-9) / _DECIMALS
                for name, value in self.figures.by_name().items()
            },
            "problems": [asdict(problem) for problem in self.problems],
            "errors": [one.to_dict() for one in self.discrepancies],
        }


def evaluate(
    gold: str | PathLike[str],
    *,
    package: str | PathLike[str] | None = None,
    articles: str | PathLike[str] | None = None,
    errors: bool = False,
    texts: Mapping[str, str] | None = None,
    progress: BuildProgress | None = None,
    parser: ParserFactory | None = None,
) -> Evaluation:
    """Return how well a package, or the package that is built of articles, agrees with gold.

    `gold` is a folder of annotations or one file. `package` is the folder of a package;
    `articles` is a folder of articles, which are built in a temporary place; with neither,
    the texts that lie beside the annotations are built. `errors` asks for each discrepancy;
    `texts` maps an `article_id` to the text that its sentence is taken from, by default the
    texts beside the annotations and the inputs of the build.

    Raises NoGold (a ValueError) where there is no annotation, or nothing to measure;
    `toolkit.store.errors.StoreError` where there is no package, and
    `toolkit.building.errors.BuildError` where no article can be read.
    """
    if package is not None and articles is not None:
        raise NoGold("A package and articles were both named; name one of them.")
    read = read_gold(gold)
    if not read.accounts:
        return Evaluation(count(()), 0, problems=read.problems)
    skipped: Mapping[str, str] = {}
    if package is not None:
        accounts = read_package_accounts(package)
        inputs: list[Path | str] = _inputs_of(Path(package)) if errors else []
    else:
        inputs = [Path(articles)] if articles is not None else [*_texts_beside(read, gold)]
        accounts, skipped = _build_accounts(inputs, progress, parser)
    if errors and texts is None:
        texts = _read_texts([*read.texts.values(), *inputs])
    found, absent = _found_accounts(read, accounts, skipped)
    judgements: list[Judgement] = []
    differences: list[Discrepancy] = []
    for stem, expected in read.accounts.items():
        account = found.get(stem, Account())
        own = tuple(judge(expected, account))
        judgements += own
        if errors:
            text = (texts or {}).get(account.article_id or "")
            differences += discrepancies(stem, own, expected, text)
    return Evaluation(
        count(judgements),
        len(read.accounts),
        tuple(stem for stem in read.accounts if stem not in found),
        read.problems + absent,
        tuple(differences),
    )


def _texts_beside(gold: Gold, path: str | PathLike[str]) -> list[Path]:
    if not gold.texts:
        raise NoGold(
            f"No text lies beside the annotations in {path}; put NAME.txt beside NAME.json, "
            "or name a package or a folder of articles."
        )
    return list(gold.texts.values())


def _build_accounts(
    inputs: list[Path | str], progress: BuildProgress | None, parser: ParserFactory | None
) -> tuple[dict[str, list[Account]], dict[str, str]]:
    """Return what the build of inputs says of each article, and why others were skipped."""
    from toolkit.building.build_package import build_package
    from toolkit.building.request import BuildRequest, make_parser

    with tempfile.TemporaryDirectory(prefix="toolkit-evaluate-") as folder:
        # What is built to be measured is no version of anyone's package.
        request = BuildRequest(
            tuple(inputs), Path(folder), parser=parser or make_parser, catalog="file"
        )
        report = build_package(request, progress)
        accounts = read_package_accounts(folder)
    return accounts, {PurePosixPath(one.source_path).stem: one.reason for one in report.skipped}


def _found_accounts(
    gold: Gold, accounts: Mapping[str, list[Account]], skipped: Mapping[str, str]
) -> tuple[dict[str, Account], tuple[GoldProblem, ...]]:
    """Return the account of each annotated article, and what keeps it from being found."""
    found: dict[str, Account] = {}
    problems: list[GoldProblem] = []
    for stem in gold.accounts:
        own = accounts.get(stem, [])
        if own:
            found[stem] = own[-1]
        if stem in skipped:
            message = (
                f"the build skipped the article {stem} ({skipped[stem]}), so all of it counts as "
                "missed; mend the text, or remove this file."
            )
        elif not own:
            message = (
                f"there is no article {stem}, so all of it counts as missed; add the article, "
                "or remove this file."
            )
        elif len(own) > 1:
            message = (
                f"{len(own)} articles are called {stem}, and the last was taken; give each file "
                "a name of its own."
            )
        else:
            continue
        problems.append(GoldProblem(f"{stem}.json", None, message))
    return found, tuple(problems)


def _inputs_of(package: Path) -> list[Path | str]:
    from toolkit.texts import inputs_of_last_build

    return inputs_of_last_build(package if package.is_dir() else package.parent)


def _read_texts(inputs: Iterable[Path | str]) -> dict[str, str]:
    from toolkit.texts import read_texts

    return read_texts(inputs)
