# numbers of one model in one place
"""How well a reply fits its case, beside how well it would fit other cases.

Raw likeness of sentence vectors says little: every polite reply is near every complaint. A learnt
projection keeps what tells cases apart; it was fitted so that a reply finds its own case among all
others. A reply that fits some other case better than its own was probably written for another one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

MATCH_COLUMNS = ("match", "match over all", "match over nearest", "match rank")
GRID = 10_000
"""Weights are stored as whole numbers of this share of one."""
NEAREST = 3
_SCALE, _LIMIT = (10.0, 6.0, 6.0, 3.0), 2.0


@dataclass(frozen=True, slots=True, eq=False)
class CaseMatch:
    """The two projections and the cases that a reply is compared with.

    `reply` and `case` are (385, width): weights and, in the last row, the shift. `others` holds the
    projected sentences of some cases, one case after the other; `starts` says where each begins.
    """

    reply: NDArray[Any]
    case: NDArray[Any]
    others: NDArray[Any]
    starts: tuple[int, ...]

    @classmethod
    def stored(cls, raw: Mapping[str, Any]) -> CaseMatch:
        """Return the model as it stands in the model file."""
        import numpy as np  # noqa: PLC0415  # numpy is loaded at the first mark only

        reply, case, others = (
            np.array(raw[name], dtype=np.float64) / GRID for name in ("reply", "case", "others")
        )
        return cls(reply, case, others, tuple(raw["starts"]))

    def written(self) -> Mapping[str, Any]:
        """Return the model as it is written to the model file."""
        import numpy as np  # noqa: PLC0415  # as above

        numbers = {"reply": self.reply, "case": self.case, "others": self.others}
        return {
            **{name: np.rint(value * GRID).astype(int).tolist() for name, value in numbers.items()},
            "starts": list(self.starts),
        }

    def numbers(self, own: Sequence[NDArray[Any]], case: Sequence[NDArray[Any]]) -> list[float]:
        """Return how well the sentences of a reply fit those of a case, in `MATCH_COLUMNS`.

        Zeros where either has no sentence.
        """
        import numpy as np  # noqa: PLC0415  # as above

        if not own or not case:
            return [0.0] * len(MATCH_COLUMNS)
        said = projected(np.array(own), self.reply)
        fit = float(fits(said, projected(np.array(case), self.case), (0,))[0])
        elsewhere = fits(said, self.others, self.starts)
        most = float(elsewhere.max())
        usual = most + math.log(float(np.exp(elsewhere - most).mean()))
        best = float(np.sort(elsewhere)[-NEAREST:].mean())
        spread = max(float(elsewhere.std()), 1e-6)
        found = (fit, fit - usual, fit - best, (fit - float(elsewhere.mean())) / spread)
        return [
            round(max(-_LIMIT, min(_LIMIT, value / scale)), 3)
            for value, scale in zip(found, _SCALE, strict=True)
        ]


def projected(sentences: NDArray[Any], weights: NDArray[Any]) -> NDArray[Any]:
    """Return sentence vectors (n, 384) in the learnt space (n, width)."""
    import numpy as np  # noqa: PLC0415  # as above

    return np.asarray(sentences @ weights[:-1] + weights[-1])


def fits(said: NDArray[Any], cases: NDArray[Any], starts: Sequence[int]) -> NDArray[Any]:
    """Return how well a reply fits each case: the log of the sum over all pairs of sentences.

    Half the log of the number of sentences is taken off, so that a long reply does not fit all.
    """
    import numpy as np  # noqa: PLC0415  # as above

    pairs = said @ cases.T
    top = pairs.max()
    total = np.add.reduceat(np.exp(pairs - top), np.array(starts), axis=1).sum(axis=0)
    return np.asarray(np.log(total) + top - 0.5 * math.log(len(said)))
