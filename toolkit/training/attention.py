"""Attention for training on a processor: what torch's own gives, with a quicker way back.

On processors torch computes the gradients of attention several times slower than the attention;
as products of small matrices, a few heads at a time so that they stay in the cache, they take
half as long.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

NAME = "blocked"
"""Name under which the encoder finds it."""

_HEADS_AT_ONCE = 2


class _Attention(torch.autograd.Function):
    """Attention of [heads of all windows, pieces, width]; `bias` [heads, 1, pieces] is added."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
        output = functional.scaled_dot_product_attention(
            query[None],
            key[None],
            value[None],
            attn_mask=bias[None].expand(-1, -1, len(query[0]), -1),
        )[0]
        ctx.save_for_backward(query, key, value, bias, output)
        return output

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        query, key, value, bias, output = ctx.saved_tensors
        (gradient,) = gradients
        scale = query.shape[-1] ** -0.5
        query = query * scale
        of_query, of_key, of_value = map(torch.empty_like, (query, key, value))
        mean = (gradient.float() * output.float()).sum(-1, keepdim=True).to(gradient.dtype)
        for first in range(0, len(query), _HEADS_AT_ONCE):
            part = slice(first, first + _HEADS_AT_ONCE)
            weights = torch.baddbmm(bias[part], query[part], key[part].transpose(1, 2)).softmax(-1)
            torch.bmm(weights.transpose(1, 2), gradient[part], out=of_value[part])
            of_weights = torch.bmm(gradient[part], value[part].transpose(1, 2))
            of_logits = of_weights.sub_(mean[part]).mul_(weights)
            torch.bmm(of_logits, key[part], out=of_query[part])
            torch.bmm(of_logits.transpose(1, 2), query[part], out=of_key[part])
        return of_query.mul_(scale), of_key, of_value, None


def _attend(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, **_: Any
) -> tuple[Tensor, None]:
    windows, heads, pieces, width = query.shape
    bias = torch.zeros(windows, pieces, dtype=query.dtype)
    if mask is not None:
        bias.masked_fill_(~mask[:, 0, 0, :], -1e4)
    bias = bias[:, None, None, :].expand(-1, heads, -1, -1).reshape(windows * heads, 1, pieces)
    flat = (part.reshape(windows * heads, pieces, width) for part in (query, key, value))
    output: Tensor = _Attention.apply(*flat, bias)  # type: ignore[no-untyped-call]
    return output.view(windows, heads, pieces, width).transpose(1, 2), None


def register_attention() -> str:
    """Make it known to the encoder's library and return its name."""
    from transformers.masking_utils import ALL_MASK_ATTENTION_FUNCTIONS, sdpa_mask
    from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

    ALL_ATTENTION_FUNCTIONS.register(NAME, _attend)
    ALL_MASK_ATTENTION_FUNCTIONS.register(NAME, sdpa_mask)
    return NAME
