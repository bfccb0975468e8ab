# ruff: noqa: INP001  # a module beside its data, not part of a package
"""The training texts as the tuned layers meet them: word pieces, cases and labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from build_vectors import SIDES
from graph import WIDTH, rounded
from reader import FAR, SIZE, Cases
from torch import Tensor
from torch.nn import functional

from quizapp.domain.marking import ABSENCE, LIBRARY, Case
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.training.bands import settled
from quizapp.grading.free_text.training.examples import (
    Example,
    Kind,
)
from quizapp.grading.free_text.training.made import (
    SWAPPED,
)
from quizapp.grading.free_text.vectors import word_pieces

LONGEST = 300
"""Word pieces of a reply that are read while training."""

CUT, LEFT_OUT = 1 / 2, 1 / 8
"""Shares of the situations that are cut to their first sentence, and left out."""

Batch = tuple[Tensor, Tensor, Tensor, Cases | None, Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Told:
    """A case as it is compared: its states, how many are of the message, and where to cut.

    `brief` counts the states up to the end of the situation's first sentence.
    """

    words: Tensor
    message: int
    brief: int


class Texts:
    """The examples as the lower layers leave them, which training does not change."""

    def __init__(
        self,
        examples: Sequence[Example],
        weights: Mapping[str, np.ndarray],
        lower: Callable[[Tensor], Tensor],
        again: Mapping[str, int] | None = None,
    ) -> None:
        """Look up the word pieces of every sentence as they ship and read them with `lower`.

        `again` are the bands read by the definition alone; without them none is settled.
        """
        self.examples = examples
        self.bands = [None if again is None else settled(e, again) for e in examples]
        self.pieces = [_pieces(e) for e in examples]
        cases = dict.fromkeys(e.case for e in examples if has_case(e))
        sides = {case: _sides(case) for case in cases}
        table = {k: torch.tensor(v) for k, v in rounded(weights).items() if "embeddings" in k}
        told = ([*message, *situation] for message, situation in sides.values())
        sentences = {tuple(c) for p in (*self.pieces, *told) for c in p}
        known = _lowered(sorted(sentences, key=lambda c: (len(c), c)), table, lower)
        self.words = [torch.cat([known[tuple(c)] for c in p]) for p in self.pieces]
        self.cases = {
            case: Told(
                torch.cat([known[tuple(c)] for c in (*message, *situation)]),
                sum(map(len, message)), sum(map(len, (*message, *situation[:1]))),
            )
            for case, (message, situation) in sides.items()
        }  # fmt: skip

    def batch(
        self,
        chosen: Sequence[int],
        *,
        alone: bool = False,
        random: np.random.Generator | None = None,
    ) -> Batch:
        """Return words, mask, shares, cases (not if `alone`), labels and which are known.

        With `random`, half of the situations are cut to their first sentence, an eighth left out.
        """
        many, size = len(chosen), max(len(self.words[i]) for i in chosen)
        width = max(len(self.pieces[i]) for i in chosen)
        state, mask = torch.zeros(many, size, WIDTH), torch.full((many, 1, 1, size), FAR)
        share = torch.zeros(many, width, size)
        label, known = torch.zeros(many, SIZE), torch.zeros(many, SIZE)
        for row, i in enumerate(chosen):
            own, example = self.words[i], self.examples[i]
            state[row, : len(own)], mask[row, ..., : len(own)] = own.float(), 0
            _fill(share[row], [len(clause) for clause in self.pieces[i]])
            for column, name in enumerate(LIBRARY):
                sure = example.valid or name in ABSENCE or example.trap in SWAPPED
                if name in example.labels and sure:
                    label[row, column], known[row, column] = float(example.labels[name]), 1
        cases = None if alone else self.beside(chosen, random)
        return state, mask, share, cases, label, known

    def beside(
        self, chosen: Sequence[int], random: np.random.Generator | None = None
    ) -> Cases | None:
        """Return the cases of some texts, each of them once."""
        own = [self.examples[i].case if has_case(self.examples[i]) else None for i in chosen]
        cases = list(dict.fromkeys(case for case in own if case is not None))
        if not cases:
            return None
        told = [self.cases[case] for case in cases]
        size = max(len(t.words) for t in told)
        state, side = torch.zeros(len(told), size, WIDTH), torch.zeros(len(told), size, SIDES)
        for row, case in enumerate(told):
            count = _kept(case, 1.0 if random is None else random.random())
            state[row, :count] = case.words[:count].float()
            side[row, : case.message, 0], side[row, case.message : count, 1] = 1, 1
        place = {case: row for row, case in enumerate(cases)}
        which = torch.tensor([-1 if case is None else place[case] for case in own])
        return Cases(state, side, which)


def has_case(example: Example) -> bool:
    """Say whether a text is read beside its case: sentences and short replies have none."""
    return example.kind not in {Kind.SENTENCE, Kind.SHORT}


def _kept(case: Told, draw: float) -> int:
    """Return how many states of a case are kept: short cases are as common as long ones."""
    if draw < LEFT_OUT:
        return case.message
    return case.brief if draw < LEFT_OUT + CUT else len(case.words)


def _fill(share: Tensor, sizes: Sequence[int]) -> None:
    """Mark which pieces belong to which sentence."""
    place = 0
    for row, size in enumerate(sizes):
        share[row, place : place + size] = 1 / size
        place += size


def _lowered(
    sentences: Sequence[tuple[int, ...]], table: Mapping[str, Tensor],
    lower: Callable[[Tensor], Tensor],
) -> dict[tuple[int, ...], Tensor]:  # fmt: skip
    """Return the states of the word pieces of each sentence; sentences come in order of length."""
    found = {}
    for size, group in groupby(sentences, key=len):
        alike = list(group)
        for start in range(0, len(alike), 256):
            part = alike[start : start + 256]
            with torch.no_grad():
                states = lower(_words(torch.tensor(part), size, table)).bfloat16()
            found.update(zip(part, states, strict=True))
    return found


def _words(pieces: Tensor, size: int, table: Mapping[str, Tensor]) -> Tensor:
    """Return the embeddings of the word pieces of some sentences of one size."""
    state = (
        table["embeddings.word_embeddings.weight"][pieces]
        + table["embeddings.position_embeddings.weight"][:size]
        + table["embeddings.token_type_embeddings.weight"][0]
    )
    scale, shift = (table[f"embeddings.LayerNorm.{end}"] for end in ("weight", "bias"))
    return functional.layer_norm(state, (WIDTH,), scale, shift, 1e-12)


def _sides(case: Case) -> tuple[list[list[int]], list[list[int]]]:
    """Return the word pieces of the sentences of message and situation."""
    facts = read_case(case)
    message, situation = (
        [word_pieces(text) for text in part.sentences] for part in (facts.message, facts.situation)
    )
    return message, situation


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
