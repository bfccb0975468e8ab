# ruff: noqa: E501, PLR2004, ARG001  # patterns in one piece; measured shares; all gates have one signature
"""Is this an attempt at all? Reasons to refuse a reply before anything is credited.

A gate looks at the whole reply and gives a plain sentence. Short or clumsy replies are attempts;
what is refused is text that does not answer this customer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quizapp.grading.free_text.case_facts import CaseFacts, concepts, content_words, stem
from quizapp.grading.free_text.fluency import Fluency
from quizapp.grading.free_text.lexicon import people
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.patterns import compile_pattern
from quizapp.grading.free_text.retelling import copied_share
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.vectors import vector
from quizapp.grading.free_text.vocabulary import known_words

COPIED = "the customer's or the task's own text, copied"
_LECTURE = compile_pattern(
    r"active listening|show(?:ing|s)? empathy|use empathy|(?:is|are) (?:\w+ )?important to (?:show|listen|be|remember|acknowledge|validate|stay|use|apologise|let|give|offer|keep)|the (?:agent|adviser|advisor|representative|employee|rep|clerk|assistant|colleague|trainee|operator) (?:\w+ )?(?:should|must|ought|needs?|would|could|has to|is)|(?:an?|any|every|good|the best) (?:\w+ )?(?:agents?|advisers?|advisors?|representatives?|employees?|reps?) (?:\w+ )?(?:should|must|ought|needs?|would|always|will|knows?|listens?|can|has|have|are|is)|"
    r"(?:good|great|excellent|best|effective|quality) (?:customer )?(?:service|care|communication|listening|practice) (?:means|is|requires|starts|begins|involves|includes|consists|depends|comes)|(?:the )?customer 's (?:feelings?|emotions?|position|shoes|perspective|needs?|frustration|anger|concerns?)|(?:i|we|one|you) (?:would|should|must|could|ought to|will|need to) (?:\w+ )?(?:first |then |start by |begin by |always |also |finally )*(?:acknowledg\w*|validat\w*|empathis\w*|empathiz\w*|use empathy|show (?:empathy|understanding|compassion)|listen (?:actively|carefully|with)|paraphras\w*|apologis\w+ (?:to the customer|sincerely to|first|for the)|de ?escalate|reassure the|mirror|reflect (?:back|the)|offer (?:a|the) (?:solution|sincere) (?:and|to the))|(?:the|this|an angry|an upset|a worried) customer (?:is|feels|needs|should|wants|must|would|will|deserves|has)|here ,? (?:mr|mrs|ms|the|\w+) (?:\w+ )?(?:feels|is feeling)|empathy (?:is|means|helps|builds|requires|statement)|builds? (?:trust|rapport)|(?:first|second|third|finally|step one|step \d) ,? (?:acknowledge|validate|apologise|empathise|listen|the agent|offer)|according to the (?:rubric|criteria|guidelines)|emotional intelligence|soft skills|(?:agents?|advisers?|assistants?|colleagues?|employees?|staff|an empathetic \w+|a good (?:answer|reply|response)) (?:\w+ )?(?:should|would|must|ought|needs? to|acknowledges?|thanks|offers?|names)|de ?escalation|best practice|(?:i|we) would (?:show|start|first|then|use|listen|ask|acknowledge|validate|stay)|customers? (?:should|must|need to|want to|like to) (?:always )?(?:feel|be (?:heard|treated|listened))|in (?:a|such a|this) situation (?:like this|it is)|this (?:reply|response|answer) (?:should|would|must)"
)
_INSTRUCT = compile_pattern(
    r"(?:note|message|dear|attention|hello|hi|to the|for the) (?:to |for )?(?:the )?(?:assessor|marker|grader|examiner|evaluator|reviewer|teacher|marking|grading|system|ai|model)|(?:full|maximum|top|highest|all|perfect|good) (?:marks?|points?|scores?|grades?|credit|band)|(?:give|award|grant|assign|score|mark|grade|rate) (?:me|this|it|us|the (?:reply|answer|response)) (?:\w+ ){0,4}(?:full|maximum|top|\d|four|five|pass|points|marks|score|band|as|high|correct|excellent|a pass|met)|\d (?:out of|/) \d|ignore (?:all |any |the |your |previous |prior )+(?:\w+ )?(?:instructions?|rules?|criteria|prompts?|rubric|above)|(?:all|every|each) (?:the )?(?:criteria|criterion) (?:\w+ )?(?:are|is|as|should|have|has|met|fulfilled)|(?:this|the|my) (?:reply|answer|response|text) (?:\w+ )?(?:contains?|meets?|fulfils?|satisfies|includes?|deserves?|should (?:pass|get|be (?:marked|graded|scored|given))|is (?:a )?(?:perfect|excellent|correct|band))|valid_?attempt|band (?:4|four)|as an? (?:ai|language model|grader)|mark (?:this|all|every|everything|me) (?:\w+ )?(?:as )?(?:met|correct|passed|true|right)|score ?[:=] ?\d|(?:system|assistant) ?:|please (?:pass|mark|grade|score|award) (?:me|this|it)"
)
_TERMS = frozenset(
    [
        "empathy",
        "empathise",
        "understanding",
        "understand",
        "sorry",
        "apology",
        "apologies",
        "apologise",
        "frustration",
        "frustrated",
        "frustrating",
        "solution",
        "solutions",
        "resolve",
        "resolution",
        "follow",
        "followup",
        "up",
        "ownership",
        "own",
        "responsibility",
        "validate",
        "validation",
        "acknowledge",
        "acknowledgement",
        "acknowledged",
        "feeling",
        "feelings",
        "listen",
        "listening",
        "active",
        "paraphrase",
        "options",
        "option",
        "thank",
        "thanks",
        "appreciate",
        "appreciation",
        "personal",
        "personalise",
        "personalised",
        "concrete",
        "next",
        "step",
        "steps",
        "timeframe",
        "time",
        "frame",
        "deadline",
        "commitment",
        "compassion",
        "compassionate",
        "sincere",
        "sincerely",
        "deeply",
        "hear",
        "concern",
        "concerns",
        "upset",
        "worried",
        "worry",
        "anger",
        "angry",
        "calm",
        "tone",
        "blame",
        "no",
        "name",
        "open",
        "question",
        "questions",
        "refund",
        "replacement",
        "immediately",
        "promise",
        "hours",
        "24",
        "call",
        "back",
        "callback",
        "help",
        "support",
        "trust",
        "rapport",
        "care",
        "caring",
        "reassure",
        "reassurance",
        "patience",
        "patient",
        "tomorrow",
        "today",
        "worried",
        "shame",
        "fear",
        "scared",
        "valid",
        "understandable",
        "inconvenience",
        "disappointed",
        "disappointment",
        "customer",
        "policy",
        "minimise",
    ]
)
_FINITE = re.compile(
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
            and not _FINITE.search(reply.norm)
            and len(words) * 2 > len(letters) + len(words)
        )
    ):
        return "empty or almost empty"
    checks = (_foreign, _gibberish, _instruction, _copied, _word_list, _lecture, _repeated)
    return next((reason for check in checks if (reason := check(reply, facts)) is not None), None)


VALIDITY_COLUMNS = (
    "fluency", "unseen pairs", "function words", "service terms", "finite verbs", "sentence length", "you", "i", "lecture", "instruction", "mine", "mine share",
    "particulars", "named", "near message", "mean near", "alien kin", "copied", "words", "repeated", "near situation", "unknown", "nothing mine", "particulars and not mine", "short sentences", "lecture and no you", "rare mine", "rare other", "rare none mine",
)  # fmt: skip


def validity_row(
    reply: Passage, facts: CaseFacts, fluency: Fluency, generic: frozenset[str]
) -> list[float]:
    """Return the numbers by which an attempt is told from what only looks like one."""
    words = [w.text for w in reply.words if w.kind in {"word", "number", "time", "short"}]
    count = max(1, len(words))
    clauses = max(1, len(reply.clauses))
    smooth, unseen = fluency.judge(reply)
    content = [w for w in dict.fromkeys(content_words(reply)) if w not in _TERMS]
    mine = [
        w
        for w in content
        if w in facts.names
        or stem(w) in facts.content
        or stem(w) in facts.situation_content
        or concepts(w) & facts.concepts
    ]
    named = float(any(w in facts.names for w in words))
    message = [
        vector(facts.message.original[c.start : c.end].strip()) for c in facts.message.clauses
    ]
    situation = [
        vector(facts.situation.original[c.start : c.end].strip()) for c in facts.situation.clauses
    ]
    own = [vector(reply.original[c.start : c.end].strip()) for c in reply.clauses]
    near = [max((float(o @ m) for m in message), default=0.0) for o in own]
    near_situation = max((float(o @ m) for o in own for m in situation), default=0.0)
    kin = {
        w
        for i, w in enumerate(words)
        if w in people.KIN and (not i or words[i - 1] not in {"my", "our"})
    }
    alien = sum(
        1
        for w in kin
        if w not in facts.all_words
        and not any(w in g and g & facts.all_words for g in people.KIN_GROUPS)
    )
    lecture = sum(bool(_LECTURE.search(c.norm)) for c in reply.clauses) / clauses
    you = sum(w in {"you", "your", "yours"} for w in words) / count
    unknown = (
        sum(
            w.kind == "word"
            and len(w.text) > 3
            and w.text not in known_words()
            and stem(w.text) not in known_words()
            and not w.raw[:1].isupper()
            for w in reply.words
        )
        / count
    )
    seen = Counter(c.norm for c in reply.clauses)
    share = len(mine) / max(1, len(content))
    rare = [w for w in content if stem(w) not in generic and not w[0].isdigit()]
    rare_mine = sum(w in mine and w not in facts.names for w in rare)
    rare_other = sum(w not in mine and w not in facts.proper for w in rare)
    row = [
        smooth, unseen, sum(w in FUNCTION_WORDS for w in words) / count, sum(w in _TERMS for w in words) / count, min(2.0, len(_FINITE.findall(reply.norm)) / clauses) / 2,
        min(20.0, count / clauses) / 20, min(you, 0.2) * 5, min(sum(w in {"i", "we", "my", "our"} for w in words) / count, 0.2) * 5, lecture, float(bool(_INSTRUCT.search(reply.norm))),
        min(len(mine), 6) / 6, share, min(len(content) - len(mine), 12) / 12, named, max(near, default=0.0), sum(near) / max(1, len(near)), min(alien, 2) / 2,
        copied_share(reply.norm, facts.message.norm, 3), min(count, 60) / 60, (max(seen.values(), default=1) - 1) / clauses, near_situation, min(unknown, 0.5) * 2,
        float(not mine and not named), min(len(content) - len(mine), 12) / 12 * (1 - share), float(count / clauses < 3.5), lecture * float(you == 0), min(rare_mine, 4) / 4, min(rare_other, 8) / 8, float(rare_mine == 0) * min(rare_other, 6) / 6,
    ]  # fmt: skip
    return [round(value, 3) for value in row]


def looks_like(row: Sequence[float], *, certain: bool) -> str | None:
    """Return the plain reason for a refusal by `validity_row`, or None where none can be named.

    Clumsy English and short unfriendly replies look odd to the model too; unless it is `certain`,
    a reply that speaks of this case is never refused as an answer to another.
    """
    value = dict(zip(VALIDITY_COLUMNS, row, strict=True))
    if value["instruction"]:
        return "an instruction to the marker, not an answer to the customer"
    if value["lecture"] >= 0.3:
        return "a lecture about service, not an answer to the customer"
    if value["function words"] < 0.4 and value["service terms"] > 0.12:
        return "a list of words, not a reply"
    if value["unseen pairs"] > 0.33 or (
        certain and value["unseen pairs"] > 0.22 and value["words"] > 0.2
    ):
        return "words in no order"
    if value["copied"] > 0.3:
        return COPIED
    strange = (
        value["rare mine"] == 0 and value["near message"] < 0.4 and value["rare other"] >= 0.25
    )
    if value["named"]:
        strange = strange and value["rare other"] >= 0.5
    if strange or (certain and value["rare mine"] == 0):
        return "does not answer this customer"
    return None


def jumbled(row: Sequence[float]) -> bool:
    """Say whether a long reply has far more unseen word pairs than any real one; short ones vary too much."""
    value = dict(zip(VALIDITY_COLUMNS, row, strict=True))
    return value["words"] >= 0.66 and value["unseen pairs"] > 0.225


def alien(row: Sequence[float]) -> bool:
    """Say whether a long reply full of particulars shares none of them with the case."""
    value = dict(zip(VALIDITY_COLUMNS, row, strict=True))
    few = value["rare mine"] == 0 and value["near message"] < 0.42 and value["mine share"] < 0.3
    return few and value["rare other"] >= 0.375 and value["words"] >= 0.3 and value["you"] > 0.1


def foreign_case(row: Sequence[float]) -> bool:
    """Say whether an unnamed reply tells particulars, none of them of this case or near to it."""
    value = dict(zip(VALIDITY_COLUMNS, row, strict=True))
    strange = value["rare mine"] == 0 and not value["named"] and value["mine share"] < 0.2
    told = value["rare other"] >= 0.375 and value["words"] >= 0.3 and value["you"] > 0.1
    return strange and told and value["near message"] < 0.33


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


_FOREIGN = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ist",
        "nicht",
        "ich",
        "sie",
        "wir",
        "ihr",
        "ein",
        "eine",
        "einen",
        "mit",
        "für",
        "auf",
        "haben",
        "werden",
        "tut",
        "leid",
        "bitte",
        "danke",
        "uns",
        "ihnen",
        "ihre",
        "le",
        "la",
        "les",
        "et",
        "est",
        "nous",
        "vous",
        "je",
        "pas",
        "une",
        "des",
        "pour",
        "avec",
        "que",
        "qui",
        "dans",
        "sur",
        "votre",
        "notre",
        "désolé",
        "désolée",
        "merci",
        "el",
        "los",
        "las",
        "y",
        "es",
        "no",
        "que",
        "por",
        "para",
        "con",
        "usted",
        "lo",
        "siento",
        "su",
        "nuestro",
        "una",
        "del",
        "gracias",
        "het",
        "een",
        "en",
        "niet",
        "wij",
        "van",
        "ik",
        "u",
        "uw",
        "onze",
        "voor",
        "met",
        "sono",
        "il",
        "lo",
        "gli",
        "e",
        "non",
        "che",
        "per",
        "con",
        "mi",
        "dispiace",
        "siamo",
        "grazie",
        "di",
        "nie",
        "jest",
        "się",
        "przepraszam",
        "bardzo",
        "na",
        "proszę",
        "nós",
        "você",
        "não",
        "sinto",
        "muito",
        "obrigado",
        "em",
        "um",
        "uma",
        "os",
        "as",
        "hum",
        "aap",
        "hai",
        "nahin",
        "mujhe",
        "kshama",
        "är",
        "jag",
        "och",
        "inte",
        "det",
        "på",
        "förlåt",
        "ve",
        "bir",
        "için",
        "çok",
        "özür",
        "dilerim",
        "cher",
        "chère",
        "monsieur",
        "madame",
        "sehr",
        "geehrte",
        "geehrter",
        "lieber",
        "liebe",
        "estimado",
        "estimada",
        "señor",
        "señora",
    ]
)


def _foreign(reply: Passage, facts: CaseFacts) -> str | None:
    words = [w.raw.lower() for w in reply.words if w.kind == "word"]
    if not words:
        return None
    latin = sum(bool(re.match(r"[a-zà-ÿ]", w)) for w in words)
    if latin < 0.6 * len(words):
        return "not in the language of the case"
    english = sum(w in FUNCTION_WORDS or w in {"sorry", "i", "my"} for w in words)
    foreign = sum(w in _FOREIGN and w not in FUNCTION_WORDS for w in words)
    if len(words) >= 4 and foreign >= 2 and foreign > 1.2 * english:
        return "not in the language of the case"
    return None


def _instruction(reply: Passage, facts: CaseFacts) -> str | None:
    found = list(_INSTRUCT.finditer(reply.norm))
    if len(found) >= 2 or (found and len(reply.norm.split()) < 25 * len(found) + 10):
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
    content = [w for w in words if w not in FUNCTION_WORDS or w in _TERMS]
    terms = [w for w in words if w in _TERMS]
    grammar = [
        w
        for w in words
        if w in FUNCTION_WORDS
        and w not in _TERMS
        and w not in {"and", "or", "the", "no", "a", "of"}
    ]
    finite = len(_FINITE.findall(reply.norm))
    sentences = max(1, len(reply.clauses))
    marks = sum(w.text in {",", ".", ";", ":", "\n", "/", "+", "&", "-"} for w in reply.words)
    if (
        len(words) >= 5
        and len(terms) >= 0.45 * len(words)
        and len(grammar) < 0.2 * len(words)
        and finite <= max(1, len(words) // 12)
    ):
        return "a list of words, not a reply"
    if (
        len(content) >= 5
        and len(grammar) < 0.14 * len(words)
        and marks >= len(words) / 5
        and finite <= sentences // 3
        and len(terms) >= 4
    ):
        return "a list of words, not a reply"
    return None


def _lecture(reply: Passage, facts: CaseFacts) -> str | None:
    clauses = reply.clauses
    lecturing = [c for c in clauses if _LECTURE.search(c.norm)]
    direct = sum(
        bool(re.search(r"\b(?:you|your)\b", c.norm)) and not _LECTURE.search(c.norm)
        for c in clauses
    )
    if len(lecturing) >= 2 and len(lecturing) > direct:
        return "a lecture about service, not an answer to the customer"
    if lecturing and direct == 0 and len(lecturing) >= 0.5 * len(clauses):
        return "a lecture about service, not an answer to the customer"
    return None


def _repeated(reply: Passage, facts: CaseFacts) -> str | None:
    seen = Counter(c.norm for c in reply.clauses if len(c.norm) > 12)
    if seen and max(seen.values()) >= 3 and max(seen.values()) >= 0.6 * sum(seen.values()):
        return "one sentence over and over"
    words = [w.text for w in reply.words if w.kind == "word"]
    if len(words) >= 6 and len(set(words)) <= 0.3 * len(words):
        return "a few words over and over"
    return None
