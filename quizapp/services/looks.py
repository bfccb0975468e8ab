"""How new certificates look: chosen here, frozen into each certificate when it is issued.

What was issued never changes; a choice holds for new certificates only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from quizapp.domain.certificate import Appearance
from quizapp.errors import UserError
from quizapp.storage.appearance import AppearanceStore

# ruff: noqa: PLC0415 - Pillow and reportlab are loaded when an image or a page is looked at

MOST_BYTES = 1024 * 1024
LONGEST_LINE = 80
TEMPLATES = (("circles", "Circles"), ("engraved", "Engraved"), ("ripples", "Ripples"))
"""Keys and names of the looks that come with the app, known without loading them."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


class Looks:
    """Reads and changes the appearance; with a people desk only while that is open."""

    def __init__(
        self, store: AppearanceStore, *, desk_only: Callable[[str], None] | None = None
    ) -> None:
        self._store = store
        self._desk_only = desk_only

    def current(self) -> Appearance:
        """Return the appearance of the next certificate."""
        return self._store.get()

    def choose(self, wanted: Appearance) -> Appearance:
        """Store an appearance; `UserError` names the first thing that can't be used."""
        from quizapp.certificates.page.colour import Colour

        if self._desk_only is not None:
            self._desk_only("How certificates look")
        if wanted.template not in dict(TEMPLATES):
            raise UserError("There is no such template. Choose one of the three.")
        Colour.parse(wanted.colour)
        Colour.parse(wanted.accent)
        clean = replace(
            wanted,
            signatory_name=_line(wanted.signatory_name),
            signatory_title=_line(wanted.signatory_title),
        )
        for data in (clean.logo, clean.signature_image):
            if data is not None:
                check_image(data)
        self._store.put(clean)
        return clean

    def read_image(self, path: Path) -> bytes:
        """Return the bytes of a logo or signature; `UserError` if it can't be used."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise UserError(_too_large(path.stat().st_size))
            data = path.read_bytes()
        except OSError as error:
            raise UserError(
                f"{path.name} can't be opened ({error.strerror}). Choose another image."
            ) from error
        check_image(data)
        return data


def check_image(data: bytes) -> None:
    """Raise `UserError` unless the bytes are a PNG or JPEG of at most 1 MiB that can be drawn."""
    if len(data) > MOST_BYTES:
        raise UserError(_too_large(len(data)))
    if not data.startswith((_PNG, _JPEG)):
        raise UserError("This image is neither PNG nor JPEG. Save it as PNG and choose it again.")
    from quizapp.certificates.page.pictures import picture

    picture(data, "the image")


def specimen(appearance: Appearance, issuer_name: str = "") -> bytes:
    """Return a page with made-up facts in this appearance, as PDF; it proves nothing.

    Slow: for a background job. `UserError` if the page can't be drawn.
    """
    from quizapp.certificates import page
    from quizapp.certificates.page.specimen import sample_code, sample_facts

    facts = sample_facts()
    facts = replace(facts, appearance=appearance, issuer_name=issuer_name or facts.issuer_name)
    return page.draw(facts, sample_code()).pdf


def _line(text: str) -> str:
    cleaned = " ".join(text.split())
    if len(cleaned) > LONGEST_LINE:
        raise UserError(f"{LONGEST_LINE} letters at most stand below a signature. Shorten it.")
    return cleaned


def _too_large(size: int) -> str:
    return (
        f"This image has {size / MOST_BYTES:.1f} MiB; 1 MiB is the most. "
        "Save it smaller, about 600 points wide, and choose it again."
    )
