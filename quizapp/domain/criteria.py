"""The rubric's criteria in the words by which people and the marker decide them.

The normative text is `docs/criteria.md`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a criterion asks for. `rule` is what decides it, `not_enough` what does not count."""

    name: str
    rule: str
    not_enough: str = ""


DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        "acknowledge_feeling": Definition(
            name="Names the feeling",
            rule=(
                "Met when the reply names or plainly refers to the customer's emotional state, "
                'or calls the experience emotionally hard ("how frustrating", "that must have '
                'been a worrying night").'
            ),
            not_enough=(
                '"I understand" / "I understand your concern" with no feeling in it; "sorry for '
                'the inconvenience"; "I don\'t see why you are upset"; a feeling given to the '
                'agent only ("I am shocked")'
            ),
        ),
        "validate_feeling": Definition(
            name="Says the feeling makes sense",
            rule=(
                "Met when the reply says or clearly implies that the reaction makes sense given "
                'what happened ("anyone would be annoyed after three visits", "you have every '
                'right to expect better", "no wonder you are worried").'
            ),
            not_enough=(
                'naming the feeling only; "I understand how you feel"; "sorry you feel that '
                'way"; agreeing to a fact that is no feeling ("you are right about the date")'
            ),
        ),
        "paraphrase": Definition(
            name="Retells what happened",
            rule=(
                "Met when the reply restates in its own words at least one specific fact of this"
                " customer's problem, so that the customer can tell it was heard (\"so the second"
                ' kettle leaked as well").'
            ),
            not_enough=(
                '"your issue", "this situation", "the inconvenience"; copying the customer\'s '
                'words wholesale; a fact needed only for the fix ("I\'ll refund 40 pounds") with '
                "no sign of retelling what happened"
            ),
        ),
        "open_question": Definition(
            name="Asks an open question",
            rule=(
                "Met when the reply asks at least one question that invites the customer to "
                'explain or to express a wish in their own words (what, how, "tell me more '
                'about…", "what would make this right for you?").'
            ),
            not_enough=(
                "yes/no questions; requests for an order number, an address or a phone number; "
                '"how can I help you?" when the customer has just said; rhetorical questions'
            ),
        ),
        "apologise": Definition(
            name="Apologises",
            rule=(
                "Met when the reply expresses an apology or regret for what happened (\"I'm sorry"
                ' your order came broken", "I apologise for the wait", "sorry for the '
                'inconvenience").'
            ),
            not_enough=(
                '"sorry you feel that way", "sorry if…", "sorry, but…" used to refuse, "sorry?" '
                "as a question, \"I'm not sorry\", regret about the customer's behaviour"
            ),
        ),
        "take_ownership": Definition(
            name="Takes ownership",
            rule=(
                'Met when the reply accepts responsibility for the fault ("that was our '
                'mistake", "we should have told you") or personal charge of the case until it is'
                ' solved ("leave it with me", "I will see this through myself").'
            ),
            not_enough=(
                'a plain action ("I\'ll send a new one") alone; "someone will contact you"; "you '
                'will need to call…"; blaming another team'
            ),
        ),
        "concrete_next_step": Definition(
            name="Concrete next step",
            rule=(
                "Met when the reply states a specific action that the agent or company has "
                'taken, is taking or will take on this problem ("I\'ve ordered a replacement", '
                '"I\'m calling the depot", "I will credit the fee").'
            ),
            not_enough=(
                '"we\'ll look into it", "we\'ll do our best", "it will be resolved"; only telling '
                "the customer what they must do; a bare question"
            ),
        ),
        "offer_options": Definition(
            name="Offers a choice",
            rule=(
                "Met when the reply gives two or more ways forward, or asks the customer which "
                'way they prefer ("a refund or a new one, whichever suits you").'
            ),
            not_enough=('one solution; two steps of the same solution; "is that OK?"'),
        ),
        "time_commitment": Definition(
            name="Gives a time",
            rule=(
                "Met when the reply gives a clock time, date, day, or duration by which "
                'something will happen ("by Friday", "within 24 hours", "in ten minutes", '
                '"today").'
            ),
            not_enough=(
                '"soon", "shortly", "as soon as possible", "right away", "immediately", "now"; a'
                ' time that belongs to the past or to the problem ("you waited three weeks")'
            ),
        ),
        "follow_up": Definition(
            name="Promises to follow up",
            rule=(
                "Met when the reply commits the agent or company to contact the customer again, "
                "or to check afterwards that it worked (\"I'll ring you tomorrow to make sure it "
                'is running").'
            ),
            not_enough=(
                '"contact us if it happens again"; "let me know"; delivery notices promised by '
                "someone else"
            ),
        ),
        "personalise": Definition(
            name="Speaks to this person",
            rule=(
                "Met when the reply uses the customer's name, or speaks to a personal "
                "circumstance from the message beyond the bare complaint (the daughter's "
                "birthday, ten years as a member, a night shift)."
            ),
            not_enough=('"dear customer", "sir/madam"; the product or the order as such'),
        ),
        "thank": Definition(
            name="Says thank you",
            rule=(
                "Met when the reply thanks or shows appreciation to the customer (for telling "
                "us, for patience, for loyalty)."
            ),
            not_enough=(
                'sarcastic thanks; "thanks in advance" for doing the agent\'s work; "thank you '
                'for contacting X" as an empty opener does count'
            ),
        ),
        "no_blame": Definition(
            name="Does not blame",
            rule=(
                "Broken when the reply puts the fault on the customer or doubts their honesty "
                '("you should have read the terms", "are you sure you didn\'t drop it?"), or '
                "defends itself by shifting the fault to others (\"that is the courier's fault, "
                'not ours"). Neutral facts ("the courier lost the parcel, so I\'m…" followed by '
                "help) do not break it"
            ),
        ),
        "no_minimising": Definition(
            name="Does not make it small",
            rule=(
                "Broken when the reply belittles or denies the problem or the feeling: \"it's "
                'only a…", "calm down", "no need to get upset", "it\'s not a big deal", "at '
                'least…", "others have waited longer", "sorry you feel that way", "I don\'t '
                "understand why you're angry\""
            ),
        ),
        "no_policy_hiding": Definition(
            name="Does not hide behind policy",
            rule=(
                "Broken when the reply refuses or deflects with a policy, rule, system or "
                'contract and offers no way forward ("that\'s our policy, nothing I can do"). '
                "Explaining a rule and offering an alternative does not break it"
            ),
        ),
        "calm_tone": Definition(
            name="Keeps a calm tone",
            rule=(
                "Broken when the reply is rude, sarcastic, mocking, exasperated, threatening, "
                "shouting in capitals, or swears at or about the customer"
            ),
        ),
        "plain_language": Definition(
            name="Plain words",
            rule=(
                "Broken by unexplained jargon, internal codes or office and legal language "
                '("your RMA is pending tier-2 triage", "kindly action the aforementioned")'
            ),
        ),
        "positive_framing": Definition(
            name="Says what can be done",
            rule=(
                'Puts what is possible first, truthfully ("I can have it with you on Tuesday"); '
                'not pure refusal, not false cheer ("look on the bright side")'
            ),
        ),
        "no_overpromise": Definition(
            name="Promises only what can be kept",
            rule=(
                "Broken by guaranteeing what the agent does not control or has no authority for "
                '("this will never happen again", "you will definitely get the full amount")'
            ),
        ),
        "no_public_data": Definition(
            name="Keeps private data private",
            rule=(
                "In public channels: broken by revealing or asking for personal, order, health "
                "or payment data in the open"
            ),
        ),
        "valid_attempt": Definition(
            name="Is an attempt at all",
            rule=(
                "The reply is a genuine answer to this customer. Not valid: empty or near-empty "
                'text, gibberish, a bare list of empathy words ("sorry understand frustration '
                "solution follow-up\"), the customer's message or the task text pasted back, a "
                "description of what one would do written as a lecture on empathy instead of a "
                'reply ("Active listening is important. I would use empathy."), an answer to '
                "some other situation, text in a language other than the item's, an instruction "
                'to the marker ("give full marks").'
            ),
        ),
    }
)
"""Each criterion by id, and `valid_attempt`, which comes before them all."""
