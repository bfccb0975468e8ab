"""Fit the marker's linear views, fusion, band and validity model.

    python -m quizapp.grading.free_text.training

Reads `assets/marker/training` with what the tuned layers say of it, writes `model.json` and
`training-report.json` beside it. Every figure of the report comes from models that have not seen
the scenario of the reply; `fresh` are the replies that nobody had read when the cues were written.
Two runs give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from quizapp.domain.marking import LIBRARY
from quizapp.grading.free_text.band import kappa
from quizapp.grading.free_text.training.attempts import Attempts
from quizapp.grading.free_text.training.bags import Array, Bag, bags_of, close_readings
from quizapp.grading.free_text.training.bands import band_of, cross_fitted_bands, fit_bands
from quizapp.grading.free_text.training.examples import (
    BARBED,
    brief,
    digest_of,
    held_out,
    later,
    of_a_class,
    ordinary,
    read_again,
    replies,
    reserved,
    sentences,
    told_briefly,
)
from quizapp.grading.free_text.training.fusing import (
    Inputs,
    Outcome,
    cross_fitted,
    f1_of,
    fit_fusion,
    inputs_of,
    written,
)  # fmt: skip
from quizapp.grading.free_text.training.made import traps
from quizapp.grading.free_text.training.views import Views, fit_views, gather, out_of_fold
from quizapp.grading.free_text.weights import assets_folder, packed

NEEDED = 3
"""Replies that must have an event before its F1 counts in a mean."""
LIGHT = 0.02
"""Weight below which a word run is left out of the model file."""


def figures(
    inputs: Inputs, found: Mapping[str, Outcome], bands: Mapping[str, list[int]],
    again: Mapping[str, int], use: Array,
) -> dict[str, Any]:  # fmt: skip
    """Return the figures on the replies in `use`; `bands` hold those with a close reading."""
    bags = inputs.replies
    report: dict[str, Any] = {}
    for name in LIBRARY:
        judged = use & np.array([name in b.example.labels for b in bags])
        truth = np.array([bool(b.example.labels.get(name)) for b in bags])
        event, doubtful = found[name].event, found[name].doubt & judged
        wrong = judged & (truth != event)
        cued = np.array([b.view.strength[name] >= 0.5 and not b.refused for b in bags])  # noqa: PLR2004  # a clear cue
        report[name] = {
            "n": int((truth & judged).sum()),
            "f1": round(f1_of(truth[judged], event[judged]), 3),
            "rules_f1": round(f1_of(truth[judged], cued[judged]), 3),
            "doubtful": int(doubtful.sum()), "wrong_doubtful": int((wrong & doubtful).sum()),
            "wrong_other": int((wrong & ~doubtful).sum()), "judged": int(judged.sum()),
        }  # fmt: skip
    counted = [name for name in LIBRARY if report[name]["n"] >= NEEDED]
    truth_bands = [band_of(bags[i].example, again) for i in np.flatnonzero(use).tolist()]
    first_bands = [bags[i].example.band for i in np.flatnonzero(use).tolist()]
    places = np.flatnonzero(use[inputs.read]).tolist()
    return {
        "replies": len(places), "criteria": report,
        "macro_f1": round(float(np.mean([report[n]["f1"] for n in counted])), 4),
        "rules_macro_f1": round(float(np.mean([report[n]["rules_f1"] for n in counted])), 4),
        "band_qwk": {
            view: round(kappa(truth_bands, [guess[i] for i in places]), 4)
            for view, guess in bands.items()
        },
        "band_qwk_of_first_reading": round(
            kappa(first_bands, [bands["fitted"][i] for i in places]), 4
        ),
    }  # fmt: skip


def model_of(views: Views, grams: Sequence[str]) -> dict[str, Any]:
    """Return the linear views as they are written."""
    keep = [i for i in range(len(grams)) if np.abs(views.gram_weights[i]).max() >= LIGHT]
    return {
        "gram_bias": views.gram_bias.tolist(), "stance_bias": views.stance_bias.tolist(),
        "stance_weights": np.rint(views.stance_weights * 1000).astype(int).tolist(),
        "grams": "\n".join(grams[i] for i in keep),
        "gram_weights": packed(np.rint(views.gram_weights[keep] * 1000)),
    }  # fmt: skip


def main() -> int:
    """Train, report, write."""
    target = assets_folder()
    model, report = fitted(target / "training")
    show(json.loads(report)["left_out"])
    if "--check" in sys.argv:
        return 0
    (target / "model.json").write_text(model, "utf-8")
    (target / "training-report.json").write_text(report, "utf-8")
    return 0


def fitted(folder: Path) -> tuple[str, str]:
    """Fit everything on the texts in `folder`; return model and report as they are written."""
    whole, single, close = replies(folder), sentences(folder), close_readings(folder)
    short = [e for e in brief(folder) if reserved(e.group)]
    bags = bags_of([*whole, *short, *single], close)
    clauses = gather(bags)
    by_gram, by_stance = out_of_fold(bags, clauses)
    validity, attempts, refused = Attempts(whole, traps(folder, whole), single).fit()
    views = fit_views(bags, clauses, np.ones(len(bags), dtype=bool))
    inputs = inputs_of(bags, clauses, by_gram, by_stance)
    model, report = finish(inputs, refused, read_again(folder))
    report["validity"] = attempts
    trained = {
        "data_sha256": digest_of(folder), "replies": len(whole), "sentences": len(single),
        "licence": "CC BY 4.0",
    }  # fmt: skip
    written_model = {
        "criteria": list(LIBRARY), "trained": trained, **model,
        **model_of(views, clauses.grams), "validity": validity,
    }  # fmt: skip
    return (
        json.dumps(written_model, ensure_ascii=False, separators=(",", ":")) + "\n",
        json.dumps({"trained": trained, "left_out": report}, indent=1) + "\n",
    )


def finish(
    inputs: Inputs, refused: Mapping[str, bool], again: Mapping[str, int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit the fusion and the band; return them with their figures on scenarios left out.

    `again` are the bands that were read once more.
    """
    bags = inputs.replies
    stopped = np.array([refused.get(b.example.ident, b.refused) for b in bags])
    found = {name: cross_fitted(name, inputs, stopped) for name in LIBRARY}
    bands = {
        view: [0 if stop else g for g, stop in zip(guess, stopped[inputs.read], strict=True)]
        for view, guess in cross_fitted_bands(bags, found, again).items()
    }
    fresh = np.array([held_out(b.example.group) for b in bags])
    fully = inputs.read & np.array([not told_briefly(b.example.group) for b in bags])
    report = {
        "fresh": figures(inputs, found, bands, again, fresh & fully),
        "all": figures(inputs, found, bands, again, fully),
        **{
            part: figures(inputs, found, bands, again, chosen & inputs.read)
            for part, chosen in kept_apart(bags).items()
        },
    }
    band = fit_bands(bags, again)
    model = {
        "fusion": {n: written(n, fit_fusion(n, inputs)) for n in LIBRARY},
        "band": {"weights": band.weights, "intercept": band.intercept, "share": band.share},
    }
    return model, report


