# ruff: noqa: E501, PLR2004, ARG001  # patterns in one piece; measured shares; all gates have one signature
"""Is this an attempt at all? Reasons to refuse a reply before anything is credited.

A gate looks at the whole reply and gives a plain sentence. Short or clumsy replies are attempts;
what is refused is text that does not answer this customer.
"""

from __future__ import annotations

import re
from collections import Counter

from quizapp.grading.free_text.case_facts import CaseFacts, content_words, stem
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.lexicon.other_languages import OTHER_LANGUAGES
from quizapp.grading.free_text.lexicon.service_terms import SERVICE_TERMS
from quizapp.grading.free_text.patterns import Pattern
from quizapp.grading.free_text.retelling import copied_share
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.vocabulary import known_words

LECTURE_REASON = "a lecture about service, not an answer to the customer"
LIST_REASON = "a list of words, not a reply"
ORDER_REASON = "words in no order"
OTHER_CASE = "does not answer this customer"
COPIED = "the customer's or the task's own text, copied"
LECTURE = Pattern(
    r"active listening|show(?:ing|s)? empathy|use empathy|(?:is|are) (?:\w+ )?important to (?:show|listen|be|remember|acknowledge|validate|stay|use|apologise|let|give|offer|keep)|the (?:agent|adviser|advisor|representative|employee|rep|clerk|assistant|colleague|trainee|operator) (?:\w+ )?(?:(?:should|must|would|could)(?! not\b| have\b| be able)|ought|needs?|has to|is (?:\w+ )?(?:polite|calm|kind|warm|friendly|patient|empath\w*|supposed|expected|required|trained))|(?:an?|any|every|good|the best) (?:\w+ )?(?:agents?|advisers?|advisors?|representatives?|employees?|reps?) (?:\w+ )?(?:should|must|ought|needs?|would|always|will|knows?|listens?|can|has|have|are|is)|"
    r"(?:good|great|excellent|best|effective|quality) (?:customer )?(?:service|care|communication|listening|practice) (?:means|is|requires|starts|begins|involves|includes|consists|depends|comes)|(?:the )?customer 's (?:feelings?|emotions?|position|shoes|perspective|needs?|frustration|anger|concerns?)|(?:i|we|one|you) (?:would|should|must|could|ought to|will|need to) (?:\w+ )?(?:first |then |start by |begin by |always |also |finally )*(?:acknowledg\w*|validat\w*|empathis\w*|empathiz\w*|use empathy|show (?:empathy|understanding|compassion)|listen (?:actively|carefully|with)|paraphras\w*|apologis\w+ (?:to the customer|sincerely to|first|for the)|de ?escalate|reassure the|mirror|reflect (?:back|the)|offer (?:a|the) (?:solution|sincere) (?:and|to the))|(?:the|this|an angry|an upset|a worried) customer (?:is|feels|needs|should|wants|must|would|will|deserves|has)|here ,? (?:mr|mrs|ms|the|\w+) (?:\w+ )?(?:feels|is feeling)|empathy (?:is|means|helps|builds|requires|statement)|builds? (?:trust|rapport)|(?:first|second|third|finally|step one|step \d) ,? (?:acknowledge|validate|apologise|empathise|listen|the agent|offer)|according to the (?:rubric|criteria|guidelines)|emotional intelligence|soft skills|(?<!my )(?<!our )(?<!your )(?:agents?|advisers?|assistants?|colleagues?|employees?|staff|an empathetic \w+|a good (?:answer|reply|response)) (?:\w+ )?(?:(?:should|would|must)(?! not\b| have\b| be able| never\b)|ought|needs? to|acknowledges?|thanks|offers?|names)|de ?escalation|best practice|(?:i|we) would (?:show|start (?:by|with an? (?:apolog\w+|open))|first(?! like)|then|use [a-z]|listen|ask (?!you\b|that\b|for\b)\w|acknowledge|validate|stay)|customers? (?:should|must|need to|want to|like to) (?:always )?(?:feel|be (?:heard|treated|listened))|in (?:a|such a|this) situation (?:like this|it is)|this (?:reply|response|answer) (?:should|would|must)"
)
_MARKS = r"(?:marks?|points?|scores?|grades?|credit|band)"
_BEST = r"(?:full|maximum|top|highest|all|perfect|good)"
_THIS = r"(?:(?:this|my|the) (?:reply|answer|response|text))"
INSTRUCT = Pattern(
    r"(?:^|[.!?:\n] )(?:note|message|dear|attention|hello|hi) (?:to |for )?(?:the )?(?:assessor|marker|grader|examiner|evaluator|marking|grading)|"
    r"(?:^|[.!?:\n] )(?:for|to) the (?:assessor|marker|grader|examiner|evaluator) (?:only|[:,])|give me (?:the |all (?:the )?)?(?:points|marks)|(?:full|maximum) (?:marks|points) (?:would|=|in (?:all|every))|grade me|(?:for|mark|grade|score) (?:marking|accordingly)|correct output|criteria :|"
    rf"(?:give|award|grant|assign|score|mark|grade|rate) (?:me|this|it|us|{_THIS}) (?:(?!you )\w+ ){{0,3}}(?:(?:{_BEST}|\d+|four|five|as many) {_MARKS}|(?:full|maximum|\d|four|five) (?:out of|/) |a pass|as (?:high(?! priority)|correct|excellent|perfect))|(?:score|mark|grade|rate) (?:me|{_THIS}) (?:\w+ ){{0,3}}(?:full|maximum|top|\d|four|five|pass(?:ed)?|high|correct|excellent|met)|"
    r"ignore (?:all |any |your |previous |prior )+(?:\w+ )?(?:instructions?|rules?|criteria|prompts?|rubric|above)|ignore the (?:criteria|prompt|rubric)|(?:all|every|each) (?:the )?(?:criteria|criterion) (?:\w+ )?(?:are|is|as|should|have|has|met|fulfilled)|"
    rf"(?:this|my) (?:reply|answer|response|text) (?:\w+ )?(?:contains?|meets?|fulfils?|satisfies|includes?|deserves?|should (?:pass|get|be (?:marked|graded|scored|given))|is (?:a )?(?:perfect|excellent|correct|band))|the (?:reply|answer|response) (?:\w+ )?(?:deserves?|should (?:pass|be (?:marked|graded|scored)))|"
    r"valid_?attempt|band (?:4|four)|as an? (?:ai|language model|grader)|mark (?:all|every|everything|me) (?:\w+ )?(?:as )?(?:met|correct|passed|true|right)|score ?[:=] ?\d|(?:system|assistant) ?:"
)
"""What is said to whoever marks the reply."""
PERHAPS_INSTRUCT = Pattern(
    rf"{_BEST} {_MARKS}|\d (?:out of|/) \d|please (?:pass|mark|grade|score|award) (?:me|this|it)(?! (?:as (?!met|correct|passed)|(?:to|on|in|with) ))|mark this (?:\w+ )?(?:as )?(?:met|correct|passed|true|right)|ignore the (?:instructions?|rules?|above)|(?:note|message|dear|attention|hello|hi|to the|for the) (?:to |for )?(?:the )?(?:reviewer|teacher|system|ai|model|assessor|marker|grader|examiner|evaluator)"
)
"""What may be said to whoever marks, or to a customer (“a full credit to your account”)."""
ALONE = 8
"""Words below which a text that speaks to nobody and says one of these is said to the marker."""
FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|have|has|had|do|does|did|will|would|can|could|shall|should|may|might|must|let|i|you|we|he|she|they|it|"
    r"send|sent|give|get|got|make|made|go|going|come|came|tell|told|said|say|see|put|call|ring|pay|paid|keep|kept|left|lost|need|want|think|know|find|take|took|bring)\b"
)


