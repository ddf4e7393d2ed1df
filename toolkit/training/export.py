"""Write a fitted network as the folder that the parser reads: int8 ONNX, heads, tokenizer."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from toolkit.parsers.english.reader.model import (
    CONFIG,
    EMBEDDINGS,
    ENCODER,
    FILES,
    HEADS,
    SECOND_ENCODER,
    SECOND_MATRICES,
    TOKENIZER,
)
from toolkit.training.base_model import base_model_folder
from toolkit.training.labels import (
    FIRST_RELATIONS,
    LABELS,
    RELATIONS,
    SECOND_HEADS,
    SECOND_RELATIONS,
)
from toolkit.training.network import RELATION_SIZE, Network
from toolkit.training.second_pass import SecondPass

_QUANTISED = ("MatMul", "Attention")
_OPSET = 17


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, embedded: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.encode_embedded(embedded, mask)


class _SecondEncoder(nn.Module):
    def __init__(self, second: SecondPass) -> None:
        super().__init__()
        self.second = second

    def forward(self, middle: Tensor, marked: Tensor) -> Tensor:
        return self.second.encode(middle, marked)


def _head_arrays(network: Network | SecondPass) -> dict[str, np.ndarray[Any, Any]]:
    """Return the matrices of the heads and relations that are asked of this pass."""
    is_first = isinstance(network, Network)
    parts = {
        name: head
        for name, head in network.heads.items()
        if not (is_first and name in SECOND_HEADS)
    }
    arrays = {
        f"{name}.{key}": value
        for name, head in parts.items()
        for key, value in head.state_dict().items()
    }
    known = RELATIONS if is_first else SECOND_RELATIONS
    rows = [known.index(name) for name in (FIRST_RELATIONS if is_first else SECOND_RELATIONS)]
    wide = [row * RELATION_SIZE + column for row in rows for column in range(RELATION_SIZE)]
    for name, layer, kept in (
        ("q", network.query, wide),
        ("k", network.key, wide),
        ("kb", network.key_bias, rows),
        ("none", network.none, rows),
    ):
        arrays[f"{name}.weight"] = layer.weight.data[kept]
        arrays[f"{name}.bias"] = layer.bias.data[kept]
    arrays["dist"] = network.distance.data[rows]
    return {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}


def _embedding_arrays(network: Network) -> dict[str, np.ndarray[Any, Any]]:
    """Return the vectors of pieces as int8 with a scale for each, and those of shapes.

    One scale for the whole matrix would lose most of the rare pieces' vectors.
    """
    vectors = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-8) / 127
    return {
        "pieces": np.rint(vectors / scales[:, None]).astype(np.int8),
        "scales": scales.astype(np.float32),
        "shapes": network.shapes.weight.detach().numpy().astype(np.float32),
    }


def _write_arrays(path: Path, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    """Write arrays as numpy reads them, with no day in the archive: same arrays, same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(arrays[name]))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


def export_model(
    network: Network, second: SecondPass, folder: Path, about: dict[str, Any]
) -> dict[str, Any]:
    """Write both passes to `folder`, which is made, and return its configuration.

    `about` goes into it before labels, relations and the digests of the files.

    The encoders' weights are signed int8 with reduced range (7 bits), so that processors
    without VNNI do not saturate; activations are quantised at run time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = network.encoder.config
    # The plain form of attention is what the optimizer knows how to fuse.
    config._attn_implementation = "eager"
    vectors, marks = torch.randn(2, 16, config.hidden_size), torch.zeros(2, 16)
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scratch = Path(name)
        plain = scratch / "plain.onnx"
        inputs = {"embedded": vectors, "mask": torch.ones(2, 16, dtype=torch.long)}
        _write_graph(_Encoder(network.eval()), inputs, ("hidden", "middle"), plain)
        _quantise(plain, folder / ENCODER, config)
        inputs = {"middle": vectors, "marked": marks}
        _write_graph(_SecondEncoder(second.eval()), inputs, ("hidden",), plain)
        _quantise(plain, folder / SECOND_ENCODER, config)
    config._attn_implementation = "sdpa"
    _write_arrays(folder / EMBEDDINGS, _embedding_arrays(network))
    _write_arrays(folder / HEADS, _head_arrays(network))
    _write_arrays(folder / SECOND_MATRICES, _head_arrays(second))
    shutil.copyfile(base_model_folder() / "tokenizer.json", folder / TOKENIZER)
    digests = {
        file: hashlib.sha256((folder / file).read_bytes()).hexdigest()
        for file in FILES
        if file != CONFIG
    }
    whole = {
        **about,
        "labels": LABELS,
        "relations": FIRST_RELATIONS,
        "second_relations": SECOND_RELATIONS,
        "sha256": digests,
    }
    text = json.dumps(whole, indent=1, ensure_ascii=False)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")
    return whole


def _write_graph(
    module: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str], path: Path
) -> None:
    names = [*inputs, *outputs]
    torch.onnx.export(
        module,
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: {0: "windows", 1: "length"} for name in names},
        opset_version=_OPSET,
        dynamo=False,
    )


def _quantise(plain: Path, path: Path, config: Any) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    fused = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        opt_level=1,
    )
    whole = plain.with_name("fused.onnx")
    fused.save_model_to_file(str(whole))
    quantize_dynamic(
        str(whole),
        str(path),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=list(_QUANTISED),
        extra_options={"DefaultTensorType": 1},
    )
