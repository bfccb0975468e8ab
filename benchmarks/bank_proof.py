"""The figures of the shipped bank: counts, coverage, guessing blind, reviews, forms in succession.

    python benchmarks/bank_proof.py [--out docs/proof/bank.json]

With `--out` the coverage is drawn beside it, as `bank-coverage.svg`.

Exit code 1 if a count is below its floor, a strategy that sees no stem does better than allowed, or
one of three certification forms in succession repeats more than 30 % of the one before.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from record import write_record

from quizapp import resources
from quizapp.app import written_marker
from quizapp.banks import check, guess, loading
from quizapp.banks.coverage import coverage
from quizapp.banks.coverage_picture import svg
from quizapp.domain.answers import Turn
from quizapp.domain.items import (
    ConversationBody,
    EndingKind,
    FreeTextBody,
    Item,
    ItemHead,
    Node,
    ReviewRole,
    head_of,
)
from quizapp.domain.marking import Case, Marking
from quizapp.domain.plan import Bank
from quizapp.errors import UserError
from quizapp.exam.assemble import History, assemble
from quizapp.grading import conversation
from quizapp.grading.conversation import MarkReply
from quizapp.grading.grade import ask, case_of
from quizapp.services.talks import turned

FLOORS = {"choice": 240, "mixed": 60, "free_text": 48, "conversation": 16, "listening": 24}
MIXED = frozenset({"multiple", "ordering", "matching"})
FORMS, OVERLAP = 3, 0.30
CARELESS = "Thank you for your message. We will see what we can do about it."


def counts(bank: Bank) -> dict[str, int]:
    """Return how many items there are of each group of kinds."""
    groups = Counter("mixed" if item.kind in MIXED else item.kind.value for item in bank.items)
    return {group: groups[group] for group in FLOORS}


def blind(bank: Bank) -> dict[str, dict[str, object]]:
    """Return agreement of blind readers with the keys, by round."""
    found: dict[str, dict[str, object]] = {}
    reviews = [r for item in bank.items for r in item.reviews if r.role is ReviewRole.BLIND]
    for number in sorted({review.round for review in reviews}):
        mine = [review for review in reviews if review.round == number]
        agreed = sum(review.agrees is True for review in mine)
        found[f"round {number}"] = {"items": len(mine), "agreed": agreed}
    report = check(bank)
    due = sorted(str(f.item) for f in report.findings if f.rule == "blind-due")
    found["changed since, awaiting a fresh reader"] = {"items": len(due), "ids": due}
    return found


def forms(heads: list[ItemHead], bank: Bank) -> list[dict[str, object]]:
    """Return three certification forms for one learner, each knowing the one before."""
    plan = next((p for p in bank.plans if p.id == "certification"), None)
    if plan is None:
        return []
    made: list[dict[str, object]] = []
    last: frozenset[str] = frozenset()
    seen: Counter[str] = Counter()
    for seed in range(1, FORMS + 1):
        try:
            form = assemble(plan, heads, seed=seed, history=History(last_form=last, seen=seen))
        except UserError as error:
            made.append({"seed": seed, "refused": str(error)})
            continue
        overlap = round(form.overlap, 3)
        made.append({"seed": seed, "overlap": overlap, "report": list(form.report)})
        last = frozenset(form.items)
        seen.update(form.items)
    return made


def samples(items: list[Item]) -> dict[str, object]:
    """Return how often the marker agrees with what the samples expect."""
    marker = written_marker()
    decisions, wrong = 0, []
    for item in items:
        if not isinstance(item.body, FreeTextBody):
            continue
        case = case_of(item, item.body)
        for sample in item.body.samples:
            marking = marker.mark(case, sample.reply, criteria=tuple(sample.expected))
            for name, expected in sample.expected.items():
                decisions += 1
                if marking.criteria[name].met != expected:
                    wrong.append(f"{item.id} {sample.kind} {name}")
    return {"decisions": decisions, "disagreements": wrong}


def talks(items: list[Item]) -> dict[str, object]:
    """Return every conversation walked with the marker: each ready reply, and two written ones.

    A written turn is answered by its model reply and by a careless line. Turns that are reached
    again with the same trust and tension are walked once.
    """
    marker = written_marker()
    held = [(item, item.body) for item in items if isinstance(item.body, ConversationBody)]
    marked: dict[tuple[str, str], Marking] = {}

    def mark(case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        key = (case.customer_message, text)
        if key not in marked:
            marked[key] = ask(marker, case, text, weights)
        return marked[key]

    turns, decisions = 0, 0
    never: list[str] = []
    unmet: set[str] = set()
    best, careless = [], []
    for item, body in held:
        if _ending(item, body, mark, best=True) is EndingKind.RESOLVED:
            best.append(item.id)
        if _ending(item, body, mark, best=False) is EndingKind.RESOLVED:
            careless.append(item.id)
        found, walked = _walked(item, body, mark)
        turns += len(walked)
        never += [f"{item.id} {end.id}" for end in body.endings if end.id not in found]
        for node, made in walked:
            if made.marking is None or made.said != node.model_reply:
                continue
            for criterion in node.criteria:
                decisions += 1
                if not made.marking.criteria[criterion.id].met:
                    unmet.add(f"{item.id} {node.id} {criterion.id}")
    return {
        "conversations": len(held),
        "turns_walked": turns,
        "endings_never_reached": never,
        "best_replies_resolve": len(best),
        "careless_replies_resolve": careless,
        "model_reply_decisions": decisions,
        "model_replies_not_met": sorted(unmet),
    }


@dataclass(frozen=True, slots=True)
class Made:
    """What was said on a turn and how it was marked; ready replies are not marked."""

    said: str
    marking: Marking | None


def _turns(node: Node) -> list[Turn]:
    if node.replies:
        return [Turn(node=node.id, reply=reply.id) for reply in node.replies]
    return [Turn(node=node.id, text=text) for text in (node.model_reply, CARELESS)]


def _ending(
    item: Item, body: ConversationBody, mark: MarkReply, *, best: bool
) -> EndingKind | None:
    """Return how the talk ends with the best reply of each turn, or with the poorest."""
    state = conversation.begin(body)
    while state.node is not None:
        node = state.node
        if node.replies:
            wanted = (max if best else min)(node.replies, key=lambda reply: reply.grade)
            turn = Turn(node=node.id, reply=wanted.id)
        else:
            turn = Turn(node=node.id, text=node.model_reply if best else CARELESS)
        state = turned(item, state, turn, mark)
    return state.ending.kind if state.ending else None


def _walked(
    item: Item, body: ConversationBody, mark: MarkReply
) -> tuple[set[str], list[tuple[Node, Made]]]:
    """Return the endings reached and every turn given on the way."""
    endings: set[str] = set()
    given: list[tuple[Node, Made]] = []
    waiting = [conversation.begin(body)]
    seen = set()
    while waiting:
        state = waiting.pop()
        node = state.node
        if node is None or (place := (node.id, state.trust, state.tension)) in seen:
            endings |= {state.ending.id} if state.ending else set()
            continue
        seen.add(place)
        for turn in _turns(node):
            after = turned(item, state, turn, mark)
            given.append((node, Made(turn.text or "", after.marks[-1].marking)))
            waiting.append(after)
    return endings, given


def main() -> int:
    """Measure, write the record and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    loaded = loading.load_with_places(resources.shipped_bank())
    bank, targets = loaded.bank, loaded.targets
    heads = [head_of(item) for item in bank.items]
    table = guess.blind_guess(bank)
    figures: dict[str, object] = {
        "items": len(bank.items),
        "counts": counts(bank),
        "floors": FLOORS,
        "floors_not_met": [line.name for line in coverage(bank, targets).unmet],
        "cards": len(bank.concepts),
        "secure": sum(item.pool == "secure" for item in bank.items),
        "reviewed_twice": sum(len({r.role for r in item.reviews}) > 1 for item in bank.items),
        "blind_readers": blind(bank),
        "guessing": [
            {
                "strategy": row.strategy,
                "rate": round(row.rate, 3),
                "above_chance": round(row.above, 3),
            }
            for row in table
        ],
        "certification_forms": forms(heads, bank),
        "samples_against_marker": samples(list(bank.items)),
        "conversations_against_marker": talks(list(bank.items)),
    }
    if chosen.out:
        write_record(chosen.out, figures)
        picture = svg(bank, coverage(bank, targets), targets)
        chosen.out.with_name(f"{chosen.out.stem}-coverage.svg").write_text(picture, "utf-8")
    short = [group for group, floor in FLOORS.items() if counts(bank)[group] < floor]
    repeats = [f for f in forms(heads, bank) if float(str(f.get("overlap", 1.0))) > OVERLAP]
    easy = [row.strategy for row in table if not row.passed]
    print(f"{len(bank.items)} items; below floor: {short}; too easy: {easy}; forms: {repeats}")
    return 1 if short or repeats or easy else 0


if __name__ == "__main__":
    sys.exit(main())
