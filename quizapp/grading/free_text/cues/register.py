# ruff: noqa: E501  # a pattern is read as one piece
"""Cues for jargon, for what is possible, for promises nobody can keep, and for data in the open."""

from __future__ import annotations

from quizapp.grading.free_text.patterns import Cue


def _plain(name: str, source: str, weight: float = 0.8, *guards: str) -> Cue:
    return Cue(
        "plain_language",
        name,
        source,
        weight,
        "is office, legal or technical language without an explanation",
        guards or ("quoted_breach", "explained"),
    )


def _frame(name: str, source: str, weight: float = 0.7, *guards: str) -> Cue:
    return Cue(
        "positive_framing",
        name,
        source,
        weight,
        "puts what is possible first",
        guards or ("negated_near", "not_possible", "conditional_action", "false_cheer"),
    )


def _over(name: str, source: str, weight: float = 0.85, *guards: str) -> Cue:
    return Cue(
        "no_overpromise",
        name,
        source,
        weight,
        "guarantees what an agent does not control",
        guards or ("negated_promise", "quoted_breach"),
    )


def _data(name: str, source: str, weight: float = 0.85, *guards: str) -> Cue:
    return Cue(
        "no_public_data",
        name,
        source,
        weight,
        "asks for or shows personal data in the open",
        guards or ("private_channel",),
    )


