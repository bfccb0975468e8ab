# ruff: noqa: INP001  # a module beside its data, not part of a package
"""The training texts as the tuned layers meet them: states of the lower layers, and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from build_vectors import LOWER, WIDTH, rounded
from reader import SIZE, Layer
from torch import Tensor, nn
from torch.nn import functional

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.training.examples import Example
from quizapp.grading.free_text.vectors import word_pieces

LONGEST = 300
"""Word pieces of a reply that are read while training."""

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


class Texts:
    """The examples with the states of the lower layers, which do not change while training."""

    def __init__(self, examples: Sequence[Example], weights: Mapping[str, np.ndarray]) -> None:
        """Read every sentence once with the lower layers as they ship."""
        self.examples = examples
        self.pieces = [_pieces(e) for e in examples]
        self.states = [torch.zeros(0)] * len(examples)
        whole = {k: torch.tensor(v) for k, v in rounded(weights).items()}
        lower = nn.ModuleList(
            Layer({k: v.numpy() for k, v in whole.items()}, n) for n in range(LOWER)
        ).eval()
        known: dict[tuple[int, ...], Tensor] = {}
        unique = sorted({tuple(c) for p in self.pieces for c in p}, key=lambda c: (len(c), c))
        with torch.no_grad():
            for start in range(0, len(unique), 64):
                part = unique[start : start + 64]
                size = len(part[-1])
                ids, mask = (
                    torch.zeros(len(part), size, dtype=torch.long),
                    torch.full((len(part), 1, 1, size), -1e4),
                )
                for row, clause in enumerate(part):
                    ids[row, : len(clause)], mask[row, ..., : len(clause)] = torch.tensor(clause), 0
                state = (
                    whole["embeddings.word_embeddings.weight"][ids]
                    + whole["embeddings.position_embeddings.weight"][:size]
                )
                state = functional.layer_norm(
                    state + whole["embeddings.token_type_embeddings.weight"][0], (WIDTH,),
                    whole["embeddings.LayerNorm.weight"], whole["embeddings.LayerNorm.bias"], 1e-12,
                )  # fmt: skip
                for layer in lower:
                    state = layer(state, mask)
                for row, clause in enumerate(part):
                    known[clause] = state[row, : len(clause)].clone()
        self.states = [torch.cat([known[tuple(c)] for c in p]).bfloat16() for p in self.pieces]

    def batch(self, chosen: Sequence[int]) -> Batch:
        """Return states, mask, shares, labels and which of them are known."""
        many, size = len(chosen), max(len(self.states[i]) for i in chosen)
        width = max(len(self.pieces[i]) for i in chosen)
        state, mask = torch.zeros(many, size, WIDTH), torch.full((many, 1, 1, size), -1e4)
        share = torch.zeros(many, width, size)
        label, known = torch.zeros(many, SIZE), torch.zeros(many, SIZE)
        for row, i in enumerate(chosen):
            own, example = self.states[i], self.examples[i]
            state[row, : len(own)], mask[row, ..., : len(own)] = own.float(), 0
            place = 0
            for column, clause in enumerate(self.pieces[i]):
                share[row, column, place : place + len(clause)] = 1 / len(clause)
                place += len(clause)
            for column, name in enumerate(LIBRARY):
                if name in example.labels and (example.valid or name in ABSENCE):
                    label[row, column], known[row, column] = float(example.labels[name]), 1
        return state, mask, share, label, known


def _pieces(example: Example) -> list[list[int]]:
    """Return the word pieces of each clause, the reply cut where it grows too long."""
    passage = example.passage
    found: list[list[int]] = []
    room = LONGEST
    for clause in passage.clauses:
        ids = word_pieces(passage.original[clause.start : clause.end].strip())
        if found and len(ids) > room:
            break
        found.append(ids)
        room -= len(ids)
    return found
