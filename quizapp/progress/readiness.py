"""How an exam would go today: expected score with an 80 % range, and the chance to pass in words.

A beta-binomial model with one facet for each domain and one each for written replies and
conversations. The facets share the person's general level, which is uncertain itself. Everything is
in closed form, so the same answers give the same forecast. Assumptions, formulas and the check of
the ranges are in `docs/progress.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from math import erf, exp, pi, sqrt
from typing import NamedTuple

from quizapp.progress.mastery import HALF_LIFE_DAYS, Z80

ENOUGH_ANSWERS, ENOUGH_DOMAINS = 20, 4
LEVEL_MEAN, LEVEL_WEIGHT = 0.60, 12.0
"""The level of somebody unknown, and how many answers that guess is worth."""
DOMAIN_WEIGHT, WRITTEN_WEIGHT = 36.0, 14.0
"""How many answers the general level is worth inside a domain, and in a written facet."""
AGAIN_WEIGHT = 0.25
"""What a repeated answer to the same item counts: it tells of the item more than of the skill."""
WRITTEN, TALK = "written", "talk"
FACET_OF_KIND = {"free_text": WRITTEN, "conversation": TALK}
SPREAD_OF_KIND = {
    "choice": 1.0,
    "listening": 1.0,
    "multiple": 0.6,
    "ordering": 0.6,
    "matching": 0.6,
    "free_text": 0.25,
    "conversation": 0.2,
}
"""Variance of the points of one item against that of right or wrong, by kind."""
NEVER, SELDOM, OFTEN, ALWAYS = 0.10, 0.35, 0.65, 0.90


class ChanceWord(StrEnum):
    """The chance to pass, in one of five words."""

    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    EVEN = "about even"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"


class Evidence(NamedTuple):
    """One mark: points of 1. A tuple, because there are many thousands of them."""

    item: str
    domain: str
    kind: str
    points: float
    at: datetime


class Draw(NamedTuple):
    """Items that a plan draws: how many, of these kinds, from these domains (empty = any)."""

    number: int
    kinds: tuple[str, ...]
    domains: tuple[str, ...] = ()


class Part(NamedTuple):
    """A section with its share of the score."""

    weight: float
    draws: tuple[Draw, ...]


class Blueprint(NamedTuple):
    """What a forecast needs of a plan. `cut` is points of 100."""

    plan: str
    title: str
    parts: tuple[Part, ...]
    cut: float | None
    min_written: float = 0.0
    certifies: bool = False


class Readiness(NamedTuple):
    """A forecast in points of 100; `chance` and `word` are None for a plan without a cut."""

    plan: str
    title: str
    expected: float
    low: float
    high: float
    cut: float | None
    chance: float | None
    word: ChanceWord | None
    answers: int
    domains: int


class TooFew(NamedTuple):
    """There is no forecast yet: how many answers are missing, in how many further domains."""

    answers: int
    domains: int

    @property
    def sentence(self) -> str:
        """Say what is missing."""
        where = ""
        if self.domains:
            words = ("", "one", "two", "three", "four")[self.domains]
            other = "" if self.domains == ENOUGH_DOMAINS else "other "
            where = f" in {words} {other}{'domain' if self.domains == 1 else 'domains'}"
        answers = "answer" if self.answers == 1 else "answers"
        return f"Not enough answers for a forecast yet: {self.answers} more {answers}{where}."


class _Facet:
    """Adds up marks; written out, as making a dataclass costs each start a millisecond."""

    __slots__ = ("earned", "mass")

    def __init__(self) -> None:
        self.mass = 0.0
        self.earned = 0.0


class Known(NamedTuple):
    """What a history adds up to: enough to forecast any plan without reading it again."""

    facets: dict[str, _Facet]
    answers: int
    domains: int


def summed(evidence: Sequence[Evidence], *, now: datetime) -> Known:
    """Return what marks in order of time add up to at `now`."""
    return Known(
        facets=_facets(evidence, now),
        answers=len(evidence),
        domains=len({mark.domain for mark in evidence}),
    )


def missing(known: Known) -> TooFew | None:
    """Return what is missing for a forecast, or None if there is enough."""
    more_domains = max(0, ENOUGH_DOMAINS - known.domains)
    more = max(0, ENOUGH_ANSWERS - known.answers, more_domains)
    return TooFew(answers=more, domains=more_domains) if more else None


def readiness(
    evidence: Sequence[Evidence],
    blueprint: Blueprint,
    weights: Mapping[str, float],
    *,
    now: datetime,
) -> Readiness | TooFew:
    """Return the forecast for an exam taken at `now`, from marks in order of time."""
    return forecast(summed(evidence, now=now), blueprint, weights)


def forecast(
    known: Known, blueprint: Blueprint, weights: Mapping[str, float]
) -> Readiness | TooFew:
    """Return the forecast for an exam; `weights` are those of the domains."""
    refused = missing(known)
    if refused is not None:
        return refused
    level, doubt = _level(known.facets)
    score = _Score.of(blueprint, known.facets, weights, level=level, doubt=doubt)
    written = score.share(written=True)
    whole = score.share(written=False)
    spread = sqrt(whole.variance)
    chance = _chance(whole, written, blueprint)
    return Readiness(
        plan=blueprint.plan,
        title=blueprint.title,
        expected=100 * whole.mean,
        low=100 * max(0.0, whole.mean - Z80 * spread),
        high=100 * min(1.0, whole.mean + Z80 * spread),
        cut=blueprint.cut,
        chance=chance,
        word=None if chance is None else chance_word(chance),
        answers=known.answers,
        domains=known.domains,
    )


def chance_word(chance: float) -> ChanceWord:
    """Return the word for a chance."""
    if chance < NEVER:
        return ChanceWord.VERY_UNLIKELY
    if chance < SELDOM:
        return ChanceWord.UNLIKELY
    if chance <= OFTEN:
        return ChanceWord.EVEN
    return ChanceWord.LIKELY if chance <= ALWAYS else ChanceWord.VERY_LIKELY


def _facets(evidence: Iterable[Evidence], now: datetime) -> dict[str, _Facet]:
    """Sum marks by facet.

    They fade with age, a repeated item counts less, and part marks count more than right or wrong,
    because they vary less: a reply on eight criteria says more than one click.
    """
    found: defaultdict[str, _Facet] = defaultdict(_Facet)
    seen: set[str] = set()
    stamp = now.timestamp()
    for mark in evidence:
        days = max(0.0, (stamp - mark.at.timestamp()) / 86400)
        weight = float(0.5 ** (days / HALF_LIFE_DAYS)) / SPREAD_OF_KIND.get(mark.kind, 1.0)
        if mark.item in seen:
            weight *= AGAIN_WEIGHT
        seen.add(mark.item)
        facet = found[FACET_OF_KIND.get(mark.kind, mark.domain)]
        facet.mass += weight
        facet.earned += weight * mark.points
    return dict(found)


def _prior(facet: str) -> float:
    return WRITTEN_WEIGHT if facet in (WRITTEN, TALK) else DOMAIN_WEIGHT


def _level(known: Mapping[str, _Facet]) -> tuple[float, float]:
    """Return mean and variance of the general level.

    Answers inside one facet say less about the level than about that facet: n of them count as
    n (k + 1) / (n + k), the overdispersion of the beta-binomial.
    """
    right, wrong = LEVEL_WEIGHT * LEVEL_MEAN, LEVEL_WEIGHT * (1 - LEVEL_MEAN)
    for name, facet in known.items():
        k = _prior(name)
        worth = (k + 1) / (facet.mass + k)
        right += worth * facet.earned
        wrong += worth * (facet.mass - facet.earned)
    total = right + wrong
    return right / total, right * wrong / (total**2 * (total + 1))


class _Normal(NamedTuple):
    """A share of points; `cross` is its covariance with the whole score."""

    mean: float
    variance: float
    cross: float = 0.0


class _Score(NamedTuple):
    """The score as a weighted sum over facets: weight and sampling weight of each."""

    weight: dict[str, float]
    sampling: dict[str, float]
    mean: dict[str, float]
    own: dict[str, float]
    pull: dict[str, float]
    doubt: float

    @classmethod
    def of(
        cls,
        blueprint: Blueprint,
        known: Mapping[str, _Facet],
        weights: Mapping[str, float],
        *,
        level: float,
        doubt: float,
    ) -> _Score:
        weight: defaultdict[str, float] = defaultdict(float)
        sampling: defaultdict[str, float] = defaultdict(float)
        for part in blueprint.parts:
            size = sum(draw.number for draw in part.draws)
            for draw in part.draws:
                for name, share, spread in _spread_out(draw, weights):
                    each = part.weight / size
                    weight[name] += each * draw.number * share
                    sampling[name] += each**2 * draw.number * share * spread
        mean, own, pull = {}, {}, {}
        for name in weight:
            facet, k = known.get(name, _Facet()), _prior(name)
            total = facet.mass + k
            mean[name] = (facet.earned + k * level) / total
            own[name] = mean[name] * (1 - mean[name]) / (total + 1)
            pull[name] = k / total
        return cls(
            weight=dict(weight), sampling=dict(sampling), mean=mean, own=own, pull=pull, doubt=doubt
        )

    def share(self, *, written: bool) -> _Normal:
        """Return the whole score, or its part from written replies and conversations."""
        names = [n for n in self.weight if not written or n in (WRITTEN, TALK)]
        weight = self.weight
        own = sum(self._own(name) for name in names)
        pull = sum(weight[n] * self.pull[n] for n in names)
        everything = sum(weight[n] * self.pull[n] for n in weight)
        return _Normal(
            mean=sum(weight[n] * self.mean[n] for n in names),
            variance=own + pull**2 * self.doubt,
            cross=own + pull * everything * self.doubt,
        )

    def _own(self, name: str) -> float:
        """Return the variance of one facet: what is not known of it, and the luck of the form."""
        luck = self.sampling[name] * self.mean[name] * (1 - self.mean[name])
        return self.weight[name] ** 2 * self.own[name] + luck


def _spread_out(draw: Draw, weights: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Return facet, share and spread of the items of a draw."""
    spread = sum(SPREAD_OF_KIND.get(kind, 1.0) for kind in draw.kinds) / len(draw.kinds)
    facet = FACET_OF_KIND.get(draw.kinds[0])
    if facet is not None:
        return [(facet, 1.0, spread)]
    wanted = {d: w for d, w in weights.items() if not draw.domains or d in draw.domains}
    total = sum(wanted.values())
    return [(domain, weight / total, spread) for domain, weight in wanted.items()]