CUES: tuple[Cue, ...] = (
    _plain("legalese", r"(?:aforementioned|aforesaid|hereby|herewith|hereunder|herein|thereof|therein|thereafter|wherein|heretofore|hitherto|notwithstanding|pursuant to|in accordance with|in respect of|with respect to your|without prejudice|forthwith|per se|inter alia|pro rata|ex gratia|in lieu|prima facie|ipso facto|mutatis|force majeure|the undersigned|the said|duly noted|duly|abeyance|ensuing|commensurate|remit|remittance|remunerat\w+|in receipt of|enclosed herewith|please be advised|be advised that|please be informed|we regret to inform|beg to|at your earliest convenience|at the earliest opportunity|kindly (?:action|revert|note|do the needful|be advised|acknowledge|furnish|expedite|remit|ensure|quote|peruse|liaise)|do the needful|revert (?:back|to us|to you|at)|the same shall|in due course|subject to (?:review|approval|terms|verification|availability|validation|underwriting)|liable for|indemnif\w+|discretionary|statutory|clause \d+\S*|section \d+\S*|sub ?section|paragraph \d+\S*|article \d+)", 0.6),
    _plain("office speak", r"(?:action(?:ed|ing|able)? (?:the|your|this|it|in|accordingly|by)|be actioned|progress(?:ed|ing)? (?:your|the|in line)|liais\w+|leverage|synerg\w+|stakeholders?|touchpoints?|touch base offline|circle back offline|going forward|moving forward|granular|bandwidth|deliverables?|onboarding|workstream|workflow|work ?streams?|key takeaways?|deep dive|low hanging|move the needle|best practice|value add|holistic|end to end|customer journey|journey mapping|utilis(?:e|ed|ing|ation)|utiliz\w+|facilitate|operationalis\w+|escalation (?:matrix|path|protocol|pathway|procedure)|remediat\w+|root cause analysis|rca|triag(?:e|ed|ing)|provision(?:ed|ing)|decommission\w*|backend|back end|back office|front office|crm|erp|sap|rma|sla|kpi|sop|tat|etd|eta|awb|sku|poc|p1|p2|p3|p4|sev \d|severity \d|tier (?:\d|one|two|three|\w+)|l1|l2|l3|first line|second line|2nd line|3rd line|level \d|queue \d|case type|fault code|reason code|error code|status code|code \w*\d\w*|ticket type|ref code|reversal code|dispute code|cohort|expedited pathway|\d stage|milestone|service standards|appropriate channel|in line with our service|relevant (?:department|team|stakeholder)|parameters?|fulfil?ment (?:centre|pipeline|partner|exception|node|hub)|last mile|logistics partner|exception (?:status|report|event)|manifest(?:ed)?|consignment|cross dock|pick face|despatch note|proof of delivery|pod|goodwill gesture|chargeback|ledger|reconcil\w+|arrears|accrued|amorti\w+|pro forma|credit note|debit note|invoic\w+ cycle|billing cycle|reversal|settlement figure|adjudicat\w+|indemnity|underwrit\w+|actuarial|subrogat\w+|excess waiver|no claims|dns|dhcp|ip address|snr|dslam|olt|ont|onu|mtu|firmware|latency|provisioning|line card|port reset|sync(?:h)? rate|attenuation|pcb|mcb|psu|cpu|bios|api|sso|otp|imei|iccid|apn|msisdn|gnss|lux|kyc|aml|dpa|gdpr|sar|pii|adr|fca|ofcom code|dsar|bacs run|chaps|apr|aer|ltv|dti|nps|csat|fcr|aht|ivr|acd|pbx|voip|sip)", 0.55),
    _frame("i can", r"(?:{I}|you|my \w+|our \w+|the \w+|she|he|they|\w+) (?:can|could|am able to|are able to|will be able to|may) (?:\w+ ){0,2}(?:{act}|have|get|make|do|go|come|choose|use|keep|be|offer|help|start|still|see|meet|call|ring|talk|sit|collect|wear|take|expect|pick)(?! (?:do about|not))", 0.55),
    _frame("what i can do", r"(?:what|here is what|the (?:first|one|good) thing|one thing|something) (?:{I} )(?:can|am going to|will|have done|am doing)(?: do)?(?: \w+)?|the good news|good news|there is (?:a way|something|a good)|i have (?:good|some good|better) news", 0.75),
    _frame("i will", r"(?:{firm}) (?:will|shall|have|am|are|'ll|am going to|have just|have already) (?:\w+ ){0,3}(?:{act}|{acted}|{acting})(?: \S+){2}", 0.6),
    _frame("you will have", r"(?:you|it|she|he|they|your \w+|the \w+|that) (?:will|shall|can|get|gets|is|are) (?:\w+ ){0,2}(?:have|be|get|receive|see|with you|back|there|safe|ready|yours|on (?:its|the) way|arrive|arrives|land|keep|keeps|reach)(?: \S+){1,}", 0.45),
    _over("guarantee", r"(?:guarantee|guaranteed|promise(?! you nothing)|swear|vow|assure you|rest assured|be assured|hand on heart|you have my word|my word on it|mark my words|100%|hundred per ?cent|hundred percent|without (?:a |any )?(?:doubt|fail|question)|definitely|certainly|absolutely|no doubt|for sure|cast iron|for certain)(?: \S+){0,10} (?:never (?:happen|again|occur|be)|not happen|always|every (?:time|penny|single)|full (?:amount|refund|compensation|payout|sum)|forever|for life|any(?:thing| time)|everything|perfect\w*|whatever (?:you|it)|be (?:approved|accepted|fixed|found|resolved|sorted|solved|granted|there|back|fine|okay|cured|paid|reversed|upheld|cancelled|waived|cleared|overturned|delivered|yours|better)|get (?:the|your|it|a|every|all|full|them|that|compensation)|win|arrive|come|work|reach|make it|land|receive|have it|find (?:it|him|her|them|your)|no (?:more|further)|turn up|recover)", 0.7),
    _over("never again", r"(?:will|shall|would|can|is|does|going to) (?:never|not) (?:\w+ )?(?:happen|occur|go wrong|be repeated|be late|fail|let you down|have (?:this|any|another|a) (?:\w+ )?(?:problem|issue|trouble)|see this|experience|break|face|lose|miss|be a problem|make (?:this|that|a|another) (?:mistake|error))(?: \w+){0,4} ?(?:again|ever|anymore|any more|in future|in the future)?|never (?:ever )?(?:again|happen again|have (?:this|any|to worry|another))|(?:happen|occurs?|repeated) again ?[.!]?$|last time (?:this|you|that|it|anything)|from now on (?:everything|it|you|all|nothing)|nothing (?:else )?(?:will|can|could) (?:ever )?(?:go wrong|happen|fail)", 0.75),
    _over("whatever", r"(?:whatever|anything|everything) (?:you (?:want|like|ask|need|say|wish|claim|demand)|it (?:takes|costs)) ?(?:, )?(?:and )?(?:{I}|you|is|will|we|it)?(?: will)? ?(?:pay|get|cover|give|do|yours|free)?|(?:all|everything|every (?:cost|penny|expense|loss)|any (?:cost|loss|expense|damage)s?) (?:\w+ ){0,5}(?:will|shall|is going to) be (?:paid|covered|refunded|reimbursed|compensated|free|sorted|fine|perfect)|free (?:for life|forever|of charge forever)|for the rest of your life|money is no object|no matter (?:what|the cost)|i (?:will|can) (?:make sure|see to it|ensure) (?:that )?(?:\w+ )?(?:is|gets?|are|will be|be|never|nobody|no one) (?:\w+ )?(?:fired|sacked|dismissed|approved|accepted|disciplined|punished|overturned|cancelled|never|win|suspended)|(?:will|going to) (?:be|get) (?:fired|sacked|disciplined|dismissed)|(?:your|the) (?:claim|appeal|application|refund|loan|mortgage|visa|dispute|case|compensation|request) (?:will|is going to) (?:definitely|certainly|absolutely|surely|for sure|be (?:approved|accepted|granted|upheld|successful)|succeed|go through|win)|(?:will|going to) (?:definitely|certainly|surely|absolutely|100%|for sure|without fail) (?:\w+ )?(?:get|be|win|arrive|receive|have|come|work|recover|approve|pay|find|turn|make|reach|sort|fix|solve|resolve)|(?:thousands?|double|triple|ten times|£\d{4,}) (?:\w+ ){0,3}(?:compensation|in compensation|refund|back)", 0.7),
    _data("asks data", r"(?:reply|post|comment|tell|send|give|share|drop|put|write|leave|type|provide|confirm|need|have|take|let|what is|message|include|state|supply|quote|can you|could you|may i|please)(?: \S+){0,6} (?:your |the )(?:\w+ ){0,3}(?:order (?:number|no|id|ref\w*)|account (?:number|details|no|name|email)|booking (?:ref\w*|number|reference)|phone(?: number)?|mobile(?: number)?|telephone(?: number)?|address|home address|e ?mail(?: address)?|postcode|zip code|date of birth|dob|card (?:number|details|no)|sort code|bank details|payment details|password|pin|policy number|customer number|reference(?: number)?|full name|name and (?:address|number|postcode|email)|passport(?: number)?|nhs number|medical \w+|tracking number|number|details|invoice number|national insurance|security (?:code|answer)|last four digits)", 0.75, "private_channel"),
    _data("shows number", r"(?:order|booking|account|bill|invoice|ticket|claim|case|policy) (?:number |no |ref )?\d{3,}|(?:your|her|his|their) (?:waist|weight|chest|bust|hips?|height|inside leg|dress size) (?:is|was|measures|measured|of) \d+", 0.7, "private_channel_shown"),
    _data("shows data", r"(?:your|the) (?:order|booking|account|policy|parcel|card|invoice|tracking|reference|phone|mobile|address|email|postcode)(?: (?:number|ref|reference|no|id|ending|in))? ?(?:is |was |[(:#,] ?|ending (?:in )?|number )*(?:\w*\d{4,}\w*|\d{3,})|\S+@\S+ \S+|(?:\+44|07|0)\d{8,}|\d{1,4} \w+ (?:street|road|avenue|lane|close|drive|crescent|terrace|gardens|way|court|place|square|grove|hill)|[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}|(?:ending|ends) (?:in|with) \d{3,4}|(?:we|i) can see (?:from your (?:account|file|record|notes|history|medical)|that your (?:last )?(?:payment|card|balance|direct debit|account))|(?:your|the) (?:diagnosis|prescription|medication|balance|arrears|overdraft|test results?|medical|salary|credit score|debt|missed payments?) (?:is|was|of|for|shows?|are|were)", 0.6, "private_channel_shown"),
)  # fmt: skip
