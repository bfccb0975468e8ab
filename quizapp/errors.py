"""What can go wrong, sorted by who has to read it.

A `UserError` is a sentence for a person, with the next step in it. An `InputError` is a `UserError`
about a file that somebody handed in and names the file, the line and the path inside it. A
`DataError` is about our own stored data. Anything else is a bug and is not caught.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class QuizError(Exception):
    """Root of every error that quizapp raises on purpose."""


class UserError(QuizError):
    """A sentence that can be shown to a person as it stands, with what to do next."""


class DataError(QuizError):
    """Our own stored data contradicts itself; says which record and what is safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a file: where it is and what to do about it.

    `line` counts from 1; 0 means that the fault belongs to the file as a whole. `where` is the path
    inside the file, such as `items[3].options[1].text`.
    """

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        """Give `file:line: path: message`, the form that editors can jump to."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.where, self.message) if part)


class InputError(UserError):
    """All the faults found in something a person handed in, reported at once."""

    def __init__(self, summary: str, faults: Sequence[Fault] = ()) -> None:
        """Keep the faults beside the one-sentence summary."""
        super().__init__(summary)
        self.summary = summary
        self.faults = tuple(faults)


def in_words(error: BaseException) -> str | None:
    """Return what a person is told of an error, or None for a bug, of which nothing is known."""
    match error:
        case InputError(summary=summary, faults=faults):
            return "\n".join([summary, *map(str, faults)])
        case UserError():
            return str(error)
        case OSError(filename=str(name), strerror=str(reason)):
            return f"{name} can't be used: {reason}. Check the path and try again."
        case DataError():
            return (
                f"The stored data contradict themselves: {error}.\n"
                "Put back a backup with “quizapp restore”."
            )
    return None
