# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""Retelling and the personal word, judged against the facts of this case."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizapp.grading.free_text.case_facts import CaseFacts, concepts, stem
from quizapp.grading.free_text.lexicon import people
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.patterns import Pattern
from quizapp.grading.free_text.text import Clause, Passage
from quizapp.grading.free_text.vocabulary import known_words

_PLAN = Pattern(
    r"(?:{I}|she|he|they|someone|{firm}|engineer|driver|\w+) (?:will|shall|am going to|are going to|would like to|can|could|am \w+ing|are \w+ing|have just|have already|have (?:now )?(?:{acted}))|please|may i|can i|could you|would you|let me|let us|here is what|you (?:can|will|may|should)"
)
_TELL = Pattern(
    r"you (?:\w+ )?(?:have|had|are|were|got|did|asked|told|said|wrote|waited|sat|stood|lost|took|gave|handed|picked|chose|came|went|paid|booked|ordered|trusted|planned|rang|called|sent|stayed|kept|left|ended|end|spent|bought|need|needed|wanted|opened|found|find|tried|try|travel|wrap|wrapped|drove|worked|put|opened|came|come|\w+ed)|"
    r"(?:we|our \w+|i|they) (?:have )?(?:left|lost|sent|missed|failed|did|let|forgot|never|took|charged|kept|put|gave|broke|delivered|cancelled|mixed|made|told|asked|ignored|fitted|cut|fed|should|ought|got|pulled|\w+ed)|with(?:out)? (?:no|the|a|your|him|her|two|nothing|that)|no (?:\w+ )?(?:and no|on|in|for|at)|after (?:\w+ )?(?:\w+)|to (?:be|have|lose|find|open|get|see|wait|sit|come|hear|spend|learn) |losing|waiting|being|having|finding|opening|sitting|hearing|getting|so (?:you|the|your|it|not|now)|again|twice|instead of|still|was|were|hurts?|not (?:one|a|the|arrive\w*|come|turn|work\w*)|stayed|turned|arrived|went|came|happened"
)


@dataclass(frozen=True, slots=True)
class Retelling:
    """How far one clause retells the case: shared ideas, own words, and its stance."""

    clause: int
    shared: int
    strong: int
    own: float
    tells: bool
    plans: bool
    asks: bool
    copied: float


def retellings(reply: Passage, facts: CaseFacts) -> list[Retelling]:
    """Return one reading for each clause of the reply."""
    return [_read(clause, facts) for clause in reply.clauses]


def _read(clause: Clause, facts: CaseFacts) -> Retelling:
    words = [
        w
        for w in clause.norm.split()
        if w not in FUNCTION_WORDS
        and (len(w) > 2 or w[:1].isdigit())
        and w not in facts.names
        and w not in people.TITLES
        and re.search(r"\w", w)
    ]
    exact = {stem(w) for w in words if stem(w) in facts.content}
    near = {stem(w) for w in words if stem(w) not in facts.content and concepts(w) & facts.concepts}
    context = {stem(w) for w in words if stem(w) in facts.situation_content} - exact - near
    shared = len(exact) + len(near) + len(context)
    total = max(1, len({stem(w) for w in words}))
    asks = clause.norm.rstrip().endswith("?")
    return Retelling(
        clause.index, shared, len(exact), shared / total, bool(_TELL.search(clause.norm)), bool(_PLAN.search(clause.norm)), asks,
        copied_share(clause.norm, facts.message.norm),
    )  # fmt: skip


def copied_share(text: str, source: str, size: int = 4) -> float:
    """Return the share of `size`-word runs of `text` that stand word for word in `source`."""
    words = re.findall(r"[\w']+", text)
    if len(words) < size:
        return 0.0
    origin = re.findall(r"[\w']+", source)
    runs = {tuple(origin[i : i + size]) for i in range(len(origin) - size + 1)}
    own = [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]
    return sum(r in runs for r in own) / len(own)


def paraphrase_strength(reading: Retelling) -> float:
    """Return 0 to 1: how surely the clause retells a fact of the case in the writer's words."""
    if reading.copied > 0.75:
        return 0.2
    value = 0.22 * min(reading.shared, 4) + 0.06 * min(reading.strong, 3)
    value += 0.15 if reading.tells else -0.1
    value -= 0.35 if reading.plans else 0.0
    value -= 0.3 if reading.asks else 0.0
    return max(0.0, min(1.0, value))


_LOSS = Pattern(
    r"(?:for|about) your (?:\w+ )?(?:loss|father|mother|mum|dad|husband|wife|bereavement)|(?:my|our) (?:\w+ )?condolences?"
)


def personal_spans(reply: Passage, facts: CaseFacts) -> list[tuple[int, int, str]]:
    """Return normal-form spans that speak to this customer: a name, a relative, a part of their life."""
    spans: list[tuple[int, int, str]] = []
    position = 0
    texts = [w.text for w in reply.words]
    for index, word in enumerate(reply.words):
        begin, end = position, position + len(word.text)
        position = end + 1
        if word.kind != "word":
            continue
        if word.text in facts.names or _vocative(reply, index, facts):
            spans.append((begin, end, "uses a name of this case"))
        elif _same_relative(word.text, facts):
            before = texts[index - 1] if index else ""
            if before not in {"my", "our", "dear"} and not (
                index > 1 and texts[index - 2] in {"my", "our"}
            ):
                spans.append((begin, end, "speaks of someone close to the customer"))
        elif _same_life(word.text, facts):
            spans.append((begin, end, "speaks to the customer's own circumstances"))
    spans.extend((*m.span(), "speaks to the customer's loss") for m in _LOSS.finditer(reply.norm))
    return spans


_GREETINGS = frozenset(
    [
        "hi",
        "hello",
        "hey",
        "dear",
        "oh",
        "ah",
        "morning",
        "afternoon",
        "evening",
        "right",
        "thanks",
        "you",
        "sorry",
        "so",
        "okay",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "aw",
        "well",
    ]
)


def _vocative(reply: Passage, index: int, facts: CaseFacts) -> bool:
    """Say whether a word of the case addresses somebody: after a greeting or title, or between commas."""
    word = reply.words[index]
    if (
        word.text not in facts.all_words
        or word.text in FUNCTION_WORDS
        or word.text in people.KIN
        or word.text in facts.company
    ):
        return False
    before = reply.words[index - 1].text if index else ""
    after = reply.words[index + 1].text if index + 1 < len(reply.words) else "."
    if before in people.TITLES and word.raw[:1].isupper():
        return True
    capital = word.raw[:1].isupper() or word.text not in known_words()
    opening = before in _GREETINGS or before in {"", ".", ",", "!", "?", "\n"}
    closing = after in {",", ".", "!", "?", "\n", "…", ":"}
    return (
        capital
        and closing
        and opening
        and (word.text not in known_words() or word.text in facts.proper)
    )


def _same_relative(word: str, facts: CaseFacts) -> bool:
    if not facts.kin or word not in people.KIN | _PETS:
        return False
    return word in facts.all_words or any(
        word in group and group & facts.all_words for group in people.KIN_GROUPS
    )


_PETS = frozenset(["dog", "pup", "puppy", "pet", "hound", "cat", "kitten"])


def _same_life(word: str, facts: CaseFacts) -> bool:
    return any(word in group and group & facts.life for group in people.CIRCUMSTANCE_GROUPS)
