"""A parser that does to its process what an article says, and finds the first word of others."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.article import Article
from toolkit.facts import ActorFact, Evidence, Facts, NameForm

PATTERN_WITHOUT_END = re.compile(r"(a+)+b")


class HarmfulParser:
    """Does what the first word of an article says, before it finds it.

    "once PATH" kills its process if PATH does not exist, and makes PATH.
    """

    name = "harmful"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            do(*article.text.split()[:2])
            word = article.text.split()[0]
            form = NameForm(word, (Evidence(0, len(word), "first_word"),))
            yield Facts(actors=(ActorFact(word, "person", (form,)),))


class HarmfulBatchParser(HarmfulParser):
    """Takes four articles before it gives facts of the first."""

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == 4:
                yield from super().parse(batch)
                batch = []
        yield from super().parse(batch)


class UnstartableParser:
    """Ends its process when it is made."""

    def __init__(self) -> None:
        os._exit(7)


def do(word: str, argument: str = "") -> None:
    match word:
        case "crashing":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "ending":
            os._exit(3)
        case "sleeping":
            time.sleep(600)
        case "pausing":
            time.sleep(float(argument))
        case "searching":
            PATTERN_WITHOUT_END.search("a" * 40)
        case "growing":
            grown = [b"x" * 2**24]
            while True:
                grown.append(grown[0][:-1] + b"y")
        case "once":
            path = Path(argument)
            if not path.exists():
                path.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "broken":
            raise RuntimeError("a defect of the parser")
