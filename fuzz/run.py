"""Fuzz the targets of `fuzz/targets/`, one after the other: `python fuzz/run.py --seconds 60`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("[a-z]*.py"))


def main() -> int:
    """Return 1 if an input was found that breaks a law, 0 if none was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="[default: all]")
    parser.add_argument("--seconds", type=float, default=60, help="in all [default: 60]")
    parser.add_argument("--list", action="store_true", help="print the targets, and fuzz none")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.targets) - set(TARGETS)):
        parser.error(f"no target is called {unknown[0]}; there are {', '.join(TARGETS)}")
    targets = asked.targets or TARGETS
    if asked.list:
        print(*targets, sep="\n")
        return 0
    seconds = max(1, round(asked.seconds / len(targets)))
    failed = [target for target in targets if not _holds(target, seconds)]
    print(f"{len(targets) - len(failed)} of {len(targets)} targets hold.", *failed)
    return 1 if failed else 0


def _holds(target: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own, and show what it said if a law was broken."""
    command = [sys.executable, str(HERE / "fuzz_target.py"), target, str(seconds)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = ran.stdout.decode(errors="replace")
    if ran.returncode:
        print(f"{target}: broken\n{said[-6000:]}", flush=True)
    else:
        done = next((line for line in said.splitlines() if line.startswith("Done ")), "")
        print(f"{target}: {done}", flush=True)
    return ran.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
