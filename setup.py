"""Brings `assets/` and `question_banks/` along into the wheel, as `quizapp/_data/`.

Everything else is in pyproject.toml. `quizapp.resources` finds the folders in both places.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
FOLDERS = ("assets", "question_banks")
LEFT_OUT = ("training",)
"""The marker's training material is for whoever trains it, not for whoever runs it."""


class BuildWithData(build_py):  # type: ignore[misc]  # setuptools ships no types
    """Copies the data folders beside the code."""

    def run(self) -> None:
        """Build the code, then copy the folders."""
        super().run()
        if self.editable_mode:
            return
        for name in FOLDERS:
            target = Path(self.build_lib) / "quizapp" / "_data" / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns(*LEFT_OUT))


setup(cmdclass={"build_py": BuildWithData})
