"""Keys on disk, and an issuer's folder: founded, opened, backed up, taken over."""

from __future__ import annotations

import logging
import os
import traceback
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from office import FOUNDED, Office, codes, open_again, secret

from quizapp.certificates import (
    issuer,
    issuer_files,
    keys,
    sign,
    x509_profile,
)
from quizapp.certificates.keys import KeyEntry, Passphrase
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import Colour
from quizapp.errors import DataError, UserError

POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX matter")


@POSIX
def test_nobody_else_may_read_a_key_file(office: Office) -> None:
    assert office.folder.stat().st_mode & 0o777 == 0o700
    for path in office.folder.glob("*.p12"):
        assert path.stat().st_mode & 0o777 == 0o600


@POSIX
@pytest.mark.parametrize("loose", ["signing-0001.p12", "credential-0001.p12", ""])
def test_a_key_that_others_may_read_is_not_used(own: Office, loose: str) -> None:
    (own.folder / loose).chmod(0o744)
    with pytest.raises(UserError, match="chmod"):
        issuer.open_issuer(own.folder, secret(), now=FOUNDED)


@pytest.mark.usefixtures("slow_key_files")
def test_key_files_use_aes_256_and_600_000_rounds(own: Office) -> None:
    data = (own.folder / "signing-0001.p12").read_bytes()
    aes_256_cbc = bytes.fromhex("060960864801650304012a")
    rounds = b"\x02\x03" + (600_000).to_bytes(3)
    assert data.count(aes_256_cbc) == 2
    assert data.count(rounds) >= 2


def test_a_wrong_passphrase_is_a_sentence(office: Office) -> None:
    with pytest.raises(UserError, match="does not open"):
        issuer.open_issuer(office.folder, Passphrase(secret=b"not this one"), now=FOUNDED)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UserError, match="short"):
        keys.passphrase("short")


