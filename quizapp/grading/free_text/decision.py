"""From the views to decisions: validity, each criterion, the band, and what stays undecided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.domain.marking import (
    ABSENCE,
    BLOCKERS,
    LIBRARY,
    Case,
    CriterionMark,
    Evidence,
    Polarity,
)
from quizapp.grading.free_text.advice import advise, reword
from quizapp.grading.free_text.attempt_shape import greets_another, speaks_to_somebody
from quizapp.grading.free_text.band import band
from quizapp.grading.free_text.carriers import Carried, carried
from quizapp.grading.free_text.case_facts import CaseFacts, read_case
from quizapp.grading.free_text.gates import (
    COPIED,
    LECTURE_REASON,
    LIST_REASON,
    ORDER_REASON,
    OTHER_CASE,
    refusal,
)  # fmt: skip
from quizapp.grading.free_text.learned import LearnedModel, Views, load_model, see
from quizapp.grading.free_text.rules import RuleView, look
from quizapp.grading.free_text.text import Passage, read
from quizapp.grading.free_text.validity import MUCH, Judged, claims
from quizapp.grading.free_text.vectors import begin, read_closely
from quizapp.grading.free_text.verdicts import CLEAR_CUE, NONE, Verdict, settle
from quizapp.grading.free_text.vocabulary import repair


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything decided about one reply, before weights are asked for."""

    invalid_reason: str | None
    validity_undecided: bool
    band: int
    marks: Mapping[str, CriterionMark]
    blockers: tuple[str, ...]


BY_WORDING = frozenset({LECTURE_REASON, LIST_REASON, ORDER_REASON})
"""Refusals for the wording alone; they need the close reading to agree."""
JUMBLE = 3.0005
"""Log odds of being a trap above which the wording is no attempt where it would earn anything. Of
1,333 genuine replies that the close reading had not met, two lie beyond it, of 71 others 38."""
SHEER = 6.0005
"""Log odds above which it is none in any case, even where it has the words of its case."""
PERHAPS_NONE = 0.0005
"""Log odds above which a person looks at what would earn much."""
PLAIN = -3.0005
"""Log odds of being a trap below which the wording is that of a plain reply."""
RETOLD = -3.0005
"""Log odds of being a trap and of answering another case, together, from which the third sum is
asked whose case a reply retells: it takes as long as the rest of the mark."""
STRANGER, PERHAPS_STRANGER = 4.5005, -3.0005
"""Log odds of being a trap and the sum of how foreign a reply is to its case, together: from the
one on it answers another case, from the other on it may. The largest of 1,333 genuine replies that
the close reading had not met are 3.5 and 2.5, of 420 to cases told briefly -1.2."""
AGREED = 0.5005
"""Log odds of answering another case that a reply must reach to be refused for its shape alone: of
2,023 genuine ones that the close reading had not met, whole cases and cut ones, two do."""
GREETED = 8.0
"""What a greeting to somebody else adds to that sum; two of 5,199 genuine replies have one."""
RULE_THRESHOLD = 0.5
"""Strength of the cues that decides where no trained model is installed."""


def decide(case: Case, reply: str) -> Decision:
    """Decide every criterion of the library for `reply`."""
    facts = read_case(case)
    model = load_model()
    passage = read(reply, repair)
    reading = begin(passage.sentences, facts.texts) if model and passage.clauses else None
    reason = refusal(passage, facts)
    view = look(passage, facts, case.channel)
    unsure = False
    views = None
    if model is not None and reading is not None:
        judged = Judged(reason)
        if reason is None:
            judged = model.validity.judge(passage, facts, view)
        views = see(passage, facts, view, model, reading)
        reason, unsure = _weighed(judged, passage, facts, view, model, views)
    verdicts = {
        name: _verdict(name, view, passage, facts, model, views, case.channel) for name in LIBRARY
    }
    marks: dict[str, CriterionMark] = {}
    events: dict[str, bool] = {}
    for name in LIBRARY:
        verdict = verdicts[name]
        absent = name in ABSENCE
        event = verdict.event and (reason is None or (absent and reason != COPIED))
        events[name] = event
        met = (not event) if absent else event
        evidence = _evidence(name, view, passage, facts, views, verdict)
        if reason is not None and not absent:
            evidence = tuple(
                replace(e, polarity=Polarity.VOID, why=reason, guard=reason) for e in evidence
            )
        marks[name] = CriterionMark(
            met=met,
            confidence=_confidence(verdict) if reason is None or absent else 0.95,
            review=verdict.doubt and reason is None,
            evidence=evidence,
            advice="" if met else advise(name, facts, evidence),
            rewording=None if met else reword(name, passage, facts),
        )
    level = 0
    if reason is None:
        level = band(events)
        if model is not None and views is not None:
            level = model.band.level(
                {n: v.chance for n, v in verdicts.items()}, events, views.close
            )
    return Decision(reason, unsure, level, marks, BLOCKERS)


