"""Conversations: length, endings, a mistake that can be mended, and no canned way to win."""

from __future__ import annotations

from quizapp.banks.lint.report import Severity, Subject
from quizapp.banks.talk import longest_path
from quizapp.banks.walk import CANNED, STRATEGIES, ending_of, walk
from quizapp.domain.items import ConversationBody, EndingKind
from quizapp.domain.marking import LIBRARY

TURNS = (8, 12)
REPLIES = (3, 4)
BEST_GRADE = 3
LONGEST_BEST_SHARE = 0.5
LONGEST_BEST_FROM = 4


def check_conversations(subject: Subject) -> None:
    """Run every check that looks at conversations."""
    for item in subject.live:
        if isinstance(item.body, ConversationBody):
            _shape(subject, item.id, item.body)
            _turns(subject, item.id, item.body)
            _ways(subject, item.id, item.body)


def _shape(subject: Subject, item: str, body: ConversationBody) -> None:
    turns = longest_path(body)
    low, high = TURNS
    if not low <= turns <= high:
        subject.say(
            Severity.WARNING,
            "talk-length",
            f"the longest path has {turns} agent turns",
            f"{low} to {high} are expected",
            item=item,
        )
    missing = [kind for kind in EndingKind if kind not in {e.kind for e in body.endings}]
    if missing:
        subject.say(
            Severity.ERROR,
            "talk-endings",
            f"no ending is {' or '.join(missing)}",
            "write at least one of each kind",
            item=item,
        )


def _turns(subject: Subject, item: str, body: ConversationBody) -> None:
    longest = ready = 0
    for node in body.nodes:
        if not node.replies:
            if not node.model_reply:
                subject.say(
                    Severity.WARNING,
                    "model-reply",
                    f"the written turn {node.id} has no model reply",
                    "write what a strong reply would be",
                    item=item,
                )
            continue
        ready += 1
        best = max(node.replies, key=lambda reply: reply.grade)
        longest += len(best.text) == max(len(reply.text) for reply in node.replies)
        low, high = REPLIES
        if not low <= len(node.replies) <= high:
            subject.say(
                Severity.WARNING,
                "reply-count",
                f"the turn {node.id} offers {len(node.replies)} replies",
                f"{low} or {high} are expected",
                item=item,
            )
        if best.grade < BEST_GRADE:
            subject.say(
                Severity.WARNING,
                "reply-grades",
                f"no reply of the turn {node.id} has the grade {BEST_GRADE}",
                "give the best reply full marks",
                item=item,
            )
        for reply in node.replies:
            if not reply.rationale:
                subject.say(
                    Severity.ERROR,
                    "rationale",
                    f"the reply {node.id}/{reply.id} has no rationale",
                    "say what the customer experiences",
                    item=item,
                )
    if ready >= LONGEST_BEST_FROM and longest / ready > LONGEST_BEST_SHARE:
        subject.say(
            Severity.WARNING,
            "length-cue",
            f"the best reply is the longest on {longest} of {ready} turns",
            "lengthen poorer replies",
            item=item,
        )


def _ways(subject: Subject, item: str, body: ConversationBody) -> None:
    """Walk every way through the talk, then the ways of someone who does not read it."""
    found = walk(body)
    places = [*(node.id for node in body.nodes), *(ending.id for ending in body.endings)]
    if never := [place for place in places if place not in found.places]:
        subject.say(
            Severity.ERROR,
            "talk-reach",
            f"no sequence of replies ever leads to {', '.join(never)}",
            "loosen the conditions on the routes there, or take them away",
            item=item,
        )
    if not found.recovered:
        subject.say(
            Severity.ERROR,
            "talk-recovery",
            "after any poor reply the talk can no longer be resolved",
            "let one mistake be mended",
            item=item,
        )
    best = ending_of(body, lambda rs: max(rs, key=lambda reply: reply.grade), frozenset(LIBRARY))
    if best is not EndingKind.RESOLVED:
        subject.say(
            Severity.ERROR,
            "talk-best",
            f"the best reply on every turn ends {best or 'nowhere'}",
            "the best path must be resolved",
            item=item,
        )
    for name, pick in STRATEGIES.items():
        if ending_of(body, pick, CANNED) is EndingKind.RESOLVED:
            subject.say(
                Severity.ERROR,
                "talk-strategy",
                f"{name}, with set phrases on written turns, ends resolved",
                "make one such reply cost trust, or let the routes ask for more",
                item=item,
            )
