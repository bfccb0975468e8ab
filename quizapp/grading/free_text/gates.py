"""Is this an attempt at all? Reasons to refuse a reply before anything is credited.

A gate looks at the whole reply and gives a plain sentence. Short or clumsy replies are attempts;
what is refused is text that does not answer this customer.
"""

from __future__ import annotations

import re
from collections import Counter

from quizapp.grading.free_text.case_facts import CaseFacts, concepts, content_words, stem
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.patterns import compile_pattern
from quizapp.grading.free_text.retelling import copied_share
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.vocabulary import known_words

_LECTURE = compile_pattern(
    r"active listening|show(?:ing|s)? empathy|use empathy|(?:is|are) (?:\w+ )?important to (?:show|listen|be|remember|acknowledge|validate|stay|use|apologise|let|give|offer|keep)|the (?:agent|adviser|advisor|representative|employee|rep|clerk|assistant|colleague|trainee|operator) (?:\w+ )?(?:should|must|ought|needs?|would|could|has to|is)|(?:an?|any|every|good|the best) (?:\w+ )?(?:agents?|advisers?|advisors?|representatives?|employees?|reps?) (?:\w+ )?(?:should|must|ought|needs?|would|always|will|knows?|listens?|can|has|have|are|is)|"
    r"(?:good|great|excellent|best|effective|quality) (?:customer )?(?:service|care|communication|listening|practice) (?:means|is|requires|starts|begins|involves|includes|consists|depends|comes)|(?:the )?customer 's (?:feelings?|emotions?|position|shoes|perspective|needs?|frustration|anger|concerns?)|(?:i|we|one|you) (?:would|should|must|could|ought to|will|need to) (?:\w+ )?(?:first |then |start by |begin by |always |also |finally )*(?:acknowledg\w*|validat\w*|empathis\w*|empathiz\w*|use empathy|show (?:empathy|understanding|compassion)|listen (?:actively|carefully|with)|paraphras\w*|apologis\w+ (?:to the customer|sincerely to|first|for the)|de ?escalate|reassure the|mirror|reflect (?:back|the)|offer (?:a|the) (?:solution|sincere) (?:and|to the))|(?:the|this|an angry|an upset|a worried) customer (?:is|feels|needs|should|wants|must|would|will|deserves|has)|here ,? (?:mr|mrs|ms|the|\w+) (?:\w+ )?(?:feels|is feeling)|empathy (?:is|means|helps|builds|requires|statement)|builds? (?:trust|rapport)|(?:first|second|third|finally|step one|step \d) ,? (?:acknowledge|validate|apologise|empathise|listen|the agent|offer)|according to the (?:rubric|criteria|guidelines)|emotional intelligence|soft skills|customers? (?:should|must|need to|want to|like to) (?:always )?(?:feel|be (?:heard|treated|listened))|in (?:a|such a|this) situation (?:like this|it is)|this (?:reply|response|answer) (?:should|would|must)"
)
_INSTRUCT = compile_pattern(
    r"(?:note|message|dear|attention|hello|hi|to the|for the) (?:to |for )?(?:the )?(?:assessor|marker|grader|examiner|evaluator|reviewer|teacher|marking|grading|system|ai|model)|(?:full|maximum|top|highest|all|perfect|good) (?:marks?|points?|scores?|grades?|credit|band)|(?:give|award|grant|assign|score|mark|grade|rate) (?:me|this|it|us|the (?:reply|answer|response)) (?:\w+ ){0,4}(?:full|maximum|top|\d|four|five|pass|points|marks|score|band|as|high|correct|excellent|a pass|met)|\d (?:out of|/) \d|ignore (?:all |any |the |your |previous |prior )+(?:\w+ )?(?:instructions?|rules?|criteria|prompts?|rubric|above)|(?:all|every|each) (?:the )?(?:criteria|criterion) (?:\w+ )?(?:are|is|as|should|have|has|met|fulfilled)|(?:this|the|my) (?:reply|answer|response|text) (?:\w+ )?(?:contains?|meets?|fulfils?|satisfies|includes?|deserves?|should (?:pass|get|be (?:marked|graded|scored|given))|is (?:a )?(?:perfect|excellent|correct|band))|valid_?attempt|band (?:4|four)|as an? (?:ai|language model|grader)|mark (?:this|all|every|everything|me) (?:\w+ )?(?:as )?(?:met|correct|passed|true|right)|score ?[:=] ?\d|(?:system|assistant) ?:|please (?:pass|mark|grade|score|award) (?:me|this|it)"
)
_TERMS = frozenset(
    """empathy empathise understanding understand sorry apology apologies apologise frustration frustrated frustrating solution solutions resolve resolution follow followup
    up ownership own responsibility validate validation acknowledge acknowledgement acknowledged feeling feelings listen listening active paraphrase options option
    thank thanks appreciate appreciation personal personalise personalised concrete next step steps timeframe time frame deadline commitment compassion compassionate sincere sincerely deeply
    hear concern concerns upset worried worry anger angry calm tone blame no name open question questions refund replacement immediately promise hours 24 call back callback help support trust rapport care caring
    reassure reassurance patience patient tomorrow today worried shame fear scared valid understandable inconvenience disappointed disappointment customer policy minimise""".split()
)
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|have|has|had|do|does|did|will|would|can|could|shall|should|may|might|must|let|i|you|we|he|she|they|it|"
    r"send|sent|give|get|got|make|made|go|going|come|came|tell|told|said|say|see|put|call|ring|pay|paid|keep|kept|left|lost|need|want|think|know|find|take|took|bring)\b"
)


