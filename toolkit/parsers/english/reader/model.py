"""The trained model at run time: onnxruntime for the encoder, numpy for the heads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from toolkit.parsers.english.reader.pieces import Window, WordPieces
from toolkit.parsers.english.reader.scores import Floats, Heads, Scores
from toolkit.parsers.english.reader.true_case import true_case
from toolkit.parsers.english.reader.word_classes import CLASSES
from toolkit.parsers.english.reader.words import split_words
from toolkit.parsers.english.reading import Block

EMBEDDINGS, ENCODER, HEADS = "embeddings.npz", "encoder.onnx", "heads.npz"
TOKENIZER, CONFIG = "tokenizer.json", "config.json"
FILES = (EMBEDDINGS, ENCODER, HEADS, TOKENIZER, CONFIG)
"""The files of a model's folder."""

INPUT, OUTPUT = "embedded", "hidden"
"""What the encoder is given, and gives, for a window."""

SHIPPED = Path(__file__).with_name("weights")
"""The folder of the model that comes with the toolkit."""


class NoModel(ValueError):  # noqa: N818 - the name says what is missing
    """A folder holds no model that can be read; the message says so in one sentence."""


class Model:
    """A trained reader, loaded once; it keeps nothing between texts but its word pieces.

    `digest` tells it from any other: 12 hexadecimal digits.
    """

    def __init__(self, folder: Path) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise NoModel(
                f"{folder} has no {', '.join(missing)}; name a folder that `toolkit train` wrote."
            )
        with _reading(folder / CONFIG) as path:
            self.config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            self.digest = _digest(self.config)
            labels = {head: tuple(names) for head, names in self.config["labels"].items()}
            relations = tuple(self.config["relations"])
        with _reading(folder / HEADS) as path, np.load(path) as arrays:
            # Matrices column by column, as they are multiplied transposed: several times as fast.
            weights = {name: _weights(arrays[name]) for name in arrays.files}
            self.heads = Heads(labels, relations, weights)
        with _reading(folder / EMBEDDINGS) as path, np.load(path) as arrays:
            self._vectors, self._scales = arrays["pieces"], arrays["scales"]
            self._shapes, self._classes = arrays["shapes"], arrays["classes"]
        with _reading(folder / TOKENIZER) as path:
            self.pieces = WordPieces(path)
        with _reading(folder / ENCODER) as path:
            self._encoder = _session(path)
        inputs = [given.name for given in self._encoder.get_inputs()]
        if inputs != [INPUT] or "pair.weight" not in weights:
            raise NoModel(
                f"{folder} has a model of another version of the toolkit; train it again with "
                "`toolkit train`."
            )

    def read(self, text: str, blocks: Sequence[Block]) -> Scores:
        """Return the model's reading of one text, whose layout `blocks` tells."""
        words = split_words(text, blocks)
        windows = self.pieces.windows_of(true_case(words.texts()))
        read = [self.encode(self.embed(window)) for window in windows.windows]
        if len(read) == 1:
            return Scores(words, read[0][list(windows.windows[0].at)], self.heads)
        places = np.array(windows.places, dtype=np.int64).reshape(-1, 2)
        hidden = np.empty((len(words), self.heads.width), dtype=np.float32)
        for number, vectors in enumerate(read):
            inside = places[:, 0] == number
            hidden[inside] = vectors[places[inside, 1]]
        return Scores(words, hidden, self.heads)

    def embed(self, window: Window) -> Floats:
        """Return what the encoder is given for a window, [pieces, width]."""
        pieces = list(window.pieces)
        embedded = self._vectors[pieces] * self._scales[pieces, None]
        embedded += self._shapes[list(window.shapes)]
        # Few sets of classes are distinct, so those are added up once.
        sets, numbers = np.unique(np.array(window.classes), return_inverse=True)
        bits = sets[:, None] >> np.arange(len(CLASSES)) & 1
        embedded += (bits.astype(np.float32) @ self._classes)[numbers]
        result: Floats = embedded
        return result

    def encode(self, embedded: Floats) -> Floats:
        """Return the vectors [pieces, width] that the network makes of an embedded window."""
        hidden: Floats = self._encoder.run([OUTPUT], {INPUT: embedded[None]})[0][0]
        return hidden


def _weights(array: NDArray[Any]) -> Floats:
    return array.astype(np.float32, order="F" if array.ndim == 2 else "C")


def _digest(config: Mapping[str, Any]) -> str:
    """Return the first 12 hexadecimal digits of what tells a model from any other."""
    files = config["sha256"]
    whole = "".join(files[name] for name in sorted(files))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


@contextmanager
def _reading(path: Path) -> Iterator[Path]:
    """Turn whatever goes wrong with a file into one sentence, which no library has."""
    try:
        yield path
    except Exception as error:
        said = str(error).strip().split("\n", 1)[0] or type(error).__name__
        raise NoModel(
            f"{path} can't be read ({said}); copy the model's folder again, or train it again "
            "with `toolkit train`."
        ) from error


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    # One thread: articles are spread over processes, and the sums keep one order.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        # On a CPU it takes eight times as long as the two steps that it joins.
        disabled_optimizers=["SkipLayerNormFusion"],
    )


@cache
def load_model(folder: Path = SHIPPED) -> Model:
    """Return the model of a folder, loaded once in each process.

    Raises NoModel where a file of it is missing or can't be read.
    """
    return Model(folder)
