"""How a command gets a passphrase: by a hidden prompt or a descriptor, never by its words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Final, TypeVar

import click

from quizapp.errors import UserError

_F = TypeVar("_F", bound=Callable[..., object])
MAX_BYTES: Final = 4096
FD: Final = "--passphrase-fd"
DESK_FD: Final = "--desk-fd"
KEY_FD: Final = "--key-fd"
NEW_FD: Final = "--new-fd"
FILE_FD: Final = "--file-fd"


def option(name: str, words: str) -> Callable[[_F], _F]:
    """Return an option that gives the descriptor of a passphrase."""
    return click.option(name, type=int, metavar="N", help=words, callback=_refuse_closed)


def _refuse_closed(
    context: click.Context, option: click.Parameter, number: int | None
) -> int | None:
    """Raise a usage error for a descriptor that nobody opened, before the program opens files."""
    try:
        if number is not None:
            os.fstat(number)
    except (OSError, OverflowError) as error:
        raise click.BadParameter(
            f"descriptor {number} is not open, so no passphrase can be read from it.",
            context,
            option,
        ) from error
    return number


def read(
    descriptor: int | None,
    what: str,
    *,
    option: str,
    new: bool = False,
    may_be_empty: bool = False,
) -> str:
    """Read a passphrase; a new one is asked for twice on the terminal.

    `option` names the option that gives a descriptor, for where nobody can be asked.
    """
    if descriptor is not None:
        return _line(descriptor, option, may_be_empty=may_be_empty)
    if not _somebody_there():
        raise click.UsageError(
            f"{what}: nobody can be asked for it, because there is no terminal here. "
            f"Give the command {option} N to read it from a descriptor; 0 is standard input."
        )
    text: str = click.prompt(
        what,
        hide_input=True,
        confirmation_prompt=new,
        err=True,
        default="" if may_be_empty else None,
        show_default=False,
    )
    return text


def _line(descriptor: int, option: str, *, may_be_empty: bool) -> str:
    """Return the first line of what is there, without its end."""
    data = bytearray()
    while len(data) < MAX_BYTES:
        try:
            sign = os.read(descriptor, 1)
        except OSError as error:
            raise UserError(
                f"Descriptor {descriptor} of {option} can't be read ({error.strerror}). "
                "Give the number of one that can."
            ) from error
        if not sign or sign == b"\n":
            break
        data += sign
    try:
        text = data.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError as error:
        raise UserError(
            f"What was read from descriptor {descriptor} is not text in UTF-8. Save the passphrase "
            "as UTF-8."
        ) from error
    if not text and not may_be_empty:
        raise UserError(
            f"Nothing could be read from descriptor {descriptor} of {option}. Check the file or "
            "the command that should give the passphrase."
        )
    return text


def _somebody_there() -> bool:
    """Tell whether a passphrase can be asked for without showing it."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    if os.name != "posix":
        return False
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
