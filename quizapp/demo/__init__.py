"""The real window without a display: a learner's way through it, or a day at the people desk.

What a person could click or type goes through the window by key and mouse events
(`quizapp.ui.driver`); what takes many hands, such as hundreds of exams, is done by the services.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from quizapp.errors import QuizError


def run_demo(
    out: Path,
    data_dir: Path | None,
    *,
    seed: int,
    exam: str | None,
    resume: bool,
    trace: bool,
    people: int = 0,
) -> int:
    """Walk through the app, writing pictures and files to `out`; 0 if the walk came to its end.

    With `people` it is a day at the desk for so many of them, else the way of one learner.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from quizapp.demo import desk, learner  # noqa: PLC0415 - the platform is chosen before Qt

    out.mkdir(parents=True, exist_ok=True)
    folder = data_dir or _named_folder() or out / "data"
    try:
        if people:
            desk.go(out, folder, people=people, seed=seed)
        else:
            learner.go(out, folder, seed=seed, exam=exam, resume=resume, trace=trace)
    except (QuizError, LookupError, OSError) as error:
        sys.stderr.write(f"The demonstration stopped: {error}\n")
        return 2
    return 0


def _named_folder() -> Path | None:
    named = os.environ.get("QUIZAPP_DATA_DIR")
    return Path(named) if named else None
