"""The one place that knows where the files live that are shipped beside the code.

In a checkout they stand at the root (`assets/`, `question_banks/`); the wheel and the frozen
program carry the same folders as `quizapp/_data/`. Nobody else may build such a path.
"""

from __future__ import annotations

from pathlib import Path

from quizapp.errors import UserError

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
DEFAULT_BANK = "empathy-in-service"


def _shipped(name: str) -> Path:
    """Return the folder `name`, looked for in the package first and then in the checkout."""
    for root in (_INSTALLED, _PACKAGE.parent):
        folder = root / name
        if folder.is_dir():
            return folder
    message = (
        f"The folder '{name}' that belongs to quizapp is missing beside {_PACKAGE}. "
        "Install quizapp again."
    )
    raise UserError(message)


def assets() -> Path:
    """Return the folder of icons, styles, templates, schemas and trained weights."""
    return _shipped("assets")


def asset(*parts: str) -> Path:
    """Return one file under `assets/`, such as `asset("schema", "bank-v1.schema.json")`."""
    path = assets().joinpath(*parts)
    if not path.exists():
        message = (
            f"The file '{'/'.join(parts)}' that belongs to quizapp is missing. Install it again."
        )
        raise UserError(message)
    return path


def question_banks() -> Path:
    """Return the folder of the shipped question banks."""
    return _shipped("question_banks")


def shipped_banks() -> tuple[Path, ...]:
    """Return the folder of every shipped bank, in the order of their names."""
    return tuple(sorted(path.parent for path in question_banks().glob("*/bank.yaml")))


def shipped_bank(name: str = DEFAULT_BANK) -> Path:
    """Return the folder of the shipped bank `name`."""
    folder = question_banks() / name
    if not (folder / "bank.yaml").is_file():
        known = ", ".join(path.name for path in shipped_banks()) or "none"
        message = f"There is no shipped bank '{name}'. Shipped banks: {known}."
        raise UserError(message)
    return folder
