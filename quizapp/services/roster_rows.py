"""What a row of the roster may hold: each check returns the value or says what to do."""

from __future__ import annotations

import re
import unicodedata

from quizapp.domain.desk import FORMULA_SIGNS
from quizapp.errors import UserError

LONGEST_NUMBER = 40
LONGEST_EMAIL = 254
LONGEST_GROUP = 80
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


def checked_email(text: str) -> str:
    """Return an e-mail address without blanks around it; empty is allowed."""
    email = unicodedata.normalize("NFC", text).strip()
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise UserError(
            f"“{_short(email)}” is not an e-mail address. Write it as name@company.com."
        )
    return email


def checked_number(text: str) -> str:
    """Return a personnel number; empty is allowed."""
    number = " ".join(unicodedata.normalize("NFC", text).split())
    _refuse_unprintable(number, "personnel number")
    if len(number) > LONGEST_NUMBER:
        raise UserError(f"A personnel number may have {LONGEST_NUMBER} signs at most.")
    return number


def refuse_unknowable(number: str, email: str) -> None:
    """Raise `UserError` where a person could neither sign in nor be recognised in the next list."""
    if not number and not email:
        raise UserError(
            "Add a personnel number or an e-mail: without one of them a person can't sign in, and "
            "the next list doesn't recognise them."
        )


def checked_group(text: str) -> str:
    """Return a group's name."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise UserError("Type a name for the group first.")
    _refuse_unprintable(name, "group’s name")
    if len(name) > LONGEST_GROUP:
        raise UserError(f"A group’s name may have {LONGEST_GROUP} letters at most. Shorten it.")
    return name


def refuse_formula(text: str) -> None:
    """Raise `UserError` for a text that a spreadsheet program would take for a formula."""
    if text.startswith(FORMULA_SIGNS):
        raise UserError(f"“{_short(text)}” begins like a formula. Put the value itself there.")


def _refuse_unprintable(text: str, what: str) -> None:
    if any(not sign.isprintable() for sign in text):
        raise UserError(f"The {what} holds a sign that can't be printed. Type it by hand.")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NUMBER else text[: LONGEST_NUMBER - 1] + "…"
