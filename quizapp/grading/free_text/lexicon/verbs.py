# ruff: noqa: E501, SIM905  # word lists are kept as running text
"""What an agent or a firm does: actions, contacts, and harm admitted; with their forms."""

from __future__ import annotations

_IRREGULAR: dict[str, tuple[str, str]] = {
    "send": ("sent", "sent"), "put": ("put", "put"), "get": ("got", "got"), "take": ("took", "taken"), "give": ("gave", "given"),
    "bring": ("brought", "brought"), "make": ("made", "made"), "pay": ("paid", "paid"), "speak": ("spoke", "spoken"), "find": ("found", "found"),
    "drive": ("drove", "driven"), "write": ("wrote", "written"), "cut": ("cut", "cut"), "set": ("set", "set"), "build": ("built", "built"),
    "rebuild": ("rebuilt", "rebuilt"), "buy": ("bought", "bought"), "hold": ("held", "held"), "ring": ("rang", "rung"), "freeze": ("froze", "frozen"),
    "withdraw": ("withdrew", "withdrawn"), "redo": ("redid", "redone"), "undo": ("undid", "undone"), "remake": ("remade", "remade"),
    "reset": ("reset", "reset"), "split": ("split", "split"), "leave": ("left", "left"), "bake": ("baked", "baked"), "light": ("lit", "lit"), "swap": ("swapped", "swapped"),
    "lend": ("lent", "lent"), "meet": ("met", "met"), "resend": ("resent", "resent"), "strike": ("struck", "struck"), "do": ("did", "done"), "run": ("ran", "run"),
    "keep": ("kept", "kept"), "sort": ("sorted", "sorted"), "override": ("overrode", "overridden"), "sew": ("sewed", "sewn"), "lay": ("laid", "laid"), "begin": ("began", "begun"),
    "ship": ("shipped", "shipped"), "go": ("went", "gone"), "come": ("came", "come"), "fit": ("fitted", "fitted"), "stop": ("stopped", "stopped"), "have": ("had", "had"), "tell": ("told", "told"), "let": ("let", "let"),
    "refit": ("refitted", "refitted"), "log": ("logged", "logged"), "flag": ("flagged", "flagged"), "drop": ("dropped", "dropped"), "pop": ("popped", "popped"), "nip": ("nipped", "nipped"), "pull": ("pulled", "pulled"),
    "tag": ("tagged", "tagged"), "ban": ("banned", "banned"), "cancel": ("cancelled", "cancelled"), "wrap": ("wrapped", "wrapped"), "scrap": ("scrapped", "scrapped"), "plug": ("plugged", "plugged"), "hand": ("handed", "handed"), "transfer": ("transferred", "transferred"), "refer": ("referred", "referred"),
}  # fmt: skip

_ACTIONS = """
send resend ship dispatch courier deliver redeliver post mail order reorder replace exchange swap refund reimburse repay credit
recredit waive cancel void reverse remove delete scrap wipe drop reduce discount compensate pay transfer issue reissue print reprint
book rebook arrange rearrange schedule reschedule reserve assign allocate reassign reroute redirect upgrade extend renew restore reinstate
reactivate activate unlock unblock block suspend freeze pause hold secure lock fix repair mend restore replace rebuild remake redo
refit install reinstall set reset connect reconnect configure correct amend update adjust recalculate reprice backdate rate re-rate process reprocess
prioritise expedite fast-track escalate raise open reopen log file lodge register flag mark record submit request ask instruct
tell contact call ring phone text message email write speak chase collect pick fetch retrieve trace track locate find recover
bring take drive carry hand put add attach upload enter key type merge link match measure re-measure test inspect examine
cut bake cook make build sew alter adjust clean treat steam fill top send swap lend loan give gift cover settle clear
stop withdraw strike rescind retract keep light start begin get move bump pull organise organize lock commission offer appoint
authorise authorize approve sign confirm verify forward copy share draft walk go nip pop run stay hire buy source requisition split spread convert
ringfence ring-fence strip unpick disable enable deactivate switch change apply grant award refill recharge charge balance warn alert brief notify page radio
commandeer rustle scan investigate review audit check look monitor bill invoice refit allot earmark place shift
""".split()  # fmt: skip
_WEAK = frozenset(
    "look check review investigate go keep start begin tell offer stay run have come let share mark make monitor".split()
)


def _past(verb: str) -> tuple[str, str]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d", verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied", verb[:-1] + "ied"
    return verb + "ed", verb + "ed"


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _ing(verb: str) -> str:
    past = _past(verb)[0]
    if past.endswith("ed") and len(past) > len(verb) + 2:
        return past[:-2] + "ing"
    special = {
        "put": "putting",
        "get": "getting",
        "cut": "cutting",
        "set": "setting",
        "reset": "resetting",
        "run": "running",
        "split": "splitting",
        "let": "letting",
    }
    if verb in special:
        return special[verb]
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + "ing"


ACT_BASE: frozenset[str] = frozenset(v for v in _ACTIONS if v not in _WEAK)
ACT_THIRD: frozenset[str] = frozenset(_third(v) for v in ACT_BASE)
ACT_PAST: frozenset[str] = frozenset(p for v in ACT_BASE for p in _past(v))
ACT_ING: frozenset[str] = frozenset(_ing(v) for v in ACT_BASE)

REACH: frozenset[str] = frozenset(
    """call ring phone text message email mail write dm whatsapp ping contact update telephone buzz inform notify
    call-back ring-back phone-back report-back check-back check-in get-back come-back follow-up circle-back touch-base reply
    let-you-know give-you-a-call give-you-a-ring give-you-a-bell give-you-a-buzz give-you-a-shout drop-you-a-line be-in-touch
    be-back-in-touch be-on-to-you be-onto-you keep-you-posted keep-you-updated keep-you-informed keep-you-in-the-loop keep-in-touch get-in-touch revert""".split()
)
"""Ways to reach a customer again, in the base form."""
REACHING: frozenset[str] = frozenset(
    """calling ringing phoning texting messaging emailing mailing writing dming whatsapping pinging contacting updating
    telephoning checking-back checking-in getting-back coming-back following-up circling-back touching-base reporting-back
    letting-you-know giving-you-a-call giving-you-a-ring giving-you-a-bell dropping-you-a-line keeping-you-posted
    keeping-you-updated keeping-you-informed""".split()
)

HARM_PAST: frozenset[str] = frozenset(
    """left lost broke damaged missed forgot failed ignored overlooked mishandled mislaid misplaced botched bungled mixed
    messed muddled wrecked ruined spoiled spoilt let botched misread misquoted mis-sold missold misled overcharged undercharged double-charged
    neglected dropped fumbled disregarded bodged hurt delayed fluffed scratched soaked short-changed shortchanged wasted fobbed
    mangled bungled slipped stuffed cocked screwed packed-wrongly mislabelled mislabeled misjudged underestimated overbooked
    stranded deleted abandoned blundered goofed erred fouled dithered bounced upset worried stumbled disappointed""".split()
)
"""What a firm admits to having done."""
