# ruff: noqa: E501, PLR2004, E402  # thread settings come before numpy; tables of patterns and measured weights read best in one piece
"""Train the marker on the project's own sentences and replies.

    python -m quizapp.grading.free_text.train

Reads `assets/marker/training`, writes `assets/marker/model.json` and `assets/marker/training-report.json`.
Two runs give the same bytes. A third of the scenarios, chosen by a hash of their id, is first left
out to see how well the marker does on cases it has not met; those figures go into the report, and
the shipped weights are then fitted on everything.
"""

from __future__ import annotations

import os

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import ABSENCE, LIBRARY, Case
from quizapp.grading.free_text.band import band
from quizapp.grading.free_text.case_facts import CaseFacts, content_words, read_case, stem
from quizapp.grading.free_text.features import Scores, columns, fusion_row, ngrams, reply_numbers
from quizapp.grading.free_text.fluency import learn
from quizapp.grading.free_text.gates import refusal, validity_row
from quizapp.grading.free_text.learned import clause_rows
from quizapp.grading.free_text.regression import fit, sigmoid
from quizapp.grading.free_text.retelling import retellings
from quizapp.grading.free_text.rules import RuleView, look
from quizapp.grading.free_text.text import Passage, read
from quizapp.grading.free_text.vocabulary import repair
from quizapp.grading.free_text.weights import assets_folder

Array = NDArray[Any]
FOLDS = 4
GRAM_PENALTY, VECTOR_PENALTY, FUSION_PENALTY = 0.6, 1.5, 0.4

FRESH = 2.5
"""Weight in the fusion of the third whose replies were not read while the cues were written: there
the cues are as good as they will be on new replies, elsewhere a little better."""


@dataclass(frozen=True, slots=True)
class Bag:
    """One text for training: its clauses as numbers, and its labels where known."""

    ident: str
    group: str
    own: str | None
    labels: dict[str, bool]
    view: RuleView
    numbers: dict[str, float]
    grams: tuple[tuple[str, ...], ...]
    rows: tuple[Array, ...]
    cued: dict[str, frozenset[int]]
    band: int
    valid: bool
    refused: bool


