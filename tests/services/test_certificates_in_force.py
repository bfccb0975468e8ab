from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import Opened, take

from quizapp.app import App
from quizapp.certificates import log_desk
from quizapp.certificates.issue import IDLE_SECONDS
from quizapp.domain.certificate import Appearance
from quizapp.domain.verdict import Colour, Verdict
from quizapp.errors import UserError
from quizapp.services import certify, checking
from quizapp.services.issuer_desk import IssuerLockedError
from quizapp.services.issuer_keys import IssuerKeys
from quizapp.storage.certificates import StoredCertificate

WORDS = "seven quiet lanterns glow"


class PowerCutError(Exception):
    """The program ends here."""


def passed(app: App) -> str:
    """Take an exam that gives a certificate and return the attempt."""
    learner = app.people.current() or app.people.create(name="Nadia Rahman")
    sitting = app.exams.start(learner.id, "short", seed=4)
    take(sitting)
    return sitting.attempt.id


@pytest.fixture
def office(app: App) -> App:
    app.issuer.set_up("Harbour Lane Training", WORDS, WORDS)
    return app


@pytest.fixture
def issued(office: App) -> StoredCertificate:
    return office.certificates.issue(passed(office))


def verdict_of(app: App, stored: StoredCertificate) -> Verdict:
    path = app.data_dir / "issued" / f"{stored.serial}.pdf"
    return app.checking.check([path])[0]


def codes(verdict: Verdict) -> set[str]:
    return {finding.reason.code for finding in verdict.findings}


def test_what_is_issued_stands_in_the_issuance_log(office: App, issued: StoredCertificate) -> None:
    entries = log_desk.entries(office.issuer.folder)
    assert [(e.serial, e.sha256) for e in entries] == [(issued.serial, issued.sha256)]


def test_a_certificate_issued_with_a_current_list_is_green(
    office: App, issued: StoredCertificate, tmp_path: Path
) -> None:
    assert codes(verdict_of(office, issued)) == {"status_unknown"}
    office.issuer.export_status(tmp_path / "list.json")
    assert verdict_of(office, issued).colour is Colour.GREEN


def test_a_second_certificate_for_one_attempt_is_refused(
    office: App, issued: StoredCertificate
) -> None:
    assert issued.attempt is not None
    with pytest.raises(UserError, match="already"):
        office.certificates.issue(issued.attempt)
    assert len(office.certificates.all()) == 1


def test_a_withdrawn_certificate_is_red_and_no_other_is_issued(
    office: App, issued: StoredCertificate
) -> None:
    office.withdrawals.revoke(issued.serial, "issued_in_error")
    assert office.certificates.get(issued.serial).state == "revoked"
    assert codes(verdict_of(office, issued)) == {"withdrawn"}
    with pytest.raises(UserError, match="withdrawn"):
        office.certificates.issue(issued.attempt or "")
    with pytest.raises(UserError, match="final"):
        office.withdrawals.revoke(issued.serial, "other")


def test_a_suspension_can_be_ended(office: App, issued: StoredCertificate) -> None:
    office.withdrawals.suspend(issued.serial, "under_review")
    assert office.certificates.get(issued.serial).state == "suspended"
    assert codes(verdict_of(office, issued)) == {"suspended"}
    office.withdrawals.reinstate(issued.serial)
    assert office.certificates.get(issued.serial).state == "issued"
    assert verdict_of(office, issued).colour is Colour.GREEN


def test_a_corrected_name_is_a_new_certificate_that_names_the_old_one(
    office: App, issued: StoredCertificate
) -> None:
    before = office.certificates.file(issued.serial)
    made = office.withdrawals.replace(issued.serial, holder_name="Nadia Rahmán")
    assert made.holder == "Nadia Rahmán"
    assert made.serial != issued.serial
    verdict = verdict_of(office, made)
    assert verdict.colour is Colour.GREEN
    assert verdict.facts is not None
    assert verdict.facts.replaces == issued.serial
    old = verdict_of(office, issued)
    assert codes(old) == {"replaced"}
    assert office.certificates.get(issued.serial).state == "replaced"
    assert office.certificates.file(issued.serial) == before
    with pytest.raises(UserError, match="final"):
        office.withdrawals.revoke(issued.serial, "other")


def test_a_renewal_has_new_dates(office: App, issued: StoredCertificate, clock: HandClock) -> None:
    clock.wall += timedelta(days=100)
    made = office.withdrawals.renew(issued.serial)
    assert made.holder == issued.holder
    assert made.issued_at - issued.issued_at == timedelta(days=100)
    assert codes(verdict_of(office, issued)) == {"replaced"}


def test_renaming_a_learner_changes_no_issued_file(office: App, issued: StoredCertificate) -> None:
    before = {s: office.certificates.file(issued.serial, s) for s in (".pdf", ".json", ".png")}
    learner = office.people.current()
    assert learner is not None
    office.people.update(replace(learner, name="Somebody Else"))
    office.looks.choose(Appearance(template="ripples", signatory_name="Helen Brandt"))
    assert {s: office.certificates.file(issued.serial, s) for s in before} == before
    assert office.certificates.get(issued.serial).holder == "Nadia Rahman"
    facts = verdict_of(office, issued).facts
    assert facts is not None
    assert facts.holder_name == "Nadia Rahman"