def refusal(reply: Passage, facts: CaseFacts) -> str | None:
    """Return why the reply is no attempt at answering this customer, or None where it is one."""
    words = [w for w in reply.words if w.kind in {"word", "number", "time", "short"}]
    letters = [w for w in words if w.kind in {"word", "short"}]
    if len(words) < 3 or sum(len(w.text) for w in letters) < 8:
        return "empty or almost empty"
    checks = (_foreign, _gibberish, _instruction, _copied, _word_list, _lecture, _repeated, _shuffled, _other_case)
    return next((reason for check in checks if (reason := check(reply, facts)) is not None), None)


def _gibberish(reply: Passage, facts: CaseFacts) -> str | None:
    words = [w.text for w in reply.words if w.kind == "word" and len(w.text) > 2 and w.text not in facts.all_words and w.text not in facts.names]
    known = known_words()
    capital = {w.text for w in reply.words if w.raw[:1].isupper()}
    unknown = [w for w in words if w not in known and stem(w) not in known and w not in capital and "'" not in w]
    if len(words) >= 3 and len(unknown) > 0.5 * len(words):
        return "not made of words"
    vowels = [w for w in words if not re.search(r"[aeiouy]", w)]
    return "not made of words" if len(words) >= 4 and len(vowels) > 0.5 * len(words) else None


