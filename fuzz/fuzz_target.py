"""Fuzz one target for some seconds: `python fuzz/fuzz_target.py TARGET SECONDS`.

atheris ends the process by itself, so that each target has one.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import time
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
LONGEST_INPUT = 4096
SECONDS_OF_ONE_INPUT = 25
MEBIBYTES = 2048


def main(name: str, seconds: float) -> None:
    """Fuzz a target; ends the process, with an exit code other than 0 where a law is broken.

    The seconds are those of the process, what it takes to begin counted in.
    """
    end = time.monotonic() + seconds
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    with atheris.instrument_imports(include=["toolkit"]):
        target = importlib.import_module(f"targets.{name}")
    for seed in target.SEEDS:
        # Tables and models are loaded by what asks for them first, which may take its time.
        target.judge(seed)
    kept = HERE.parent / "build" / "fuzz" / name
    corpus, words = kept / "corpus", kept / "words"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in target.SEEDS:
        (corpus / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in target.WORDS), encoding="ascii")
    options = [
        f"-max_total_time={max(1, round(end - time.monotonic()))}",
        f"-max_len={LONGEST_INPUT}",
        f"-timeout={SECONDS_OF_ONE_INPUT}",
        f"-rss_limit_mb={getattr(target, 'MEBIBYTES', MEBIBYTES)}",
        "-seed=1",
        f"-dict={words}",
        f"-artifact_prefix={kept}/",
    ]
    atheris.Setup([name, *options, str(corpus)], target.judge)
    atheris.Fuzz()


def _quoted(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
