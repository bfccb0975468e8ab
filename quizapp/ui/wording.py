"""Dates, spans and counts in words, the same on every page."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads as a list of names
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905 - as above
SOON = 14
GUEST = "Learner"
"""The name of somebody who gave none."""


def day(value: date) -> str:
    """Return a day as `Tuesday 24 November`, with the year if it is not this one."""
    words = f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"
    return words if value.year == date.today().year else f"{words} {value.year}"  # noqa: DTZ011 - the year on the wall


def short_day(value: date) -> str:
    """Return a day as `4 May 2028`, short enough for a column."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def when(moment: datetime) -> str:
    """Return a moment as `on Friday 20 November at 10:42` in local time."""
    local = moment.astimezone()
    return f"on {day(local.date())} at {local:%H:%M}"


def in_days(days: int) -> str:
    """Return how far away a day is."""
    if days < 0:
        return "past"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def minutes(value: float | None) -> str:
    """Return a time limit in words."""
    return "no time limit" if value is None else f"{value:g} minutes"


def percent(share: float) -> str:
    """Return a share of 1 as `62 %`, in one piece where a line breaks."""
    return f"{100 * share:.0f}\u00a0%"


def count(number: int, one: str, many: str) -> str:
    """Return a counted noun."""
    return f"{number} {one if number == 1 else many}"
