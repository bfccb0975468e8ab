"""How sure a share or a mean of a small group is: intervals, or nothing where there are too few.

Shares: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
J. Am. Stat. Assoc. 22 (1927) 209-212. It stays inside 0 to 1 and is fair also where everybody or
nobody passed. Means: Student's t, its quantile by the expansion of Cornish and Fisher (1937).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, mean, stdev

FEWEST = 5
"""People below which no figure about a group is shown: one more result would turn it round."""
SURENESS = 0.95
"""Every interval holds the true value in this share of groups."""
_Z = NormalDist().inv_cdf((1 + SURENESS) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with the interval it stands for, and how many people it comes from."""

    value: float
    low: float
    high: float
    n: int


def share(successes: int, n: int) -> Estimate | None:
    """Return the share with Wilson's interval, 0 to 1; None of fewer than `FEWEST` people."""
    if n < FEWEST:
        return None
    low, high = wilson(successes, n)
    return Estimate(value=successes / n, low=low, high=high, n=n)


def wilson(successes: int, n: int, *, z: float = _Z) -> tuple[float, float]:
    """Return Wilson's score interval of `successes` among `n`; `z` is the normal quantile."""
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"{successes} of {n} is no share")
    p = successes / n
    centre = p + z * z / (2 * n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else (centre - reach) / scale
    high = 1.0 if successes == n else (centre + reach) / scale
    return low, high


def average(values: Sequence[float]) -> Estimate | None:
    """Return the mean with Student's interval; None of fewer than `FEWEST` values."""
    n = len(values)
    if n < FEWEST:
        return None
    middle = mean(values)
    reach = student(n - 1) * stdev(values) / sqrt(n)
    return Estimate(value=middle, low=middle - reach, high=middle + reach, n=n)


def student(freedom: int, *, z: float = _Z) -> float:
    """Return the quantile of Student's t; within half a per cent from 4 degrees of freedom on."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
