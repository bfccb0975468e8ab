# ruff: noqa: INP001  # a module beside its data, not part of a package
"""The reader that `tune.py` tunes: the encoder's layers and what is read off them.

Between the lower and the upper layers every piece of a reply is told how near the nearest piece of
its case comes, in message and situation, and from several sides at once (as the late interaction of
Khattab and Zaharia, ColBERT, 2020, does for a search). The case itself needs the lower layers only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from build_vectors import LOWER, MIDDLE, NEAR, READ_OUTS, SIDES, STEEP, VIEWS
from graph import HEADS, LAYERS, WIDTH
from torch import Tensor, nn
from torch.nn import functional

from quizapp.domain.marking import LIBRARY

SIZE = len(LIBRARY)
FAR = -1e4
"""Added to the attention scores of what is not to be looked at."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a batch, and which one each text belongs to; -1 where it has none.

    `state` (cases, m, width) is what the lower layers left, `side` (cases, m, 2) says which part of
    the case a piece is of.
    """

    state: Tensor
    side: Tensor
    which: Tensor


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


def _spans(near: Tensor, real: Tensor) -> Tensor:
    """Return mean, most and least over the clauses of how near each comes to the case."""
    far = (~real).float() * 50
    mean = (near * real).sum(1) / real.sum(1)
    return torch.cat([mean, (near - far).amax(1), (near + far).amin(1)], -1)


class Reader(nn.Module):
    """The tuned layers and what is read off them."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        """Start from the published layers and small random read-outs."""
        super().__init__()
        self.layers = nn.ModuleList(Layer(weights, n) for n in range(LAYERS))
        self.clause, self.whole = nn.Linear(2 * WIDTH, SIZE), nn.Linear(2 * WIDTH, SIZE)
        self.band, self.trap = nn.Linear(2 * WIDTH, 1), nn.Linear(2 * WIDTH, 1)
        self.match, self.near = nn.Linear(WIDTH, WIDTH, bias=False), nn.Linear(NEAR, WIDTH)
        self.foreign = nn.Linear(2 * WIDTH + 3 * NEAR, 1)
        self.cuts = nn.Parameter(torch.tensor([-2.0, -0.7, 0.7, 2.0]))
        self.drop = nn.Dropout(0.1)
        for head, bias in (
            (self.clause, -2.5),
            (self.whole, -1.5),
            (self.band, 0),
            (self.trap, -2.0),
            (self.foreign, -1.0),
        ):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.constant_(head.bias, bias)
        nn.init.eye_(self.match.weight)
        nn.init.zeros_(self.near.weight)
        nn.init.zeros_(self.near.bias)

    def lower(self, state: Tensor) -> Tensor:
        """Read sentences of one size (batch, size, width), each by itself."""
        for layer in self.layers[:LOWER]:
            state = layer(state, torch.zeros(1, 1, 1, state.shape[1]))
        return state

    def keys(self, state: Tensor) -> Tensor:
        """Return unit vectors (texts, pieces, views, share of the width) of some states."""
        many, size, _ = state.shape
        return functional.normalize(self.match(state).view(many, size, VIEWS, -1), dim=-1)

    def nearness(self, state: Tensor, cases: Cases) -> Tensor:
        """Return how near each piece comes to its case (batch, n, views by part); else noughts."""
        which = cases.which.clamp(min=0)
        cosines = torch.einsum("bnvd,bmvd->bnvm", self.keys(state), self.keys(cases.state)[which])
        outside = (1 - cases.side[which]) * FAR
        found = torch.cat(
            [(cosines + outside[:, None, None, :, side]).amax(-1) for side in range(SIDES)], -1
        )
        near = STEEP * (found.clamp(min=-1) - MIDDLE)
        return near * (cases.which >= 0).float().view(-1, 1, 1)

    def forward(
        self, state: Tensor, mask: Tensor, share: Tensor, cases: Cases | None = None
    ) -> tuple[Tensor, ...]:
        """Return logits: clauses, whole reply, bands, trap, another's case.

        `state` is what the lower layers left, `share` marks the pieces of each clause.
        """
        near = torch.zeros(*state.shape[:2], NEAR)
        if cases is not None:
            near = self.nearness(state, cases)
            told = (cases.which >= 0).float().view(-1, 1, 1)
            state = state + told * self.near(near)
        for layer in self.layers[LOWER:]:
            state = layer(state, mask)
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
            self.foreign(torch.cat([whole, _spans(share @ near, real)], -1)).squeeze(-1),
        )  # fmt: skip

    def resume(self, weights: Mapping[str, np.ndarray]) -> None:
        """Take over the weights of an earlier reader, where it has them."""
        heads = {name: getattr(self, name) for name in READ_OUTS}
        parts = {n: getattr(layer, p) for layer in self.layers for p, n in layer.names.items()}
        for name, module in {**heads, **parts}.items():
            if name + ".weight" not in weights:
                continue
            module.weight.data = torch.tensor(np.ascontiguousarray(weights[name + ".weight"]))
            module.bias.data = torch.tensor(weights[name + ".bias"])
        if "match.weight" in weights:
            self.match.weight.data = torch.tensor(weights["match.weight"])
        self.cuts.data = torch.tensor(weights["cuts"])

    def export(self) -> dict[str, np.ndarray]:
        """Return all weights as the graph is built from them."""
        found = {}
        for layer in self.layers:
            found.update(layer.export())
        for name in READ_OUTS:
            head = getattr(self, name)
            found[f"{name}.weight"] = head.weight.detach().numpy()
            found[f"{name}.bias"] = head.bias.detach().numpy()
        found["match.weight"] = self.match.weight.detach().numpy()
        found["cuts"] = self.cuts.detach().numpy()
        return found
