"""A roster of 10,000 people: each step as a ratio to just reading the file.

    python benchmarks/roster.py [--people 10000] [--rounds 7] [--out FILE]

"Just reading" is Python's own csv module turning the same list into rows of texts, measured in turn
with the step (A B A B …) in one process; the ratio is the median of the pairs. The workbook's floor
is openpyxl in its reading mode. The roster has groups, every person has a result, and the import is
measured into an empty roster. The window reads its page in the background and waits only for the
showing and the searching. Exit code 1 if a step is above its bar.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import cycle
from pathlib import Path

from openpyxl import load_workbook
from record import ROOT, write_record

sys.path.insert(0, str(ROOT / "tests" / "support"))

from taking import take

from quizapp.app import App, open_app
from quizapp.services.desk import OpenDesk
from quizapp.tables.opening import open_table
from quizapp.tables.writing import csv_bytes, xlsx_bytes
from quizapp.ui.desk_people import columns, key, roster_view, words
from quizapp.ui.people_rows import RowModel

WORDS = "four words make it strong"
BARS: Mapping[str, float] = {
    "read the list": 8.0,
    "preview": 60.0,
    "import": 120.0,
    "import again, nothing new": 80.0,
    "show everybody": 40.0,
    "search by name": 20.0,
    "select a group": 20.0,
    "report": 200.0,
    "report as CSV": 200.0,
    "export as CSV": 80.0,
    "read the page of the roster": 150.0,
    "show the page of the roster": 3.0,
    "search on the page": 0.5,
    "read the workbook": 1.5,
}
"""The most each step may cost, in readings of the list (of the workbook for the last one)."""
FIRST = ("Ada", "Björn", "Chiara", "Dimitri", "Élodie", "Farid", "Grace", "Hana", "Ismail", "Joan")
LAST = ("Nwosu", "Lindqvist", "Fontana", "Vlachos", "Marchand", "Haddad", "Mensah", "Kovářová")


def people(number: int) -> list[tuple[str, str, str, str]]:
    """Return a list of people with titles, forty groups among them."""
    rows = [("Name", "Personnel number", "E-mail", "Group")]
    for place in range(number):
        name = f"{FIRST[place % 10]} {LAST[place % 8]} {chr(65 + place % 26)}{place:x}"
        rows.append((name, f"{place:06}", f"person{place}@example.org", f"Team {place % 40:02}"))
    return rows


def just_read(path: Path) -> int:
    """Read the list with Python's own module: the floor."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return len(list(csv.reader(file)))


def just_read_workbook(path: Path) -> int:
    """Read the workbook with the usual library: the floor of workbooks."""
    with closing(load_workbook(path, read_only=True)) as book:
        return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ratio(step: Callable[[], object], floor: Callable[[], object], rounds: int) -> float:
    """Return the median of step to floor, measured in turn."""
    floor()
    found = [seconds(step) / seconds(floor) for _ in range(rounds)]
    return round(statistics.median(found), 2)


def give_results(app: App, desk: OpenDesk) -> None:
    """Let everybody have the attempt and the result of one who really took the exam."""
    first = app.roster.people(desk)[0].learner.id
    app.assignments.assign(desk, [entry.learner.id for entry in app.roster.people(desk)], "short")
    sitting = app.exams.start(first, "short", seed=4)
    take(sitting)
    connection = app.database.connection
    columns = [row["name"] for row in connection.execute("pragma table_info(attempts)")]
    copied = ", ".join(c for c in columns if c not in ("id", "learner"))
    with app.database.transaction():
        connection.execute(
            f"""insert into attempts (id, learner, {copied})
                select 'a-' || l.id, l.id, {", ".join("a." + c for c in copied.split(", "))}
                from learners l, attempts a where a.id = ? and l.id <> a.learner""",  # noqa: S608 - columns of our own table
            (sitting.attempt.id,),
        )
        connection.execute(
            """insert into results (attempt, decision, points, result, decided_at, reviewed)
               select 'a-' || l.id, r.decision, r.points, r.result, r.decided_at, r.reviewed
               from learners l, results r where r.attempt = ? and l.id <> ?""",
            (sitting.attempt.id, first),
        )


