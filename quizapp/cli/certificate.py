"""`quizapp certificate`: check, issue, withdraw; the verdict is the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from quizapp.certificates.verify import report
from quizapp.certificates.verify.handed import HandedKind, read_handed
from quizapp.certificates.verify.held import Held
from quizapp.certificates.verify.pool import VerifierPool, files_in
from quizapp.cli import issuer_access as access
from quizapp.cli import passphrase
from quizapp.cli.commands import Call
from quizapp.cli.issuer_access import folder_of
from quizapp.clock import SystemClock
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import exit_code, spoken_date, to_json
from quizapp.errors import UserError

if TYPE_CHECKING:
    from quizapp.certificates.keys import Passphrase
    from quizapp.certificates.status import StatusFile, StatusList

NOTHING_TO_CHECK: Final = 3
MANY: Final = 20
"""Above so many files a second checking process pays for its start."""
VERIFY_CODES: Final = """\b
Exit codes:
  0 green, all checks passed
  1 amber, intact, but something is open
  2 red, do not accept
  3 grey, not a certificate that can be checked
 64 wrong usage, or a bundle, list or log that can't be used
Of several files the worst counts: red, then grey, amber, green.
"""
ISSUE_CODES: Final = """\b
Exit codes:
  0 issued, or nothing in the way
  1 of a group: some were left out (they are named first)
  2 nothing was issued (the reason is said)
 64 wrong usage
