# ruff: noqa: E501, SIM905  # word lists are kept as running text
"""Contractions, chat shorthand and unpunctuated contractions, spelt out.

Some short forms are also words of their own (`ill`, `id`, `were`, `2`, `4`); they are spelt out only
where the neighbours show that the short form was meant.
"""

from __future__ import annotations

import re

_PLAIN: dict[str, str] = {
    "u": "you", "ur": "your", "urs": "yours", "ure": "you are", "r": "are", "y": "why",
    "abt": "about", "bc": "because", "b/c": "because", "cos": "because", "coz": "because",
    "cuz": "because", "bcos": "because", "bcoz": "because", "w/o": "without", "w/": "with",
    "wth": "with", "wid": "with", "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow",
    "tomo": "tomorrow", "tmrow": "tomorrow", "2moro": "tomorrow", "2mrw": "tomorrow",
    "tonite": "tonight", "2nite": "tonight", "2day": "today", "txt": "text", "txts": "texts",
    "txting": "texting", "msg": "message", "msgs": "messages", "msging": "messaging",
    "pls": "please", "plz": "please", "plse": "please", "thx": "thanks", "thnx": "thanks",
    "tnx": "thanks", "thanx": "thanks", "ty": "thank you", "tysm": "thank you so much",
    "tks": "thanks", "ta": "thanks", "hv": "have", "hav": "have", "hve": "have", "hd": "had",
    "wl": "will", "wil": "will", "shd": "should", "cd": "could", "wd": "would", "cn": "can",
    "rn": "right now", "asap": "as soon as possible", "sry": "sorry", "soz": "sorry",
    "srry": "sorry", "sory": "sorry", "sori": "sorry", "sorrry": "sorry", "rly": "really",
    "rlly": "really", "realy": "really", "v": "very", "vv": "very very", "vry": "very",
    "ppl": "people", "appt": "appointment", "appts": "appointments", "acct": "account",
    "acc": "account", "addr": "address", "amt": "amount", "recd": "received", "rcvd": "received",
    "bk": "back", "b4": "before", "gr8": "great", "l8r": "later", "l8": "late", "m8": "mate",
    "thru": "through", "tho": "though", "altho": "although", "nvm": "never mind", "idk": "i do not know",
    "imo": "in my opinion", "omg": "oh my god", "btw": "by the way", "fyi": "for your information",
    "ngl": "not going to lie", "tbh": "to be honest", "smth": "something", "sth": "something",
    "sthg": "something", "nth": "nothing", "evry": "every", "evrything": "everything",
    "every1": "everyone", "any1": "anyone", "some1": "someone", "no1": "no one", "nr": "number",
    "num": "number", "min": "minutes", "mins": "minutes", "hr": "hour", "hrs": "hours",
    "wks": "weeks", "wk": "week", "mth": "month", "mths": "months", "yr": "year", "yrs": "years",
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "weds": "wednesday",
    "wedn": "wednesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday",
    "fri": "friday", "morn": "morning", "aft": "afternoon", "eve": "evening", "arvo": "afternoon",
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "gotcha": "got you",
    "lemme": "let me", "gimme": "give me", "kinda": "kind of", "sorta": "sort of",
    "dunno": "do not know", "outta": "out of", "lotta": "lot of", "ya": "you", "yer": "your",
    "yous": "you", "youse": "you", "ye": "you", "yall": "you all", "y'all": "you all",
    "im": "i am", "i'm": "i am", "ive": "i have", "youre": "you are", "youve": "you have",
    "youll": "you will", "weve": "we have", "theyre": "they are", "theyve": "they have",
    "theyll": "they will", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "cant": "can not", "cannot": "can not", "couldnt": "could not", "wouldnt": "would not",
    "shouldnt": "should not", "wont": "will not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not",
    "hadnt": "had not", "mustve": "must have", "shouldve": "should have", "couldve": "could have",
    "wouldve": "would have", "thats": "that is", "whats": "what is", "heres": "here is",
    "theres": "there is", "wheres": "where is", "hows": "how is", "whos": "who is",
    "hes": "he is", "shes": "she is", "itll": "it will", "thatll": "that will", "lets": "let us",
    "aint": "is not", "ain't": "is not", "cud": "could", "shud": "should", "wud": "would",
    "shoulda": "should have", "coulda": "could have", "woulda": "would have", "musta": "must have",
    "gd": "good", "w": "with", "n": "and", "nd": "and", "da": "the", "dat": "that", "dis": "this",
    "wat": "what", "wot": "what", "wen": "when", "wanted2": "wanted to", "bday": "birthday",
    "b'day": "birthday", "info": "information", "emp": "employee", "cust": "customer",
    "mgr": "manager", "dept": "department", "del": "delivery", "deliv": "delivery", "wkend": "weekend",
    "brgds": "best regards", "rgds": "regards", "kr": "kind regards", "atm": "at the moment",
    "lil": "little", "frm": "from", "jst": "just", "alr": "already", "def": "definitely",
    "deffo": "definitely", "prob": "probably", "probs": "problems", "congrats": "congratulations",
    "'em": "them", "em": "them", "'cause": "because", "'til": "until", "til": "until",
    "till": "until", "ok": "okay", "okey": "okay", "k": "okay", "oki": "okay", "mum's": "mum 's",
    "whatcha": "what are you", "innit": "is it not", "hubby": "husband", "veg": "vegetables",
    "shan't": "will not", "won't": "will not", "can't": "can not", "let's": "let us",
    "y'know": "you know", "ma'am": "madam", "o'clock": "o'clock", "how'd": "how did",
    "where'd": "where did", "why'd": "why did", "what'd": "what did", "who'd": "who would",
    "alrite": "all right", "alright": "all right", "alot": "a lot", "ofc": "of course",
    "obvs": "obviously", "totes": "totally", "wrt": "with regard to", "re": "about",
    "approx": "about", "recieve": "receive", "recieved": "received", "apologys": "apologies",
    "apologise": "apologise", "apologize": "apologise", "apologized": "apologised",
    "apologizing": "apologising", "apologizes": "apologises", "realize": "realise",
    "realized": "realised", "appologise": "apologise", "appologize": "apologise",
    "apologies": "apologies", "appologies": "apologies", "recognize": "recognise",
    "organize": "organise", "organized": "organised", "organizing": "organising",
    "prioritize": "prioritise", "prioritized": "prioritised", "prioritizing": "prioritising",
    "minimize": "minimise", "penalized": "penalised", "traumatized": "traumatised",
    "demoralizing": "demoralising", "demoralized": "demoralised", "mom": "mum", "mam": "mum",
    "mama": "mum", "mummy": "mum", "mommy": "mum", "papa": "dad", "daddy": "dad", "color": "colour",
    "favorite": "favourite", "check-in": "check in", "canceled": "cancelled", "canceling": "cancelling",
    "traveling": "travelling", "grey": "grey", "gray": "grey", "center": "centre", "practise": "practice",
    "aggravated": "aggravated", "judgment": "judgement", "neighbor": "neighbour", "honor": "honour",
    "foult": "fault", "falt": "fault", "wensday": "wednesday", "wendsday": "wednesday",
    "wednsday": "wednesday", "tommorow": "tomorrow", "tomorow": "tomorrow", "tommorrow": "tomorrow",
    "loosed": "lost", "thankyou": "thank you", "w8": "wait", "w8ing": "waiting", "4get": "forget",
    "prolly": "probably", "gettin": "getting", "goin": "going", "doin": "doing", "havin": "having",
    "bein": "being", "comin": "coming", "lookin": "looking", "sendin": "sending", "callin": "calling",
    "tryna": "trying to", "bout": "about", "sum1": "someone", "nite": "night", "yday": "yesterday",
    "ystrday": "yesterday", "yest": "yesterday", "xx": "x", "xxx": "x", "hows it": "how is it",
}  # fmt: skip
_SUFFIX: tuple[tuple[str, str], ...] = (
    ("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"),
)  # fmt: skip
_IS_HOSTS = frozenset(
    "it that what there here who how where she he this everything nothing something someone somebody "
    "everyone nobody when why one".split()
)
_SUBJECTS = frozenset("i you he she we they it that who there".split())
_VERB_AFTER = re.compile(
    r"^(?:be|have|hv|get|ring|call|text|txt|message|msg|email|send|let|make|do|go|check|ask|see|speak|talk|"
    r"pay|put|take|give|bring|come|try|chase|sort|fix|refund|cancel|book|arrange|update|follow|keep|"
    r"find|look|tell|write|feel|say|need|also|personally|still|never|not|stay|help|just|change|add|"
    r"drop|phone|contact|replace|order|pop|work|deal|stand|pass|raise|hold|waive|remove|credit|like|"
    r"love|hate|want|rather|lose|cry|go|really|definitely|absolutely|u|you|cut|fight|reply|dm|ping)$"
)
_PARTICIPLE = re.compile(
    r"(?:ed|en|wn|un|ne|ght|been|had|got|put|set|let|sent|lost|left|told|come|kept)$"
)