def hash_of(text: str) -> int:
    """Return a number that is the same in every process."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def held_out(scenario: str) -> bool:
    """Say whether a scenario belongs to the third that is left out for testing."""
    return hash_of(scenario) % 3 == 0


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _bag(
    ident: str,
    group: str,
    own: str | None,
    labels: dict[str, bool],
    case: Case,
    reply: str,
    band: int,
    *,
    valid: bool,
) -> Bag | None:
    facts: CaseFacts = read_case(case)
    passage: Passage = read(reply, repair)
    if not passage.clauses:
        return None
    view = look(passage, facts, case.channel)
    readings = retellings(passage, facts)
    cued: dict[str, set[int]] = defaultdict(set)
    for name, hits in view.hits.items():
        cued[name] |= {h.clause for h in hits if h.guard is None and h.weight >= 0.5}
    return Bag(
        ident, group, own, labels, view, reply_numbers(passage, view, readings),
        tuple(tuple(sorted(ngrams(c.norm, facts))) for c in passage.clauses),
        tuple(clause_rows(passage, facts, readings)), {k: frozenset(v) for k, v in cued.items()},
        band, valid, refusal(passage, facts) is not None,
    )  # fmt: skip


def load_replies(folder: Path) -> list[Bag]:
    """Return the replies with their adjudicated labels."""
    scenarios = {s["id"]: s for s in rows_of(folder / "scenarios.jsonl")}
    first = {r["id"]: r for r in rows_of(folder / "labels.jsonl")}
    bags = []
    for reply in rows_of(folder / "replies.jsonl"):
        label = first.get(reply["id"])
        case_row = scenarios.get(reply["scenario"])
        if label is None or case_row is None:
            continue
        labels = {
            name: bool(met) != (name in ABSENCE) for name, met in label["criteria"].items()
            if name in LIBRARY and met is not None
        }  # fmt: skip
        case = Case(
            situation=case_row["situation"],
            customer_message=case_row["customer_message"],
            channel=case_row["channel"],
        )
        bag = _bag(
            reply["id"],
            reply["scenario"],
            None,
            labels,
            case,
            reply["reply"],
            int(label["band"]),
            valid=bool(label["valid_attempt"]),
        )
        if bag is not None:
            bags.append(bag)
    return bags


def load_sentences(folder: Path) -> list[Bag]:
    """Return the labelled sentences; each speaks of its own criterion alone."""
    bags = []
    for name in LIBRARY:
        for row in rows_of(folder / "sentences" / f"{name}.jsonl"):
            channel = "social" if name == "no_public_data" else "email"
            case = Case(
                situation=row.get("context") or "",
                customer_message=row.get("context") or "",
                channel=channel,
            )
            bag = _bag(
                row["id"],
                f"s{hash_of(row['id']) % 97}",
                name,
                {name: bool(row["label"])},
                case,
                row["text"],
                2,
                valid=True,
            )
            if bag is not None:
                bags.append(bag)
    return bags


class Wide:
    """A sparse 0/1 design with rows scaled to unit length; enough algebra for a fit."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        """Pack the column numbers of each row."""
        self.width, self.height = width, len(rows)
        sizes = np.array([len(r) for r in rows], dtype=np.int64)
        self.index = np.array([i for r in rows for i in r], dtype=np.int64)
        self.row = np.repeat(np.arange(len(rows)), sizes)
        self.value = np.repeat(1.0 / np.sqrt(np.maximum(sizes, 1)), sizes)

    def times(self, beta: Array) -> Array:
        """Return the product with a vector."""
        return np.bincount(self.row, weights=self.value * beta[self.index], minlength=self.height)

    def turned(self, value: Array) -> Array:
        """Return the product of the transpose with a vector."""
        return np.bincount(self.index, weights=self.value * value[self.row], minlength=self.width)


def fit_wide(
    design: Wide, truth: Array, importance: Array, penalty: float, steps: int = 35
) -> tuple[Array, float]:
    """Fit a ridge-penalised logistic regression by accelerated gradient steps of fixed number."""
    beta, bias = np.zeros(design.width), 0.0
    ahead, ahead_bias = beta.copy(), bias
    rate = 1.0 / (0.25 * float(importance.sum()) * 0.08 + penalty)
    rate_bias = 1.0 / (0.25 * float(importance.sum()))
    momentum = 1.0
    for _ in range(steps * 3):
        gap = importance * (sigmoid(design.times(ahead) + ahead_bias) - truth)
        fresh = ahead - rate * (design.turned(gap) + penalty * ahead)
        fresh_bias = ahead_bias - rate_bias * float(gap.sum())
        following = 0.5 * (1 + (1 + 4 * momentum * momentum) ** 0.5)
        ahead = fresh + (momentum - 1) / following * (fresh - beta)
        ahead_bias = fresh_bias + (momentum - 1) / following * (fresh_bias - bias)
        beta, bias, momentum = fresh, fresh_bias, following
    return beta, bias


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clauses of the bags, ready for fitting."""

    grams: list[str]
    sparse: list[list[int]]
    dense: Array
    bag: Array


def gather(bags: Sequence[Bag]) -> Clauses:
    """Collect the clauses and choose the word runs that occur in at least three bags."""
    seen: Counter[str] = Counter()
    for bag in bags:
        seen.update({g for clause in bag.grams for g in clause})
    grams = sorted(g for g, n in seen.items() if n >= 4)
    number = {g: i for i, g in enumerate(grams)}
    sparse = [[number[g] for g in clause if g in number] for bag in bags for clause in bag.grams]
    return Clauses(
        grams, sparse, np.array([r for bag in bags for r in bag.rows]),
        np.array([i for i, bag in enumerate(bags) for _ in bag.grams], dtype=np.int64),
    )  # fmt: skip


def _instances(bags: Sequence[Bag], name: str, score: Array | None) -> tuple[Array, Array, Array]:
    """Return clause rows, truth and importance: all clauses of negatives, the telling ones of positives."""
    chosen: list[int] = []
    truth: list[float] = []
    weight: list[float] = []
    first = 0
    for bag in bags:
        size = len(bag.grams)
        span = range(first, first + size)
        first += size
        label = bag.labels.get(name)
        if label is None or (not bag.valid and label is False and name not in ABSENCE):
            continue
        if not label:
            chosen.extend(span)
            truth.extend([0.0] * size)
            weight.extend([1.0 if bag.own else 0.8] * size)
            continue
        cued = bag.cued.get(name, frozenset())
        if score is not None:
            values = [score[i] + (1.5 if i - span[0] in cued else 0.0) for i in span]
            pick = [span[int(np.argmax(values))]]
        else:
            pick = [span[0] + i for i in sorted(cued)] or list(span)
        chosen.extend(pick)
        truth.extend([1.0] * len(pick))
        weight.extend([1.0 / len(pick)] * len(pick))
    outcome, importance = np.array(truth), np.array(weight)
    positive = float(importance[outcome > 0.5].sum()) or 1.0
    negative = float(importance[outcome < 0.5].sum()) or 1.0
    importance = np.where(
        outcome > 0.5, importance * min(8.0, 0.5 * negative / positive), importance
    )
    return np.array(chosen, dtype=np.int64), outcome, importance


