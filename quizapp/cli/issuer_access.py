"""How a command reaches the issuer: its folder, and its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizapp import settings
from quizapp.cli import passphrase
from quizapp.cli.commands import Call

if TYPE_CHECKING:
    from quizapp.certificates.keys import Passphrase

FOLDER: Final = "issuer"


passphrase_option = passphrase.option(
    passphrase.FD, "Read the passphrase from this file descriptor; 0 is standard input."
)


def folder_of(call: Call) -> Path:
    """Give the folder of the issuer in the data folder."""
    return settings.data_folder(call.data_dir) / FOLDER


def has_desk(call: Call) -> bool:
    """Tell whether an organisation has a people desk in the data folder."""
    from quizapp.storage.database import organisation_in  # noqa: PLC0415 - keys need no database

    return organisation_in(settings.data_folder(call.data_dir))


def ask(descriptor: int | None, *, new: bool = False) -> Passphrase:
    """Read the passphrase; a new one is asked for twice."""
    from quizapp.certificates import keys  # noqa: PLC0415 - slow with its libraries

    text = words(descriptor, new=new)
    return keys.passphrase(text) if new else keys.typed(text)


def words(descriptor: int | None, *, new: bool = False) -> str:
    """Read the passphrase as it was typed."""
    return passphrase.read(descriptor, "Passphrase of the issuer", option=passphrase.FD, new=new)
