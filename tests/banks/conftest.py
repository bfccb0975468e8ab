"""A small good bank, and copies of it that may be damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bank_folder import SMALL, BankFolder

from quizapp.banks.loading import Loaded, load_with_places


@pytest.fixture
def bank_folder(tmp_path: Path) -> BankFolder:
    shutil.copytree(SMALL, tmp_path / "bank")
    return BankFolder(tmp_path / "bank")


@pytest.fixture(scope="session")
def small() -> Loaded:
    return load_with_places(SMALL)
