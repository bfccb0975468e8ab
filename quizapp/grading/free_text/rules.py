# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""The rule view: from hits to a strength between 0 and 1 for each criterion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.marking import ABSENCE, LIBRARY, Evidence, Polarity
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.evidence import Hit, find_hits
from quizapp.grading.free_text.patterns import Pattern
from quizapp.grading.free_text.retelling import (
    Retelling,
    paraphrase_strength,
    personal_spans,
    retellings,
)
from quizapp.grading.free_text.text import Passage


@dataclass(frozen=True, slots=True)
class RuleView:
    """What the rules see: strength (of the event: a breach for absence criteria) and evidence.

    `readings` say of each clause how far it retells the case.
    """

    strength: Mapping[str, float]
    hits: Mapping[str, tuple[Hit, ...]]
    evidence: Mapping[str, tuple[Evidence, ...]]
    readings: tuple[Retelling, ...] = ()


def look(reply: Passage, facts: CaseFacts, channel: str) -> RuleView:
    """Read the reply with every cue."""
    hits = find_hits(reply, facts, channel)
    readings = tuple(retellings(reply, facts))
    _reflected(reply, readings, hits)
    _shouted(reply, hits)
    strength: dict[str, float] = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for criterion in LIBRARY:
        own = hits.get(criterion, [])
        live = [h for h in own if h.guard is None]
        strength[criterion] = _combine(live)
        evidence[criterion] = _show(
            reply, own, Polarity.AGAINST if criterion in ABSENCE else Polarity.FOR
        )
    _paraphrase(reply, readings, strength, evidence)
    _personal(reply, facts, strength, evidence)
    _policy(reply, hits, strength)
    if channel != "social":
        strength["no_public_data"] = 0.0
        evidence["no_public_data"] = ()
    _framing(strength)
    return RuleView(strength, {k: tuple(v) for k, v in hits.items()}, evidence, readings)


_SO = re.compile(
    r"^(?:(?:hello|hi|dear|hey|good \w+|thank you|thanks|okay|right|ok|oh|ah|\w+) ?(?:\w+ ){0,3}, ?)?"
    r"so (?:you|your|it|the|all|he|she|they|there|on|first|after)\b"
    r"(?! (?:can|will|should|could|may|must|have to|need))"
)
REFLECTED, TOLD_BACK = "so told", 0.3
"""Name of the cue for a retelling after “so”, and the strength the retelling must have."""


def _reflected(reply: Passage, readings: Sequence[Retelling], hits: dict[str, list[Hit]]) -> None:
    """Add the cue of reflective listening: “So …” with this customer's own facts, no reproach."""
    blamed = {h.clause for h in hits.get("no_blame", []) if h.guard is None}
    for reading in readings:
        clause = reply.clauses[reading.clause]
        told = paraphrase_strength(reading) >= TOLD_BACK and not clause.norm.rstrip().endswith("?")
        if told and clause.index not in blamed and _SO.search(clause.norm):
            start, end = clause.offset, clause.offset + len(clause.norm)
            hits.setdefault("paraphrase", []).append(
                Hit(
                    "paraphrase", REFLECTED, 0.85, "says back what happened to this customer",
                    clause.index, *reply.span(start, end), None,
                )
            )  # fmt: skip


def _combine(live: list[Hit]) -> float:
    """Return the best hit, a little raised by different further hits."""
    by_name: dict[str, float] = {}
    for hit in live:
        by_name[hit.name] = max(by_name.get(hit.name, 0.0), hit.weight)
    values = sorted(by_name.values(), reverse=True)
    if not values:
        return 0.0
    return min(1.0, values[0] + 0.12 * sum(values[1:3]))


WEAKER = 0.2
"""How much weaker than the strongest cue one may be that is still shown beside it."""


def _show(reply: Passage, hits: list[Hit], polarity: Polarity) -> tuple[Evidence, ...]:
    live = sorted((h for h in hits if h.guard is None), key=lambda h: (-h.weight, h.start))
    void = sorted((h for h in hits if h.guard is not None), key=lambda h: (-h.weight, h.start))
    live = [h for h in live if h.weight >= live[0].weight - WEAKER]
    chosen: list[Hit] = []
    for hit in live:
        if len(chosen) < 3 and not any(h.start < hit.end and hit.start < h.end for h in chosen):
            chosen.append(hit)
    for hit in void:
        if len(chosen) < 4 and not any(h.start < hit.end and hit.start < h.end for h in chosen):
            chosen.append(hit)
    shown: list[Evidence] = []
    for hit in sorted(chosen, key=lambda h: h.start):
        start, end = _whole(reply.original, hit)
        if not shown or start >= shown[-1].end:
            shown.append(
                Evidence(
                    start=start, end=end, text=reply.original[start:end], why=hit.why if hit.guard is None else hit.guard,
                    polarity=polarity if hit.guard is None else Polarity.VOID, guard=hit.guard,
                )
            )  # fmt: skip
    return tuple(shown)


_TO_THE_STOP = frozenset({"concrete_next_step", "offer_options"})
"""Criteria whose cues end before what is done or offered has been said."""
_REST = re.compile(r"[^,;:.!?…\n–—()]{0,60}(?=[,;:.!?…\n–—()]|$)")

_LINK = re.compile(r"(?i:and|but|,)\s+(?=\S)")