def _weighed(
    judged: Judged, passage: Passage, facts: CaseFacts, view: RuleView, model: LearnedModel,
    views: Views,
) -> tuple[str | None, bool]:  # fmt: skip
    """Return why the reply is no attempt, all views considered, and whether that is in doubt."""
    trap = views.close.trap
    reason, unsure = judged.reason, judged.unsure
    if judged.reason == OTHER_CASE and trap < PLAIN and views.close.foreign < AGREED:
        reason, unsure = None, True
    if reason is None and trap > PERHAPS_NONE and claims(view) >= MUCH:
        unsure = True
    if reason is None and trap > JUMBLE:
        disordered, spoken_to = model.validity.disordered(passage), speaks_to_somebody(passage)
        if trap <= SHEER and not claims(view):
            unsure = True
        elif disordered or not judged.own or not spoken_to or trap > SHEER:
            about = OTHER_CASE if spoken_to else LECTURE_REASON
            reason = ORDER_REASON if disordered else about
    misnamed = greets_another(passage, facts)
    if (
        reason is None
        and (trap + views.close.foreign > RETOLD or misnamed)
        and claims(view) >= MUCH
    ):
        both = (
            trap + views.close.foreign + 0.5 * max(-6.0, model.validity.foreignness(passage, facts))
        )
        both = round(both + (GREETED if misnamed else 0.0), 3)
        reason = OTHER_CASE if both > STRANGER else None
        unsure = unsure or both > PERHAPS_STRANGER
        unsure = unsure and reason is None
    if reason in BY_WORDING and trap < PLAIN:
        reason, unsure = None, True
    return reason, unsure


def _verdict(
    name: str, view: RuleView, passage: Passage, facts: CaseFacts, model: LearnedModel | None,
    views: Views | None, channel: str,
) -> Verdict:  # fmt: skip
    rule = view.strength[name]
    if name == "no_public_data" and channel != "social":
        return Verdict(event=False, chance=NONE, doubt=False, threshold=RULE_THRESHOLD)
    if model is None or views is None:
        event = rule >= RULE_THRESHOLD
        return Verdict(event=event, chance=round(rule, 3), doubt=False, threshold=RULE_THRESHOLD)
    fusion = model.fusion[name]
    chance = fusion.chance(name, views.linear[name], views.scores)
    likely = chance >= fusion.cut.threshold
    found = (
        _carried(name, view, passage, facts, views)
        if likely
        else carried(name, view, passage, views.scores)
    )
    support = views.scores.support(name)
    return settle(name, view, chance, fusion.cut, support, found.guard, found.elsewhere)


def _carried(
    name: str, view: RuleView, passage: Passage, facts: CaseFacts, views: Views
) -> Carried:
    """Return what carries a likely outcome; what a guard voided is not read along.

    Where a clear cue speaks for the outcome it does not rest on this.
    """
    if any(h.guard is None and h.weight >= CLEAR_CUE for h in view.hits.get(name, ())):
        return carried(name, view, passage, views.scores)
    column = LIBRARY.index(name)

    def alone(free: Sequence[int]) -> list[float]:
        kept = tuple(passage.sentences[i] for i in free)
        return [clause[column] for clause in read_closely(kept, facts.texts).clauses]

    return carried(name, view, passage, views.scores, alone)


def _confidence(verdict: Verdict) -> float:
    """Return how sure the decision is: the chance of the side that was taken, at least one half."""
    side = verdict.chance if verdict.event else 1.0 - verdict.chance
    return round(min(0.999, max(0.5, side)), 3)


def _evidence(
    name: str,
    view: RuleView,
    passage: Passage,
    facts: CaseFacts,
    views: Views | None,
    verdict: Verdict,
) -> tuple[Evidence, ...]:
    """Return the words that decided; the clause that weighed most where no cue was found.

    What a guard voided is shown only where it is the reason why nothing was found.
    """
    shown = view.evidence[name]
    polarity = Polarity.AGAINST if name in ABSENCE else Polarity.FOR
    live = [e for e in shown if e.polarity is not Polarity.VOID]
    if not verdict.event:
        void = tuple(e for e in shown if e.polarity is Polarity.VOID)[:1]
        if verdict.guard is None or views is None or any(e.guard == verdict.guard for e in void):
            return void
        start, end = _place(passage, _carried(name, view, passage, facts, views).clause)
        return (
            *void,
            Evidence(
                start=start, end=end, text=passage.original[start:end], why=verdict.guard,
                polarity=Polarity.VOID, guard=verdict.guard,
            ),
        )  # fmt: skip
    retold = name == "paraphrase"  # its cues weigh shared words, the learned views the whole
    if (live and not retold) or views is None or not passage.clauses:
        return tuple(live)
    start, end = _place(passage, _carried(name, view, passage, facts, views).clause)
    why = "reads like replies that do this"
    if name in ABSENCE:
        why = "reads like replies that break this"
    elif retold:
        why = "retells what happened to this customer"
    return (
        Evidence(
            start=start, end=end, text=passage.original[start:end], why=why, polarity=polarity
        ),
    )


def _place(passage: Passage, number: int) -> tuple[int, int]:
    """Return where a sentence stands in the text as it was typed."""
    clause = passage.clauses[number]
    return passage.span(clause.offset, clause.offset + len(clause.norm))
