"""A driver that damages copies of the small bank."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp import banks
from quizapp.banks.loading import Loaded, load_with_places
from quizapp.errors import Fault, InputError

SMALL = Path(__file__).parent / "data" / "small"


class BankFolder:
    """A copy of the small bank that can be damaged and then loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, file: str, old: str, new: str) -> BankFolder:
        """Replace the one place where `old` stands."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def append(self, file: str, text: str) -> BankFolder:
        with (self.folder / file).open("a", encoding="utf-8") as target:
            target.write(text)
        return self

    def write(self, file: str, content: str | bytes) -> BankFolder:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def remove(self, file: str) -> BankFolder:
        (self.folder / file).unlink()
        return self

    def line_of(self, file: str, text: str) -> int:
        """Return the line on which `text` first stands."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def faults(self) -> tuple[Fault, ...]:
        """Load the folder, which must be refused, and return every fault."""
        with pytest.raises(InputError) as refusal:
            banks.load(self.folder)
        return refusal.value.faults

    def load(self) -> Loaded:
        return load_with_places(self.folder)
