"""What an issuer's folder holds, and its public list of keys (`issuer.json`).

`root.p12` and `root-json.p12` are needed only to rotate and to declare a key lost; they may be kept
on another medium. Everything else is needed to issue. No private key is in `issuer.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from quizapp.certificates import keys, trust
from quizapp.certificates.trust import IssuerKey, KeyState
from quizapp.domain.certificate import IssuerKind
from quizapp.errors import DataError, UserError

LIST: Final = "issuer.json"
BUNDLE: Final = "trust-bundle.json"
ROOT_CERTIFICATE: Final = "root.cer"
REVOKED_LEAVES: Final = "root.crl"
ROOT_KEY: Final = "root.p12"
ROOT_JSON_KEY: Final = "root-json.p12"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerList:
    """The public side of an issuer. `serial` numbers its trust bundles."""

    name: str
    kind: IssuerKind
    issuer_id: str
    serial: int
    keys: tuple[IssuerKey, ...]

    @property
    def current(self) -> int:
        """Number of the generation in use, counting from 1; 0 if there is none."""
        for number, key in enumerate(self.keys, 1):
            if key.state is KeyState.CURRENT:
                return number
        return 0


def signing_key(number: int) -> str:
    """Name the file of a generation's PDF key."""
    return f"signing-{number:04d}.p12"


def credential_key(number: int) -> str:
    """Name the file of a generation's credential key."""
    return f"credential-{number:04d}.p12"


def exists(folder: Path) -> bool:
    """Tell whether a folder holds an issuer."""
    return (folder / LIST).is_file()


def read(folder: Path) -> IssuerList:
    """Read the public list of an issuer's folder."""
    path = folder / LIST
    if not path.is_file():
        raise UserError(
            f"There is no issuer in {folder}. Create one with: quizapp issuer init NAME"
        )
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        return IssuerList(
            name=data["name"],
            kind=IssuerKind(data["kind"]),
            issuer_id=data["issuerId"],
            serial=data["serial"],
            keys=tuple(trust.key_from(item) for item in data["keys"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{path} is damaged. Restore the issuer's folder from its backup; nothing was changed."
        ) from error


def write(folder: Path, issuer: IssuerList) -> None:
    """Write the public list in one step."""
    data = {
        "version": _VERSION,
        "name": issuer.name,
        "kind": issuer.kind.value,
        "issuerId": issuer.issuer_id,
        "serial": issuer.serial,
        "keys": [trust.key_json(key) for key in issuer.keys],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    keys.write_private(folder / LIST, text.encode())


def may_sign(key: IssuerKey, now: datetime) -> bool:
    """Tell whether a generation is still in its year of signing."""
    return key.state is KeyState.CURRENT and key.not_before <= now < key.sign_until
