# ruff: noqa: INP001  # a module beside its data, not part of a package
"""The reader that `tune.py` tunes: the encoder's layers and what is read off them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch
from build_vectors import HEADS, LAYERS, LOWER, WIDTH
from torch import Tensor, nn
from torch.nn import functional

from quizapp.domain.marking import LIBRARY

SIZE = len(LIBRARY)
FAR = -1e4
"""Added to the attention scores of what is not to be looked at."""


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, weights: Mapping[str, np.ndarray], number: int) -> None:
        """Copy the published weights of layer `number`."""
        super().__init__()
        key = f"encoder.layer.{number}."
        self.names = {
            "query": key + "attention.self.query", "keys": key + "attention.self.key",
            "value": key + "attention.self.value", "out": key + "attention.output.dense",
            "up": key + "intermediate.dense", "down": key + "output.dense",
            "first": key + "attention.output.LayerNorm", "second": key + "output.LayerNorm",
        }  # fmt: skip
        for part, name in self.names.items():
            weight = torch.tensor(weights[name + ".weight"])
            norm = part in {"first", "second"}
            module = nn.LayerNorm(WIDTH, eps=1e-12) if norm else nn.Linear(*weight.shape[::-1])
            module.weight.data, module.bias.data = weight, torch.tensor(weights[name + ".bias"])
            self.add_module(part, module)
        self.drop = nn.Dropout(0.1)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """Return the next states; `mask` is added to the attention scores."""
        many, size, _ = state.shape

        def split(value: Tensor) -> Tensor:
            return value.view(many, size, HEADS, -1).transpose(1, 2)

        query, keys, value = (
            split(self.query(state)),
            split(self.keys(state)),
            split(self.value(state)),
        )
        score = query @ keys.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask
        share = torch.softmax(score, -1)
        mixed = (share @ value).transpose(1, 2).reshape(many, size, WIDTH)
        state = self.first(state + self.drop(self.out(mixed)))
        return self.second(state + self.drop(self.down(functional.gelu(self.up(state)))))

    def watch(self, found: dict[str, np.ndarray]) -> None:
        """Note from now on how large each channel of what goes into a product gets."""
        key = self.names["query"].removesuffix(".query")
        names = {"query": key} | {part: self.names[part] for part in ("out", "up", "down")}

        def noting(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
            def note(_: nn.Module, given: tuple[Tensor, ...]) -> None:
                most = given[0].detach().abs().flatten(0, -2).amax(0).numpy()
                found[name] = np.maximum(found[name], most) if name in found else most

            return note

        for part, name in names.items():
            getattr(self, part).register_forward_pre_hook(noting(name))

    def export(self) -> dict[str, np.ndarray]:
        """Return the weights under their published names."""
        found = {}
        for part, name in self.names.items():
            module = getattr(self, part)
            found[name + ".weight"] = module.weight.detach().numpy()
            found[name + ".bias"] = module.bias.detach().numpy()
        return found


def apart(share: Tensor) -> Tensor:
    """Return a mask (batch, 1, n, n) that keeps the pieces of one clause from those of another."""
    own = (share > 0).float()
    together = own.transpose(1, 2) @ own
    return ((together == 0).float() * FAR).unsqueeze(1)


class Reader(nn.Module):
    """The tuned layers and what is read off them."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        """Start from the published layers and small random read-outs."""
        super().__init__()
        self.layers = nn.ModuleList(Layer(weights, n) for n in range(LAYERS))
        self.clause, self.whole = nn.Linear(2 * WIDTH, SIZE), nn.Linear(2 * WIDTH, SIZE)
        self.band, self.trap = nn.Linear(2 * WIDTH, 1), nn.Linear(2 * WIDTH, 1)
        self.cuts = nn.Parameter(torch.tensor([-2.0, -0.7, 0.7, 2.0]))
        self.drop = nn.Dropout(0.1)
        for head, bias in (
            (self.clause, -2.5),
            (self.whole, -1.5),
            (self.band, 0),
            (self.trap, -2.0),
        ):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.constant_(head.bias, bias)

    def forward(self, state: Tensor, mask: Tensor, share: Tensor) -> tuple[Tensor, ...]:
        """Return logits: clauses, whole reply, bands, trap; `share` marks the clauses' pieces."""
        single = apart(share)
        for number, layer in enumerate(self.layers):
            state = layer(state, single if number < LOWER else mask)
        real = share.sum(-1, keepdim=True) > 0
        outside = (share == 0).float().unsqueeze(-1) * 50
        top = (state.unsqueeze(1) - outside).amax(2) * real
        clauses = torch.cat([share @ state, top], -1)
        count = real.float().sum(1)
        whole = torch.cat(
            [
                clauses[..., :WIDTH].sum(1) / count,
                torch.where(real, top, torch.tensor(-50.0)).amax(1),
            ],
            -1,
        )
        clauses, whole = self.drop(clauses), self.drop(whole)
        return (
            self.clause(clauses), self.whole(whole),
            self.band(whole) - self.cuts, self.trap(whole).squeeze(-1),
        )  # fmt: skip

    def resume(self, weights: Mapping[str, np.ndarray]) -> None:
        """Take over the weights of an earlier reader, where it has them."""
        heads = {name: getattr(self, name) for name in ("clause", "whole", "band", "trap")}
        parts = {n: getattr(layer, p) for layer in self.layers for p, n in layer.names.items()}
        for name, module in {**heads, **parts}.items():
            if name + ".weight" not in weights:
                continue
            module.weight.data = torch.tensor(np.ascontiguousarray(weights[name + ".weight"]))
            module.bias.data = torch.tensor(weights[name + ".bias"])
        self.cuts.data = torch.tensor(weights["cuts"])

    def export(self) -> dict[str, np.ndarray]:
        """Return all weights as the graph is built from them."""
        found = {}
        for layer in self.layers:
            found.update(layer.export())
        for name in ("clause", "whole", "band", "trap"):
            head = getattr(self, name)
            found[f"{name}.weight"] = head.weight.detach().numpy()
            found[f"{name}.bias"] = head.bias.detach().numpy()
        found["cuts"] = self.cuts.detach().numpy()
        return found
