"""An issuer: creating it, opening it to sign, and renewing, replacing and handing on its keys.

Every function takes the issuer's folder and, for an organisation, the passphrase. None of them
writes a passphrase anywhere, and none of them asks for the time: it is passed in.
"""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from quizapp.certificates import issuer_files as files
from quizapp.certificates import keys, multibase, trust, x509_profile
from quizapp.certificates.issue import OpenIssuer
from quizapp.certificates.issuer_files import IssuerList
from quizapp.certificates.keys import KeyEntry, Passphrase
from quizapp.certificates.trust import IssuerKey, KeyState
from quizapp.domain.certificate import IssuerKind
from quizapp.errors import DataError, UserError

OVERLAP: Final = timedelta(days=30)


def create_local(folder: Path, name: str, *, now: datetime) -> IssuerList:
    """Create a learner's own issuer for practice: no passphrase, kept private by file mode."""
    return _create(folder, name, IssuerKind.LOCAL, None, now)


def create_organisation(
    folder: Path, name: str, secret: Passphrase, *, now: datetime
) -> IssuerList:
    """Create an organisation's issuer: a root, a signing certificate and a credential key."""
    return _create(folder, name, IssuerKind.ORGANISATION, secret, now)


def open_issuer(folder: Path, secret: Passphrase | None, *, now: datetime) -> OpenIssuer:
    """Unlock an issuer for signing; UserError if its keys are past their year or can't be read.

    The same if the computer's clock stands before the day on which the keys were made.

    A local issuer renews its keys by itself, because nobody else relies on them.
    """
    public = files.read(folder)
    if public.kind is IssuerKind.LOCAL and renewal_due(public, now):
        public = rotate(folder, None, now=now)
    number = public.current
    if not number or not files.may_sign(public.keys[number - 1], now):
        raise UserError(_why_not(public, now))
    signing = keys.load(folder / files.signing_key(number), secret)
    credential = keys.load(folder / files.credential_key(number), secret)
    if not isinstance(credential.key, Ed25519PrivateKey):
        raise DataError(f"{files.credential_key(number)} holds a key of another kind.")
    key = public.keys[number - 1]
    if trust.chain_der(signing.chain) != key.chain or multibase.did_of(credential.key) != key.did:
        raise DataError(
            "The keys in the issuer's folder are not those in issuer.json. "
            "Restore the folder from its backup."
        )
    return OpenIssuer(
        public=public,
        bundle=trust.load(folder / files.BUNDLE),
        signing=signing,
        credential=credential.key,
    )


def _why_not(public: IssuerList, now: datetime) -> str:
    """Say why the keys in use may not sign at this time, and what to do."""
    begins = public.keys[public.current - 1].not_before if public.current else now
    if now < begins:
        return (
            f"This computer's clock says {now:%Y-%m-%d %H:%M} UTC, and the signing key may be used "
            f"only from {begins:%Y-%m-%d %H:%M} UTC. Set the clock right and do the same again. If "
            "it is right, the key was made while it was wrong: make a new one with: "
            "quizapp issuer rotate"
        )
    return "The signing key is past its year of use. Renew it with: quizapp issuer rotate"


def renewal_due(public: IssuerList, now: datetime) -> bool:
    """Tell whether it is time to rotate: within 30 days of the end of the year of signing."""
    number = public.current
    return not number or public.keys[number - 1].sign_until - now < OVERLAP


def rotate(
    folder: Path, secret: Passphrase | None, *, now: datetime, root_folder: Path | None = None
) -> IssuerList:
    """Make a new generation of keys; the old one stays good for verifying only."""
    public = files.read(folder)
    return _new_generation(folder, public, secret, now, root_folder or folder, lost_at=None)


def compromise(
    folder: Path,
    secret: Passphrase | None,
    *,
    lost_at: datetime,
    now: datetime,
    root_folder: Path | None = None,
) -> IssuerList:
    """Declare the current keys stolen or lost since `lost_at` and make new ones.

    What the issuance log lists before `lost_at` stays good; everything else of these keys is red.
    """
    public = files.read(folder)
    return _new_generation(folder, public, secret, now, root_folder or folder, lost_at=lost_at)


