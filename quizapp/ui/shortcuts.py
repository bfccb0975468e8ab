"""Which key does what, as the person chose it; pages and buttons ask here.

A key is written as Qt writes it: `J`, `Alt+N`, `F6`. A single key is one sign without Ctrl or Alt;
single keys can be switched off altogether, and text fields and open lists always keep them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Place(StrEnum):
    """Where a key works. A marked reply lies on top of the practice page and goes first."""

    WINDOW = "window"
    EXAM = "exam"
    PRACTICE = "practice"
    REPLY = "reply"
    ANSWERS = "answers"


class Action(StrEnum):
    """What a key can be given to; the value is its name in the settings file."""

    NEXT = "next"
    PREVIOUS = "previous"
    FLAG = "flag"
    STRIKE = "strike"
    MARK = "mark"
    NOTE = "note"
    READ_ALOUD = "read_aloud"
    OVERVIEW = "overview"
    UNANSWERED = "unanswered"
    TIME = "time"
    AGAIN = "again"
    UNDO = "undo"
    SAMPLES = "samples"
    NEXT_MARK = "next_mark"
    PREVIOUS_MARK = "previous_mark"
    FIND = "find"
    SETTINGS = "settings"
    KEYS = "keys"
    NEXT_REGION = "next_region"
    PREVIOUS_REGION = "previous_region"
    FULL_SCREEN = "full_screen"
    SEND = "send"


class Shortcut(NamedTuple):
    """An action with its words, the key it has unless changed, and where it works."""

    action: Action
    words: str
    key: str
    places: tuple[Place, ...]


_ASKED = (Place.EXAM, Place.PRACTICE)
SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(action=Action.NEXT, words="Next question", key="J", places=(*_ASKED, Place.ANSWERS)),
    Shortcut(
        action=Action.PREVIOUS, words="Previous question", key="K", places=(*_ASKED, Place.ANSWERS)
    ),
    Shortcut(action=Action.FLAG, words="Flag for review", key="F", places=_ASKED),
    Shortcut(action=Action.STRIKE, words="Strike out the option in focus", key="X", places=_ASKED),
    Shortcut(action=Action.MARK, words="Mark words of the case", key="M", places=(Place.EXAM,)),
    Shortcut(action=Action.NOTE, words="Note on the question", key="N", places=_ASKED),
    Shortcut(action=Action.READ_ALOUD, words="Read the question aloud", key="V", places=_ASKED),
    Shortcut(action=Action.OVERVIEW, words="All questions", key="R", places=(Place.EXAM,)),
    Shortcut(
        action=Action.UNANSWERED, words="First without an answer", key="U", places=(Place.EXAM,)
    ),
    Shortcut(action=Action.TIME, words="Say the time left", key="T", places=(Place.EXAM,)),
    Shortcut(action=Action.AGAIN, words="Try the case again", key="T", places=(Place.PRACTICE,)),
    Shortcut(
        action=Action.UNDO, words="Undo the last turn of a talk", key="Z", places=(Place.PRACTICE,)
    ),
    Shortcut(
        action=Action.SAMPLES,
        words="Sample replies beside a marked reply",
        key="S",
        places=(Place.REPLY,),
    ),
    Shortcut(
        action=Action.NEXT_MARK,
        words="Next mark in a marked reply",
        key="N",
        places=(Place.REPLY,),
    ),
    Shortcut(
        action=Action.PREVIOUS_MARK,
        words="Previous mark in a marked reply",
        key="P",
        places=(Place.REPLY,),
    ),
    Shortcut(action=Action.SEND, words="Hand in, send", key="Ctrl+Return", places=(Place.WINDOW,)),
    Shortcut(action=Action.FIND, words="Find anything", key="Ctrl+K", places=(Place.WINDOW,)),
    Shortcut(
        action=Action.SETTINGS, words="Open the settings", key="Ctrl+,", places=(Place.WINDOW,)
    ),
    Shortcut(action=Action.KEYS, words="Keys of this page", key="F1", places=(Place.WINDOW,)),
    Shortcut(
        action=Action.NEXT_REGION, words="Next region of the page", key="F6", places=(Place.WINDOW,)
    ),
    Shortcut(
        action=Action.PREVIOUS_REGION,
        words="Previous region of the page",
        key="Shift+F6",
        places=(Place.WINDOW,),
    ),
    Shortcut(action=Action.FULL_SCREEN, words="Full screen", key="F11", places=(Place.WINDOW,)),
)
BY_ACTION: Mapping[Action, Shortcut] = MappingProxyType({one.action: one for one in SHORTCUTS})

_MOVING = "moves within and between controls"
_EDITING = "edits text"
FIXED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("ABCDEGH", "chooses an option"),
        **dict.fromkeys("123456789", "chooses an option"),
        **dict.fromkeys(("Return", "Enter"), "presses the control in focus or checks the answer"),
        "Space": "presses the control in focus",
        "Esc": "closes or goes back",
        **dict.fromkeys(
            ("Tab", "Shift+Tab", "Backtab", "Left", "Right", "Up", "Down", "Home", "End"), _MOVING
        ),
        **dict.fromkeys(("PgDown", "PgUp"), "goes to the next or previous question"),
        **dict.fromkeys(("Ctrl+PgDown", "Ctrl+PgUp"), "scrolls the question"),
        **dict.fromkeys(
            (*(f"Ctrl+{one}" for one in "ACVXYZ"), "Backspace", "Del", "Ins"), _EDITING
        ),
        **dict.fromkeys(("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0"), "changes the text size"),
        **dict.fromkeys(("Alt+1", "Alt+2", "Alt+3"), "says how sure you are"),
        **dict.fromkeys((f"Ctrl+{place}" for place in range(1, 10)), "opens a page"),
        **dict.fromkeys(("Alt+F4", "Ctrl+Q"), "closes the program"),
    }
)
"""Keys that have one meaning everywhere and can't be given to anything else."""
_SHOWN = MappingProxyType(
    {"Return": "Enter", "Ctrl+Return": "Ctrl+Enter", "PgDown": "PgDn", "Del": "Delete"}
)
NO_KEY = ""