@dataclass(frozen=True, slots=True)
class Views:
    """Clause models of all criteria."""

    gram_weights: Array
    gram_bias: Array
    vector_weights: Array
    vector_bias: Array
    whole_weights: Array
    whole_bias: Array


VECTOR = 384
"""Numbers of a sentence vector; the rest of a clause row is its stance."""


def middles(bags: Sequence[Bag]) -> Array:
    """Return the mean sentence vector of each bag."""
    return np.array([np.mean([row[:VECTOR] for row in bag.rows], axis=0) for bag in bags])


def fit_views(bags: Sequence[Bag], clauses: Clauses, use: Array) -> Views:
    """Fit the word-run and the vector model of every criterion on the bags marked in `use`."""
    inside = use[clauses.bag]
    some = [bag for bag, keep in zip(bags, use, strict=True) if keep]
    part = Clauses(
        clauses.grams,
        [s for s, keep in zip(clauses.sparse, inside, strict=True) if keep],
        clauses.dense[inside],
        clauses.bag[inside],
    )
    gram_weights, gram_bias, vector_weights, vector_bias, whole_weights, whole_bias = (
        [],
        [],
        [],
        [],
        [],
        [],
    )
    middle = middles(some)
    for name in LIBRARY:
        score: Array | None = None
        beta = bias = dense = offset = None
        for _ in range(2):
            chosen, truth, importance = _instances(some, name, score)
            wide = Wide([part.sparse[i] for i in chosen], len(clauses.grams))
            beta, bias = fit_wide(wide, truth, importance, GRAM_PENALTY)
            dense, offset = fit(
                part.dense[chosen], truth, penalty=VECTOR_PENALTY, weights=importance
            )
            everything = Wide(part.sparse, len(clauses.grams))
            score = everything.times(beta) + bias + part.dense @ dense + offset
        gram_weights.append(beta)
        gram_bias.append(bias)
        vector_weights.append(dense)
        vector_bias.append(offset)
        judged = np.array([bag.own is None and name in bag.labels for bag in some])
        wide_truth = np.array([float(bag.labels.get(name, False)) for bag in some])
        whole, whole_offset = fit(middle[judged], wide_truth[judged], penalty=3.0)
        whole_weights.append(whole)
        whole_bias.append(whole_offset)
    return Views(
        np.round(np.array(gram_weights).T, 3), np.round(np.array(gram_bias), 3),
        np.round(np.array(vector_weights), 3), np.round(np.array(vector_bias), 3),
        np.round(np.array(whole_weights), 3), np.round(np.array(whole_bias), 3),
    )  # fmt: skip


def clause_scores(views: Views, clauses: Clauses, middle: Array) -> tuple[Array, Array, Array]:
    """Return word-run and vector scores, clause by criterion, and whole scores, bag by criterion."""
    wide = Wide(clauses.sparse, len(clauses.grams))
    by_gram = (
        np.stack([wide.times(views.gram_weights[:, i]) for i in range(len(LIBRARY))], axis=1)
        + views.gram_bias
    )
    by_vector = clauses.dense @ views.vector_weights.T + views.vector_bias
    return (
        np.round(by_gram, 3),
        np.round(by_vector, 3),
        np.round(middle @ views.whole_weights.T + views.whole_bias, 3),
    )


def fold_of(bag: Bag) -> int:
    """Return the fold of a bag; all replies to a scenario share one."""
    return hash_of("fold" + bag.group) % FOLDS


