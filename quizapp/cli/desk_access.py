"""How a command opens the desk with its passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from quizapp.app import App, open_app
from quizapp.cli import passphrase
from quizapp.cli.commands import Call
from quizapp.errors import UserError
from quizapp.services.desk import UNSET, OpenDesk

passphrase_option = passphrase.option(
    passphrase.FD, "Read the desk's passphrase from this file descriptor; 0 is standard input."
)


@contextmanager
def beside_the_desk(
    call: Call, passphrase_fd: int | None, *, option: str = passphrase.FD
) -> Iterator[App]:
    """Open the app for what everybody may do until there is a desk, and afterwards only the desk.

    Without a desk the data are only read, so that a window may be open.
    """
    app = open_app(call.data_dir, read_only=True)
    guarded = app.has_desk()
    if guarded:
        app.close()
        with at_the_desk(call, passphrase_fd, option=option) as (app, _):
            yield app
        return
    try:
        yield app
    finally:
        app.close()


@contextmanager
def at_the_desk(
    call: Call, passphrase_fd: int | None, *, option: str = passphrase.FD
) -> Iterator[tuple[App, OpenDesk]]:
    """Open the app and its desk for a block; both are closed after it.

    `option` is the one that gives the descriptor.
    """
    app = open_app(call.data_dir)
    try:
        if not app.has_desk():
            raise UserError(UNSET)
        opened = app.desk.unlock(
            passphrase.read(passphrase_fd, "Passphrase of the desk", option=option)
        )
        yield app, opened
    finally:
        if "desk" in app.__dict__:
            app.desk.lock()
        app.close()
