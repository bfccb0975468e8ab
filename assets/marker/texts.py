# ruff: noqa: INP001  # a module beside its data, not part of a package
"""The training texts as the tuned layers meet them: word pieces, and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from build_vectors import WIDTH, rounded
from reader import FAR, SIZE
from torch import Tensor
from torch.nn import functional

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.training.examples import Example
from quizapp.grading.free_text.vectors import word_pieces

LONGEST = 300
"""Word pieces of a reply that are read while training."""

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


class Texts:
    """The examples with the embeddings of their word pieces, which training does not change."""

    def __init__(self, examples: Sequence[Example], weights: Mapping[str, np.ndarray]) -> None:
        """Look up the word pieces of every sentence as they ship."""
        self.examples = examples
        self.pieces = [_pieces(e) for e in examples]
        table = {k: torch.tensor(v) for k, v in rounded(weights).items() if "embeddings" in k}
        known = {tuple(c): _words(c, table) for p in self.pieces for c in p}
        self.words = [torch.cat([known[tuple(c)] for c in p]) for p in self.pieces]

    def batch(self, chosen: Sequence[int]) -> Batch:
        """Return words, mask, shares, labels and which of them are known."""
        many, size = len(chosen), max(len(self.words[i]) for i in chosen)
        width = max(len(self.pieces[i]) for i in chosen)
        state, mask = torch.zeros(many, size, WIDTH), torch.full((many, 1, 1, size), FAR)
        share = torch.zeros(many, width, size)
        label, known = torch.zeros(many, SIZE), torch.zeros(many, SIZE)
        for row, i in enumerate(chosen):
            own, example = self.words[i], self.examples[i]
            state[row, : len(own)], mask[row, ..., : len(own)] = own.float(), 0
            place = 0
            for column, clause in enumerate(self.pieces[i]):
                share[row, column, place : place + len(clause)] = 1 / len(clause)
                place += len(clause)
            for column, name in enumerate(LIBRARY):
                if name in example.labels and (example.valid or name in ABSENCE):
                    label[row, column], known[row, column] = float(example.labels[name]), 1
        return state, mask, share, label, known


def _words(pieces: Sequence[int], table: Mapping[str, Tensor]) -> Tensor:
    """Return the embeddings of the word pieces of one clause."""
    state = (
        table["embeddings.word_embeddings.weight"][torch.tensor(pieces)]
        + table["embeddings.position_embeddings.weight"][: len(pieces)]
        + table["embeddings.token_type_embeddings.weight"][0]
    )
    scale, shift = (table[f"embeddings.LayerNorm.{end}"] for end in ("weight", "bias"))
    return functional.layer_norm(state, (WIDTH,), scale, shift, 1e-12).bfloat16()


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
