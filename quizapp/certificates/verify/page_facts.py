"""The page against the credential: the lines as issued, and the facts among them."""

from __future__ import annotations

import math
import unicodedata
from typing import Final

from quizapp.certificates.credential import ReadCredential
from quizapp.certificates.verify.pdf_profile import Inside
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.verdict import Reason, spoken_date

_TENTHS: Final = 10


def refuse_difference(inside: Inside, read: ReadCredential) -> None:
    """Refuse a page that is not the one of this credential.

    The digest in the credential binds every printed line. The facts that people go by are looked
    for as well, so that even an issuer's own program can't print another name than it signs.
    """
    if inside.page_digest != read.page_digest:
        raise Refused(Reason.PAGE_DIFFERS)
    facts = read.facts
    page = " \n ".join(inside.lines)
    wanted = {
        "name": facts.holder_name,
        "title": facts.exam_title,
        "issuer": facts.issuer_name,
        "serial number": facts.serial,
        "score": f"{_points(facts.score)} %",
        "date": spoken_date(facts.issued_at.date()),
    }
    if facts.valid_until is not None:
        wanted["end"] = spoken_date(facts.valid_until)
    for what, text in wanted.items():
        if _plain(text) not in page:
            raise Refused(Reason.PAGE_DIFFERS, f"The {what} is not on the page as it is signed.")


def _plain(text: str) -> str:
    """Give a text as it is printed: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _points(value: float) -> str:
    """Give points as they are printed: one decimal at most, never rounded up."""
    tenths = math.floor(value * _TENTHS + 1e-6)
    whole, rest = divmod(tenths, _TENTHS)
    return f"{whole}.{rest}" if rest else str(whole)