"""
_FILE = click.Path(path_type=Path, dir_okay=False)
_REASONS: Final = (
    "issued_in_error",
    "exam_annulled",
    "name_corrected",
    "renewed",
    "holder_request",
    "under_review",
    "key_lost",
    "other",
)


@click.group("certificate")
def certificate() -> None:
    """Check, issue and withdraw certificates. Nothing here uses a network."""


@certificate.command("verify", epilog=VERIFY_CODES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--trust", "bundles", multiple=True, type=_FILE, help="An issuer's trust bundle.")
@click.option("--status", "statuses", multiple=True, type=_FILE, help="A status list.")
@click.option("--log", "logs", multiple=True, type=_FILE, help="An issuance log.")
@click.option(
    "--accept-without-list",
    is_flag=True,
    help="Do without a current status list. A withdrawn certificate then looks valid.",
)
@click.pass_context
def verify(
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    as_json: bool,
    bundles: tuple[Path, ...],
    statuses: tuple[Path, ...],
    logs: tuple[Path, ...],
    accept_without_list: bool,
) -> None:
    """Check PDFs, credentials, badges, photos of a page, or folders of them."""
    now = SystemClock().now()
    held = Held(
        bundles=_read(bundles, HandedKind.BUNDLE),
        statuses=_read(statuses, HandedKind.STATUS),
        logs=_read(logs, HandedKind.LOG),
        accept_without_list=accept_without_list,
        names=tuple(map(str, (*bundles, *statuses, *logs))),
    )
    found = files_in(paths)
    with VerifierPool(held, size=2 if len(found) > MANY else 1) as pool:
        try:
            pool.refuse_bad_files(now)
        except UserError as error:
            raise click.UsageError(str(error)) from error
        verdicts = pool.verify(found, now=now)
    if as_json:
        document = {"version": 1, "files": [to_json(verdict) for verdict in verdicts]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo(report.text(verdicts) if verdicts else report.nothing_in(paths))
    context.exit(exit_code(verdicts) if verdicts else NOTHING_TO_CHECK)


def _read(paths: tuple[Path, ...], kind: HandedKind) -> tuple[bytes, ...]:
    try:
        return tuple(read_handed(path, kind=kind) for path in paths)
    except UserError as error:
        raise click.UsageError(str(error)) from error


@certificate.command("worker", hidden=True)
def worker() -> None:
    """Be the checking process of a frozen program."""
    from quizapp.certificates.verify import worker as process  # noqa: PLC0415 - only in that process

    process.main()


@certificate.command("issue", epilog=ISSUE_CODES)
@click.argument("attempt", required=False)
@click.option("--group", help="Issue to everybody in this group who has passed.")
@click.option("--exam", help="With --group: only for this exam, such as certification.")
@click.option("--dry-run", is_flag=True, help="With --group: say what would stop, issue nothing.")
@click.option(
    "--pattern",
    default="{name} {serial}",
    show_default=True,
    help="With --group: how files are named.",
)
@click.option("--json", "as_json", is_flag=True, help="With --group: print one JSON document.")
@click.option("--holder", default="", help="The name to print, if it differs from the profile.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Also save the PDF as this file; with --group a folder or a .zip file.",
)
@access.passphrase_option
@passphrase.option(passphrase.DESK_FD, "With --group: read the desk's passphrase from here.")
@click.pass_context
def issue(
    context: click.Context,
    *,
    attempt: str | None,
    group: str | None,
    exam: str | None,
    dry_run: bool,
    pattern: str,
    as_json: bool,
    holder: str,
    out: Path | None,
    passphrase_fd: int | None,
    desk_fd: int | None,
) -> None:
    """Issue the certificate of a passed ATTEMPT (see quizapp history), or those of a --group.

    A run for a group that was stopped or killed goes on when the same command is given again. It
    needs the desk's passphrase, too.
    """
    call: Call = context.obj
    if (attempt is None) == (group is None):
        raise click.UsageError("Give one ATTEMPT, or a --group.")
    if group is not None:
        from quizapp.cli.bulk_issue import issue_to_group  # noqa: PLC0415 - only for a group

        context.exit(
            issue_to_group(
                call,
                group,
                exam=exam,
                dry_run=dry_run,
                out=out,
                pattern=pattern,
                as_json=as_json,
                passphrase_fd=passphrase_fd,
                desk_fd=desk_fd,
            )
        )
    from quizapp.app import open_app  # noqa: PLC0415 - checking certificates needs no data folder

    app = open_app(call.data_dir)
    try:
        obstacle = app.certificates.obstacle(str(attempt))
        if obstacle:
            raise UserError(obstacle)
        secret = _secret(folder_of(call), passphrase_fd)
        made = app.certificates.issue(str(attempt), holder_name=holder, secret=secret)
        if out is not None:
            app.certificates.save(made.serial, out)
    finally:
        app.close()
    click.echo(f"Certificate {made.serial} issued to {made.holder}.")


@certificate.command("revoke")
@click.argument("serial")
@click.option("--reason", type=click.Choice(_REASONS), required=True, help="Stands in the list.")
@click.option("--suspend", "how", flag_value="suspend", help="Only for now.")
@click.option("--reinstate", "how", flag_value="reinstate", help="End a suspension.")
@click.option("--replaced-by", metavar="SERIAL", help="The certificate that takes its place.")
@access.passphrase_option
@click.pass_obj
def revoke(
    call: Call,
    *,
    serial: str,
    reason: str,
    how: str | None,
    replaced_by: str | None,
    passphrase_fd: int | None,
) -> None:
    """Withdraw the certificate SERIAL for good and publish the next status list.

    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """
    if how and replaced_by:
        raise click.UsageError("A replaced certificate is not suspended or reinstated.")
    from quizapp.app import open_app  # noqa: PLC0415 - checking certificates needs no data folder

    app = open_app(call.data_dir)
    try:
        app.certificates.get(serial)
        secret = _secret(folder_of(call), passphrase_fd)
        desk = app.withdrawals
        if how == "reinstate":
            desk.reinstate(serial, secret=secret)
        elif how == "suspend":
            desk.suspend(serial, reason, secret=secret)
        elif replaced_by:
            desk.mark_replaced(serial, reason, by=replaced_by, secret=secret)
        else:
            desk.revoke(serial, reason, secret=secret)
        sequence = app.issuer.listing().sequence
    finally:
        app.close()
    click.echo(f"Done. Status list {sequence} says so; hand it to those who check.")


@certificate.command("correct")
@click.argument("serial")
@click.argument("name")
@access.passphrase_option
@click.pass_obj
def correct(call: Call, serial: str, name: str, passphrase_fd: int | None) -> None:
    """Issue a certificate with the right NAME in the place of SERIAL, which is withdrawn.

    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """
    from quizapp.app import open_app  # noqa: PLC0415 - as above

    app = open_app(call.data_dir)
    try:
        app.certificates.get(serial)
        secret = _secret(folder_of(call), passphrase_fd)
        made = app.withdrawals.replace(serial, holder_name=name, secret=secret)
    finally:
        app.close()
    click.echo(f"Certificate {made.serial} issued to {made.holder}; it replaces {serial}.")


@certificate.command("renew")
@click.argument("serial")
@access.passphrase_option
@click.pass_obj
def renew(call: Call, serial: str, passphrase_fd: int | None) -> None:
    """Issue a certificate with today's dates in the place of SERIAL.

    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """
    from quizapp.app import open_app  # noqa: PLC0415 - as above

    app = open_app(call.data_dir)
    try:
        app.certificates.get(serial)
        secret = _secret(folder_of(call), passphrase_fd)
        made = app.withdrawals.renew(serial, secret=secret)
    finally:
        app.close()
    click.echo(f"Certificate {made.serial} issued to {made.holder}; it replaces {serial}.")


@certificate.command("ending")
@click.option("--days", type=click.IntRange(0, 3650), default=60, help="How far to look ahead.")
@passphrase.option(passphrase.DESK_FD, "Read the desk's passphrase from here, if there is one.")
@click.pass_obj
def ending(call: Call, days: int, desk_fd: int | None) -> None:
    """List the certificates that end soon or have ended.

    Where there is a people desk its passphrase is needed, because names are shown.
    Exit codes: 0 none ends soon, 1 some do, 64 wrong usage.
    """
    from quizapp.cli.desk_access import beside_the_desk  # noqa: PLC0415 - as above

    with beside_the_desk(call, desk_fd, option=passphrase.DESK_FD) as app:
        found = app.certificates.ending(within_days=days)
    for one in found:
        stored = one.certificate
        until = spoken_date(stored.valid_until) if stored.valid_until else ""
        click.echo(f"{stored.serial}  {until}  {stored.holder}  {stored.exam_title}")
    if not found:
        click.echo(f"No certificate in force ends within {days} days.")
    click.get_current_context().exit(1 if found else 0)


@certificate.command("status")
@click.option("--renew", is_flag=True, help="Publish the list anew, good for the next 90 days.")
@click.option("--out", type=_FILE, help="Write the status list to this file.")
@access.passphrase_option
@click.pass_obj
def status(call: Call, *, renew: bool, out: Path | None, passphrase_fd: int | None) -> None:
    """Say what the status list holds and until when it counts.

    Where none has been published yet, the first one is published now. That needs the passphrase of
    the issuer, as does --renew; looking at a list that there is needs none.

    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """
    from quizapp.certificates import issuer_files, status_desk, trust  # noqa: PLC0415 - slow with its libraries

    folder = folder_of(call)
    path = folder / status_desk.FILE
    if renew or not path.is_file():
        listing = _publish(call, passphrase_fd, lambda unchanged: unchanged)
    else:
        listing = status_desk.read(path, trust.load(folder / issuer_files.BUNDLE))
    click.echo(
        f"Status list {listing.sequence} of {spoken_date(listing.valid_from.date())}, "
        f"counts until {spoken_date(listing.valid_until.date())}, {_entries(listing)}."
    )
    for entry in listing.entries.values():
        click.echo(f"  {entry.index}: {entry.standing}, {spoken_date(entry.day)}, {entry.reason}")
    if out is not None:
        out.write_bytes(path.read_bytes())
        click.echo(f"Written to {out}.")


def _entries(listing: StatusFile) -> str:
    number = len(listing.entries)
    return "1 entry" if number == 1 else f"{number} entries"


def _publish(
    call: Call, descriptor: int | None, edit: Callable[[StatusList], StatusList]
) -> StatusFile:
    from quizapp.certificates import issuer, status_desk  # noqa: PLC0415 - slow with its libraries

    folder, now = folder_of(call), SystemClock().now()
    opened = issuer.open_issuer(folder, _secret(folder, descriptor), now=now)
    return status_desk.change(folder, opened, edit, now=now)


def _secret(folder: Path, descriptor: int | None) -> Passphrase | None:
    """Ask for the passphrase unless the issuer is a learner's own, which has none."""
    from quizapp.certificates import issuer_files  # noqa: PLC0415 - slow with its libraries

    if not issuer_files.exists(folder):
        return None
    local = issuer_files.read(folder).kind is IssuerKind.LOCAL
    return None if local else access.ask(descriptor)
