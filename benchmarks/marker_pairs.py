"""Pairs of sentences that differ in little and mean the opposite, and the replies around them.

The hand-made pairs, in view while guards were written; later ones are in `marker_later_pairs.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.domain.marking import Case

Flips = tuple[tuple[str, str, str], ...]
Swaps = tuple[tuple[str, str], ...]
Frames = tuple[tuple[Case, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSet:
    """Pairs that were written together, each marked in every carrier and every frame.

    A flip is a criterion, a sentence that does it and one that does not; for a criterion of absence
    the first one breaks it. A swap is a sentence about our fault and the same about the customer's;
    a hollow apology stands beside a real one. A frame is a case and the customer's first name.
    """

    flips: Flips
    swaps: Swaps
    non_apologies: Swaps = ()
    carriers: tuple[str, ...]
    frames: Frames


FLIPS: Flips = (
    ("apologise", "I'm sorry for the delay.", "I'm not sorry for the delay."),
    (
        "apologise",
        "We apologise for the broken seal.",
        "We will not apologise for the broken seal.",
    ),
    (
        "apologise",
        "I am truly sorry that this went wrong.",
        "I see no reason to be sorry that this went wrong.",
    ),
    ("apologise", "Please accept our apologies.", "There will be no apologies from us."),
    ("acknowledge_feeling", "I can hear how upset you are.", "I can't see why you are upset."),
    (
        "acknowledge_feeling",
        "That must have been frightening for you.",
        "That was not frightening for anyone.",
    ),
    ("acknowledge_feeling", "How frustrating for you.", "Nobody would call that frustrating."),
    ("acknowledge_feeling", "You sound worried.", "You have no reason to be worried."),
    ("validate_feeling", "You have every right to be angry.", "You have no right to be angry."),
    (
        "validate_feeling",
        "Anyone would be annoyed after that.",
        "No one would be annoyed after that.",
    ),
    ("validate_feeling", "No wonder you are furious.", "I wonder why you are furious."),
    (
        "validate_feeling",
        "Your anger is completely understandable.",
        "Your anger is not understandable.",
    ),
    ("take_ownership", "That was our mistake.", "That was not our mistake."),
    (
        "take_ownership",
        "We take full responsibility for this.",
        "We take no responsibility for this.",
    ),
    ("take_ownership", "Leave it with me.", "Don't leave it with me."),
    ("take_ownership", "The fault is ours.", "The fault is not ours."),
    (
        "concrete_next_step",
        "I have ordered a replacement for you.",
        "I have not ordered a replacement for you.",
    ),
    ("concrete_next_step", "I will refund the fee.", "I will not refund the fee."),
    (
        "concrete_next_step",
        "We're sending a courier with the part.",
        "We're not sending a courier with the part.",
    ),
    ("concrete_next_step", "I've cancelled the charge.", "I can't cancel the charge."),
    (
        "follow_up",
        "I will call you tomorrow to check that it works.",
        "I will not call you tomorrow to check that it works.",
    ),
    ("follow_up", "I'll get back to you on Friday.", "I won't get back to you on Friday."),
    ("follow_up", "You will hear from me again.", "You will not hear from me again."),
    (
        "follow_up",
        "I'll message you once it has left.",
        "I'm not going to message you once it has left.",
    ),
    ("thank", "Thank you for telling us.", "I won't thank you for telling us."),
    ("thank", "I really appreciate your patience.", "I do not appreciate your impatience."),
    (
        "offer_options",
        "You can choose between a refund and a new one.",
        "You can't choose between a refund and a new one.",
    ),
    (
        "offer_options",
        "I can send a new one or refund you, whichever you prefer.",
        "I can't send a new one or refund you.",
    ),
    (
        "time_commitment",
        "The driver will be with you by Friday at noon.",
        "You waited for the driver from Friday at noon.",
    ),
    ("time_commitment", "It will be fixed within two days.", "It was broken for two days."),
    (
        "no_blame",
        "You should have read the leaflet.",
        "You should not have had to read the leaflet.",
    ),
    ("no_blame", "This is your fault.", "This is not your fault."),
    ("no_minimising", "It's not a big deal.", "I know that it is a big deal."),
    ("no_minimising", "There's no need to get upset.", "You have every need to be upset."),
)
SWAPS: Swaps = (
    ("That was our mistake.", "That was your mistake."),
    ("This is our fault.", "This is your fault."),
    ("The error was ours.", "The error was yours."),
    ("We should have checked the address.", "You should have checked the address."),
    ("It is our responsibility.", "It is your responsibility."),
    ("We forgot to sign the form.", "You forgot to sign the form."),
    ("We got this wrong.", "You got this wrong."),
    ("Our carelessness caused this.", "Your carelessness caused this."),
)
NON_APOLOGIES: Swaps = (
    ("I'm sorry for what happened.", "I'm sorry you feel that way."),
    ("I'm sorry about the wait.", "I'm sorry if the wait bothered you."),
    ("We apologise for the mix-up.", "We apologise if there was a mix-up."),
    ("I'm sorry that we let you down.", "I'm sorry that you are unhappy with us."),
    ("Sorry about the noise.", "Sorry, but there is nothing I can do about the noise."),
    ("I regret our error.", "I regret that you misunderstood."),
    ("We are sorry for the trouble.", "We are sorry you took it that way."),
    ("I do apologise for the delay.", "I would apologise if there had been a delay."),
)
CARRIERS = (
    "{name}, I have your message here. {s}",
    "{s} I have read all of it, {name}.",
    "Hello {name}. {s} I am looking at your file at this moment.",
)
FRAMES: Frames = (
    (
        Case(
            situation="A kettle arrived broken from a web shop.",
            customer_message=(
                "The kettle you sent leaks and I have guests tomorrow. I'm fed up. Maria Lund"
            ),
        ),
        "Maria",
    ),
    (
        Case(
            situation="A bus company cancelled a coach without notice.",
            customer_message=(
                "The coach never came, I stood in the rain for two hours with my son and nobody"
                " told us. Tom Reid"
            ),
            channel="phone",
        ),
        "Tom",
    ),
)
HAND_MADE = PairSet(
    flips=FLIPS, swaps=SWAPS, non_apologies=NON_APOLOGIES, carriers=CARRIERS, frames=FRAMES
)
