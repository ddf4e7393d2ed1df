"""How the commands of the store show what they found and did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.printing.terminal import open_console

if TYPE_CHECKING:
    from toolkit.store.compaction import Compaction
    from toolkit.store.rebuild import Rebuilt
    from toolkit.store.store_status import StoreStatus


def print_status(status: StoreStatus) -> None:
    """Print the size of a store, its versions and its files."""
    _print_facts(
        {
            "size": f"{_size(status.bytes)}, of which the catalogue {_size(status.catalog_bytes)}",
            "versions": f"{status.versions:,}, of which {status.releases:,} released",
            "files": f"{status.files:,} that versions read",
            "replaced": f"{status.replaced_files:,} files, kept a while for late readers",
            "orphaned": f"{status.orphaned_files:,} files that no version knows "
            f"({_size(status.orphaned_bytes)})",
        }
    )


def print_compaction(done: Compaction) -> None:
    """Print what a compaction did, or would do."""
    if not done.changed:
        open_console().print("nothing to compact")
        return
    facts = {
        "expired": f"versions {', '.join(map(str, done.expired)) or 'none'}",
        "merged": f"{done.merged_files:,} files into {done.new_files:,}",
        "removed": f"{done.removed_files:,} replaced and {done.removed_orphans:,} orphaned files",
    }
    if done.dry_run:
        facts["dry run"] = "nothing was changed"
    else:
        facts["waiting"] = f"{done.waiting_files:,} files, to be removed by a later compaction"
        facts["size"] = f"{_size(done.before.bytes)} before, {_size(done.after.bytes)} now"
    _print_facts(facts)


def rebuilt_sentences(rebuilt: Rebuilt) -> list[str]:
    """Return what is to be said of a store that was made anew."""
    releases = ", ".join(rebuilt.releases) or "none"
    said = [f"The store was made anew; releases in it: {releases}."]
    if rebuilt.lost:
        said.append(
            f"Not in it: {', '.join(rebuilt.lost)}; name the packages of these releases with "
            "--rebuild-store --releases."
        )
    if rebuilt.moved_to:
        said.append(f"The former store is {rebuilt.moved_to}; remove it when all is well.")
    return said


def _print_facts(facts: dict[str, str]) -> None:
    console = open_console()
    for name, fact in facts.items():
        console.print(f"{name:<9} {fact}", soft_wrap=True)


def _size(count: int) -> str:
    """Return a number of bytes for people."""
    amount, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:,.0f} {unit}" if unit == "bytes" else f"{amount:,.1f} {unit}"
