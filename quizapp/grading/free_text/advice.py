# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""What would have met a criterion, in one plain sentence, and a better wording where it is honest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.domain.marking import Evidence, Polarity
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.text import Passage

_ADVICE: Mapping[str, str] = {
    "acknowledge_feeling": "Name what the customer seems to feel, or say how hard this must be for them.",
    "validate_feeling": "Say why the reaction makes sense after what happened, for example that anyone would feel so.",
    "paraphrase": "Retell one specific fact of this customer's problem in your own words.",
    "open_question": "Ask one question that begins with what or how and lets the customer explain or say what they wish.",
    "apologise": "Say plainly that you are sorry for what happened, without “if” and without “but”.",
    "take_ownership": "Say that the fault lies with your side, or that you will see the case through yourself.",
    "concrete_next_step": "Name one specific action that you or the company has taken or will take.",
    "offer_options": "Give two real ways forward and let the customer choose.",
    "time_commitment": "Say by which hour, day or date it will happen instead of “soon”.",
    "follow_up": "Say that you will contact the customer again, and about what.",
    "personalise": "Use the customer's name or speak to something in their own circumstances.",
    "thank": "Thank the customer for something, such as telling you or waiting.",
    "positive_framing": "Begin with what you can do, and say it as a promise you can keep.",
    "no_blame": "Leave out who else is at fault and whether the customer could have done better; say what happens now.",
    "no_minimising": "Let the problem be as large as the customer says it is; drop comparisons and “only”.",
    "no_policy_hiding": "Where a rule stands in the way, explain it briefly and add what is possible instead.",
    "calm_tone": "Keep the tone friendly and even; leave out mockery, sighs, threats and capitals.",
    "plain_language": "Say it in everyday words, or explain the technical term in the same sentence.",
    "no_overpromise": "Promise only what is in your own hands, and say “I will” rather than “guaranteed”.",
    "no_public_data": "Move to a private message before asking for or naming personal, order or payment details.",
}


def advise(criterion: str, facts: CaseFacts, evidence: Sequence[Evidence]) -> str:
    """Return one sentence on what would have met `criterion`, with the guard that voided an attempt."""
    void = next((e for e in evidence if e.polarity is Polarity.VOID and e.guard), None)
    advice = _ADVICE[criterion]
    if void is not None:
        return f"“{_short(void.text)}” does not count ({void.guard}). {advice}"
    if criterion == "personalise" and facts.names:
        name = max(sorted(facts.names), key=len)
        return f"Use the customer's name ({name.title()}) or speak to something in their own circumstances."
    return advice


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


_SWAPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "apologise": (
        (r"(?i)\b(i'm|i am|we're|we are) (?:\w+ )?sorry (?:that )?you feel[^.!?]*", r"\1 sorry for what happened"),
        (r"(?i)\b(i'm|i am|we're|we are|)( ?)sorry if [^.!?]*", r"\1\2sorry for what happened"),
    ),
    "no_minimising": (
        (r"(?i)\b(i'm|i am|we're|we are) (?:\w+ )?sorry (?:that )?you feel[^.!?]*", r"\1 sorry for what happened"),
        (r"(?i)\bit(?:'s| is) (?:only|just) (an?|one|two|three)\b", r"It is \1"),
        (r"(?i)\bat least,? (?=\w)", ""),
    ),
    "no_blame": ((r"(?i)\byou should have (?:told|called|contacted|informed) us\b", "we should have asked you"),),
    "time_commitment": (
        (r"(?i)\b(?:as soon as possible|asap|shortly|soon|in due course)\b", "by [day and time you can keep]"),
    ),
    "concrete_next_step": ((r"(?i)\b(we'll|we will|i'll|i will) (?:look into (?:it|this|that)|see what (?:we|i) can do|do (?:our|my) best)\b", r"\1 [the one thing you will do]"),),
    "open_question": ((r"(?i)\bis there anything else (?:i|we) can (?:help|do)[^?]*\?", "What would make this right for you?"),),
    "follow_up": ((r"(?i)\b(?:please )?let (?:us|me) know if (?:it|this|that) happens again", "I will contact you on [day] to check that it has not happened again"),),
    "no_overpromise": ((r"(?i)\b(?:this )?will never happen again\b", "we are changing what went wrong so that it is far less likely"), (r"(?i)\bi guarantee(?: that| you)?\b", "I will do what is in my hands so that")),
    "personalise": ((r"(?i)\bdear (?:customer|sir or madam|sir/madam|client|guest|passenger)\b", "Dear {name}"),),
    "acknowledge_feeling": ((r"(?i)\bi (?:completely |fully |totally )?understand your (?:concern|issue|situation|position)s?\b", "I can see how [the feeling you hear] this is"),),
}  # fmt: skip


def reword(criterion: str, passage: Passage, facts: CaseFacts) -> str | None:
    """Return the learner's own sentence with one honest change, or None where none fits.

    Square brackets mark what only the learner can know; nothing is invented for them.
    """
    for pattern, change in _SWAPS.get(criterion, ()):
        for clause in passage.clauses:
            start, end = passage.span(clause.offset, clause.offset + len(clause.norm))
            sentence = passage.original[start:end]
            if not re.search(pattern, sentence):
                continue
            text = change
            if "{name}" in text:
                if not facts.names:
                    return None
                text = text.replace("{name}", max(sorted(facts.names), key=len).title())
            better = re.sub(pattern, text, sentence, count=1).strip()
            better = better[:1].upper() + better[1:] if sentence[:1].isupper() else better
            if better != sentence:
                return better
    return None
