"""A learning curve: which articles each reader learns from, and the picture of the figures."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from annotated_facts import facts_of
from conftest import PROJECT

from toolkit.article import Article
from toolkit.evaluation.gold_files import NoGold
from toolkit.facts import Facts
from toolkit.training import learning_curve
from toolkit.training.annotated import read_annotated
from toolkit.training.curve_picture import draw_learning_curve, value_ticks
from toolkit.training.curve_point import CurvePoint
from toolkit.training.learning_curve import (
    curve_sizes,
    measure_facts,
    measure_learning_curve,
)

ARTICLES = read_annotated([PROJECT / "tests" / "gold_identity"])[0]
POINTS = [
    CurvePoint(400, {"overall": 0.92, "loss": 0.2}, {"overall": 0.8, "loss": 0.5}),
    CurvePoint(100, {"overall": 0.75, "loss": 0.6}, {"overall": 0.6, "loss": 0.9}),
    CurvePoint(200, {"overall": 0.85, "loss": 0.4}, {"overall": 0.7, "loss": 0.7}),
]
SVG = "{http://www.w3.org/2000/svg}"


class Annotator:
    """A parser that says what the annotations say, or nothing at all."""

    name, version = "annotator", "1"

    def __init__(self, *, silent: bool = False) -> None:
        self.records = {} if silent else {one.article.text: one.record for one in ARTICLES}

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            record = self.records.get(article.text)
            yield Facts() if record is None else facts_of(article, record)


def draw(path: Path, figure: str = "overall", points=POINTS) -> ElementTree.Element:
    draw_learning_curve(points, path, figure)
    return ElementTree.parse(path).getroot()


def texts(picture: ElementTree.Element) -> list[str]:
    return [text.text for text in picture.iter(f"{SVG}text")]


def line(picture: ElementTree.Element, name: str) -> list[tuple[float, float]]:
    lines = {one.get("class"): one.get("points") for one in picture.iter(f"{SVG}polyline")}
    return [tuple(map(float, place.split(","))) for place in lines[f"line {name}"].split()]


def test_sizes_are_all_articles_and_halves_down_to_forty():
    assert curve_sizes(682) == (42, 85, 170, 341, 682)


def test_few_articles_make_a_curve_of_one_point():
    assert curve_sizes(60) == (60,)


def test_no_article_stands_on_both_sides():
    aside, learned = learning_curve._sides(ARTICLES, 0.3)
    assert aside
    assert len(aside) + len(learned) == len(ARTICLES)
    assert not {one.stem for one in aside} & {one.stem for one in learned}


def test_the_articles_learned_from_are_not_in_the_order_of_their_themes():
    _, learned = learning_curve._sides(ARTICLES, 0.1)
    themes = [one.stem[0] for one in learned[: len(learned) // 2]]
    assert themes != sorted(themes)


def test_no_size_is_above_the_number_of_articles():
    assert learning_curve._sizes_within((200, 50, 900), 120) == (50, 120)


def test_a_parser_that_says_what_the_annotations_say_has_all_right():
    assert measure_facts(Annotator(), ARTICLES).overall > 0.99


def test_a_parser_that_says_nothing_has_missed_all():
    figures = measure_facts(Annotator(silent=True), ARTICLES)
    assert figures.tallies["meetings"].recall == 0


@pytest.mark.skipif(find_spec("torch") is None, reason="the extra `train` is not installed")
def test_a_share_of_nothing_kept_aside_is_refused():
    with pytest.raises(NoGold, match="kept aside"):
        measure_learning_curve([PROJECT / "tests" / "gold_identity"], validation=0.0)


def test_a_curve_can_be_imported_without_what_only_training_needs():
    code = (
        "import sys, toolkit.training.learning_curve, toolkit.training.curve_picture;"
        "sys.exit(bool({'torch', 'transformers', 'onnx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_equal_factors_of_articles_are_equally_far_apart(tmp_path):
    first, second, third = (x for x, _ in line(draw(tmp_path / "c.svg"), "unseen"))
    assert second - first == pytest.approx(third - second, abs=0.2)


def test_a_better_figure_stands_higher(tmp_path):
    picture = draw(tmp_path / "c.svg")
    heights = [y for _, y in line(picture, "unseen")]
    assert heights == sorted(heights, reverse=True)
    for (_, seen), (_, unseen) in zip(line(picture, "seen"), line(picture, "unseen"), strict=True):
        assert seen < unseen


def test_axes_and_lines_say_what_they_are(tmp_path):
    shown = texts(draw(tmp_path / "c.svg"))
    assert "overall F1" in shown
    assert "articles learned from (logarithmic)" in shown
    assert {"100", "200", "400"} <= set(shown)
    assert {"articles learned from: 0.92", "articles kept aside: 0.80"} <= set(shown)


def test_the_loss_can_be_drawn_too(tmp_path):
    assert "loss a word" in texts(draw(tmp_path / "c.svg", "loss"))


def test_labels_of_lines_that_meet_do_not_touch(tmp_path):
    points = [CurvePoint(n, {"overall": 0.8}, {"overall": 0.8}) for n in (50, 100)]
    labels = [
        float(text.get("y"))
        for text in draw(tmp_path / "c.svg", points=points).iter(f"{SVG}text")
        if text.text.endswith(": 0.80")
    ]
    assert abs(labels[0] - labels[1]) >= 16


def test_everything_stands_inside_the_picture(tmp_path):
    for figure in ("overall", "loss"):
        picture = draw(tmp_path / "c.svg", figure)
        _, _, width, height = map(float, picture.get("viewBox").split())
        for name in ("seen", "unseen"):
            for x, y in line(picture, name):
                assert 0 < x < width
                assert 0 < y < height


def test_one_point_is_a_picture(tmp_path):
    assert len(line(draw(tmp_path / "c.svg", points=POINTS[:1]), "seen")) == 1


def test_there_are_colours_for_light_and_for_dark(tmp_path):
    style = draw(tmp_path / "c.svg").find(f"{SVG}style").text
    assert "prefers-color-scheme: dark" in style
    assert len(re.findall(r"\.ground \{", style)) == 2


def test_the_same_points_give_the_same_bytes(tmp_path):
    draw_learning_curve(POINTS, tmp_path / "a.svg")
    draw_learning_curve(POINTS[::-1], tmp_path / "b.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_curve_without_points_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least one point"):
        draw_learning_curve([], tmp_path / "c.svg")


def test_a_figure_that_was_not_measured_is_refused_by_name(tmp_path):
    with pytest.raises(ValueError, match="no figure 'roles'"):
        draw_learning_curve(POINTS, tmp_path / "c.svg", "roles")


@pytest.mark.parametrize(
    ("least", "greatest", "ticks"),
    [
        (0.52, 0.93, (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)),
        (0.2, 0.9, (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
        (1.0, 9.0, (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)),
    ],
)
def test_ticks_are_round_and_hold_all_values(least, greatest, ticks):
    assert value_ticks(least, greatest) == ticks