def import_p12(
    folder: Path,
    secret: Passphrase,
    *,
    data: bytes,
    data_secret: Passphrase | None,
    now: datetime,
) -> IssuerList:
    """Sign from now on with a certificate that the organisation already has.

    It must be made for signing documents and come with its chain up to the root.
    """
    entry = keys.read_p12(data, data_secret, name="the file")
    wrong = x509_profile.fault(entry.chain)
    if wrong or not isinstance(entry.key, keys.SigningKey):
        raise UserError(
            f"This key can't sign certificates: {wrong or 'it has another kind of key'}. "
            "Ask for a document-signing certificate exported with its whole chain."
        )
    leaf = entry.chain[0]
    if not leaf.not_valid_before_utc <= now < leaf.not_valid_after_utc:
        raise UserError("The certificate in this file is not valid today. Ask for a current one.")
    public = files.read(folder)
    roots = _roots(folder, secret)
    return _take_generation(folder, public, secret, roots[1], entry, now, lost_at=None)


def export_trust(folder: Path, target: Path) -> trust.TrustBundle:
    """Write the trust bundle for receivers; give it back, with its fingerprint, to be shown."""
    data = (folder / files.BUNDLE).read_bytes()
    bundle = trust.read(data)
    target.write_bytes(data)
    return bundle


def backup(folder: Path, target: Path) -> tuple[str, ...]:
    """Write the issuer's folder to one ZIP file, mode 0600; its keys stay encrypted inside.

    A local issuer has no passphrase, so its keys are left out: nothing unencrypted leaves.
    """
    public = files.read(folder)
    secret_too = public.kind is IssuerKind.ORGANISATION
    names = tuple(
        sorted(
            path.name
            for path in folder.iterdir()
            if path.is_file()
            and not path.name.endswith(".new")
            and (secret_too or path.suffix != ".p12")
        )
    )
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.write(folder / name, name)
    return names


def restore(source: Path, folder: Path) -> IssuerList:
    """Put a backup back into an empty folder, with the file modes that keys need."""
    if files.exists(folder):
        raise UserError(f"There is an issuer in {folder} already. Choose an empty folder.")
    keys.make_private_folder(folder)
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if Path(name).name != name or name.startswith("."):
                raise UserError("This is not a backup of an issuer. Choose another file.")
            keys.write_private(folder / name, archive.read(name))
    return files.read(folder)


def set_local_aside(folder: Path, *, now: datetime) -> Path | None:
    """Make room for an organisation's issuer: a learner's own one is kept under another name."""
    if not files.exists(folder) or files.read(folder).kind is not IssuerKind.LOCAL:
        return None
    aside = folder.with_name(f"{folder.name}-practice-{now:%Y%m%d%H%M%S}")
    folder.rename(aside)
    return aside


def move_root(folder: Path, target: Path) -> None:
    """Move the root's keys to another place, such as a stick kept in a safe.

    Both are written and read back there before either is deleted here.
    """
    keys.make_private_folder(target)
    names = (files.ROOT_KEY, files.ROOT_JSON_KEY)
    for name in names:
        if (target / name).exists():
            raise UserError(f"There is a {name} in {target} already. Choose an empty folder.")
    for name in names:
        keys.write_private(target / name, (folder / name).read_bytes())
    for name in names:
        if (target / name).read_bytes() != (folder / name).read_bytes():
            raise UserError(
                f"What was written to {target} reads back differently, so the root's keys were "
                "left where they are. Use another stick."
            )
    for name in names:
        (folder / name).unlink()


def _create(
    folder: Path, name: str, kind: IssuerKind, secret: Passphrase | None, now: datetime
) -> IssuerList:
    name = " ".join(name.split())
    if not name:
        raise UserError("The issuer needs a name, as it will stand on certificates.")
    if files.exists(folder):
        raise UserError(f"There is an issuer in {folder} already. It was not changed.")
    keys.make_private_folder(folder)
    now = now.replace(microsecond=0)
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = x509_profile.make_root(name, root_key, now=now)
    root_json = Ed25519PrivateKey.generate()
    keys.store(folder / files.ROOT_KEY, KeyEntry(key=root_key, chain=(root,)), secret)
    keys.store(folder / files.ROOT_JSON_KEY, KeyEntry(key=root_json), secret)
    (folder / files.ROOT_CERTIFICATE).write_bytes(root.public_bytes(Encoding.DER))
    public = IssuerList(
        name=name, kind=kind, issuer_id=multibase.did_of(root_json), serial=0, keys=()
    )
    entry = _own_leaf(name, root, root_key, now)
    return _take_generation(folder, public, secret, root_json, entry, now, lost_at=None)


