"""`quizapp bank`: check, export and measure question banks from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapp import banks
from quizapp.errors import Fault, InputError, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.banks.coverage import Coverage
    from quizapp.banks.guess import GuessRow
    from quizapp.banks.lint.report import CheckReport, Embed, Finding
    from quizapp.banks.loading import Loaded
    from quizapp.domain.plan import Bank

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
OTHER_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf"})
"""Endings that would promise another format than the one that is drawn."""

_PATH = click.Path(path_type=Path)


@click.group("bank")
def bank() -> None:
    """Check, export and measure question banks."""


@bank.command()
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--notes", is_flag=True, help="Print notes, too; they never fail a check.")
@click.option("--guess", is_flag=True, help="Add what blind guessing scores.")
@click.option("--meaning", is_flag=True, help="Note cases with like plots, too; takes longer.")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    *,
    as_json: bool,
    notes: bool,
    guess: bool,
    meaning: bool,
) -> None:
    """Check each bank folder; every finding names file, line and what to do.

    Exit code 0: clean, notes aside. 1: errors or warnings were found. 2: a bank cannot be used.
    """
    embed = _sentence_model() if meaning else None
    results = [_checked(path, guess=guess, embed=embed) for path in paths]
    if as_json:
        document = {"banks": [result.as_json() for result in results]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for result in results:
            click.echo("\n".join(result.lines(notes=notes)))
    context.exit(max(result.exit_code for result in results))


@bank.command()
@click.argument("path", type=_PATH)
@click.option("--format", "form", type=click.Choice(["json"]), required=True, help="The format.")
@click.option("--include-secure", is_flag=True, help="Export secure items, too.")
@click.option("--out", type=_PATH, help="Write to this file instead of the screen.")
def export(path: Path, *, form: str, include_secure: bool, out: Path | None) -> None:
    """Print a bank in an open format; secure items are left out unless they are asked for.

    Exit code 0: exported. 2: the bank cannot be used.
    """
    del form
    loaded = read_bank(path).bank
    document = banks.export(loaded, include_secure=include_secure)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if out is None:
        click.echo(text)
        return
    _write(out, f"{text}\n")
    written = len(document["items"])
    left = len(loaded.items) - written
    secure = f"; {left} secure left out, which --include-secure takes in" if left else ""
    click.echo(f"{written} of {len(loaded.items)} items written to {out}{secure}.")


@bank.command()
@click.argument("path", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--all", "everything", is_flag=True, help="Print every count, not only what is short."
)
@click.option("--picture", type=_PATH, help="Draw items by objective and kind into this SVG file.")
@click.pass_context
def coverage(
    context: click.Context, path: Path, *, as_json: bool, everything: bool, picture: Path | None
) -> None:
    """Count a bank by objective, concept and so on, against its targets.yaml.

    Exit code 0: every floor is met. 1: some are not. 2: the bank cannot be used.
    """
    from quizapp.banks.coverage import coverage as count  # noqa: PLC0415 (only this command counts)

    loaded = read_bank(path)
    found = count(loaded.bank, loaded.targets)
    if picture is not None:
        from quizapp.banks.coverage_picture import svg  # noqa: PLC0415 (drawn on request)

        if picture.suffix.lower() in OTHER_PICTURES:
            raise UserError(
                f"The picture is drawn as SVG, which browsers and office programs open and turn "
                f"into other formats. Name the file {picture.with_suffix('.svg').name}."
            )
        _write(picture, svg(loaded.bank, found, loaded.targets))
    if as_json:
        click.echo(json.dumps(_coverage_json(loaded.bank, found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_coverage_lines(loaded.bank, found, everything=everything)))
    context.exit(FINDINGS if found.unmet else CLEAN)


def read_bank(path: Path) -> Loaded:
    """Return the bank at `path`, or print its faults and leave with 2."""
    from quizapp.banks.loading import load_with_places  # noqa: PLC0415 (YAML costs 17 ms)

    try:
        return load_with_places(path)
    except InputError as error:
        for fault in error.faults:
            click.echo(_from_here(path, fault), err=True)
        click.echo(error.summary, err=True)
        raise click.exceptions.Exit(UNUSABLE) from None


def _from_here(path: Path, one: Fault | Finding) -> str:
    """Give the line about a fault or finding with a file name that opens from this folder."""
    if not one.file:
        return f"{path}: {one}"
    folder = path if path.is_dir() else path.parent
    return str(replace(one, file=str(folder / one.file)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What is to be said about one folder: the error that refuses it, or the checks' report."""

    path: Path
    error: InputError | None = None
    bank: Bank | None = None
    report: CheckReport | None = None
    guess: tuple[GuessRow, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 0, 1 or 2 as the command's help says."""
        if self.report is None:
            return UNUSABLE
        guessable = any(not row.passed for row in self.guess)
        return FINDINGS if guessable or not self.report.clean else CLEAN

    def as_json(self) -> dict[str, Any]:
        """Return the shape of one entry of `banks` in the JSON output."""
        document: dict[str, Any] = {
            "path": str(self.path),
            "usable": self.report is not None,
            "clean": self.exit_code == CLEAN,
            "summary": self.error.summary if self.error else "",
            "faults": [asdict(fault) for fault in self.error.faults] if self.error else [],
            "findings": [],
        }
        if self.bank is not None and self.report is not None:
            document |= {
                "bank": {
                    "id": self.bank.id,
                    "version": self.bank.version,
                    "content_hash": self.bank.content_hash,
                    "items": len(self.bank.items),
                },
                "findings": [asdict(finding) for finding in self.report.findings],
                "figures": {name: round(one, 4) for name, one in self.report.figures.items()},
                "guess": [asdict(row) | {"passed": row.passed} for row in self.guess],
            }
        return document

    def lines(self, *, notes: bool) -> list[str]:
        """Return the text output."""
        if self.error is not None:
            return [
                *(_from_here(self.path, fault) for fault in self.error.faults),
                self.error.summary,
            ]
        if self.bank is None or self.report is None:
            return []
        return [*self._findings(self.report, notes=notes), *self._guess(), self._sum(self.report)]

    def _findings(self, report: CheckReport, *, notes: bool) -> list[str]:
        shown = (one for one in report.findings if notes or one.severity != "note")
        return [_from_here(self.path, one) for one in shown]

    def _guess(self) -> list[str]:
        from quizapp.banks.guess import table, telling  # noqa: PLC0415 (only with --guess)

        if not self.guess or self.bank is None:
            return []
        keys, distractors = telling(self.bank)
        return [
            table(self.guess),
            f"speaks for a key: {', '.join(keys)}",
            f"speaks for a distractor: {', '.join(distractors)}",
        ]

    def _sum(self, report: CheckReport) -> str:
        counts = dict.fromkeys(("error", "warning", "note"), 0)
        for finding in report.findings:
            counts[finding.severity] += 1
        said = ", ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items())
        title = f"{self.bank.id} {self.bank.version}" if self.bank else str(self.path)
        items = len(self.bank.items) if self.bank else 0
        state = "clean" if self.exit_code == CLEAN else "not clean"
        return f"{title}: {items} items, {state} ({said})"


def _sentence_model() -> Embed:
    """Return the marker's sentence model as a function from cases to vectors."""
    from quizapp.banks.wording import sentences  # noqa: PLC0415 (only with --meaning)
    from quizapp.grading.free_text import vectors  # noqa: PLC0415 (loads the sentence model)

    if not vectors.available():
        raise UserError("The sentence model is not installed. Leave out --meaning.")

    def embed(texts: Sequence[str]) -> list[list[float]]:
        found = []
        for text in texts:
            parts = [vectors.vector(part) for part in sentences(text) or [text]]
            found.append([float(one) for one in sum(parts[1:], parts[0]) / len(parts)])
        return found

    return embed


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{path} cannot be written: {error.strerror}. Name another file."
        ) from error