def is_single(key: str) -> bool:
    """Tell whether a key is one sign, alone or with Shift."""
    return len(key.removeprefix("Shift+")) == 1


def shown(key: str) -> str:
    """Return a key as it stands on buttons."""
    return _SHOWN.get(key, key)


class Keymap:
    """The keys as chosen. `chosen` pairs the name of an action with its key."""

    def __init__(self, chosen: Iterable[tuple[str, str]] = (), *, single_keys: bool = True) -> None:
        wanted = dict(chosen)
        self.single_keys = single_keys
        self._keys = {one.action: wanted.get(one.action.value, one.key) for one in SHORTCUTS}

    def key(self, action: Action) -> str:
        """Return the key of an action, or nothing where it has none."""
        return self._keys[action]

    def words(self, action: Action) -> str:
        """Return the key as shown; nothing where it has none or it is switched off."""
        key = self._keys[action]
        off = is_single(key) and not self.single_keys
        return "" if off else shown(key)

    def action(self, key: str, places: Sequence[Place]) -> Action | None:
        """Return what a key does in these places, the first place first."""
        if not key or (is_single(key) and not self.single_keys):
            return None
        for place in places:
            for one in SHORTCUTS:
                if place in one.places and self._keys[one.action] == key:
                    return one.action
        return None

    def obstacle(self, action: Action, key: str) -> str | None:
        """Say in a sentence why an action can't have a key, or return None."""
        if key == NO_KEY:
            return None
        if key in FIXED:
            return f"{shown(key)} {FIXED[key]}, everywhere. Choose another key."
        mine = set(BY_ACTION[action].places)
        for one in SHORTCUTS:
            shared = mine & set(one.places) or Place.WINDOW in {*mine, *one.places}
            if one.action is not action and shared and self._keys[one.action] == key:
                return (
                    f"{shown(key)} is taken by “{one.words}”. "
                    "Give that another key first, or choose another one here."
                )
        if Place.WINDOW in mine and is_single(key):
            return (
                f"{shown(key)} would be taken while you type. "
                "Choose a key with Ctrl or Alt, or one from F1 to F12."
            )
        return None

    def changed(self, action: Action, key: str) -> tuple[tuple[str, str], ...]:
        """Return what to store once an action has another key."""
        keys = {**self._keys, action: key}
        return tuple(
            sorted(
                (one.action.value, keys[one.action])
                for one in SHORTCUTS
                if keys[one.action] != one.key
            )
        )


_in_use = [Keymap()]


def current() -> Keymap:
    """Return the keys in use."""
    return _in_use[0]


def use(keymap: Keymap) -> None:
    """Take over other keys."""
    _in_use[0] = keymap