@pytest.mark.parametrize("at", [".json", ".png", ".pdf", "settle", "log"])
def test_after_a_crash_while_issuing_the_same_serial_is_used_again(
    office: App, opened: Opened, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    attempt = passed(office)
    write_once = certify._write_once

    def cut(path: Path, data: bytes) -> None:
        if path.suffix == at:
            raise PowerCutError
        write_once(path, data)

    def cut_call(*_: object, **__: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as fault:
        fault.setattr(certify, "_write_once", cut)
        if at == "settle":
            fault.setattr(office.certificates._register, "settle", cut_call)
        if at == "log":
            fault.setattr(office.issuer, "log", cut_call)
        with pytest.raises(PowerCutError):
            office.certificates.issue(attempt)
        begun = office.certificates._register.of_attempt(attempt)
    assert begun is not None
    again = opened()
    again.issuer.unlock_with(WORDS)
    if at == "log":
        again.certificates.log_issued()
    else:
        assert again.certificates.all() == ()
        assert again.certificates.issue(attempt).serial == begun.serial
    stored = again.certificates.all()
    assert [one.serial for one in stored] == [begun.serial]
    entries = log_desk.entries(again.issuer.folder)
    assert [(e.serial, e.sha256) for e in entries] == [(stored[0].serial, stored[0].sha256)]
    assert verdict_of(again, stored[0]).colour is not Colour.RED


def test_after_a_crash_between_list_and_register_the_register_catches_up(
    office: App, issued: StoredCertificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as fault:
        fault.setattr(office.certificates, "record_state", cut)
        with pytest.raises(PowerCutError):
            office.withdrawals.revoke(issued.serial, "other")
    number = office.issuer.listing().sequence
    office.withdrawals.revoke(issued.serial, "other")
    assert office.certificates.get(issued.serial).state == "revoked"
    assert office.issuer.listing().sequence == number


def test_after_a_crash_between_a_new_certificate_and_the_list_the_list_catches_up(
    office: App, issued: StoredCertificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as fault:
        fault.setattr(office.withdrawals, "mark_replaced", cut)
        with pytest.raises(PowerCutError):
            office.withdrawals.replace(issued.serial, holder_name="Nadia Rahmán")
    assert office.withdrawals.complete() == 1
    assert codes(verdict_of(office, issued)) == {"replaced"}
    assert office.withdrawals.complete() == 0


def test_a_name_that_cannot_be_printed_uses_no_serial(office: App) -> None:
    attempt = passed(office)
    with pytest.raises(UserError, match="can't print"):
        office.certificates.issue(attempt, holder_name="Nadia \U00012000")
    assert office.certificates.issue(attempt).holder == "Nadia Rahman"


def test_what_ends_soon_is_said(office: App, issued: StoredCertificate, clock: HandClock) -> None:
    assert issued.valid_until is not None
    assert office.certificates.ending() == ()
    clock.wall += timedelta(days=(issued.valid_until - clock.wall.date()).days - 20)
    found = office.certificates.ending()
    assert [(one.certificate.serial, one.days) for one in found] == [(issued.serial, 20)]
    assert office.certificates.ending(within_days=19) == ()


def test_an_organisation_issues_only_with_its_passphrase(
    office: App, opened: Opened, clock: HandClock
) -> None:
    attempt = passed(office)
    again = opened()
    assert again.issuer.needs_passphrase()
    with pytest.raises(IssuerLockedError, match="passphrase"):
        again.certificates.issue(attempt)
    with pytest.raises(UserError, match="does not open"):
        again.issuer.unlock_with("not these words at all")
    again.issuer.unlock_with(WORDS)
    assert not again.issuer.needs_passphrase()
    clock.steady += IDLE_SECONDS + 1
    assert again.issuer.needs_passphrase()
    with pytest.raises(IssuerLockedError):
        again.certificates.issue(attempt)
    again.issuer.unlock_with(WORDS)
    assert again.certificates.issue(attempt).state == "issued"


def test_until_there_is_an_organisation_certificates_are_practice(app: App) -> None:
    made = app.certificates.issue(passed(app))
    assert "self_issued" in codes(verdict_of(app, made))
    app.issuer.set_up("Harbour Lane Training", WORDS, WORDS)
    with pytest.raises(UserError, match="another issuer"):
        app.withdrawals.revoke(made.serial, "other")


def test_setting_up_says_what_is_wrong_with_the_passphrase(app: App) -> None:
    with pytest.raises(UserError, match="differ"):
        app.issuer.set_up("Harbour Lane Training", WORDS, WORDS + "s")
    with pytest.raises(UserError, match="short"):
        app.issuer.set_up("Harbour Lane Training", "short", "short")
    with pytest.raises(UserError, match="name"):
        app.issuer.set_up("  ", WORDS, WORDS)
    assert not app.issuer.exists()


def test_no_passphrase_is_written_anywhere_in_the_data_folder(
    office: App, issued: StoredCertificate, tmp_path: Path
) -> None:
    keys = IssuerKeys(office.issuer, office.clock)
    keys.renew(WORDS, root_folder=office.issuer.folder)
    office.withdrawals.suspend(issued.serial, "other")
    office.issuer.backup(tmp_path / "issuer.zip")
    office.upkeep.back_up(tmp_path / "backup.sqlite3")
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not [p for p in written if WORDS.encode() in p.read_bytes()]


# What is trusted and held


@pytest.fixture
def handed(office: App, issued: StoredCertificate, tmp_path: Path) -> Path:
    """Return a folder as a receiver gets it: certificate, trust bundle, status list."""
    folder = tmp_path / "handed"
    folder.mkdir()
    office.certificates.save(issued.serial, folder / "certificate.pdf")
    office.issuer.export_trust(folder / "trust-bundle.json")
    office.issuer.export_status(folder / "status-list.vc.json")
    return folder


@pytest.fixture
def receiver(handed: Path, opened: Opened, data_dir: Path) -> App:
    """Return an app that has never seen the issuer."""
    del handed
    app = opened()
    (data_dir / "issuer").rename(data_dir / "elsewhere")
    return app


def test_a_folder_is_sorted_into_certificates_and_what_an_issuer_hands_out(handed: Path) -> None:
    (handed / "notes.json").write_text(json.dumps({"milk": 2}))
    found = checking.sort_out([handed])
    assert [path.name for path in found.certificates] == ["certificate.pdf"]
    assert [name for name, _, _ in found.issuer_files] == [
        "trust-bundle.json",
        "status-list.vc.json",
    ]


def test_a_receiver_comes_from_amber_to_green_by_the_issuers_two_files(
    receiver: App, handed: Path
) -> None:
    pdf = handed / "certificate.pdf"
    assert codes(receiver.checking.check([pdf])[0]) >= {"issuer_unknown"}
    with pytest.raises(UserError, match="not trusted here"):
        receiver.checking.take_status((handed / "status-list.vc.json").read_bytes())
    offer = receiver.checking.offer((handed / "trust-bundle.json").read_bytes())
    assert (offer.name, offer.known) == ("Harbour Lane Training", False)
    receiver.checking.trust(offer)
    assert codes(receiver.checking.check([pdf])[0]) == {"status_unknown"}
    receiver.checking.take_status((handed / "status-list.vc.json").read_bytes())
    assert receiver.checking.check([pdf])[0].colour is Colour.GREEN
    trusted = receiver.checking.trusted()
    assert [(t.name, t.status_number) for t in trusted] == [("Harbour Lane Training", 1)]
    receiver.checking.forget(offer.issuer)
    assert codes(receiver.checking.check([pdf])[0]) >= {"issuer_unknown"}


def test_an_older_status_list_is_refused(
    office: App, issued: StoredCertificate, handed: Path, opened: Opened, data_dir: Path
) -> None:
    old = (handed / "status-list.vc.json").read_bytes()
    office.withdrawals.revoke(issued.serial, "other")
    new = (office.issuer.folder / "status-list.vc.json").read_bytes()
    app = opened()
    (data_dir / "issuer").rename(data_dir / "elsewhere")
    app.checking.trust(app.checking.offer((handed / "trust-bundle.json").read_bytes()))
    app.checking.take_status(new)
    with pytest.raises(UserError, match="older"):
        app.checking.take_status(old)
    assert codes(app.checking.check([handed / "certificate.pdf"])[0]) == {"withdrawn"}


def test_a_changed_trust_bundle_is_refused(receiver: App, handed: Path) -> None:
    raw = (handed / "trust-bundle.json").read_bytes()
    with pytest.raises(UserError, match="changed"):
        receiver.checking.offer(raw.replace(b"Harbour", b"Harbuor"))
    assert receiver.checking.trusted() == ()


# How it looks


def test_images_are_checked_before_they_are_kept(app: App, tmp_path: Path) -> None:
    large, other, broken = tmp_path / "a.png", tmp_path / "b.gif", tmp_path / "c.png"
    large.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1024 * 1024))
    other.write_bytes(b"GIF89a")
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    with pytest.raises(UserError, match="1 MiB is the most"):
        app.looks.read_image(large)
    with pytest.raises(UserError, match="neither PNG nor JPEG"):
        app.looks.read_image(other)
    with pytest.raises(UserError, match="can be read"):
        app.looks.read_image(broken)
    with pytest.raises(UserError, match="can't be opened"):
        app.looks.read_image(tmp_path / "none.png")
    with pytest.raises(UserError, match="not a colour"):
        app.looks.choose(Appearance(colour="teal"))
    assert app.looks.current() == Appearance()


def test_the_chosen_appearance_is_that_of_the_next_certificate(office: App, opened: Opened) -> None:
    wanted = Appearance(template="engraved", signatory_name="Helen Brandt", colour="#224488")
    office.looks.choose(wanted)
    again = opened()
    assert again.looks.current() == wanted
    again.issuer.unlock_with(WORDS)
    made = again.certificates.issue(passed(again))
    assert again.certificates.facts(made.serial).appearance == wanted
