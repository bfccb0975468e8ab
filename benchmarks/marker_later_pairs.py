"""Further negation flips and our/your swaps, written before the guards for them were run on them.

The hand-made pairs of `marker_pairs` were in view while guards were written. `FLIPS` and `SWAPS`
were new for version 2.0 816509ff8d0e; guards for what they showed have been written since, so that
they too are known now. `LATER_FLIPS` and `LATER_SWAPS` were written after those guards and run
once, on the version that is told in `docs/marker.md`.
"""

from __future__ import annotations

from marker_pairs import Flips, Frames, PairSet, Swaps

from quizapp.domain.marking import Case

FLIPS: Flips = (
    (
        "concrete_next_step",
        "I have booked an electrician for you.",
        "I have not booked an electrician for you.",
    ),
    (
        "concrete_next_step",
        "We've put the money back on your card.",
        "We've not put the money back on your card.",
    ),
    (
        "concrete_next_step",
        "I am posting a new filter to you.",
        "I am not posting a new filter to you.",
    ),
    (
        "concrete_next_step",
        "We will collect the faulty heater.",
        "We won't collect the faulty heater.",
    ),
    ("concrete_next_step", "Our workshop is repairing it now.", "Our workshop isn't repairing it."),
    (
        "concrete_next_step",
        "I'll move your appointment forward.",
        "You could move your appointment forward.",
    ),
    (
        "concrete_next_step",
        "I will contact the manufacturer for you.",
        "You should contact the manufacturer.",
    ),
    (
        "concrete_next_step",
        "I'll report it to the council for you.",
        "They might report it to the council.",
    ),
    ("concrete_next_step", "I have removed the late fee.", "I couldn't remove the late fee."),
    (
        "follow_up",
        "I'll write again on Monday to see how it went.",
        "I won't write again on Monday to see how it went.",
    ),
    ("follow_up", "We will keep you posted.", "We will not keep you posted."),
    (
        "follow_up",
        "I'll check in with you after the visit.",
        "Nobody will check in with you after the visit.",
    ),
    (
        "offer_options",
        "We can swap it or give you the money back.",
        "We can neither swap it nor give you the money back.",
    ),
    (
        "offer_options",
        "Would you rather have a voucher or a refund?",
        "You get neither a voucher nor a refund.",
    ),
    ("take_ownership", "The blame lies with us.", "The blame does not lie with us."),
    (
        "take_ownership",
        "Our warehouse mixed up the labels.",
        "Our warehouse did not mix up the labels.",
    ),
    ("take_ownership", "I am taking charge of this myself.", "I am not taking charge of this."),
    (
        "acknowledge_feeling",
        "I can tell how disappointed you are.",
        "I can't tell why you are disappointed.",
    ),
    ("acknowledge_feeling", "That sounds exhausting.", "That does not sound exhausting."),
    ("validate_feeling", "Of course you are cross.", "You should not be cross."),
    (
        "validate_feeling",
        "It makes sense that you feel let down.",
        "It makes no sense that you feel let down.",
    ),
    (
        "time_commitment",
        "You will have it by six this evening.",
        "You will not have it by six this evening.",
    ),
    ("time_commitment", "It arrives on Tuesday.", "It was due last Tuesday."),
    ("no_blame", "You filled in the wrong form.", "You did nothing wrong with the form."),
    ("no_minimising", "It's only a small scratch.", "It isn't only a small scratch."),
)
SWAPS: Swaps = (
    ("The slip was ours.", "The slip was yours."),
    ("We entered the wrong date.", "You entered the wrong date."),
    ("Our oversight led to this.", "Your oversight led to this."),
    ("We ought to have rung first.", "You ought to have rung first."),
    ("This came about through our neglect.", "This came about through your neglect."),
    ("We are to blame for this.", "You are to blame for this."),
    ("We broke our promise.", "You broke your promise."),
    ("I misread the order.", "You misread the order."),
)
LATER_FLIPS: Flips = (
    (
        "concrete_next_step",
        "I've asked our plumber to call in.",
        "I've asked nobody to call in.",
    ),
    (
        "concrete_next_step",
        "The refund went out this morning.",
        "No refund has gone out.",
    ),
    (
        "concrete_next_step",
        "I'm swapping the part for you now.",
        "I'm in no position to swap the part.",
    ),
    (
        "follow_up",
        "I'll look in again once it has been fixed.",
        "I shan't look in again once it has been fixed.",
    ),
    (
        "follow_up",
        "You'll hear from me before the weekend.",
        "You won't hear from me before the weekend.",
    ),
    (
        "offer_options",
        "You may keep it at half price or send it back.",
        "You may not keep it at half price, nor send it back.",
    ),
    ("take_ownership", "We slipped up here.", "We didn't slip up here."),
    (
        "take_ownership",
        "The responsibility for this is mine.",
        "The responsibility for this isn't mine.",
    ),
    (
        "acknowledge_feeling",
        "You sound worn out by all this.",
        "You don't sound worn out by all this.",
    ),
    (
        "validate_feeling",
        "You have good reason to be angry.",
        "You have no good reason to be angry.",
    ),
    (
        "time_commitment",
        "It will be with you by Thursday noon.",
        "It can't be with you by Thursday noon.",
    ),
    (
        "no_blame",
        "You left the tap running.",
        "Nobody says that you left the tap running.",
    ),
    (
        "no_minimising",
        "There are worse things in life.",
        "I won't tell you that there are worse things in life.",
    ),
)
LATER_SWAPS: Swaps = (
    ("It went wrong because of our carelessness.", "It went wrong because of your carelessness."),
    ("We gave the wrong number.", "You gave the wrong number."),
    ("The failure was on our side.", "The failure was on your side."),
    ("We brought this about.", "You brought this about."),
    ("I let the deadline slip.", "You let the deadline slip."),
    ("We didn't follow the instructions.", "You didn't follow the instructions."),
)
CARRIERS = (
    "{name}, I have your note open here. {s}",
    "{s} I have read your note twice, {name}.",
    "Good morning {name}. {s} Your message is in front of me.",
)
FRAMES: Frames = (
    (
        Case(
            situation="A heater from a shop stopped after one day.",
            customer_message=(
                "The heater you sold me stopped after a day and the flat is freezing. I am so"
                " cross. Ingrid Falk"
            ),
        ),
        "Ingrid",
    ),
    (
        Case(
            situation="A dentist's office lost an appointment.",
            customer_message=(
                "I took a day off, came in with a swollen jaw, and you had lost my appointment."
                " I'm worn out. Paul Okafor"
            ),
            channel="chat",
        ),
        "Paul",
    ),
)
KNOWN = PairSet(flips=FLIPS, swaps=SWAPS, carriers=CARRIERS, frames=FRAMES)
LATER = PairSet(flips=LATER_FLIPS, swaps=LATER_SWAPS, carriers=CARRIERS, frames=FRAMES)
