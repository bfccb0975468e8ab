# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""What would have met a criterion, in one plain sentence, and a better wording where it is honest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.domain.marking import Evidence, Polarity
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.text import Passage

_ADVICE: Mapping[str, str] = {
    "acknowledge_feeling": "Name what the customer seems to feel, or say what this must be like for them.",
    "validate_feeling": "Say why the reaction makes sense after what happened, for example that anyone would feel so.",
    "paraphrase": "Retell one specific fact of this customer's problem in your own words.",
    "open_question": "Ask one question that begins with what or how and lets the customer explain or say what they wish.",
    "apologise": "Say plainly that you are sorry for what happened.",
    "take_ownership": "Say that you will see the case through yourself or, where the fault lies with your side, that it does.",
    "concrete_next_step": "Name one specific action that you or the company has taken or will take.",
    "offer_options": "Give two real ways forward and let the customer choose.",
    "time_commitment": "Say by which hour, day or date it will happen.",
    "follow_up": "Say that you will contact the customer again, and about what.",
    "personalise": "Use the customer's name or speak to something in their own circumstances.",
    "thank": "Thank the customer for something, such as telling you or waiting.",
    "positive_framing": "Begin with what you can do, and say it as a promise you can keep.",
    "no_blame": "Leave out who else is at fault and whether the customer could have done better; say what happens now.",
    "no_minimising": "Let the problem be as large as the customer says it is, and leave out what makes it smaller.",
    "no_policy_hiding": "Where a rule stands in the way, explain it briefly and add what is possible instead.",
    "calm_tone": "Keep the tone friendly and even; leave out mockery, sighs, threats and capitals.",
    "plain_language": "Say it in everyday words, or explain the technical term in the same sentence.",
    "no_overpromise": "Promise only what is in your own hands.",
    "no_public_data": "Move to a private message before asking for or naming personal, order or payment details.",
}


def advise(criterion: str, facts: CaseFacts, evidence: Sequence[Evidence]) -> str:
    """Return one sentence on what would have met `criterion`, with the guard that voided an attempt."""
    void = next((e for e in evidence if e.polarity is Polarity.VOID and e.guard), None)
    advice = _ADVICE[criterion]
    if void is not None:
        return f"“{_short(void.text)}” does not count ({void.guard}). {advice}"
    name = _name(facts)
    if criterion == "personalise" and name is not None:
        return f"Use the customer's name ({name}) or speak to something in their own circumstances."
    return advice


_SAID = r"(?:I'm|I am|[Tt]his is|[Mm]y name is|[Ii]t's)"
_TITLE, _WORD = r"(?:Mrs?|Ms|Miss|Mx|Dr)\b\.?", r"[^\W\d_][\w'’-]*"


def _name(facts: CaseFacts) -> str | None:
    """Return how to greet the customer, where the case leaves no doubt whose name it is.

    A title goes with the surname; else the first name, never a surname alone.
    """
    if not 1 <= len(facts.names) <= _FORENAME_AND_SURNAME:
        return None
    told = facts.message.original.rstrip(" .!?)")
    words = re.findall(_WORD, told)
    named = [
        n
        for n in dict.fromkeys(words)
        if n.lower() in facts.names and n[:1].isupper() and n not in {"St", "I'm"}
    ]
    own = [name for name in named if _is_own(name, told, words)]
    if not own:
        return None
    both = "|".join(map(re.escape, own))
    titled = re.search(
        rf"(?:{_SAID} |[.!?,—–\n-]\s*)({_TITLE}) (?:{_WORD} )?({both})(?:\b[,.]|\W*$)", told
    )
    if titled:
        return f"{titled.group(1)} {titled.group(2)}"
    first = own[0]
    if re.search(
        rf"\b(?:[A-Z]\.? ?){{1,2}}{re.escape(first)}\b|(?:{_TITLE}|St) {re.escape(first)}\b", told
    ):
        return None  # initials or a title: what follows is a surname
    whole = re.search(rf"\b({_WORD}) {re.escape(first)}\b", told)
    if whole and whole.group(1).lower() in facts.names:
        return whole.group(1)
    return first if len(own) == 1 or f"{own[0]} {own[1]}" in told else None


def _is_own(name: str, told: str, words: Sequence[str]) -> bool:
    """Whether the writer of the message signs or introduces themselves with this name."""
    said = re.search(
        rf"{_SAID} (?:{_TITLE} )?(?:{_WORD} )?{re.escape(name)}\b|\b{re.escape(name)} here\b", told
    )
    return name in words[-_FORENAME_AND_SURNAME:] or said is not None


_FORENAME_AND_SURNAME = 2


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


_SWAPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "apologise": (
        (r"(?i)\b(i'm|i am|we're|we are) (?:\w+ )?sorry (?:that )?you feel[^.!?]*", r"\1 sorry for what happened"),
        (r"(?i)\b(i'm|i am|we're|we are|)( ?)sorry if [^.!?]*", r"\1\2sorry for what happened"),
        (r"(?i)^(?:unfortunately|regrettably),? (your|the|our|it|there) ", r"I'm sorry that \1 "),
    ),
    "no_minimising": (
        (r"(?i)\b(i'm|i am|we're|we are) (?:\w+ )?sorry (?:that )?you feel[^.!?]*", r"\1 sorry for what happened"),
        (r"(?i)\bit(?:'s| is) (?:only|just) (an?|one|two|three)\b", r"It is \1"),
        (r"(?i)\bat least,? (?=\w)(?!.*\b(?:only|just)\b)", ""),
    ),
    "no_blame": (
        (r"(?i)\byou should have (?:told|called|contacted|informed) us\b", "we should have asked you"),
        (r"(?i)\byou should have (?:read|checked|looked at|seen) (the [\w ]+|our [\w ]+|your [\w ]+)", r"I will go through \1 with you"),
    ),
    "no_policy_hiding": (
        (r"(?i)\b(?:that's|that is|it's|it is|this is) (?:just |simply )?(?:our|the|company) policy\b", "the rule is [the rule in plain words], and what I can do is [what is possible]"),
        (r"(?i)\bthere(?:'s| is) nothing (?:more |else )?(?:i|we) can do\b[^.!?]*", "what I can do is [what is possible]"),
    ),
    "time_commitment": (
        (r"(?i)\b(?:as soon as possible|as soon as (?:i|we) can|as quickly as possible|asap|shortly|soon|in due course|at some point|in (?:the next few|a few|a couple of) days|when (?:i|we) can)\b", "by [day and time you can keep]"),
    ),
    "concrete_next_step": (
        (r"(?i)\b(we'll|we will|i'll|i will) (?:look into (?:it|this|that)|see what (?:we|i) can do|do (?:our|my) best)\b", r"\1 [the one thing you will do]"),
        (r"(?i)\b(we'll|we will|i'll|i will) (?:pass (?:it|this|that) on|pass on your (?:comments|feedback|concerns?))\b", r"\1 tell [who] today and ask for [what]"),
    ),
    "take_ownership": (
        (r"(?i)\bit (?:will|'ll) be (sorted|resolved|fixed|dealt with|put right|looked into)(?: out)?\b", r"I will see to it myself that it is \1"),
        (r"(?i)\b(?:someone|somebody) (?:will|'ll) (call|ring|contact|phone|e-?mail|text) you\b", r"I will \1 you myself"),
    ),
    "open_question": (
        (r"(?i)\bis there anything else (?:i|we) can (?:help|do)[^?]*\?", "What would make this right for you?"),
        (r"(?i)\b(?:is that|is this|would that be|will that be) (?:ok|okay|all right|alright|fine|good)(?: (?:for|with) you)?\?", "How would that suit you?"),
    ),
    "follow_up": (
        (r"(?i)\b(?:please )?let (?:us|me) know if (?:it|this|that) happens again", "I will contact you on [day] to check that it has not happened again"),
        (r"(?i)\b(?:please )?(?:contact|call|ring|email|message) us (?:again )?if (?:you (?:have|need)|there (?:is|are)) (?:any(?:thing)?)[^.!?]*", "I will contact you on [day] to ask how it went"),
    ),
    "no_overpromise": ((r"(?i)\b(?:this )?will never happen again\b", "we are changing what went wrong so that it is far less likely"), (r"(?i)\bi guarantee(?: that| you)?\b", "I will do what is in my hands so that")),
    "personalise": (
        (r"(?i)\bdear (?:customer|sir or madam|sir/madam|client|guest|passenger)\b", "Dear {name}"),
        (r"(?i)^(hi|hello|hey|good (?:morning|afternoon|evening))(?: there| all)?(?=[,.!])", r"\1 {name}"),
    ),
    "paraphrase": (
        (r"(?i)\b(sorry|apologise|apologies) (?:for|about) (?:the|any|this) (?:inconvenience|issue|problem|situation|trouble)(?: caused)?\b", r"\1 that [what went wrong for this customer, in your own words]"),
    ),
    "acknowledge_feeling": ((r"(?i)\bi (?:completely |fully |totally )?understand your (?:concern|issue|situation|position)s?\b", "I can see how [the feeling you hear] this is"),),
    "validate_feeling": (
        (r"(?i)\b(?:i (?:can )?(?:completely |fully |totally )?(?:understand|see|hear)(?: that| why)?|i know(?: that)?) you(?:'re| are) (?:\w+ )?(upset|angry|annoyed|frustrated|worried|disappointed|cross|stressed|anxious)\b", r"Anyone would be \1 after [what happened]"),
    ),
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
            name = _name(facts)
            if "{name}" in change and name is None:
                continue
            text = change.replace("{name}", name or "")
            better = re.sub(pattern, text, sentence, count=1).strip()
            better = better[:1].upper() + better[1:] if sentence[:1].isupper() else better
            if better != sentence:
                return better
    return None