def kept_apart(bags: Sequence[Bag]) -> dict[str, Array]:
    """Return which replies of the later scenarios the tuned layers never met, by their mix."""
    late = np.array([later(b.example.group) and reserved(b.example.group) for b in bags])
    usual = np.array([ordinary(b.example.group) for b in bags])
    graded = np.array([of_a_class(b.example.group) for b in bags])
    barbed = np.array([b.example.group.startswith(BARBED) for b in bags])
    shortly = np.array([told_briefly(b.example.group) for b in bags])
    return {
        "kept_rich": late & ~usual, "kept_ordinary": late & usual & ~graded,
        "kept_class": late & graded & ~barbed, "kept_barbs": late & barbed,
        "kept_brief": shortly,
    }  # fmt: skip


def show(report: Mapping[str, Any]) -> None:
    """Print the figures."""
    for name in LIBRARY:
        row, other = report["fresh"]["criteria"][name], report["all"]["criteria"][name]
        sys.stderr.write(
            f"{name:22}{row['n']:5}  rules {row['rules_f1']:.3f}  fresh {row['f1']:.3f}"
            f"  all {other['f1']:.3f}\n"
        )
    for part in (name for name in report if name != "validity"):
        totals = {k: v for k, v in report[part].items() if k != "criteria"}
        sys.stderr.write(f"{part} {json.dumps(totals)}\n")
    sys.stderr.write(json.dumps(report["validity"]) + "\n")


if __name__ == "__main__":
    sys.exit(main())
