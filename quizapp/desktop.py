"""Opening the window, or saying in a sentence why it can't be opened."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from quizapp.errors import QuizError

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.ui.last_net import LastNet
    from quizapp.ui.tidying import Tidying

NO_DISPLAY = (
    "There is no display here, so the window can't be opened. "
    "“quizapp demo --out DIR” walks through the app without one."
)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if sys.platform.startswith(("win", "darwin")) or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(data_dir: Path | None) -> int:
    """Open the window on a data folder and return the exit code of the program."""
    if not has_display():
        sys.stderr.write(NO_DISPLAY + "\n")
        return 2
    from quizapp.app import open_app  # noqa: PLC0415 - nothing is opened without a display

    try:
        app = open_app(data_dir)
    except QuizError as error:
        from quizapp.ui.refusal import show_refusal  # noqa: PLC0415 - only when it can't open

        return show_refusal(str(error))
    from quizapp.ui.window import run  # noqa: PLC0415 - Qt after the data, so a refusal is quick

    sys.excepthook = _caught
    app.settle()
    code = run(app, on_shown=_tidy)
    _back_up(app)
    app.close()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@cache
def _tidy() -> Tidying:
    from quizapp.ui.tidying import Tidying  # noqa: PLC0415 - after the first page is shown

    return Tidying()


@cache
def _net() -> LastNet:
    from quizapp.ui.last_net import LastNet  # noqa: PLC0415 - only when something fails

    return LastNet()


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _net().caught(kind, error, trace)


def _back_up(app: App) -> None:
    """Make the automatic backup if one is due; a full disk must not stop the closing."""
    try:
        app.upkeep.back_up_if_due()
    except QuizError as error:
        sys.stderr.write(f"{error}\n")