def _chance(whole: _Normal, written: _Normal, blueprint: Blueprint) -> float | None:
    """Return the chance of the total at the cut and, where asked for, of the written points too.

    The two are taken as jointly normal: the chance of the total is summed over the written points
    that are high enough.
    """
    if blueprint.cut is None:
        return None
    cut = blueprint.cut / 100
    parts = [
        part for part in blueprint.parts if any(FACET_OF_KIND.get(d.kinds[0]) for d in part.draws)
    ]
    needed = blueprint.min_written * sum(part.weight for part in parts)
    if not parts or needed <= 0 or written.variance <= 0:
        return _above(cut, whole.mean, sqrt(whole.variance))
    slope = written.cross / written.variance
    rest = sqrt(max(1e-12, whole.variance - slope * written.cross))
    spread, steps = sqrt(written.variance), 200
    start = max(-6.0, (needed - written.mean) / spread)
    width = (6.0 - start) / steps if start < 6.0 else 0.0  # noqa: PLR2004 - six standard deviations hold everything
    chance = 0.0
    for step in range(steps):
        z = start + (step + 0.5) * width
        density = exp(-z * z / 2) / sqrt(2 * pi)
        chance += width * density * _above(cut, whole.mean + slope * z * spread, rest)
    return min(1.0, max(0.0, chance))


def _above(mark: float, mean: float, spread: float) -> float:
    return 0.5 * (1 + erf((mean - mark) / (spread * sqrt(2))))
