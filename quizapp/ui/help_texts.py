"""What Help explains: a topic, what there is to know about it, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quizapp.ui import shortcuts
from quizapp.ui.shortcuts import SHORTCUTS, Place
from quizapp.ui.sidebar import LEARN


class Topic(NamedTuple):
    """A card of the help: `leads` are the words of a button with a page and its context."""

    title: str
    icon: str
    text: str
    leads: tuple[tuple[str, str, str], ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the text in pieces; it is written with an empty line between them."""
        return tuple(" ".join(piece.split()) for piece in self.text.strip().split("\n\n"))


TOPICS = (
    Topic(
        title="Your day",
        icon="house",
        text="""
            Today shows a plan that fits the minutes you chose. The filled button starts
            the next step.

            What you missed comes back from the next day on, first of all what you were
            sure of. With an exam date the plan works back from it.

            Whatever you leave open is kept. It waits under “Pick up where you left
            off”.
        """,
        leads=(("Change the minutes a day", "settings", "minutes"),),
    ),
    Topic(
        title="Practising",
        icon="target",
        text="""
            There is no clock. Each answer is explained at once, every option with its
            reason.

            Say how sure you are before you check, if you like. It is never marked.

            A note is for you alone. “Report a problem” keeps a question for a person to
            look at.
        """,
        leads=(("Choose what to practise", "practise", ""),),
    ),
    Topic(
        title="Written replies and conversations",
        icon="pencil-line",
        text="""
            A reply is marked on this computer, criterion by criterion, and you see the
            words that earned or lost each one. The same reply gets the same mark every
            time.

            Round numbers in your reply earned something, square ones lost it. What is
            missing has no number.

            Where the machine can’t decide, it says so. In an exam a person reads such a
            reply.

            In practice you can try a reply again, and go back to an earlier turn of a
            conversation.
        """,
    ),
    Topic(
        title="Taking an exam",
        icon="clipboard-check",
        text="""
            Before its clock starts you see the time, the parts, the pass mark and what
            is shown afterwards.

            Every answer is saved at once. If the computer stops, Today leads you back;
            the time goes on meanwhile.

            You can flag questions, strike out options, mark words and keep notes. None
            of it is marked.

            A part is closed once it is handed in. When its time is up, your answers are
            handed in by themselves.
        """,
        leads=(("See the exams", "exams", ""),),
    ),
    Topic(
        title="Results and the forecast",
        icon="trending-up",
        text="""
            A result names its parts, its domains and what could come next. Below six
            questions of a domain there is no word for it, because that would be chance.

            A pass mark is provisional until an expert panel has set it.

            You can ask for a person to read your result, and say that you see a mark
            differently.

            Readiness is a range: in four of five cases your points would lie in it. It
            needs 20 answers in four domains.
        """,
        leads=(("See your progress", "progress", ""),),
    ),
    Topic(
        title="Certificates",
        icon="award",
        text="""
            A pass of an exam that certifies gives a signed PDF. It carries the name in
            the settings and never changes after it was issued.

            Anybody can check a certificate here: let the file, or a photo of it, go
            over the page. Nothing is sent.

            The look of a page proves nothing. Only the checks do, and each of them is
            listed.
        """,
        leads=(("Open the certificates", "certificates", ""),),
    ),
    Topic(
        title="Comfort and support",
        icon="eye",
        text="""
            Text grows to 200 %, everywhere and at once: Ctrl and +, Ctrl and −, Ctrl
            and 0 for the usual size.

            There are light, dark and high-contrast colours, wider spacing and reduced
            motion.

            More time, a quiet clock, transcripts, reading aloud and spell check are
            under Exam support. None of it shows on a certificate.
        """,
        leads=(("Open the settings", "settings", ""),),
    ),
    Topic(
        title="Your data",
        icon="lock",
        text="""
            Everything stays in one folder on this computer, and nothing is sent
            anywhere: there is no account.

            “Back up now” in the settings puts a copy where you want it.
        """,
        leads=(("Go to the backup", "settings", "backup"),),
    ),
    Topic(
        title="For organisations",
        icon="users",
        text="""
            The people desk has a roster, exams by assignment, replies that need a
            person, reports, and certificates for many at once. It has a passphrase of
            its own, and begins in the settings.

            What the window does, the command “quizapp” does as well; “quizapp --help”
            lists it.
        """,
        leads=(("Go to the people desk", "settings", "desk"),),
    ),
)
ANSWERING = (Place.EXAM, Place.PRACTICE)


def key_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return every key with what it does, by where it works, as the keys are now."""
    places = tuple((f"Ctrl+{number}", place.words) for number, place in enumerate(LEARN, 1))
    anywhere = (
        ("Tab and Shift+Tab", "Next and previous control"),
        *keys_of((Place.WINDOW,)),
        ("Ctrl + and −", "Text size"),
        ("Ctrl+0", "Text at 100 %"),
    )
    answering = (
        ("A–H or 1–9", "Choose an option"),
        ("Enter", "Check the answer, or press what is in focus"),
        ("Alt+1 to Alt+3", "How sure you are (in practice)"),
        ("PgDn and PgUp", "Next and previous question"),
        *keys_of(ANSWERING),
    )
    return (
        ("Going to a place", places),
        ("Everywhere", anywhere),
        ("While answering", answering),
        ("In a marked reply", keys_of((Place.REPLY,))),
    )


def keys_of(places: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    """Return the keys of some places, as they are now, with what they do."""
    found = [one for one in SHORTCUTS if set(one.places) & set(places)]
    keys = [(shortcuts.current().words(one.action), one) for one in found]
    return tuple(
        (words, f"{one.words}{_where(one.places, places)}") for words, one in keys if words
    )


def _where(own: Sequence[Place], asked: Sequence[Place]) -> str:
    """Return where a key works that does not work in all of the places."""
    if set(asked) <= set(own):
        return ""
    return " (in an exam)" if Place.EXAM in own else " (in practice)"