def refusal(reply: Passage, facts: CaseFacts) -> str | None:
    """Return why the reply is plainly no attempt at answering this customer, or None."""
    words = [w for w in reply.words if w.kind in {"word", "number", "time", "short"}]
    letters = [w for w in words if w.kind in {"word", "short"}]
    if (
        not words
        or sum(len(w.text) for w in letters) < 5
        or (
            len(words) < 3
            and not FINITE.search(reply.norm)
            and len(words) * 2 > len(letters) + len(words)
        )
    ):
        return "empty or almost empty"
    checks = (_foreign, _gibberish, _instruction, _copied, _word_list, _lecture, _repeated)
    return next((reason for check in checks if (reason := check(reply, facts)) is not None), None)


def _gibberish(reply: Passage, facts: CaseFacts) -> str | None:
    words = [
        w.text
        for w in reply.words
        if w.kind == "word"
        and len(w.text) > 2
        and w.text not in facts.all_words
        and w.text not in facts.names
    ]
    known = known_words()
    capital = {w.text for w in reply.words if w.raw[:1].isupper()}
    unknown = [
        w
        for w in words
        if w not in known and stem(w) not in known and w not in capital and "'" not in w
    ]
    if len(words) >= 3 and len(unknown) > 0.5 * len(words):
        return "not made of words"
    vowels = [w for w in words if not re.search(r"[aeiouy]", w)]
    return "not made of words" if len(words) >= 4 and len(vowels) > 0.5 * len(words) else None


