"""Days and moments as they are typed behind a command."""

from __future__ import annotations

from datetime import datetime

import click


class Day(click.DateTime):
    """A day, or a moment of it, whose refusal shows an example instead of a pattern."""

    def __init__(self, *formats: str, example: str) -> None:
        super().__init__(formats)
        self._example = example

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment; a usage error for what is none."""
        if isinstance(value, datetime):
            return value
        for form in self.formats:
            try:
                return datetime.strptime(str(value), form)  # noqa: DTZ007 - the command says of which zone
            except ValueError:
                continue
        raise click.BadParameter(
            f"“{value}” can't be taken. Write it such as {self._example}.", ctx, param
        )


DAY = Day("%Y-%m-%d", example="2027-03-31")
MOMENT = Day("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", example="2027-03-31 or 2027-03-31T14:30:00")
