"""Parley: who met whom, and who won, as a validated, versioned, queryable data package.

    import toolkit

    package = toolkit.build("seeds", out=".")
    package.sql("select * from who_met_whom")
    toolkit.open(".").explain("ismail-ghani")
    toolkit.validate(".").valid
    toolkit.evaluate("tests/gold", package=".").figures.overall

Whatever a command can do, a function of this module or a method of the package can do, and training
`toolkit.training.train.train`; none of them prints. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.version import __version__

if TYPE_CHECKING:
    from toolkit.building.watch import BuildProgress, Watcher
    from toolkit.engines import Engine as ReadingEngine
    from toolkit.engines import ParserFactory
    from toolkit.evaluation import Evaluation
    from toolkit.inference import Draft
    from toolkit.inference.infer import InferenceProgress
    from toolkit.package import Package
    from toolkit.project.new_project import NewProject
    from toolkit.validation.engines import Engine
    from toolkit.validation.report import Report, Severity
    from toolkit.validation.rules.rule_list import ListedRule

__all__ = ["__version__", "build", "evaluate", "infer", "init", "open", "rules", "validate"]


def build(
    inputs: str | PathLike[str] | Iterable[str | PathLike[str]] = "seeds",
    out: str | PathLike[str] = ".",
    *,
    format: str = "csv",
    workers: int = 1,
    engine: ReadingEngine | None = None,
    progress: BuildProgress | None = None,
    watcher: Watcher | None = None,
    parser: ParserFactory | None = None,
    reparse: bool = False,
    triage: bool = False,
    parse_copies: bool = False,
    fetch: bool = False,
    fetch_again: bool = False,
    wait: float = 0,
    catalog: str | None = None,
    catalog_data: str | PathLike[str] | None = None,
    rebuild_store: bool = False,
    releases: Iterable[str | PathLike[str]] = (),
) -> Package:
    """Read articles, and write and return the data package of what they report.

    `inputs` is a file, folder or address or several of them (docs/sources.md); `out` is the folder
    of the package; `format` is "csv" or "parquet"; `workers` is the number of processes that
    parse, and `engine` another way to parse (`toolkit.engines.engine`). `progress` is called with
    a stage, how much of it is done, and of how many or None; `watcher` with each
    `toolkit.building.watch.BuildEvent`, which says more. `parser` makes another parser than the
    English one (`toolkit.parsers.protocol.Parser`); `reparse` has it read again what builds of
    the same folder before have parsed. With `triage` it reads only what may hold a meeting or a
    result by its words, and with `parse_copies` also texts that nearly repeat another one
    (docs/building.md). `fetch` fetches the web pages among the inputs that were not fetched
    before, `fetch_again` those too.
    `wait` is the number of seconds to wait for another build of the same folder. `catalog` is the
    address of a catalogue of versions for several writers, `postgres:dbname=... host=...`, and
    `catalog_data` the folder of their rows (docs/versions.md).
    `rebuild_store` first makes a damaged store of versions anew, of what is published in `out`
    and of the packages of `releases`; the damaged one is moved aside.

    The package's `report` says what was read, skipped and found. If the tables are invalid, raises
    `toolkit.building.errors.InvalidTables`, which carries the report; what was in `out` before is
    then as it was. Raises `toolkit.building.errors.BuildError` for input or output that cannot be
    used at all, and `toolkit.store.errors.StoreError` for a catalogue that can't be reached.
    """
    from toolkit.building.build_package import build_package
    from toolkit.building.request import BuildRequest, engine_of_workers, make_parser, named_inputs
    from toolkit.package import Package

    request = BuildRequest(
        named_inputs(inputs),
        Path(out),
        format=format,
        engine=engine or engine_of_workers(workers),
        parser=parser or make_parser,
        reparse=reparse,
        triage=triage,
        parse_copies=parse_copies,
        fetch=fetch,
        fetch_again=fetch_again,
        wait=wait,
        catalog=catalog,
        catalog_data=None if catalog_data is None else Path(catalog_data),
        rebuild_store=rebuild_store,
        releases=tuple(map(Path, releases)),
    )
    return Package(out, report=build_package(request, progress, watcher), catalog=catalog)


def open(path: str | PathLike[str] = ".", *, catalog: str | None = None) -> Package:
    """Return the package at a folder or at its `datapackage.json`.

    `catalog` is the address of the catalogue of its versions, by default the one that its last
    build had. Raises `toolkit.store.errors.StoreError` where there is no package.
    """
    from toolkit.package import Package

    return Package(path, catalog=catalog)


def validate(
    path: str | PathLike[str] = ".",
    *,
    engine: Engine = "fast",
    texts: Mapping[str, str] | None = None,
    rules: str | PathLike[str] | None = None,
    allow_remote: bool = False,
    limit: int = 1000,
    fail_on: Severity = "error",
) -> Report:
    """Return the report of every check of any data package, in a folder or its descriptor.

    `engine` is "fast" (which leaves to frictionless what it does not cover), "frictionless" or
    "both", where every difference is an error. `rules` is a folder of rules in SQL, beside those
    in `rules/` of the package; `texts` maps an `article_id` to the article's text
    (`toolkit.texts.read_texts` makes it from files), without which the rules that need the texts
    are not run and the report says so. `allow_remote` lets files be fetched from a network,
    `limit` is the most problems of a resource that an engine names, and `fail_on` the least
    severity that makes a package invalid.

    Raises `toolkit.validation.NotAPackage` (a ValueError) where there is no package, and
    ValueError for an unknown engine or a folder of rules that is not there.
    """
    from toolkit.store.steady import read_steadily
    from toolkit.validation.package import validate_package

    return read_steadily(
        path,
        lambda: validate_package(
            path,
            engine=engine,
            texts=texts,
            rules=rules,
            allow_remote=allow_remote,
            limit=limit,
            fail_on=fail_on,
        ),
    )


def rules(
    package: str | PathLike[str] | None = None,
    folder: str | PathLike[str] | None = None,
    *,
    check: bool = False,
) -> tuple[ListedRule, ...]:
    """Return the rules that a package is held to, and those of a user's folder.

    Without a package, ours are among them. With `check` each is run on its example tables, and
    `is_right` says whether it does there what they say. Raises ValueError where there is no such
    package or folder.
    """
    from toolkit.validation.rules.rule_list import list_rules

    return list_rules(package, folder, check=check)


def infer(
    files: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    delimiter: str | None = None,
    header: bool = True,
    ranges: bool = False,
    most_values: int = 20,
    progress: InferenceProgress | None = None,
) -> Draft:
    """Return a proposal of schemas for files of a table each: CSV, JSON, NDJSON or Parquet.

    Types, constraints and keys, also between the files, hold for all rows, so that the files are
    valid by them; a person edits what holds by accident. `delimiter` parts the cells of text, by
    default what the text shows; without `header` the first line is a row. `ranges` adds the least
    and greatest values and lengths; `most_values` is the most values of an enumeration. The
    draft's `tables` have the schemas, `to_package(folder)` gives a whole descriptor, and `notes`
    say what to look at. Raises `toolkit.inference.CannotInfer` (a ValueError), in one sentence,
    for a file that gives no schema.
    """
    from toolkit.inference.infer import infer_schemas

    return infer_schemas(
        files,
        delimiter=delimiter,
        header=header,
        ranges=ranges,
        most_values=most_values,
        progress=progress,
    )


def init(path: str | PathLike[str], *, title: str | None = None) -> NewProject:
    """Make a new dataset project in a folder that is new or empty, and say which files it has.

    The last part of `path` is the name of the data package, `title` what people read. Raises
    `toolkit.project.errors.ProjectError` (a ValueError) for a name that can't be one, and for a
    folder that is not empty or can't be written.
    """
    from toolkit.project.new_project import make_project

    return make_project(Path(path), title=title)


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
    """Return how well a package, or what is built of articles, agrees with annotations.

    `gold` is a folder of annotations (`docs/annotating.md`) or one file. Measured is the
    package at a folder or, with `articles`, the package that is built of them in a temporary
    place; with neither, the texts that lie beside the annotations are built. `errors` asks for
    each row that was missed, is false or has a wrong value, with its sentence; `texts` maps an
    `article_id` to the text for it, by default what lies beside the annotations and the
    inputs of the build. `progress` and `parser` are those of `build`.

    What is wrong with an annotation is among the `problems` of the evaluation. Raises
    `toolkit.evaluation.NoGold` (a ValueError) where there is nothing to measure,
    `toolkit.store.errors.StoreError` where there is no package, and
    `toolkit.building.errors.BuildError` for articles that cannot be used at all.
    """
    from toolkit.evaluation.evaluation import evaluate as evaluate_against

    return evaluate_against(
        gold,
        package=package,
        articles=articles,
        errors=errors,
        texts=texts,
        progress=progress,
        parser=parser,
    )