def _whole(original: str, hit: Hit) -> tuple[int, int]:
    """Return the span of a hit in whole words; of a step or an option up to the next stop."""
    start, end = hit.start, hit.end
    while start and (original[start - 1].isalnum() or original[start - 1] in "'’"):
        start -= 1
    while end < len(original) and (original[end].isalnum() or original[end] in "'’"):
        end += 1
    link = _LINK.match(original, start, end)
    start = link.end() if link is not None else start
    if hit.criterion in _TO_THE_STOP and hit.guard is None and original[end - 1].isalnum():
        rest = _REST.match(original, end)
        end = rest.end() if rest is not None else end
    return start, end


def _paraphrase(
    reply: Passage,
    readings: Sequence[Retelling],
    strength: dict[str, float],
    evidence: dict[str, tuple[Evidence, ...]],
) -> None:
    best, where = 0.0, None
    for reading in readings:
        value = paraphrase_strength(reading)
        if value > best:
            best, where = value, reading.clause
    strength["paraphrase"] = best
    if where is not None and best >= 0.3:
        clause = reply.clauses[where]
        evidence["paraphrase"] = (
            Evidence(
                start=clause.start,
                end=clause.end,
                text=reply.original[clause.start : clause.end],
                why="retells what happened to this customer",
                polarity=Polarity.FOR,
            ),
        )


def _personal(
    reply: Passage,
    facts: CaseFacts,
    strength: dict[str, float],
    evidence: dict[str, tuple[Evidence, ...]],
) -> None:
    spans = personal_spans(reply, facts)
    strength["personalise"] = (
        0.9
        if any("name" in why or "close" in why or "loss" in why for *_, why in spans)
        else (0.65 if spans else 0.0)
    )
    shown = []
    for begin, end, why in spans[:3]:
        start, stop = reply.span(begin, end)
        shown.append(
            Evidence(
                start=start,
                end=stop,
                text=reply.original[start:stop],
                why=why,
                polarity=Polarity.FOR,
            )
        )
    evidence["personalise"] = tuple(shown)


_WAY_OUT = Pattern(
    r"(?:what|here is what) (?:i|we) can|instead|alternatively|but (?:i|we) (?:can|will|have|could)|however ,? (?:i|we) (?:can|will|have|could)|(?<!nothing )(?<!nothing more )(?<!nothing else )(?<!nothing further )(?<!little )(?<!all )(?<!all that )(?<!than )(?:i|we) (?:can|could) (?:still |also |however |instead |though )?(?:offer|give|send|do|get|make|move|put|help|arrange|swap|exchange|book|lend|ask)"
)


def _policy(reply: Passage, hits: Mapping[str, list[Hit]], strength: dict[str, float]) -> None:
    """Weigh rule and refusal together: they break the criterion unless a way forward is offered."""
    live = [h for h in hits.get("no_policy_hiding", []) if h.guard is None]
    names = {h.name for h in live}
    if not live:
        return
    value = max((h.weight for h in live), default=0.0)
    refusing = names & {"refusal", "nothing we can do", "not entitled", "flat no", "bare rule"}
    ruled = names - refusing
    helps = max(strength[name] for name in ("concrete_next_step", "offer_options", "follow_up"))
    open_way = helps >= 0.55 or _WAY_OUT.search(reply.norm) is not None
    if refusing and (ruled or len(refusing) > 1):
        value = min(1.0, value + 0.3)
    elif not refusing and len(names) < 2:
        value -= 0.15
    if open_way:
        value -= 0.4
    elif names != {"refusal"}:
        value += 0.15
    strength["no_policy_hiding"] = max(0.0, value)


SHOUTED, RAISED = "shouting", "capitals"
"""Names of the cues for a reply that is mostly in capitals, and for a run of words that is."""
_SHORT_NAMES = frozenset({"usa", "dvd", "vat", "gps", "nhs"})
_RUN = re.compile(r"\b[A-Z]{2,}(?:[\s']+[A-Z]{1,})(?:[\s']+[A-Z]{2,}){2,}")
_LOUD = re.compile(r"\b[A-Z][A-Z']{2,}\b")


def _shouted(reply: Passage, hits: dict[str, list[Hit]]) -> None:
    """Add the cue of shouting; letter case is all that gives it away, and only the cues see it."""
    letters = re.findall(r"[A-Za-z]{3,}", reply.original)
    loud = [m for m in _LOUD.finditer(reply.original) if m.group().lower() not in _SHORT_NAMES]
    mostly = len(loud) >= 5 and 2 * len(loud) > len(letters)
    found = _RUN.search(reply.original) or (loud[0] if mostly else None)
    if found is None:
        return
    clause = next((c.index for c in reply.clauses if found.start() < c.end), 0)
    hits.setdefault("calm_tone", []).append(
        Hit(
            "calm_tone", SHOUTED if mostly else RAISED, 0.8, "shouts in capitals", clause,
            found.start(), found.end(), None,
        )
    )  # fmt: skip


def _framing(strength: dict[str, float]) -> None:
    if (
        strength["no_policy_hiding"] >= 0.5
        or max(strength["no_blame"], strength["no_minimising"]) >= 0.6
    ):
        strength["positive_framing"] = min(strength["positive_framing"], 0.3)
