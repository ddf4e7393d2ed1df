"""How fast each format is read, and whether memory grows with the file.

    python benchmarks/sources.py [--megabytes 300] [--json]

Files of each format are made, the same at every run, of texts of chance words: one of a tenth of
the size, one of all of it. Each is read to documents in a process of its own. Told are processor
time as megabytes a second (of what the file holds, decompressed), documents a second, and the most
memory that was resident for the small file and for the large one, in MiB, as Linux tells it. Pages
are of 60 kB, a tenth of it article; the crawl is a fifth as large as the others.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SMALL_SHARE = 10
WORDS_OF_A_TEXT = 900
MENU = "".join(
    f'<li class="menu-item item-{n}"><a href="/section/{n}">{n}</a></li>' for n in range(900)
)

READ = """
import json, re, sys, time
from pathlib import Path
from toolkit.sources.document import Document
from toolkit.sources.opening import read_stream
begun, count = time.process_time(), 0
for one in read_stream(open(sys.argv[1], "rb"), sys.argv[1]):
    assert isinstance(one, Document), one
    count += 1
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([count, time.process_time() - begun, peak]))
"""


def texts(megabytes: float, size: int) -> Iterator[str]:
    """Yield texts for files of so many megabytes, `size` bytes for each."""
    chance = random.Random(7)
    words = [
        "".join(chance.choices("abcdefghiklmnoprstuw", k=chance.randint(2, 9))) for _ in range(9000)
    ]
    for _ in range(int(megabytes * 1e6 / size)):
        chosen = chance.choices(words, k=WORDS_OF_A_TEXT)
        yield "\n\n".join(" ".join(chosen[start : start + 90]) for start in range(0, 900, 90))


def page(text: str) -> bytes:
    """Return a page with a large menu around the text."""
    paragraphs = "".join(f"<p>{paragraph}.</p>" for paragraph in text.split("\n\n"))
    head = "<html><head><title>Made</title></head><body>"
    return f"{head}<ul>{MENU}</ul><article>{paragraphs}</article></body></html>".encode()


def records(megabytes: float) -> Iterator[bytes]:
    """Yield lines of JSON."""
    for text in texts(megabytes, 6_000):
        yield json.dumps({"text": text, "title": "Made"}).encode() + b"\n"


def write_jsonl(path: Path, megabytes: float) -> None:
    """Write JSON Lines."""
    with path.open("wb") as file:
        file.writelines(records(megabytes))


def write_gzip(path: Path, megabytes: float) -> None:
    """Write JSON Lines through gzip."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(records(megabytes))


def write_zstd(path: Path, megabytes: float) -> None:
    """Write JSON Lines through Zstandard."""
    from backports import zstd

    with zstd.open(path, "wb") as file:
        file.writelines(records(megabytes))


def write_csv(path: Path, megabytes: float) -> None:
    """Write a table in text."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "text"])
        writer.writerows(["Made", text] for text in texts(megabytes, 6_000))


def write_parquet(path: Path, megabytes: float) -> None:
    """Write a table in Parquet, of one row group."""
    rows = list(texts(megabytes, 6_000))
    table = pyarrow.table({"text": rows})
    pyarrow.parquet.write_table(table, path, row_group_size=len(rows), use_dictionary=False)


def write_feed(path: Path, megabytes: float) -> None:
    """Write a feed."""
    with path.open("w", encoding="utf-8") as file:
        file.write("<rss><channel><title>Made</title>")
        for text in texts(megabytes, 6_000):
            file.write(f"<item><description><![CDATA[<p>{text}</p>]]></description></item>")
        file.write("</channel></rss>")


def write_tar(path: Path, megabytes: float) -> None:
    """Write an archive of texts through gzip."""
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number, text in enumerate(texts(megabytes, 6_000)):
            header = tarfile.TarInfo(f"{number}.txt")
            header.size = len(text)
            archive.addfile(header, io.BytesIO(text.encode()))


def write_zip(path: Path, megabytes: float) -> None:
    """Write an archive of texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, text in enumerate(texts(megabytes, 6_000)):
            archive.writestr(f"{number}.txt", text)


def write_crawl(path: Path, megabytes: float) -> None:
    """Write a file of a web crawl."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, text in enumerate(texts(megabytes, 60_000)):
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://example.org/{number}",
                "response",
                io.BytesIO(page(text)),
                http_headers=http,
            )
            writer.write_record(record)


FORMATS: dict[str, Callable[[Path, float], None]] = {
    "a.jsonl": write_jsonl,
    "a.jsonl.gz": write_gzip,
    "a.jsonl.zst": write_zstd,
    "a.csv": write_csv,
    "a.parquet": write_parquet,
    "a.rss": write_feed,
    "a.tar.gz": write_tar,
    "a.zip": write_zip,
    "a.warc.gz": write_crawl,
}


def measure(path: Path) -> tuple[int, float, float]:
    """Return documents, seconds of processor time and MiB of one reading."""
    ran = subprocess.run([sys.executable, "-c", READ, str(path)], check=True, capture_output=True)
    count, seconds, peak = json.loads(ran.stdout)
    return count, seconds, peak


def main() -> None:
    """Make the files, read them, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=300)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, write in FORMATS.items():
            peaks = []
            held = asked.megabytes / (5 if write is write_crawl else 1)
            for megabytes in (held / SMALL_SHARE, held):
                path = Path(folder) / name
                write(path, megabytes)
                count, seconds, peak = measure(path)
                peaks.append(round(peak))
                path.unlink()
            figures[name] = {
                "megabytes_a_second": round(held / seconds, 1),
                "documents_a_second": round(count / seconds),
                "mib_small": peaks[0],
                "mib_large": peaks[1],
            }
            if not asked.json:
                print(name, *figures[name].items(), flush=True)
    if asked.json:
        print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
