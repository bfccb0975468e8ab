"""How a command opens the desk: by a hidden prompt or a descriptor, never by its words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from quizapp.app import App, open_app
from quizapp.cli.commands import Call
from quizapp.errors import UserError
from quizapp.services.desk import UNSET, OpenDesk

MAX_BYTES: Final = 4096

passphrase_option = click.option(
    "--passphrase-fd",
    type=int,
    metavar="N",
    help="Read the desk's passphrase from this file descriptor; 0 is standard input.",
)


def secret(descriptor: int | None, what: str, *, new: bool = False) -> str:
    """Read a passphrase; a new one is asked for twice on the terminal."""
    if descriptor is None:
        text: str = click.prompt(what, hide_input=True, confirmation_prompt=new, err=True)
        return text
    try:
        data = os.read(descriptor, MAX_BYTES)
    except OSError as error:
        raise click.UsageError(f"There is nothing to read on descriptor {descriptor}.") from error
    return data.decode(errors="replace").rstrip("\r\n")


@contextmanager
def beside_the_desk(call: Call, passphrase_fd: int | None) -> Iterator[App]:
    """Open the app for what everybody may do until there is a desk, and afterwards only the desk.

    Without a desk the data are only read, so that a window may be open.
    """
    app = open_app(call.data_dir, read_only=True)
    guarded = app.has_desk()
    if guarded:
        app.close()
        with at_the_desk(call, passphrase_fd) as (app, _):
            yield app
        return
    try:
        yield app
    finally:
        app.close()


@contextmanager
def at_the_desk(call: Call, passphrase_fd: int | None) -> Iterator[tuple[App, OpenDesk]]:
    """Open the app and its desk for a block; both are closed after it."""
    app = open_app(call.data_dir)
    try:
        if not app.has_desk():
            raise UserError(UNSET)
        opened = app.desk.unlock(secret(passphrase_fd, "Passphrase of the desk"))
        yield app, opened
    finally:
        if "desk" in app.__dict__:
            app.desk.lock()
        app.close()