def expand(word: str, following: str) -> list[str] | None:
    """Return the words that `word` stands for, or None where it stands for itself."""
    if word in {"ill", "id", "well", "were", "its"}:
        return _ambiguous(word, following)
    if word in _PLAIN:
        return _PLAIN[word].split()
    if word.endswith("'s"):
        host = word[:-2]
        if host == "let":
            return ["let", "us"]
        if host in _IS_HOSTS:
            return [
                host,
                "has"
                if _PARTICIPLE.search(following)
                and following != "been"
                and host == "it"
                and following in {"got", "been", "had"}
                else "is",
            ]
        return [host, "'s"]
    for suffix, meant in _SUFFIX:
        if word.endswith(suffix) and len(word) > len(suffix):
            host = word[: -len(suffix)]
            if suffix == "'d" and following in {"better", "been", "had", "got", "planned", "told"}:
                return [host, "had"]
            return [host, meant]
    return None


def _ambiguous(word: str, following: str) -> list[str] | None:
    if word == "ill":
        return ["i", "will"] if _VERB_AFTER.match(following) else None
    if word == "id":
        return ["i", "would"] if _VERB_AFTER.match(following) else None
    if word == "its":
        adjectival = re.match(
            r"^(?:a|an|the|not|so|been|our|your|my|on|no|really|just|very|all|too|ok|"
            r"fine|only|hard|bad|late|terrible|awful|frustrating|important|about)$",
            following,
        )
        return ["it", "is"] if adjectival else None
    return None


def digit(number: str, before: str, following: str) -> str | None:
    """Read a lone 2 or 4 as `to` or `for` where no quantity can be meant."""
    if number == "4" and following in {
        "u",
        "you",
        "ur",
        "your",
        "me",
        "us",
        "the",
        "that",
        "this",
        "it",
    }:
        return "for"
    if number == "2" and (
        following
        in {
            "u",
            "you",
            "ur",
            "your",
            "me",
            "us",
            "see",
            "do",
            "be",
            "get",
            "cut",
            "make",
            "help",
            "fix",
            "sort",
            "check",
            "the",
            "it",
            "say",
            "ask",
            "know",
            "hear",
        }
        and before not in {"of", "these", "those", "other", "last", "first", "next", "all"}
    ):
        return "to"
    return None
