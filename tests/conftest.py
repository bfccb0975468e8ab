"""What every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hand_clock import HandClock
from hypothesis import settings

from quizapp import banks, resources
from quizapp.banks.cache import BankCache, file_stamp
from quizapp.certificates import keys
from quizapp.domain.plan import Bank
from quizapp.services import desk
from quizapp.services.desk_secrets import Cost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test is timed: a busy machine is no fault of the code. Speed is measured in benchmarks/.
# `few` is for runs that repeat the tests hundreds of times, such as mutation scores.
settings.register_profile("untimed", deadline=None)
settings.register_profile("few", deadline=None, max_examples=8)
settings.load_profile(os.environ.get("QUIZAPP_EXAMPLES", "untimed"))


REAL_ROUNDS = keys.ROUNDS


@pytest.fixture(scope="session", autouse=True)
def _quick_passphrases() -> Iterator[None]:
    """Spare the seconds that guessing a passphrase is meant to cost: hundreds of tests type one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "ROUNDS", 1000)
        patch.setattr(desk, "Cost", lambda: Cost(memory=10, rounds=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_bank_parsed_once() -> Iterator[None]:
    """Parse the shipped bank once in a process: hundreds of tests open it in a folder of their own.

    A bank is values that nothing changes. Any other bank is parsed as often as it is asked for, and
    this one again if a file of it has changed.
    """
    parse, shipped = banks.load, resources.shipped_bank()

    @cache
    def parsed(_stamp: str) -> Bank:
        return parse(shipped)

    def load(folder: Path, *, cache: BankCache | None = None) -> Bank:
        if folder != shipped or cache is not None:
            return parse(folder, cache=cache)
        return parsed(file_stamp(shipped))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(banks, "load", load)
        yield


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    """Collect garbage between tests alone, as the window does between events.

    A thread in the background that collected it could take widgets with it.
    """
    gc.disable()
    yield
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(number for number, is_due in enumerate(due) if is_due))


@pytest.fixture
def slow_key_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write key files as the program does for people."""
    monkeypatch.setattr(keys, "ROUNDS", REAL_ROUNDS)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