def _foreign(reply: Passage, facts: CaseFacts) -> str | None:
    words = [w.raw.lower() for w in reply.words if w.kind == "word"]
    if not words:
        return None
    latin = sum(bool(re.match(r"[a-zà-ÿ]", w)) for w in words)
    if latin < 0.6 * len(words):
        return "not in the language of the case"
    english = sum(w in FUNCTION_WORDS or w in {"sorry", "i", "my"} for w in words)
    foreign = sum(w in OTHER_LANGUAGES and w not in FUNCTION_WORDS for w in words)
    if len(words) >= 4 and foreign >= 2 and foreign > 1.2 * english:
        return "not in the language of the case"
    return None


def _instruction(reply: Passage, facts: CaseFacts) -> str | None:
    found, size = len(list(INSTRUCT.finditer(reply.norm))), len(reply.norm.split())
    perhaps = PERHAPS_INSTRUCT.search(reply.norm) is not None
    bare = size < ALONE and not re.search(r"\b(?:you|your|i|we)\b", reply.norm)
    if found >= 2 or (found and size < 35) or (perhaps and (found or bare)):
        return "an instruction to the marker, not an answer to the customer"
    return None


def _copied(reply: Passage, facts: CaseFacts) -> str | None:
    source = facts.message.norm + " . " + facts.situation.norm
    share = copied_share(reply.norm, source, 3)
    own = list(content_words(reply))
    fresh = [w for w in own if w not in facts.all_words]
    if len(own) >= 5 and (share > 0.5 or (share > 0.33 and len(fresh) < 0.3 * len(own))):
        return COPIED
    return None


def _word_list(reply: Passage, facts: CaseFacts) -> str | None:
    words = [w.text for w in reply.words if w.kind == "word"]
    content = [w for w in words if w not in FUNCTION_WORDS or w in SERVICE_TERMS]
    terms = [w for w in words if w in SERVICE_TERMS]
    grammar = [
        w
        for w in words
        if w in FUNCTION_WORDS
        and w not in SERVICE_TERMS
        and w not in {"and", "or", "the", "no", "a", "of"}
    ]
    finite = len(FINITE.findall(reply.norm))
    sentences = max(1, len(reply.clauses))
    marks = sum(w.text in {",", ".", ";", ":", "\n", "/", "+", "&", "-"} for w in reply.words)
    if (
        len(words) >= 5
        and len(terms) >= 0.45 * len(words)
        and len(grammar) < 0.2 * len(words)
        and finite <= max(1, len(words) // 12)
    ):
        return LIST_REASON
    if (
        len(content) >= 5
        and len(grammar) < 0.14 * len(words)
        and marks >= len(words) / 5
        and finite <= sentences // 3
        and len(terms) >= 4
    ):
        return LIST_REASON
    return None


def _lecture(reply: Passage, facts: CaseFacts) -> str | None:
    clauses = reply.clauses
    lecturing = [c for c in clauses if LECTURE.search(c.norm)]
    direct = sum(
        bool(re.search(r"\b(?:you|your)\b", c.norm)) and not LECTURE.search(c.norm) for c in clauses
    )
    if len(lecturing) >= 2 and len(lecturing) > direct:
        return LECTURE_REASON
    if lecturing and direct == 0 and len(lecturing) >= 0.5 * len(clauses):
        return LECTURE_REASON
    return None


def _repeated(reply: Passage, facts: CaseFacts) -> str | None:
    seen = Counter(c.norm for c in reply.clauses if len(c.norm) > 12)
    if seen and max(seen.values()) >= 3 and max(seen.values()) >= 0.6 * sum(seen.values()):
        return "one sentence over and over"
    words = [w.text for w in reply.words if w.kind == "word"]
    if len(words) >= 6 and len(set(words)) <= 0.3 * len(words):
        return "a few words over and over"
    return None