def out_of_fold(bags: Sequence[Bag], clauses: Clauses, use: Array) -> tuple[Array, Array, Array]:
    """Return scores by models that have not seen the reply's scenario."""
    folds = np.array([fold_of(b) for b in bags])
    middle = middles(bags)
    grams = np.zeros((len(clauses.sparse), len(LIBRARY)))
    vectors, whole = np.zeros_like(grams), np.zeros((len(bags), len(LIBRARY)))
    for fold in range(FOLDS):
        views = fit_views(bags, clauses, use & (folds != fold))
        by_gram, by_vector, by_whole = clause_scores(views, clauses, middle)
        mine = folds[clauses.bag] == fold
        grams[mine], vectors[mine] = by_gram[mine], by_vector[mine]
        whole[folds == fold] = by_whole[folds == fold]
    return grams, vectors, whole


def fusion_rows(
    bags: Sequence[Bag], clauses: Clauses, grams: Array, vectors: Array, whole: Array
) -> dict[str, Array]:
    """Return for each criterion the fusion's input of every bag."""
    starts = np.searchsorted(clauses.bag, np.arange(len(bags) + 1))
    found: dict[str, list[list[float]]] = {name: [] for name in LIBRARY}
    for i, bag in enumerate(bags):
        part = slice(int(starts[i]), int(starts[i + 1]))
        scores = Scores(
            {name: grams[part, k].tolist() for k, name in enumerate(LIBRARY)},
            {name: vectors[part, k].tolist() for k, name in enumerate(LIBRARY)},
            {name: float(whole[i, k]) for k, name in enumerate(LIBRARY)},
        )
        for name in LIBRARY:
            found[name].append(fusion_row(name, bag.view, bag.numbers, scores))
    return {name: np.array(rows) for name, rows in found.items()}


def best_threshold(chance: Array, truth: Array) -> float:
    """Return the cut with the best F1, drawn towards one half, off the grid of rounded chances."""
    best, cut = -1.0, 0.5005
    for step in range(240, 640, 10):
        value = step / 1000 + 0.0005
        hit = float(((chance >= value) & (truth > 0.5)).sum())
        wrong = float(((chance >= value) != (truth > 0.5)).sum())
        f1 = 2 * hit / (2 * hit + wrong) if hit else 0.0
        f1 -= 0.04 * abs(value - 0.45)
        if f1 > best + 1e-12:
            best, cut = f1, value
    return round(cut, 4)


def f1_of(truth: Array, guess: Array) -> float:
    """Return the F1 of the event."""
    hit = float((truth & guess).sum())
    return 2 * hit / (2 * hit + float((truth != guess).sum())) if hit else 0.0


def fit_fusion(
    bags: Sequence[Bag], rows: dict[str, Array], use: Array
) -> dict[str, dict[str, Any]]:
    """Fit, calibrate and cut the fusion of every criterion on the replies marked in `use`."""
    folds = np.array([fold_of(b) for b in bags])
    weight = np.array([FRESH if held_out(b.group) else 1.0 for b in bags])
    found: dict[str, dict[str, Any]] = {}
    for name in LIBRARY:
        known = use & np.array(
            [b.own is None and name in b.labels and (b.valid or name in ABSENCE) for b in bags]
        )
        truth = np.array([float(b.labels.get(name, False)) for b in bags])
        guess = np.zeros(len(bags))
        for fold in range(FOLDS):
            inside = known & (folds != fold)
            weights, intercept = fit(
                rows[name][inside], truth[inside], penalty=FUSION_PENALTY, weights=weight[inside]
            )
            mine = known & (folds == fold)
            guess[mine] = rows[name][mine] @ weights + intercept
        slope, shift = fit(guess[known][:, None], truth[known], penalty=0.01, weights=weight[known])
        chance = np.round(sigmoid(guess[known] * slope[0] + shift), 3)
        cut = best_threshold(chance, truth[known])
        weights, intercept = fit(
            rows[name][known], truth[known], penalty=FUSION_PENALTY, weights=weight[known]
        )
        low, high = doubt(chance, cut)
        found[name] = {
            "weights": [round(float(w), 4) for w in weights], "intercept": round(float(intercept), 4), "slope": round(float(slope[0]), 4),
            "shift": round(float(shift), 4), "threshold": cut, "low": low, "high": high, "columns": columns(name),
            "cross_validated_f1": round(f1_of(truth[known] > 0.5, chance >= cut), 4),
        }  # fmt: skip
    return found


