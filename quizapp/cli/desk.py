"""`quizapp desk`: set up the people desk, change its passphrases, look at its state."""

from __future__ import annotations

import click

from quizapp.app import open_app
from quizapp.cli import passphrase
from quizapp.cli.commands import Call
from quizapp.cli.desk_access import at_the_desk, passphrase_option
from quizapp.domain.counted import counted

NEW = passphrase.option(passphrase.NEW_FD, "Read the new passphrase from this descriptor.")


@click.group("desk")
def desk() -> None:
    """Set up and look after the people desk of an organisation.

    There are three passphrases, kept apart: the desk's, the issuer's key, the readers'. Each is
    asked for, or read from a descriptor; none is ever an argument.
    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """


@desk.command("init")
@passphrase_option
@click.pass_obj
def init(call: Call, passphrase_fd: int | None) -> None:
    """Set up the desk. From then on exams with a certificate are taken by assignment."""
    app = open_app(call.data_dir)
    try:
        if app.has_desk():
            app.desk.set_up("", "")
        typed = passphrase.read(
            passphrase_fd, "New passphrase of the desk", option=passphrase.FD, new=True
        )
        app.desk.set_up(typed, typed)
        app.desk.lock()
    finally:
        app.close()
    click.echo("The desk is set up. Exams with a certificate are now taken by assignment.")
    click.echo("Keep the passphrase where a second person finds it; docs/hr-guide.md says why.")


@desk.command("change")
@passphrase_option
@NEW
@click.pass_obj
def change(call: Call, passphrase_fd: int | None, new_fd: int | None) -> None:
    """Change the desk's passphrase."""
    app = open_app(call.data_dir)
    try:
        old = passphrase.read(passphrase_fd, "Passphrase of the desk", option=passphrase.FD)
        app.desk.unlock(old)
        typed = passphrase.read(
            new_fd, "New passphrase of the desk", option=passphrase.NEW_FD, new=True
        )
        app.desk.change(old, typed, typed)
        app.desk.lock()
    finally:
        app.close()
    click.echo("The desk has a new passphrase.")


@desk.command("recover")
@passphrase.option(passphrase.KEY_FD, "Read the key's passphrase from here.")
@NEW
@click.pass_obj
def recover(call: Call, key_fd: int | None, new_fd: int | None) -> None:
    """Set a new passphrase where the old one is lost; needs the passphrase of the issuer's key.

    The audit log says that it happened, and the desk gets a new signing key.
    """
    app = open_app(call.data_dir)
    try:
        key = passphrase.read(key_fd, "Passphrase of the issuer's key", option=passphrase.KEY_FD)
        typed = passphrase.read(
            new_fd, "New passphrase of the desk", option=passphrase.NEW_FD, new=True
        )
        app.desk.recover(key, typed, typed)
        app.desk.lock()
    finally:
        app.close()
    click.echo("The desk has a new passphrase and a new signing key. The audit log says so.")


@desk.command("readers")
@passphrase_option
@NEW
@click.pass_obj
def readers(call: Call, passphrase_fd: int | None, new_fd: int | None) -> None:
    """Set the readers' passphrase, which opens nothing but the queue of replies."""
    with at_the_desk(call, passphrase_fd) as (app, opened):
        typed = passphrase.read(
            new_fd, "New passphrase of the readers", option=passphrase.NEW_FD, new=True
        )
        app.desk.set_reader_passphrase(opened, typed, typed)
    click.echo("Readers have a passphrase of their own.")


@desk.command("check")
@click.pass_context
def check(context: click.Context) -> None:
    """Check the chain of finished attempts. Needs no passphrase, and shows nobody's data.

    Exit codes: 0 sound, 1 something was changed (it is said where).
    """
    app = open_app(context.obj.data_dir, read_only=True)
    try:
        state = app.chain.state()
        is_set_up = app.has_desk()
    finally:
        app.close()
    click.echo(
        f"{counted(state.links, 'link')}, {state.erased} of erased people, "
        f"{counted(state.heads, 'signed head')}."
        if is_set_up
        else f"No desk is set up, so nothing is signed yet. {counted(state.links, 'link')}."
    )
    click.echo(state.problem or "The chain of finished attempts is sound.")
    context.exit(1 if state.problem else 0)
