"""Whether a passphrase opens another door already: desk, readers and keys have one each.

Told by trying it on what is stored; nothing more is stored for it.
"""

from __future__ import annotations

from pathlib import Path

from quizapp.domain.certificate import IssuerKind
from quizapp.errors import QuizError, UserError
from quizapp.services import desk_secrets
from quizapp.storage.desk_secrets import secrets_in

# ruff: noqa: PLC0415 - the certificate libraries cost half a second; a folder may hold no keys

ISSUER = "issuer"
"""Folder beside the database: the issuer's keys and its published files."""
HOLDERS = {"desk": "the desk", "reader": "the readers"}


def opens_keys(folder: Path, passphrase: str) -> bool:
    """Tell whether this opens an organisation's keys, whether or not they may still sign.

    `folder` is the issuer's.
    """
    from quizapp.certificates import issuer_files, keys

    try:
        public = issuer_files.read(folder)
        if public.kind is not IssuerKind.ORGANISATION:
            return False
        keys.load(folder / issuer_files.credential_key(public.current), keys.typed(passphrase))
    except QuizError:
        return False
    return True


def refuse_for_keys(folder: Path, passphrase: str) -> None:
    """Raise `UserError` for a passphrase of new keys that opens the desk or the queue of replies.

    `folder` is the data folder.
    """
    holder = _holder(folder, passphrase)
    if holder:
        raise UserError(f"The issuer's keys need another passphrase than {holder}. Take a new one.")


def refuse_shared_keys(folder: Path, passphrase: str) -> None:
    """Raise `UserError` before keys are renewed under a passphrase that opens something else.

    `folder` is the data folder. Who does not know the passphrase of the keys is told nothing here.
    """
    holder = _holder(folder, passphrase) if opens_keys(folder / ISSUER, passphrase) else ""
    if holder:
        command = "quizapp desk change" if holder == HOLDERS["desk"] else "quizapp desk readers"
        raise UserError(
            f"The issuer's keys have the passphrase of {holder}. Give {holder} another one first, "
            f"with “{command}” or in the settings."
        )


def _holder(folder: Path, passphrase: str) -> str:
    for stored in secrets_in(folder):
        if desk_secrets.matches(stored, passphrase):
            return HOLDERS[stored.name]
    return ""