def doubt(chance: Array, cut: float, share: float = 0.03) -> tuple[float, float]:
    """Return the band around the cut that holds the `share` of replies nearest to it."""
    distance = np.sort(np.abs(_logit(chance) - _logit(np.array([cut]))[0]))
    width = float(distance[max(0, int(share * len(distance)) - 1)])
    middle = float(_logit(np.array([cut]))[0])
    low, high = sigmoid(np.array([middle - width])), sigmoid(np.array([middle + width]))
    return round(float(low[0]) - 0.0005, 4), round(float(high[0]) + 0.0005, 4)


def _logit(chance: Array) -> Array:
    safe = np.clip(chance, 0.001, 0.999)
    return np.asarray(np.log(safe / (1 - safe)))


_NO_ATTEMPT = frozenset(
    [
        "stuffing",
        "list_as_sentences",
        "gibberish",
        "lecture",
        "instruction",
        "other_language",
        "copy",
        "copy_edited",
        "shuffled",
        "repetition",
        "other_case",
    ]
)


def validity_examples(folder: Path) -> list[tuple[str, str, Case, str, bool]]:
    """Return (id, group, case, reply, genuine): labelled replies, attacks, and made-up shuffles and swaps."""
    cases = {
        s["id"]: Case(
            situation=s["situation"], customer_message=s["customer_message"], channel=s["channel"]
        )
        for s in rows_of(folder / "scenarios.jsonl")
    }
    labels = {r["id"]: r for r in rows_of(folder / "labels.jsonl")}
    order = sorted(cases)
    found: list[tuple[str, str, Case, str, bool]] = []
    for reply in rows_of(folder / "replies.jsonl"):
        label = labels.get(reply["id"])
        if label is None:
            continue
        home, text = reply["scenario"], reply["reply"]
        found.append((reply["id"], home, cases[home], text, bool(label["valid_attempt"])))
        if not label["valid_attempt"]:
            continue
        words = text.split()
        if len(words) >= 12 and hash_of("mix" + reply["id"]) % 3 == 0:
            mixed = sorted(range(len(words)), key=lambda i: hash_of(f"{reply['id']} {i}"))
            found.append(
                (reply["id"] + "-mix", home, cases[home], " ".join(words[i] for i in mixed), False)
            )
        told = label["criteria"].get("paraphrase")
        if told and len(words) >= 15 and hash_of("swap" + reply["id"]) % 2 == 0:
            other = order[hash_of("to" + reply["id"]) % len(order)]
            if other != home:
                found.append(
                    (
                        reply["id"] + "-swap",
                        other,
                        cases[other],
                        _renamed(text, cases[home], cases[other], reply["id"]),
                        False,
                    )
                )
    for attack in rows_of(folder / "attacks.jsonl"):
        if attack["kind"] in _NO_ATTEMPT and attack["scenario"] in cases:
            found.append(  # noqa: PERF401  # one rule for all three
                (
                    attack["id"],
                    attack["scenario"],
                    cases[attack["scenario"]],
                    attack["reply"],
                    False,
                )
            )
    return found


def generic_words(texts: Sequence[tuple[str, Passage]]) -> frozenset[str]:
    """Return the stems that replies to four or more scenarios use: they belong to no case."""
    scenarios: dict[str, set[str]] = defaultdict(set)
    for scenario, passage in texts:
        for word in content_words(passage):
            scenarios[stem(word)].add(scenario)
    return frozenset(word for word, where in scenarios.items() if len(where) >= 4)


def _renamed(text: str, home: Case, other: Case, ident: str) -> str:
    """Return `text` with the customer's name changed to the other customer's, for two replies in three."""
    mine, theirs = sorted(read_case(home).names), sorted(read_case(other).names)
    if not theirs or hash_of("name" + ident) % 3 == 0:
        return text
    for name in mine:
        text = re.sub(rf"(?i)\b{re.escape(name)}\b", theirs[-1].title(), text)
    return text


