"""All subcommands, each imported when it is called, and the one place where errors become text."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import click

from quizapp import __version__
from quizapp.cli import REFUSED, STOPPED, UNFORESEEN, USAGE_ERROR
from quizapp.errors import DataError, in_words

COMMANDS: Final = {
    "assign": "quizapp.cli.assign:assign",
    "audit": "quizapp.cli.audit:audit",
    "backup": "quizapp.cli.data:backup",
    "bank": "quizapp.cli.bank:bank",
    "certificate": "quizapp.cli.certificate:certificate",
    "demo": "quizapp.cli.demo:demo",
    "desk": "quizapp.cli.desk:desk",
    "grade": "quizapp.cli.grade:grade",
    "history": "quizapp.cli.data:history",
    "issuer": "quizapp.cli.issuer:issuer",
    "people": "quizapp.cli.people:people",
    "report": "quizapp.cli.report:report",
    "restore": "quizapp.cli.data:restore",
    "review": "quizapp.cli.review:review",
}


class RunDemo(Protocol):
    """Drives the window as a scripted learner; see `quizapp.demo`."""

    def __call__(
        self,
        out: Path,
        data_dir: Path | None,
        *,
        seed: int,
        exam: str | None,
        resume: bool,
        trace: bool,
        people: int,
    ) -> int:
        """Return an exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What the command line may ask of the program beside it, handed in from above."""

    open_window: Callable[[Path | None], int]
    run_demo: RunDemo


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What every command gets: the data folder asked for, and the doors."""

    data_dir: Path | None
    doors: Doors


class Lazy(click.Group):
    """A group whose commands are imported by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found


@click.group(cls=Lazy, invoke_without_command=True)
@click.version_option(__version__, prog_name="quizapp")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep everything in this folder instead of your own data folder.",
)
@click.pass_context
def quizapp(context: click.Context, data_dir: Path | None) -> None:
    """Learn and certify empathy in customer service.

    Without a command the window opens.
    """
    doors: Doors = context.obj
    context.obj = Call(data_dir=data_dir, doors=doors)
    if context.invoked_subcommand is None:
        context.exit(doors.open_window(data_dir))


def run(words: Sequence[str], doors: Doors) -> int:
    """Run a command and return its exit code; nobody is shown a traceback."""
    try:
        code = quizapp.main(args=list(words), prog_name="quizapp", standalone_mode=False, obj=doors)
    except click.ClickException as error:
        error.show()
        return USAGE_ERROR if isinstance(error, click.UsageError) else error.exit_code
    except click.Abort:
        click.echo("Stopped. What was saved is kept.", err=True)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last net: a person sees a sentence, not a traceback
        return _told(error, refused=UNFORESEEN if "verify" in words else REFUSED)
    return code if isinstance(code, int) else 0


def _told(error: Exception, *, refused: int) -> int:
    """Say what happened in words for a person, and return the exit code.

    `refused` is for what can't be done; of a check that code would be the verdict “red”.
    """
    words = in_words(error)
    if words is None:
        _report(error)
        return UNFORESEEN
    click.echo(words, err=True)
    return UNFORESEEN if isinstance(error, DataError) else refused


def _report(error: Exception) -> None:
    """Say what happened; the details only where somebody asked for them."""
    click.echo(
        f"Something went wrong that quizapp did not foresee ({type(error).__name__}). Your saved "
        "work is safe. Set QUIZAPP_TRACE=1 and run the command again to see the details.",
        err=True,
    )
    if os.environ.get("QUIZAPP_TRACE"):
        traceback.print_exception(error)