def _new_generation(
    folder: Path,
    public: IssuerList,
    secret: Passphrase | None,
    now: datetime,
    root_folder: Path,
    *,
    lost_at: datetime | None,
) -> IssuerList:
    now = now.replace(microsecond=0)
    root_entry, root_json = _roots(root_folder, secret)
    root_key = root_entry.key
    if not isinstance(root_key, ec.EllipticCurvePrivateKey):
        raise DataError(f"{files.ROOT_KEY} holds a key of another kind.")
    entry = _own_leaf(public.name, root_entry.chain[0], root_key, now)
    made = _take_generation(folder, public, secret, root_json, entry, now, lost_at=lost_at)
    lost = [
        (x509_profile.load(key.chain[0]), key.compromised_at)
        for key in made.keys
        if key.compromised_at
    ]
    crl = x509_profile.make_crl(
        root_entry.chain[0], root_key, revoked=lost, number=made.serial, now=now
    )
    (folder / files.REVOKED_LEAVES).write_bytes(crl)
    return made


def _own_leaf(
    name: str, root: x509.Certificate, root_key: ec.EllipticCurvePrivateKey, now: datetime
) -> KeyEntry:
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = x509_profile.make_leaf(name, key.public_key(), root=root, root_key=root_key, now=now)
    return KeyEntry(key=key, chain=(leaf, root))


def _roots(folder: Path, secret: Passphrase | None) -> tuple[KeyEntry, Ed25519PrivateKey]:
    """Load the root's two keys; UserError if they are kept elsewhere."""
    if not (folder / files.ROOT_KEY).exists():
        raise UserError(
            f"There is no {files.ROOT_KEY} here. If the root's keys were moved, connect that place "
            "and name its folder (on the command line with --root). If they are lost, restore the "
            "issuer from its backup."
        )
    entry = keys.load(folder / files.ROOT_KEY, secret)
    root_json = keys.load(folder / files.ROOT_JSON_KEY, secret).key
    if not isinstance(root_json, Ed25519PrivateKey):
        raise DataError(f"{files.ROOT_JSON_KEY} holds a key of another kind.")
    return entry, root_json


def _take_generation(
    folder: Path,
    public: IssuerList,
    secret: Passphrase | None,
    root_json: Ed25519PrivateKey,
    entry: KeyEntry,
    now: datetime,
    *,
    lost_at: datetime | None,
) -> IssuerList:
    """Store a new generation, retire the one in use, and sign a new trust bundle last."""
    if multibase.did_of(root_json) != public.issuer_id:
        raise UserError("These root keys belong to another issuer. Choose the right folder.")
    credential = Ed25519PrivateKey.generate()
    number = len(public.keys) + 1
    keys.store(folder / files.signing_key(number), entry, secret)
    keys.store(folder / files.credential_key(number), KeyEntry(key=credential), secret)
    leaf = entry.chain[0]
    new = IssuerKey(
        chain=trust.chain_der(entry.chain),
        did=multibase.did_of(credential),
        not_before=now.replace(microsecond=0),
        sign_until=min(
            x509_profile.years_after(now, x509_profile.SIGNING_YEARS), leaf.not_valid_after_utc
        ).replace(microsecond=0),
        not_after=leaf.not_valid_after_utc,
        state=KeyState.CURRENT,
    )
    made = replace(
        public,
        serial=public.serial + 1,
        keys=(*(_retired(key, lost_at) for key in public.keys), new),
    )
    bundle = trust.write(
        root=root_json,
        name=made.name,
        kind=made.kind,
        serial=made.serial,
        created=now,
        keys=made.keys,
    )
    keys.write_private(folder / files.BUNDLE, bundle)
    files.write(folder, made)
    return made


def _retired(key: IssuerKey, lost_at: datetime | None) -> IssuerKey:
    if key.state is not KeyState.CURRENT:
        return key
    if lost_at is None:
        return replace(key, state=KeyState.VERIFY_ONLY)
    return replace(key, state=KeyState.COMPROMISED, compromised_at=lost_at.replace(microsecond=0))
