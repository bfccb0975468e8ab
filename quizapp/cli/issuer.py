"""`quizapp issuer`: create an organisation's issuer, renew its keys, hand on its trust bundle."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.certificates import issuer as issuers
from quizapp.certificates import issuer_files, keys, trust
from quizapp.certificates.issuer_files import IssuerList
from quizapp.certificates.verify.handed import MOST_KEY_BYTES, read_handed
from quizapp.cli import issuer_access as access
from quizapp.cli import passphrase
from quizapp.cli.commands import Call
from quizapp.cli.days import MOMENT
from quizapp.cli.issuer_access import folder_of
from quizapp.clock import SystemClock
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import spoken_date
from quizapp.errors import UserError
from quizapp.services.other_doors import refuse_for_keys, refuse_shared_keys

_FILE = click.Path(path_type=Path, dir_okay=False)
_root_folder = click.option(
    "--root",
    "root_folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Where root.p12 and root-json.p12 are, if they are kept elsewhere.",
)


@click.group("issuer")
def issuer() -> None:
    """Create and look after the keys that sign certificates.

    A passphrase is asked for, or read with --passphrase-fd; it is never an argument.
    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """


@issuer.command("init")
@click.argument("name")
@access.passphrase_option
@passphrase.option(passphrase.DESK_FD, "Read the desk's passphrase from here, if there is one.")
@click.pass_obj
def init(call: Call, name: str, passphrase_fd: int | None, desk_fd: int | None) -> None:
    """Create an organisation's issuer called NAME, as it will stand on certificates.

    Where there is a people desk already, its passphrase is needed as well.
    """
    folder = folder_of(call)
    if access.has_desk(call):
        from quizapp.cli.desk_access import at_the_desk  # noqa: PLC0415 - only where there is a desk

        with at_the_desk(call, desk_fd, option=passphrase.DESK_FD):
            pass
    if issuer_files.exists(folder) and issuer_files.read(folder).kind is IssuerKind.ORGANISATION:
        raise UserError(f"There is an issuer in {folder} already. It was not changed.")
    typed = access.words(passphrase_fd, new=True)
    secret = keys.passphrase(typed)
    refuse_for_keys(folder.parent, typed)
    now = SystemClock().now()
    issuers.set_local_aside(folder, now=now)
    made = issuers.create_organisation(folder, name, secret, now=now)
    click.echo(f"Issuer “{made.name}” created in {folder}.")
    _tell(folder, made)
    click.echo(
        "Keep a backup (quizapp issuer backup FILE) and the passphrase in two different places."
    )


@issuer.command("rotate")
@access.passphrase_option
@_root_folder
@click.option(
    "--lost-since",
    type=MOMENT,
    metavar="TIME",
    help="Declare the keys in use lost or stolen since this time (UTC), such as 2027-03-31.",
)
@click.pass_obj
def rotate(
    call: Call, passphrase_fd: int | None, root_folder: Path | None, lost_since: datetime | None
) -> None:
    """Make new signing keys; the old ones stay good for checking, unless they were lost."""
    folder = folder_of(call)
    local = issuer_files.read(folder).kind is IssuerKind.LOCAL
    typed = None if local else access.words(passphrase_fd)
    secret = keys.typed(typed) if typed is not None else None
    if typed is not None and lost_since is None:
        refuse_shared_keys(folder.parent, typed)
    now = SystemClock().now()
    if lost_since is None:
        made = issuers.rotate(folder, secret, now=now, root_folder=root_folder)
        click.echo("New signing keys are in use.")
    else:
        made = issuers.compromise(
            folder, secret, lost_at=lost_since.replace(tzinfo=UTC), now=now, root_folder=root_folder
        )
        click.echo("New signing keys are in use. The old ones are declared lost.")
    _tell(folder, made)
    click.echo("Hand the new trust bundle to everybody who checks your certificates.")


@issuer.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@access.passphrase_option
@passphrase.option(
    passphrase.FILE_FD, "Read the passphrase of FILE from here; an empty line is none."
)
@click.pass_obj
def take(call: Call, file: Path, passphrase_fd: int | None, file_fd: int | None) -> None:
    """Sign from now on with an existing document-signing certificate (.p12).

    FILE has a passphrase of its own, which is asked for as well.
    """
    folder = _existing(call)
    data = read_handed(file, at_most=MOST_KEY_BYTES)
    keys.refuse_other(data, name=file.name)
    secret = access.ask(passphrase_fd)
    own = passphrase.read(
        file_fd,
        f"Passphrase of {file.name} (only Enter if it has none)",
        option=passphrase.FILE_FD,
        may_be_empty=True,
    )
    made = issuers.import_p12(
        folder,
        secret,
        data=data,
        data_secret=keys.typed(own) if own else None,
        now=SystemClock().now(),
    )
    click.echo(f"{file.name} signs from now on.")
    _tell(folder, made)


@issuer.command("export-trust")
@click.argument("file", type=_FILE)
@click.pass_obj
def export_trust(call: Call, file: Path) -> None:
    """Write the trust bundle for those who check certificates."""
    bundle = issuers.export_trust(_existing(call), file)
    click.echo(f"Trust bundle {bundle.serial} of “{bundle.name}” written to {file}.")
    click.echo(f"Fingerprint, to be compared by phone or on paper: {bundle.fingerprint}")


@issuer.command("backup")
@click.argument("file", type=_FILE)
@click.pass_obj
def backup(call: Call, file: Path) -> None:
    """Write all of the issuer to one ZIP file; its keys stay locked with the passphrase."""
    names = issuers.backup(_existing(call), file)
    click.echo(f"{len(names)} files written to {file}. Keep it apart from the passphrase.")


@issuer.command("move-root")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def move_root(call: Call, folder: Path) -> None:
    """Move the root's keys to FOLDER, such as a stick kept in a safe."""
    issuers.move_root(_existing(call), folder)
    click.echo(f"The root's keys are in {folder} now. Name it with --root when you rotate.")


@issuer.command("show")
@click.pass_obj
def show(call: Call) -> None:
    """Say who the issuer is and how long its keys may sign."""
    folder = _existing(call)
    public = issuer_files.read(folder)
    click.echo(f"Issuer “{public.name}” ({public.kind})")
    _tell(folder, public)


def _existing(call: Call) -> Path:
    folder = folder_of(call)
    issuer_files.read(folder)
    return folder


def _tell(folder: Path, public: IssuerList) -> None:
    key = public.keys[public.current - 1]
    click.echo(f"Signs until {spoken_date(key.sign_until.date())}.")
    fingerprint = trust.load(folder / issuer_files.BUNDLE).fingerprint
    click.echo(f"Fingerprint of its trust bundle: {fingerprint}")
