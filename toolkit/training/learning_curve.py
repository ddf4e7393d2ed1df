"""How well a reader reads by the number of articles that it learned from.

Readers are trained on growing shares of the annotated articles. Each is measured on articles
that it learned from and on articles that were kept aside: the gap between the two tells how far
to trust a figure on familiar articles, the slope of the second what more articles would bring.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.evaluation.annotation_record import account_of_record
from toolkit.evaluation.facts_accounts import account_of_facts
from toolkit.evaluation.figures import Figures, count
from toolkit.evaluation.gold_files import NoGold
from toolkit.evaluation.judge import judge
from toolkit.evaluation.judgement import Judgement
from toolkit.training.annotated import Annotated, read_annotated
from toolkit.training.base_model import require_training_packages
from toolkit.training.curve_point import LOSS, CurvePoint
from toolkit.training.train import TrainingReport, is_kept_aside, train

if TYPE_CHECKING:
    from toolkit.parsers.protocol import Parser
    from toolkit.training.fit import Watch

FEWEST = 40
"""Articles below which a share is too small to learn from."""

_ENDINGS = (".json", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """The points of a curve, in the order of their articles.

    `kept_aside` are the names of the articles that no reader learned from, `problems` what is
    wrong with annotations that were left out.
    """

    points: tuple[CurvePoint, ...]
    kept_aside: tuple[str, ...]
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the curve as values that JSON knows."""
        return asdict(self)


WatchPoint = Callable[[CurvePoint], None]
"""Called with each point as soon as it is measured."""


def measure_learning_curve(
    data: Sequence[Path],
    sizes: Sequence[int] = (),
    *,
    validation: float = 0.1,
    epochs: int | None = None,
    seed: int | None = None,
    watch: WatchPoint | None = None,
    watch_epoch: Watch | None = None,
) -> LearningCurve:
    """Return the curve with a point for each size: a reader that learned from so many articles.

    `sizes` are numbers of articles, by default all and halves of it. A smaller share is a part
    of every greater one. Of the folders `data` the share `validation` is kept aside, the
    same articles for each size; as many of those learned from are read again for `seen`.
    Each article is read by itself. The articles kept aside choose the best epoch, as in `train`,
    so their figures are a little favoured.

    Raises NoTrainingPackages where the extra is not installed, and NoGold where a folder
    holds no annotations or none is left to learn from or to measure on.
    """
    require_training_packages()
    articles, problems = read_annotated(data)
    aside, learned = _sides(articles, validation)
    if not aside or not learned:
        raise NoGold(
            "A curve needs articles to learn from and others kept aside; add some, or change "
            "the share that is kept aside."
        )
    points = []
    for size in _sizes_within(sizes, len(learned)):
        share = learned[:size]
        with tempfile.TemporaryDirectory(prefix="toolkit-curve-") as scratch:
            own, model = Path(scratch, "articles"), Path(scratch, "model")
            _copy_files(data, (*share, *aside), own)
            report = train(
                [own], model, validation=validation, epochs=epochs, seed=seed, watch=watch_epoch
            )
            point = _measure(model, report, share, aside)
        points.append(point)
        if watch is not None:
            watch(point)
    return LearningCurve(tuple(points), tuple(one.stem for one in aside), problems)


def curve_sizes(articles: int) -> tuple[int, ...]:
    """Return the numbers of articles of a curve, growing: all, the half, the quarter and so on."""
    sizes = [articles]
    while sizes[-1] // 2 >= FEWEST:
        sizes.append(sizes[-1] // 2)
    return tuple(reversed(sizes))


def measure_facts(parser: Parser, articles: Sequence[Annotated]) -> Figures:
    """Return how well a parser reads annotated articles, each by itself."""
    return count(_judgements(parser, articles))


def _judgements(parser: Parser, articles: Sequence[Annotated]) -> Iterator[Judgement]:
    read = parser.parse(one.article for one in articles)
    for one, facts in zip(articles, read, strict=True):
        yield from judge(account_of_record(one.record), account_of_facts(one.article, facts))


def _sides(
    articles: Sequence[Annotated], validation: float
) -> tuple[tuple[Annotated, ...], tuple[Annotated, ...]]:
    """Return the articles kept aside and those to learn from, in an order without themes.

    Names of files begin with their theme; by the digests of the names every share has all themes.
    """
    mixed = sorted(articles, key=lambda one: hashlib.sha256(one.stem.encode()).digest())
    aside = tuple(one for one in mixed if is_kept_aside(one.stem, validation))
    return aside, tuple(one for one in mixed if not is_kept_aside(one.stem, validation))


def _sizes_within(sizes: Sequence[int], articles: int) -> tuple[int, ...]:
    """Return the sizes wanted, growing, none above the number of articles that there are."""
    return tuple(sorted({min(size, articles) for size in sizes or curve_sizes(articles)}))


def _copy_files(data: Sequence[Path], articles: Sequence[Annotated], folder: Path) -> None:
    """Copy texts and annotations of some articles; of two of one name the later folder's."""
    folder.mkdir()
    for one in articles:
        for home in data:
            for path in (home / f"{one.stem}{ending}" for ending in _ENDINGS):
                if path.is_file():
                    shutil.copy(path, folder)


def _measure(
    model: Path, report: TrainingReport, learned: Sequence[Annotated], aside: Sequence[Annotated]
) -> CurvePoint:
    """Return what a model reaches; of its epochs that with the least loss on those kept aside."""
    from toolkit.parsers.english.reader_parser import ReaderParser

    parser = ReaderParser(model)
    seen, unseen = measure_facts(parser, learned[: len(aside)]), measure_facts(parser, aside)
    losses = [(kept, training) for training, kept in report.epochs if kept is not None]
    unseen_loss, seen_loss = min(losses)
    return CurvePoint(
        len(learned),
        {**seen.by_name(), LOSS: seen_loss},
        {**unseen.by_name(), LOSS: unseen_loss},
    )
