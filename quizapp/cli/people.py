"""`quizapp people`: the roster, lists of people, and a person's own data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizapp.cli.commands import Call
from quizapp.cli.desk_access import at_the_desk, passphrase_option
from quizapp.cli.places import Place
from quizapp.domain.counted import counted
from quizapp.domain.counted import people as people_in_words
from quizapp.domain.desk import Preview, RosterField, RowChange
from quizapp.errors import InputError, UserError

_FILE = click.Path(path_type=Path, dir_okay=False)
_NAMES = {field.name.lower(): field for field in RosterField}
MOST_SHOWN = 20
"""People named at most of those who change, or whose names have accents."""
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


@click.group("people")
def people() -> None:
    """Look after the roster. WHO is a personnel number, an e-mail or an id.

    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """


@people.command("import")
@click.argument("file", type=_FILE)
@click.option("--encoding", default="", help="Such as utf-8 or cp1252; guessed otherwise.")
@click.option(
    "--delimiter", type=click.Choice(sorted(_DELIMITERS)), help="Of a text file; guessed otherwise."
)
@click.option("--sheet", default="", help="Of a workbook; otherwise the first that is shown.")
@click.option(
    "--column",
    "chosen",
    multiple=True,
    metavar="FIELD=TITLE",
    help=f"Which column means what; FIELD is one of {', '.join(_NAMES)}. Guessed otherwise.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--leave-out-faulty", is_flag=True, help="Import the other lines.")
@passphrase_option
@click.pass_obj
def take_in(
    call: Call,
    *,
    file: Path,
    encoding: str,
    delimiter: str | None,
    sheet: str,
    chosen: Sequence[str],
    dry_run: bool,
    leave_out_faulty: bool,
    passphrase_fd: int | None,
) -> None:
    """Import a list of people (CSV or .xlsx): all of it, or nothing.

    People are recognised by personnel number, then by e-mail. Columns: name (or given and family),
    number, email, group, language.
    """
    with at_the_desk(call, passphrase_fd) as (app, opened):
        table = app.roster_import.read(
            opened,
            file,
            encoding=encoding,
            delimiter=_DELIMITERS.get(delimiter or "", ""),
            sheet=sheet,
        )
        preview = app.roster_import.preview(opened, table)
        if chosen:
            mapping = _mapping(chosen, preview)
            preview = app.roster_import.preview(opened, table, mapping=mapping)
        click.echo(_understood(preview, table.encoding, table.delimiter, table.sheet))
        if table.encoding == "cp1252":
            click.echo(_with_accents(preview))
        _refuse_unclear(preview)
        for line in _changes(preview):
            click.echo(line)
        if dry_run:
            if preview.faults:
                faulty = counted(preview.left_out, "line has a fault", "lines have faults")
                raise InputError(f"{faulty}.", preview.faults)
            return
        report = app.roster_import.take_in(opened, preview, leave_out_faulty=leave_out_faulty)
    for fault in report.left_out:
        click.echo(f"left out: {fault}", err=True)
    created = f"; new groups: {', '.join(report.groups)}" if report.groups else ""
    click.echo(f"{report.added} added, {report.changed} changed, {report.same} the same{created}.")


def _mapping(chosen: Sequence[str], preview: Preview) -> dict[RosterField, int]:
    titles = {column.title.casefold(): column.place for column in preview.columns}
    mapping = dict(preview.mapping)
    for said in chosen:
        name, _, title = said.partition("=")
        if name.casefold() not in _NAMES:
            raise click.UsageError(f"“{name}” is none of {', '.join(_NAMES)}.")
        if title.strip().casefold() not in titles:
            there = ", ".join(column.title for column in preview.columns)
            raise UserError(f"There is no column “{title}”. There are: {there}.")
        place = titles[title.strip().casefold()]
        mapping = {field: taken for field, taken in mapping.items() if taken != place}
        mapping[_NAMES[name.casefold()]] = place
    return mapping


def _refuse_unclear(preview: Preview) -> None:
    """Raise `InputError` where the columns are not understood, with the options that say more."""
    unclear = [fault for fault in preview.faults if not fault.line]
    if not unclear:
        return
    titles = ", ".join(f"“{column.title}”" for column in preview.columns)
    advice = (
        "There is one column only; perhaps another --delimiter cuts the lines."
        if len(preview.columns) == 1
        else "Say what a column means with --column name=TITLE or --column number=TITLE."
    )
    raise InputError(
        f"{preview.source} was not imported, because its columns are not clear. {advice} "
        f"The titles are: {titles}.",
        unclear,
    )


def _with_accents(preview: Preview) -> str:
    """Return some names by which a person sees whether the encoding was guessed right."""
    names = [row.name for row in preview.rows if not row.name.isascii()]
    if not names:
        return "No name has an accent."
    more = ", …" if len(names) > MOST_SHOWN else ""
    return f"Names with accents: {', '.join(names[:MOST_SHOWN])}{more}."


def _changes(preview: Preview) -> Iterator[str]:
    """Say who would change and in what."""
    rows = [row for row in preview.rows if row.change is RowChange.CHANGED]
    for row in rows[:MOST_SHOWN]:
        yield f"  line {row.line}: {row.name} changes: {', '.join(row.changes)}"
    if len(rows) > MOST_SHOWN:
        yield f"  and {people_in_words(len(rows) - MOST_SHOWN)} more"


def _understood(preview: Preview, encoding: str, delimiter: str, sheet: str) -> str:
    titles = {column.place: column.title for column in preview.columns}
    names = {sign: name for name, sign in _DELIMITERS.items()}
    form = f"sheet “{sheet}”" if sheet else f"{encoding}, {names.get(delimiter, delimiter)}"
    meant = ", ".join(
        f"{field.value} = “{titles.get(place, place)}”" for field, place in preview.mapping.items()
    )
    counts = ", ".join(f"{preview.count(change)} {change.value}" for change in RowChange)
    return "\n".join(
        (
            f"{preview.source} ({form}): {meant or 'no column was recognised'}",
            f"{counts}, {preview.left_out} with faults",
            *preview.notes,
        )
    )


@people.command("list")
@click.option("--search", default="", help="Words of name, e-mail, number or a serial.")
@click.option("--group", "group_name", default="", help="Only this group.")
@click.option("--all", "everybody", is_flag=True, help="Also those who take no more part.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@passphrase_option
@click.pass_obj
def show(
    call: Call,
    *,
    search: str,
    group_name: str,
    everybody: bool,
    as_json: bool,
    passphrase_fd: int | None,
) -> None:
    """List people by name."""
    with at_the_desk(call, passphrase_fd) as (app, opened):
        group = app.roster.group_named(opened, group_name).id if group_name else None
        found = app.roster.people(
            opened, search=search, group=group, active=None if everybody else True
        )
    rows = [
        {
            "id": entry.learner.id,
            "name": entry.learner.name,
            "number": entry.learner.number,
            "email": entry.learner.email,
            "groups": list(entry.groups),
            "active": entry.learner.active,
        }
        for entry in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for entry in found:
        person = entry.learner
        known = "  ".join(part for part in (person.number, person.email) if part)
        groups = f"  [{', '.join(entry.groups)}]" if entry.groups else ""
        click.echo(f"{person.id}  {person.name}  {known}{groups}")
    click.echo(f"{people_in_words(len(found))}.", err=True)


@people.command("add")
@click.argument("name")
@click.option("--number", default="", help="The personnel number.")
@click.option("--email", default="", help="The e-mail address.")
@click.option("--group", "groups", multiple=True, help="A group that there is already.")
@passphrase_option
@click.pass_obj
def add(
    call: Call,
    *,
    name: str,
    number: str,
    email: str,
    groups: Sequence[str],
    passphrase_fd: int | None,
) -> None:
    """Add one person; a personnel number or an e-mail is needed."""
    with at_the_desk(call, passphrase_fd) as (app, opened):
        ids = [app.roster.group_named(opened, group).id for group in groups]
        made = app.roster.add(opened, name=name, number=number, email=email, groups=ids)
    click.echo(f"{made.learner.name} is on the roster as {made.learner.id}.")


@people.command("correct")
@click.argument("who")
@click.option("--name", help="The right name.")
@click.option("--number", help="The right personnel number.")
@click.option("--email", help="The right e-mail address.")
@passphrase_option
@click.pass_obj
def correct(
    call: Call,
    *,
    who: str,
    name: str | None,
    number: str | None,
    email: str | None,
    passphrase_fd: int | None,
) -> None:
    """Correct what the roster says of a person.

    Certificates keep the name they were issued with; “quizapp certificate correct” replaces one.
    """
    if name is None and number is None and email is None:
        raise click.UsageError("Say what is right, with --name, --number or --email.")
    with at_the_desk(call, passphrase_fd) as (app, opened):
        person = app.roster.one_of(opened, who).learner
        after = app.roster.correct(opened, person.id, name=name, number=number, email=email)
    person = after.learner
    said = ", ".join(part for part in (person.name, person.number, person.email) if part)
    click.echo(f"Corrected: {said}")


@people.command("export")
@click.argument("file", type=_FILE)
@click.option("--group", "group_name", default="", help="Only this group.")
@passphrase_option
@click.pass_obj
def export(call: Call, file: Path, group_name: str, passphrase_fd: int | None) -> None:
    """Write the roster to FILE (.csv or .xlsx); no cell is taken for a formula."""
    with at_the_desk(call, passphrase_fd) as (app, opened):
        group = app.roster.group_named(opened, group_name).id if group_name else None
        place = Place(file)
        number = app.roster.export(opened, file, group=group)
    click.echo(f"{people_in_words(number)} written to {place}.")


@people.command("data")
@click.argument("who")
@click.argument("file", type=_FILE)
@passphrase_option
@click.pass_obj
def data(call: Call, who: str, file: Path, passphrase_fd: int | None) -> None:
    """Write all that is known of one person to FILE, a ZIP archive for them."""
    if file.suffix.lower() != ".zip":
        raise UserError(f"“{file.name}” will be a ZIP archive. Let its name end in .zip.")
    place = Place(file)
    with at_the_desk(call, passphrase_fd) as (app, opened):
        person = app.roster.one_of(opened, who).learner
        app.privacy.export(opened, person.id, file)
    click.echo(f"Everything about {person.name} is in {place}.")


@people.command("erase")
@click.argument("who")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@passphrase_option
@click.pass_obj
def erase(call: Call, who: str, *, yes: bool, passphrase_fd: int | None) -> None:
    """Erase a person for good: from the data, the backups and the issued files.

    Certificates keep serial, digest, status and dates; the holder's own copies still verify.
    """
    with at_the_desk(call, passphrase_fd) as (app, opened):
        person = app.roster.one_of(opened, who).learner
        if not yes:
            click.confirm(f"Erase {person.name} for good?", abort=True, err=True)
        report = app.privacy.erase(opened, person.id)
    click.echo(
        f"Erased: {counted(report.attempts, 'attempt')}, "
        f"{counted(report.files, 'certificate file')}; "
        f"{counted(report.backups, 'backup')} rewritten. Certificates kept without a name: "
        f"{', '.join(report.certificates) or 'none'}."
    )
    for name in report.remains:
        click.echo(
            f"The same name still stands in {name}: somebody else bears it, or a text mentions it.",
            err=True,
        )
