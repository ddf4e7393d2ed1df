"""What a descriptor says of the size and the hash of its files, compared with the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Resource

_BLOCK = 1 << 20


def digest_defects(resource: Resource) -> Iterator[Defect]:
    """Return the defects `byte-count` and `hash-count` of a resource with files.

    Several files count as one, in their order. A hash without the name of an algorithm is of MD5
    (https://datapackage.org/standard/data-resource/#hash); one of an algorithm that Python does
    not have is not compared, as frictionless does not compare those that it does not know. Files
    are read only where there is something to compare them with.
    """
    size = resource.descriptor.get("bytes")
    stated = resource.descriptor.get("hash")
    algorithm, digest = _parts(stated) if isinstance(stated, str) else ("", "")
    known = algorithm in hashlib.algorithms_available and not algorithm.startswith("shake")
    if not resource.files or not (isinstance(size, int) or known):
        return
    content = hashlib.new(algorithm, usedforsecurity=False) if known else None
    length = 0
    for file in resource.files:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                length += len(block)
                if content is not None:
                    content.update(block)
    if isinstance(size, int) and size != length:
        note = f'expected is "{size}" and actual is "{length}"'
        yield Defect(resource.name, "byte-count", note=note)
    if content is not None and digest != content.hexdigest():
        note = f'expected is "{digest}" and actual is "{content.hexdigest()}"'
        yield Defect(resource.name, "hash-count", note=note)


def _parts(stated: str) -> tuple[str, str]:
    algorithm, separator, digest = stated.rpartition(":")
    return (algorithm.lower() if separator else "md5"), digest.lower()
