"""How a command reaches the issuer: its folder, and its passphrase.

A passphrase comes from a descriptor or a hidden prompt, never from the command's words.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from quizapp import settings
from quizapp.cli.commands import Call

if TYPE_CHECKING:
    from quizapp.certificates.keys import Passphrase

FOLDER: Final = "issuer"
MAX_BYTES: Final = 4096

passphrase_option = click.option(
    "--passphrase-fd",
    type=int,
    metavar="N",
    help="Read the passphrase from this file descriptor; 0 is standard input.",
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
    from quizapp.certificates.keys import (  # noqa: PLC0415 - slow with its libraries
        Passphrase,
        passphrase,
    )

    if descriptor is not None:
        try:
            data = os.read(descriptor, MAX_BYTES)
        except OSError as error:
            raise click.UsageError(
                f"There is nothing to read on descriptor {descriptor}."
            ) from error
        text = data.decode(errors="replace").rstrip("\r\n")
    else:
        text = click.prompt(
            "Passphrase of the issuer", hide_input=True, confirmation_prompt=new, err=True
        )
    return passphrase(text) if new else Passphrase(secret=text.encode())
