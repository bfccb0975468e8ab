"""Practice sets: what to pick, by what the person asked for and what they have met."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.attempt import Form, FormSection
from quizapp.domain.items import ItemHead, ItemKind, Pool, Status
from quizapp.domain.people import Learner
from quizapp.domain.plan import PlanKind
from quizapp.errors import UserError
from quizapp.exam.assemble import WRITTEN_KINDS
from quizapp.exam.shuffle import option_orders
from quizapp.progress.schedule import Kind, Memory
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.exams import Exams
from quizapp.services.practice_choice import MISSED_BELOW, PracticeChoice
from quizapp.services.reviews import Reviews
from quizapp.services.sitting import Sitting
from quizapp.storage.history import HistoryStore
from quizapp.storage.people import LearnerStore

TRAP_TIMES = 2
"""A misconception chosen this often is one of “my traps”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A written case or a conversation with the best result so far, 0 to 1, or None."""

    head: ItemHead
    best: float | None


class Practice:
    """Builds practice sets out of the learning pool; secure items never appear here."""

    def __init__(
        self,
        history: HistoryStore,
        learners: LearnerStore,
        catalogue: Catalogue,
        exams: Exams,
        reviews: Reviews,
    ) -> None:
        self._history = history
        self._learners = learners
        self._catalogue = catalogue
        self._exams = exams
        self._reviews = reviews

    def count(self, learner_id: str, choice: PracticeChoice) -> int:
        """Return how many questions match."""
        return len(self._matching(learner_id, choice, self._catalogue.bank()))

    def start(self, learner_id: str, choice: PracticeChoice, *, seed: int | None = None) -> Sitting:
        """Begin a practice set; `UserError` if nothing matches."""
        bank = self._catalogue.bank()
        learner = self._learners.get(learner_id)
        if learner is None:
            raise UserError("This person is not on this computer any more. Choose another name.")
        found = self._matching(learner_id, choice, bank)
        if not found:
            raise UserError("Nothing matches these filters. Clear one of them and try again.")
        number = self._exams.draw_seed() if seed is None else seed
        picked = self._pick(learner_id, found, choice, number)
        plan = next(p for p in bank.plans if p.kind is PlanKind.PRACTICE)
        form = Form(
            id=_form_id(picked, number),
            plan=plan.id,
            seed=number,
            sections=(
                FormSection(id=plan.sections[0].id, items=tuple(head.id for head in picked)),
            ),
            option_order=option_orders(picked, seed=number),
            step=choice.step,
        )
        return self._exams.begin(learner, plan, bank, form)

    def comes_back(self, learner: Learner, item: str) -> int | None:
        """Return in how many days a question is due again; None where it is not remembered."""
        return self._reviews.days_until(learner, item)

    def cards(self, learner_id: str) -> tuple[CaseCard, ...]:
        """Return every written case and conversation of the learning pool."""
        best: dict[str, float] = {}
        for row in self._history.grade_rows(learner_id):
            best[row.item] = max(best.get(row.item, 0.0), row.points)
        heads = learnable(self._catalogue.bank())
        return tuple(
            CaseCard(head=head, best=best.get(head.id))
            for head in heads
            if head.kind in WRITTEN_KINDS
        )

    def traps(self, learner_id: str) -> tuple[str, ...]:
        """Return the misconceptions that a person has chosen twice or more, most often first."""
        bank = self._catalogue.bank()
        chosen: Counter[str] = Counter()
        for row in self._history.grade_rows(learner_id):
            chosen.update(row.misconceptions)
        known = {misconception.id for misconception in bank.misconceptions}
        return tuple(m for m, n in chosen.most_common() if n >= TRAP_TIMES and m in known)

    def _matching(
        self, learner_id: str, choice: PracticeChoice, bank: BankView
    ) -> tuple[ItemHead, ...]:
        heads = learnable(bank)
        if choice.due:
            return tuple(h for h in self._due(learner_id, bank) if _matches(h, choice))
        if choice.items:
            return tuple(head for head in heads if head.id in choice.items)
        found = [head for head in heads if _matches(head, choice)]
        if choice.flagged:
            flagged = self._history.flagged(learner_id)
            found = [head for head in found if head.id in flagged]
        if choice.missed:
            latest = {row.item: row.points for row in self._history.grade_rows(learner_id)}
            found = [head for head in found if latest.get(head.id, 1.0) < MISSED_BELOW]
        if choice.traps:
            traps = set(self.traps(learner_id))
            found = [head for head in found if traps & set(_misconceptions(bank, head))]
        return tuple(found)

    def _pick(
        self, learner_id: str, found: Sequence[ItemHead], choice: PracticeChoice, seed: int
    ) -> list[ItemHead]:
        """Prefer what was seen least; mix the rest; leave long cases out of mixed sets."""
        rng = random.Random(f"practice:{seed}")  # noqa: S311 - a set must be rebuildable from its seed
        if choice.due:
            return _apart(found, choice.number)
        if choice.items:
            order = {item: place for place, item in enumerate(choice.items)}
            return sorted(found, key=lambda head: order[head.id])
        seen = self._history.seen(learner_id)
        ranked = sorted(found, key=lambda head: (seen.get(head.id, 0), rng.random()))
        if not choice.kinds:
            short = [head for head in ranked if head.kind not in WRITTEN_KINDS]
            long = [head for head in ranked if head.kind in WRITTEN_KINDS]
            ranked = short + long
        return _apart(ranked, choice.number)

    def _due(self, learner_id: str, bank: BankView) -> list[ItemHead]:
        """Return what is due, in order: items themselves, for a criterion another case."""
        learner = self._learners.get(learner_id)
        heads = {head.id: head for head in learnable(bank)}
        found: dict[str, ItemHead] = {}
        for memory in self._reviews.due(learner) if learner else ():
            if memory.kind is Kind.CRITERION:
                case = self._case_for(memory, learner_id, bank, exclude=found)
                if case is not None:
                    found[case.id] = case
            elif memory.subject in heads:
                found.setdefault(memory.subject, heads[memory.subject])
        return list(found.values())

    def _case_for(
        self, memory: Memory, learner_id: str, bank: BankView, *, exclude: Mapping[str, ItemHead]
    ) -> ItemHead | None:
        """Return a case that asks for a criterion: not the one it was missed in, seen least."""
        asking = [
            head
            for head in learnable(bank)
            if head.kind is ItemKind.FREE_TEXT and memory.subject in head.criteria
        ]
        if any(head.id in exclude and head.id != memory.source for head in asking):
            return None
        others = [head for head in asking if head.id != memory.source] or asking
        seen = self._history.seen(learner_id)
        return min(others, key=lambda head: (seen.get(head.id, 0), head.id), default=None)


def learnable(bank: BankView) -> list[ItemHead]:
    """Return what may be shown outside exams: reviewed items of the learning pool."""
    return [h for h in bank.heads if h.pool is Pool.LEARN and h.status is Status.REVIEWED]


def _matches(head: ItemHead, choice: PracticeChoice) -> bool:
    return (
        (not choice.domains or head.domain in choice.domains)
        and (not choice.objectives or head.objective in choice.objectives)
        and (not choice.concepts or bool(set(choice.concepts) & set(head.concepts)))
        and (not choice.kinds or head.kind in choice.kinds)
    )


def _apart(ranked: Sequence[ItemHead], number: int) -> list[ItemHead]:
    """Return the first items that do not give each other away."""
    picked: list[ItemHead] = []
    for head in ranked:
        if not any(head.id in o.enemies or o.id in head.enemies for o in picked):
            picked.append(head)
        if len(picked) == number:
            break
    return picked


def _misconceptions(bank: BankView, head: ItemHead) -> tuple[str, ...]:
    options = getattr(bank.item(head.id).body, "options", ())
    return tuple(m for option in options if (m := getattr(option, "misconception", None)))


def _form_id(picked: Sequence[ItemHead], seed: int) -> str:
    text = "\n".join([str(seed), *(f"{head.id} {head.content_hash}" for head in picked)])
    return f"practice-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