def test_a_passphrase_never_shows_itself(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    word = "moonlit-anchor-7"
    with caplog.at_level(logging.DEBUG):
        try:
            issuer.open_issuer(office.folder, Passphrase(secret=word.encode()), now=FOUNDED)
        except UserError as error:
            shown = "".join(traceback.format_exception(error))
    assert word not in shown + caplog.text + repr(Passphrase(secret=word.encode()))
    assert "PrivateKey" not in repr(office.issuer)


def test_no_private_key_is_in_what_is_handed_out(office: Office, tmp_path: Path) -> None:
    issuer.export_trust(office.folder, tmp_path / "bundle.json")
    held = office.issuer._keys
    assert held is not None
    raw = held.credential.private_bytes_raw()
    for path in (tmp_path / "bundle.json", office.folder / "issuer.json"):
        data = path.read_bytes()
        assert raw not in data
        assert raw.hex().encode() not in data
        assert b"PRIVATE" not in data


def test_an_idle_issuer_forgets_its_keys(own: Office) -> None:
    own.issuer.sign_certificate(own.facts(), monotonic=10.0)
    with pytest.raises(UserError, match="locked"):
        own.issuer.sign_certificate(own.facts(), monotonic=10.0 + 16 * 60)
    assert own.issuer.locked


def test_facts_for_another_issuer_are_not_signed(office: Office) -> None:
    with pytest.raises(DataError, match="not for"):
        office.issue(issuer_name="Somebody Else")


def test_nothing_is_signed_outside_the_year_of_signing(office: Office) -> None:
    with pytest.raises(UserError, match="dated outside"):
        office.issue(issued_at=FOUNDED + timedelta(days=370))
    with pytest.raises(UserError, match="rotate"):
        issuer.open_issuer(office.folder, secret(), now=FOUNDED + timedelta(days=370))


def test_an_ended_year_and_a_clock_that_is_slow_are_told_apart(own: Office) -> None:
    slow, late = FOUNDED - timedelta(days=3), FOUNDED + timedelta(days=366)
    with pytest.raises(UserError, match="past its year of use") as ended:
        issuer.open_issuer(own.folder, secret(), now=late)
    with pytest.raises(UserError, match="Set the clock right") as early:
        issuer.open_issuer(own.folder, secret(), now=slow)
    assert f"{slow:%Y-%m-%d %H:%M} UTC" in str(early.value)
    assert f"{FOUNDED:%Y-%m-%d %H:%M} UTC" in str(early.value)
    assert "past its year" not in str(early.value)
    assert "clock" not in str(ended.value)


def test_a_local_issuer_needs_no_passphrase_and_renews_itself(tmp_path: Path) -> None:
    issuer.create_local(tmp_path / "issuer", "Nadia's computer", now=FOUNDED)
    local = open_again(tmp_path / "issuer", now=FOUNDED)
    verdict = local.verify(local.issue(domains=()).pdf)
    assert codes(verdict) == ["self_issued"]
    assert verdict.colour is Colour.AMBER
    again = open_again(tmp_path / "issuer", now=FOUNDED + timedelta(days=800))
    assert again.issuer.public.current == 2


def test_an_organisation_takes_the_place_of_a_local_issuer(tmp_path: Path) -> None:
    folder = tmp_path / "issuer"
    issuer.create_local(folder, "Nadia's computer", now=FOUNDED)
    aside = issuer.set_local_aside(folder, now=FOUNDED)
    assert aside is not None
    assert issuer_files.read(aside).kind is IssuerKind.LOCAL
    assert not issuer_files.exists(folder)
    assert issuer.set_local_aside(folder, now=FOUNDED) is None


def test_a_backup_brings_the_issuer_back_with_its_modes(own: Office, tmp_path: Path) -> None:
    names = issuer.backup(own.folder, tmp_path / "issuer.zip")
    assert "root.p12" in names
    with zipfile.ZipFile(tmp_path / "issuer.zip") as archive:
        assert all(b"PRIVATE KEY" not in archive.read(name) for name in archive.namelist())
    issuer.restore(tmp_path / "issuer.zip", tmp_path / "new")
    opened = issuer.open_issuer(tmp_path / "new", secret(), now=FOUNDED)
    assert opened.issuer_id == own.issuer.issuer_id


def test_a_local_issuers_bare_keys_never_leave_in_a_backup(tmp_path: Path) -> None:
    issuer.create_local(tmp_path / "issuer", "Nadia's computer", now=FOUNDED)
    names = issuer.backup(tmp_path / "issuer", tmp_path / "issuer.zip")
    assert not [name for name in names if name.endswith(".p12")]


def test_a_second_issuer_is_not_founded_over_the_first(own: Office) -> None:
    before = (own.folder / "issuer.json").read_bytes()
    with pytest.raises(UserError, match="already"):
        issuer.create_organisation(own.folder, "Other", secret(), now=FOUNDED)
    assert (own.folder / "issuer.json").read_bytes() == before


def test_keys_swapped_in_the_folder_are_noticed(own: Office, rival: Office) -> None:
    for name in ("signing-0001.p12", "credential-0001.p12"):
        keys.write_private(own.folder / name, (rival.folder / name).read_bytes())
    with pytest.raises(DataError, match=r"not those in issuer\.json"):
        issuer.open_issuer(own.folder, secret(), now=FOUNDED)


def _p12(*, purposes_fit: bool = True, rsa_key: bool = False) -> bytes:
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = x509_profile.make_root("Public Trust Services", root_key, now=FOUNDED)
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    key = (
        rsa.generate_private_key(65537, 2048)
        if rsa_key
        else ec.generate_private_key(ec.SECP256R1())
    )
    plain = x509_profile.make_leaf(
        "Harbour Care Ltd", root_key.public_key(), root=root, root_key=root_key, now=FOUNDED
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(plain.subject)
        .issuer_name(root.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(plain.not_valid_before_utc)
        .not_valid_after(plain.not_valid_after_utc)
    )
    for extension in plain.extensions:
        value = extension.value
        if isinstance(value, x509.ExtendedKeyUsage) and not purposes_fit:
            value = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(value, critical=extension.critical)
    leaf = builder.sign(root_key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"x", key, leaf, [root], BestAvailableEncryption(b"theirs")
    )


@pytest.mark.parametrize("rsa_key", [False, True], ids=["P-256", "RSA"])
def test_an_existing_signing_certificate_can_be_taken_over(own: Office, rsa_key: bool) -> None:
    issuer.import_p12(
        own.folder,
        secret(),
        data=_p12(rsa_key=rsa_key),
        data_secret=Passphrase(secret=b"theirs"),
        now=FOUNDED,
    )
    later = open_again(own.folder, now=FOUNDED)
    assert later.verify(later.issue().pdf).colour is Colour.GREEN


def test_a_web_server_certificate_cannot_be_taken_over(own: Office) -> None:
    with pytest.raises(UserError, match="another purpose"):
        issuer.import_p12(
            own.folder,
            secret(),
            data=_p12(purposes_fit=False),
            data_secret=Passphrase(secret=b"theirs"),
            now=FOUNDED,
        )


def test_only_p256_and_rsa_keys_seal_pdfs(office: Office) -> None:
    with pytest.raises(TypeError):
        sign.sealer(KeyEntry(key=office.issuer.credential_key()))


def test_unencrypted_pkcs12_holds_what_was_stored(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    keys.make_private_folder(tmp_path / "k")
    keys.store(tmp_path / "k" / "x.p12", KeyEntry(key=key), None)
    back = keys.load(tmp_path / "k" / "x.p12", None).key
    assert isinstance(back, ec.EllipticCurvePrivateKey)
    form = (Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    assert back.private_bytes(*form) == key.private_bytes(*form)
