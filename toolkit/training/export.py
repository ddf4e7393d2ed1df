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
    INPUT,
    OUTPUT,
    TOKENIZER,
)
from toolkit.training.base_model import base_model_folder
from toolkit.training.labels import LABELS, RELATIONS
from toolkit.training.network import Network

_QUANTISED = ("MatMul",)
_OPSET = 17


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, embedded: Tensor) -> Tensor:
        return self.network.encode_embedded(embedded)


def _head_arrays(network: Network) -> dict[str, np.ndarray[Any, Any]]:
    """Return the matrices of the heads, and those of all relations one below the other."""
    arrays = {
        f"{name}.{key}": value
        for name, head in network.heads.items()
        for key, value in head.state_dict().items()
    }
    states = [network.relations[name].state_dict() for name in RELATIONS]
    for name, part in (("q", "query"), ("k", "key"), ("kb", "key_bias"), ("none", "none")):
        for key in ("weight", "bias"):
            arrays[f"{name}.{key}"] = torch.cat([state[f"{part}.{key}"] for state in states])
    for name in ("pair_anchor", "pair_candidate", "pair_between", "pair"):
        arrays[f"{name}.weight"] = torch.cat([state[f"{name}.weight"] for state in states])
    arrays["pair_anchor.bias"] = torch.cat([state["pair_anchor.bias"] for state in states])
    for name, part in (("dist", "distance"), ("pair_distance", "pair_distance")):
        arrays[name] = torch.stack([state[part] for state in states])
    return {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}


def _embedding_arrays(network: Network) -> dict[str, np.ndarray[Any, Any]]:
    """Return the vectors of pieces as int8 with a scale for each, those of shapes and classes.

    One scale for the whole matrix would lose most of the rare pieces' vectors.
    """
    vectors = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-8) / 127
    return {
        "pieces": np.rint(vectors / scales[:, None]).astype(np.int8),
        "scales": scales.astype(np.float32),
        "shapes": network.shapes.weight.detach().numpy().astype(np.float32),
        "classes": network.classes.weight.detach().numpy().T.astype(np.float32),
    }


def _write_arrays(path: Path, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    """Write arrays as numpy reads them, with no day in the archive: same arrays, same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(arrays[name]))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


def export_model(network: Network, folder: Path, about: dict[str, Any]) -> dict[str, Any]:
    """Write a network to `folder`, which is made, and return its configuration.

    `about` goes into it before labels, relations and the digests of the files.

    The encoder's weights are signed int8 with reduced range (7 bits), so that processors
    without VNNI do not saturate; activations are quantised at run time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = network.encoder.config
    # The plain form of attention; joined to one step it is slower than its parts.
    kept = config._attn_implementation
    config._attn_implementation = "eager"
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(name) / "plain.onnx"
        inputs = {INPUT: torch.randn(2, 16, config.hidden_size)}
        _write_graph(_Encoder(network.eval()), inputs, (OUTPUT,), plain)
        _quantise(plain, folder / ENCODER, config)
    config._attn_implementation = kept
    _write_arrays(folder / EMBEDDINGS, _embedding_arrays(network))
    _write_arrays(folder / HEADS, _head_arrays(network))
    shutil.copyfile(base_model_folder() / "tokenizer.json", folder / TOKENIZER)
    digests = {
        file: hashlib.sha256((folder / file).read_bytes()).hexdigest()
        for file in FILES
        if file != CONFIG
    }
    whole = {
        **about,
        "labels": LABELS,
        "relations": RELATIONS,
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
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_attention = False
    # `reader.model` runs it apart: joined it is slower.
    options.enable_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=options,
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