_FOREIGN = frozenset(
    """der die das und ist nicht ich sie wir ihr ein eine einen mit für auf haben werden tut leid bitte danke uns ihnen ihre le la les et est nous vous je
    pas une des pour avec que qui dans sur votre notre désolé désolée merci el los las y es no que por para con usted lo siento su nuestro una del gracias het een en niet wij
    van ik u uw onze voor met sono il lo gli e non che per con mi dispiace siamo grazie di nie jest się przepraszam bardzo na proszę nós você não sinto muito obrigado em um uma os as
    hum aap hai nahin mujhe kshama är jag och inte det på förlåt ve bir için çok özür dilerim cher chère monsieur madame sehr geehrte geehrter lieber liebe estimado estimada señor señora""".split()
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
    own = [w for w in content_words(reply)]
    fresh = [w for w in own if w not in facts.all_words]
    if len(own) >= 5 and (share > 0.5 or (share > 0.33 and len(fresh) < 0.3 * len(own))):
        return "the customer's or the task's own text, copied"
    return None


def _word_list(reply: Passage, facts: CaseFacts) -> str | None:
    words = [w.text for w in reply.words if w.kind == "word"]
    content = [w for w in words if w not in FUNCTION_WORDS or w in _TERMS]
    terms = [w for w in words if w in _TERMS]
    grammar = [w for w in words if w in FUNCTION_WORDS and w not in _TERMS and w not in {"and", "or", "the", "no", "a", "of"}]
    finite = len(_FINITE.findall(reply.norm))
    sentences = max(1, len(reply.clauses))
    marks = sum(w.text in {",", ".", ";", ":", "\n", "/", "+", "&", "-"} for w in reply.words)
    if len(words) >= 5 and len(terms) >= 0.45 * len(words) and len(grammar) < 0.2 * len(words) and finite <= max(1, len(words) // 12):
        return "a list of words, not a reply"
    if len(content) >= 5 and len(grammar) < 0.14 * len(words) and marks >= len(words) / 5 and finite <= sentences // 3 and len(terms) >= 4:
        return "a list of words, not a reply"
    return None


def _lecture(reply: Passage, facts: CaseFacts) -> str | None:
    clauses = reply.clauses
    lecturing = [c for c in clauses if _LECTURE.search(c.norm)]
    direct = sum(bool(re.search(r"\b(?:you|your)\b", c.norm)) and not _LECTURE.search(c.norm) for c in clauses)
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


_SMALL = frozenset("the a an of to in on at for with from by and or but i we you he she it they my our your his her their is are was were be have has had will would can that this so not".split())
_IMPOSSIBLE = re.compile(
    r"\b(?:the|a|an) (?:of|to|in|on|at|for|with|from|by|and|or|but|i|we|you|he|she|it|they|my|our|your|their|is|are|was|were|be|have|has|will|would|can|the|a|an)\b|"
    r"\b(?:of|to|in|on|at|for|with|from|by) (?:is|are|was|were|has|had|and|or|but|i|we|he|she|they|will|would|can|not)\b|"
    r"\b(?:my|our|your|their|his) (?:of|to|in|at|for|from|by|and|or|is|are|was|be|have|will|would|can|the|a|an|i|we|you|my|our|your|it)\b|"
    r"\b(?:i|we|they) (?:of|my|our|is|the|a|an|your|i|we|he|she|they|from)\b|\b(?:is|are|was|were|be) (?:is|are|was|were|will|would|can|i|has)\b|\b(?:and|or|but) (?:and|or|but|of)\b|"
    r"\b(?:will|would|can) (?:the|a|an|of|is|are|was|my|our|your|and|in|to|for|will|would)\b|\b(?:of|the|a|to|my|your|our|and|i|an) ?(?:[.!?,]|$)"
)


def _shuffled(reply: Passage, facts: CaseFacts) -> str | None:
    text = reply.norm
    count = len(re.findall(r"[\w']+", text))
    if count < 12:
        return None
    broken = len(_IMPOSSIBLE.findall(text))
    return "words in no order" if broken >= 4 and broken > 0.11 * count else None


def _other_case(reply: Passage, facts: CaseFacts) -> str | None:
    """A fluent reply with many particulars, of which none belongs to this case."""
    content = [w for w in dict.fromkeys(content_words(reply)) if w not in _TERMS]
    mine = [w for w in content if w in facts.all_words or w in facts.names or stem(w) in facts.content or stem(w) in facts.situation_content or concepts(w) & facts.concepts]
    named = sum(w.text in facts.names for w in reply.words)
    particulars = [w for w in content if w not in mine]
    address = sum(w.text in {"you", "your"} for w in reply.words)
    if len(content) >= 8 and address >= 2 and len(mine) <= (1 if not named else 0) and len(particulars) >= 7:
        return "answers another case"
    return None
