"""Read inputs one after the other into articles, saying what was skipped or recovered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path

from toolkit.article import Article, normalise_text
from toolkit.sources.addresses.named_input import named_input
from toolkit.sources.addresses.read_address import problem_of_address, read_address
from toolkit.sources.document import Document
from toolkit.sources.endings import endings_in_words
from toolkit.sources.fetching import Fetcher, Fetching
from toolkit.sources.fetching.address_list import is_list
from toolkit.sources.fetching.read_pages import read_list
from toolkit.sources.folder import find_files, path_below
from toolkit.sources.metadata import make_article
from toolkit.sources.opening import read_stream
from toolkit.sources.outcome import MissingInput, NoArticles, Note, Skipped
from toolkit.sources.refusal import refusal


def read_inputs(
    inputs: Sequence[str | PathLike[str]],
    *,
    fetching: Fetching | None = None,
    entering: Callable[[Path | str], object] | None = None,
) -> Iterator[Article | Skipped | Note]:
    """Yield the articles of files, folders and addresses, in their order and sorted below each.

    The source path of an article is its path below the input folder, or the name of a
    file given itself; that of a member of an archive goes on below the archive's, and record n of a
    file has `#n` after it. Files named README* or LICENSE* in a folder or an archive, hidden files
    and other endings are not articles and are passed over in silence; a file given itself is
    always tried. A Note stands before the article
    that it speaks of. A text that came before is skipped, whatever its metadata says.

    The address of a storage that fsspec knows counts as a file or folder. The page of a web
    address, and of each that a file ending in .urls lists, has its address as source path; it is
    read as `fetching` keeps it, fetched where that says so, and else Skipped. `entering` is told
    each input before anything in it is read.

    Raises MissingInput if the only input does not exist and NoArticles if no input holds a
    file that could be an article; beside inputs that do, such an input is Skipped.
    """
    problems = [(named, _problem_of(named)) for named in map(named_input, inputs)]
    if not problems:
        raise NoArticles("No input was named; name a file or a folder of articles.")
    if all(problem is not None for _, problem in problems):
        named, problem = problems[0]
        if isinstance(problem, Skipped):
            is_there = isinstance(named, Path) and named.exists()
            error = NoArticles if is_there else MissingInput
            raise error(f"{problem.source_path} {problem.reason}. {problem.remedy}")
    return _read_all(problems, Fetcher(fetching), entering or (lambda _: None))


def _problem_of(path: Path | str) -> Skipped | None:
    """Return why an input cannot hold any article at all, None where it may."""
    if isinstance(path, str):
        return problem_of_address(path)
    if not os.path.lexists(path):
        return Skipped(str(path), "does not exist", "Check the path.")
    if path.is_dir() and next(find_files(path), None) is None:
        return Skipped(
            str(path),
            "holds no file of articles",
            f"Put some there ({endings_in_words()}), or name another folder.",
        )
    return None


def _read_all(
    problems: Sequence[tuple[Path | str, Skipped | None]],
    fetcher: Fetcher,
    entering: Callable[[Path | str], object],
) -> Iterator[Article | Skipped | Note]:
    first_with: dict[str, str] = {}
    for named, problem in problems:
        entering(named)
        if problem is not None:
            yield problem
            continue
        for document in _documents(named, fetcher):
            if isinstance(document, Skipped):
                yield document
            else:
                yield from _judge(document, first_with)


def _documents(named: Path | str, fetcher: Fetcher) -> Iterator[Document | Skipped]:
    if isinstance(named, str):
        yield from read_address(named, fetcher)
    elif named.is_dir():
        for file in find_files(named):
            yield from _read_file(file, path_below(file, named), fetcher)
    else:
        yield from _read_file(named, path_below(named, named.parent), fetcher)


def _read_file(path: Path, source_path: str, fetcher: Fetcher) -> Iterator[Document | Skipped]:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            yield Skipped(source_path, "it is not a regular file", "Copy it into a file.")
            return
        with path.open("rb") as stream:
            if is_list(path.name):
                yield from read_list(stream, source_path, fetcher)
            else:
                yield from read_stream(stream, source_path)
    except OSError as error:
        reason = f"it cannot be read ({error.strerror or type(error).__name__})"
        yield Skipped(source_path, reason, "Check that it exists and that you may read it.")


def _judge(document: Document, first_with: dict[str, str]) -> Iterator[Article | Skipped | Note]:
    """Yield the notes and the article of a document, or that it is skipped.

    `first_with` maps the digest of each text so far to where it stood, and is extended.
    """
    text = normalise_text(document.text)
    article, notes = make_article(document.source_path, text, document.metadata)
    why = refusal(text, article.language)
    if why is not None:
        yield Skipped(document.source_path, *why)
        return
    digest = article.sha256
    if digest in first_with:
        yield Skipped(
            document.source_path,
            f"its text is the same as that of {first_with[digest]}",
            "Remove one of the two.",
        )
        return
    first_with[digest] = document.source_path
    if article.language not in (None, "en"):
        notes = (*notes, f'Its language is given as "{article.language}" but is taken as English.')
        article = replace(article, language="en")
    for message in (*document.notes, *notes):
        yield Note(document.source_path, message)
    yield article