def fit_validity(folder: Path, *, test: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit the validity model; with `test`, report on the held-out third what the rest teaches."""
    examples = validity_examples(folder)
    passages = [read(text, repair) for *_, text, _ in examples]
    genuine_texts = [
        p for p, e in zip(passages, examples, strict=True) if e[4] and not (test and held_out(e[1]))
    ]
    genuine_texts += [
        read_case(c).message
        for c in dict.fromkeys(e[2] for e in examples if not (test and held_out(e[1])))
    ]
    genuine_texts += [
        read(r["text"], repair)
        for name in LIBRARY
        for r in rows_of(folder / "sentences" / f"{name}.jsonl")
    ]
    fluency = learn(genuine_texts)
    generic = generic_words(
        [
            (e[1], p)
            for p, e in zip(passages, examples, strict=True)
            if e[4] and not (test and held_out(e[1]))
        ]
    )
    plain = np.array(
        [refusal(p, read_case(e[2])) is not None for p, e in zip(passages, examples, strict=True)]
    )
    rows = np.array(
        [
            validity_row(p, read_case(e[2]), fluency, generic)
            for p, e in zip(passages, examples, strict=True)
        ]
    )
    bad = np.array([not e[4] for e in examples])
    group = np.array([hash_of("fold" + e[1]) % FOLDS for e in examples])
    use = (
        ~np.array([held_out(e[1]) for e in examples])
        if test
        else np.ones(len(examples), dtype=bool)
    )
    guess = np.zeros(len(examples))
    for fold in range(FOLDS):
        inside = use & (group != fold)
        weights, intercept = fit(rows[inside], bad[inside].astype(float), penalty=0.3)
        guess[use & (group == fold)] = rows[use & (group == fold)] @ weights + intercept
    weights, intercept = fit(rows[use], bad[use].astype(float), penalty=0.3)
    calm = np.sort(guess[use & ~bad & ~plain])
    cut = round(float(calm[int(0.9955 * len(calm))]) + 0.00005, 4)
    doubt = round(float(calm[int(0.988 * len(calm))]) + 0.00005, 4)
    model = {
        "weights": [round(float(w), 4) for w in weights],
        "intercept": round(float(intercept), 4),
        "refuse": cut,
        "doubt": doubt,
        "generic": sorted(generic),
        "pairs": dict(fluency.pairs),
        "singles": dict(fluency.singles),
        "unseen": fluency.unseen,
    }
    seen = ~use if test else use
    value = rows @ weights + intercept if test else guess
    refused = plain | (value > cut)
    report = {
        "genuine": int((seen & ~bad).sum()),
        "genuine_refused": int((seen & ~bad & refused).sum()),
        "genuine_doubtful": int((seen & ~bad & ~refused & (value > doubt)).sum()),
        "no_attempt": int((seen & bad).sum()),
        "no_attempt_refused": int((seen & bad & refused).sum()),
        "by_rules_alone": int((seen & bad & plain).sum()),
    }
    return model, report


def quadratic_kappa(truth: Array, guess: Array) -> float:
    """Return the quadratic weighted kappa of two band series."""
    grid = np.arange(5)
    a = np.array([(truth == g).mean() for g in grid])
    b = np.array([(guess == g).mean() for g in grid])
    gap = (grid[:, None] - grid[None, :]) ** 2
    expected = float((a[:, None] * b[None, :] * gap).sum())
    return 1.0 - float(((truth - guess) ** 2).mean()) / expected if expected else 1.0


def train(
    bags: Sequence[Bag], clauses: Clauses, use: Array
) -> tuple[Views, dict[str, dict[str, Any]]]:
    """Fit the views and the fusion on the bags marked in `use`."""
    rows = fusion_rows(bags, clauses, *out_of_fold(bags, clauses, use))
    return fit_views(bags, clauses, use), fit_fusion(bags, rows, use)


def model_of(
    views: Views, fusion: dict[str, dict[str, Any]], clauses: Clauses, trained: dict[str, Any]
) -> dict[str, Any]:
    """Return the model as it is written."""
    keep = [i for i in range(len(clauses.grams)) if np.abs(views.gram_weights[i]).max() >= 0.02]
    return {
        "criteria": list(LIBRARY), "trained": trained, "fusion": fusion,
        "gram_bias": views.gram_bias.tolist(), "vector_bias": views.vector_bias.tolist(),
        "vector_weights": np.rint(views.vector_weights * 1000).astype(int).tolist(),
        "whole_bias": views.whole_bias.tolist(), "whole_weights": np.rint(views.whole_weights * 1000).astype(int).tolist(),
        "grams": [clauses.grams[i] for i in keep],
        "gram_weights": np.rint(views.gram_weights[keep] * 1000).astype(int).tolist(),
    }  # fmt: skip


def evaluate(
    bags: Sequence[Bag],
    clauses: Clauses,
    views: Views,
    fusion: dict[str, dict[str, Any]],
    use: Array,
) -> dict[str, Any]:
    """Return figures on the bags marked in `use` that no part of the model has seen."""
    rows = fusion_rows(bags, clauses, *clause_scores(views, clauses, middles(bags)))
    known = use & np.array([b.own is None for b in bags])
    events: dict[str, Array] = {}
    report: dict[str, Any] = {}
    for name in LIBRARY:
        f = fusion[name]
        chance = np.round(
            sigmoid(
                (rows[name] @ np.array(f["weights"]) + f["intercept"]) * f["slope"] + f["shift"]
            ),
            3,
        )
        refused = np.array([b.refused for b in bags])
        event = (chance >= f["threshold"]) & (~refused | np.array([name in ABSENCE] * len(bags)))
        events[name] = event
        judged = known & np.array([name in b.labels for b in bags])
        truth = np.array([bool(b.labels.get(name)) for b in bags])
        rule = np.array([b.view.strength[name] >= 0.5 for b in bags]) & (
            ~refused | np.array([name in ABSENCE] * len(bags))
        )
        doubtful = judged & (chance > f["low"]) & (chance < f["high"])
        wrong = truth != event
        report[name] = {
            "n": int((truth & judged).sum()), "f1": round(f1_of(truth[judged], event[judged]), 3), "rules_f1": round(f1_of(truth[judged], rule[judged]), 3),
            "doubtful": int(doubtful.sum()), "wrong_doubtful": int((wrong & doubtful).sum()), "wrong_other": int((wrong & judged & ~doubtful).sum()), "judged": int(judged.sum()),
        }  # fmt: skip
    chosen = [i for i in range(len(bags)) if known[i]]
    guess = np.array(
        [0 if bags[i].refused else band({n: bool(events[n][i]) for n in LIBRARY}) for i in chosen]
    )
    shown = np.array([bags[i].band for i in chosen])
    scores = [report[n]["f1"] for n in LIBRARY if report[n]["n"] >= 3]
    return {
        "criteria": report, "macro_f1": round(float(np.mean(scores)), 4), "rules_macro_f1": round(float(np.mean([report[n]["rules_f1"] for n in LIBRARY if report[n]["n"] >= 3])), 4),
        "band_qwk": round(quadratic_kappa(shown, guess), 4), "replies": len(chosen),
        "invalid_let_through": sum(not bags[i].valid and not bags[i].refused for i in chosen), "invalid": sum(not bags[i].valid for i in chosen),
        "genuine_refused": sum(bags[i].valid and bags[i].refused for i in chosen),
    }  # fmt: skip


def main() -> int:
    """Train, report, write."""
    folder = assets_folder() / "training"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.jsonl")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    validity, validity_report = fit_validity(folder, test=True)
    sys.stderr.write(json.dumps(validity_report) + "\n")
    bags = load_replies(folder) + load_sentences(folder)
    clauses = gather(bags)
    sys.stderr.write(
        f"{len(bags)} texts, {len(clauses.sparse)} clauses, {len(clauses.grams)} word runs\n"
    )
    testing = np.array([b.own is None and held_out(b.group) for b in bags])
    views, fusion = train(bags, clauses, ~testing)
    report = evaluate(bags, clauses, views, fusion, testing)
    for name, row in report["criteria"].items():
        sys.stderr.write(
            f"{name:22}{row['n']:5}  rules {row['rules_f1']:.3f}  fused {row['f1']:.3f}  cv {fusion[name]['cross_validated_f1']:.3f}\n"
        )
    sys.stderr.write(json.dumps({k: v for k, v in report.items() if k != "criteria"}) + "\n")
    if "--check" in sys.argv:
        return 0
    views, fusion = train(bags, clauses, np.ones(len(bags), dtype=bool))
    trained = {
        "data_sha256": digest.hexdigest(),
        "replies": sum(b.own is None for b in bags),
        "sentences": sum(b.own is not None for b in bags),
        "licence": "CC BY 4.0",
    }
    validity, validity_all = fit_validity(folder, test=False)
    sys.stderr.write(json.dumps(validity_all) + "\n")
    report["validity"] = validity_report
    model = model_of(views, fusion, clauses, trained) | {"validity": validity}
    target = assets_folder()
    (target / "model.json").write_text(
        json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )
    (target / "training-report.json").write_text(
        json.dumps({"trained": trained, "held_out": report}, indent=1) + "\n", "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