def measured(folder: Path, number: int, rounds: int) -> dict[str, float]:
    """Return each step's ratio."""
    source, book = folder / "people.csv", folder / "people.xlsx"
    source.write_bytes(csv_bytes(people(number)))
    book.write_bytes(xlsx_bytes({"People": people(number)}))

    def floor() -> int:
        return just_read(source)

    found = {"read the list": ratio(lambda: open_table(source), floor, rounds)}
    imports, previews = [], []
    for turn in range(rounds):
        with closing(open_app(folder / f"data-{turn}")) as app:
            times = _imported(app, app.desk.set_up(WORDS, WORDS), source)
        previews.append(times[0] / seconds(floor))
        imports.append(times[1] / seconds(floor))
    found["preview"] = round(statistics.median(previews), 2)
    found["import"] = round(statistics.median(imports), 2)
    with closing(open_app(folder / "data-0")) as app:
        steps = _steps(app, app.desk.unlock(WORDS), folder)
        found |= {name: ratio(step, floor, rounds) for name, step in steps.items()}
    found["read the workbook"] = ratio(
        lambda: open_table(book), lambda: just_read_workbook(book), rounds
    )
    return found


def _imported(app: App, desk: OpenDesk, source: Path) -> tuple[float, float]:
    """Import a list into an empty roster; return the seconds of the preview and of the import."""
    table = app.roster_import.read(desk, source)
    preview = app.roster_import.preview(desk, table)
    return (
        seconds(lambda: app.roster_import.preview(desk, table)),
        seconds(lambda: app.roster_import.take_in(desk, preview)),
    )


def _steps(app: App, desk: OpenDesk, folder: Path) -> dict[str, Callable[[], object]]:
    group = app.roster.groups(desk)[3].id
    table = app.roster_import.read(desk, folder / "people.csv")
    give_results(app, desk)

    def again() -> object:
        return app.roster_import.take_in(desk, app.roster_import.preview(desk, table))

    return {
        "import again, nothing new": again,
        "show everybody": lambda: app.roster.people(desk),
        "search by name": lambda: app.roster.people(desk, search="elodie kovarova"),
        "select a group": lambda: app.roster.people(desk, group=group),
        "report": lambda: app.standings.of(desk, plan="short"),
        "report as CSV": lambda: app.reports.write(desk, folder / "report.csv", plan="short"),
        "export as CSV": lambda: app.roster.export(desk, folder / "roster.csv"),
        **_page_steps(app, desk),
    }


def _page_steps(app: App, desk: OpenDesk) -> dict[str, Callable[[], object]]:
    """Return what the window does: the first beside it, the others while it waits."""
    view = roster_view(app, desk)
    model = RowModel(columns(), key=key, words=words, tickable=True)
    model.fill(view.rows, view.texts)
    typed = cycle(("elodie", "kovar", "0042", ""))

    return {
        "read the page of the roster": lambda: roster_view(app, desk),
        "show the page of the roster": lambda: model.fill(view.rows, view.texts),
        "search on the page": lambda: model.search(next(typed)),
    }


def main() -> int:
    """Measure, record and compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measured(Path(name), chosen.people, chosen.rounds)
    above = {step: found[step] for step in found if found[step] > BARS[step]}
    if chosen.out:
        write_record(
            chosen.out,
            {
                "people": chosen.people,
                "rounds": chosen.rounds,
                "floor": "Python's csv module reading the same list into rows of texts",
                "workbook_floor": "openpyxl in reading mode",
                "ratios": found,
                "bars": dict(BARS),
                "above": above,
            },
        )
    for step, value in found.items():
        print(f"{step}: {value} (bar {BARS[step]})")
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