def _checked(path: Path, *, guess: bool, embed: Embed | None) -> _Checked:
    from quizapp.banks.guess import blind_guess  # noqa: PLC0415 (only this command guesses)
    from quizapp.banks.loading import load_with_places  # noqa: PLC0415 (YAML costs 17 ms)

    try:
        loaded = load_with_places(path)
    except InputError as error:
        return _Checked(path=path, error=error)
    return _Checked(
        path=path,
        bank=loaded.bank,
        report=banks.check(loaded.bank, places=loaded.places, targets=loaded.targets, embed=embed),
        guess=blind_guess(loaded.bank) if guess else (),
    )


def _coverage_json(bank: Bank, found: Coverage) -> dict[str, Any]:
    return {
        "bank": {"id": bank.id, "version": bank.version, "content_hash": bank.content_hash},
        "items": found.items,
        "complete": not found.unmet,
        "grid": {objective: dict(row) for objective, row in found.grid.items()},
        "counts": [asdict(line) | {"met": line.met} for line in found.lines],
    }


def _coverage_lines(bank: Bank, found: Coverage, *, everything: bool) -> list[str]:
    columns = ("choice", "response", "free_text", "conversation", "listening")
    lines = [f"{bank.id} {bank.version}: {found.items} items", ""]
    lines.append("objective " + "".join(f"{column:>14}" for column in columns))
    for objective, row in found.grid.items():
        lines.append(f"{objective:<10}" + "".join(f"{row[column]:>14}" for column in columns))
    lines.append("")
    for line in found.lines if everything else found.unmet:
        most = "" if line.ceiling is None else f" to {_figure(line.ceiling)}"
        state = "met" if line.met else "short"
        asked = f"{_figure(line.floor)}{most}"
        lines.append(
            f"{state:<6}{line.group:<14}{line.name:<40}{_figure(line.found):>8} of {asked}"
        )
    short = len(found.unmet)
    lines.append(
        f"{short} of {len(found.lines)} floors are not met" if short else "every floor is met"
    )
    return lines


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1%}"
