"""The archive of a person's data: texts for reading, and every stored row as JSON beside them."""

from __future__ import annotations

import io
import json
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quizapp.domain.answers import (
    Answer,
    Chosen,
    ChosenSeveral,
    Ordered,
    Paired,
    Talk,
    Written,
    from_json,
)
from quizapp.domain.items import ConversationBody, Item
from quizapp.domain.people import Learner
from quizapp.domain.record import AuditLine
from quizapp.errors import QuizError
from quizapp.services.catalogue import BankView, Catalogue

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
WIDTH = 96
SWITCHES = ("may_pause", "quiet_clock", "transcript_first", "read_aloud", "spell_check")
README = """This archive holds everything that quizapp knows about {name}.

overview.txt   who you are to the program, your attempts, your certificates
attempts/      one text for each attempt: every question, your answer and its marks
certificates/  the files of your certificates as they were issued
data/          every stored row, one JSON file for each table
audit.txt      what the people desk did that concerns you

Times are UTC. The identifiers (p-…, a-…) mean nothing outside the program.
"""


def archive(
    learner: Learner,
    rows: Rows,
    files: Sequence[Path],
    actions: Sequence[AuditLine],
    catalogue: Catalogue,
) -> bytes:
    """Return the ZIP file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", README.format(name=learner.name))
        packed.writestr("overview.txt", _overview(learner, rows))
        packed.writestr("audit.txt", _audit(actions))
        for table, found in rows.items():
            packed.writestr(f"data/{table}.json", _json(found))
        for attempt in rows.get("attempts", ()):
            packed.writestr(f"attempts/{attempt['id']}.txt", _attempt(attempt, rows, catalogue))
        for path in files:
            packed.writestr(f"certificates/{path.name}", path.read_bytes())
    return made.getvalue()


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps([_opened(row) for row in rows], ensure_ascii=False, indent=1, default=_bytes)


def _bytes(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _opened(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the JSON texts in it as values."""
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _overview(learner: Learner, rows: Rows) -> str:
    lines = [
        f"Name: {learner.name}",
        f"E-mail: {learner.email or '–'}",
        f"Personnel number: {learner.number or '–'}",
        f"Known since: {learner.created_at:%Y-%m-%d %H:%M}",
        f"Here for: {learner.purpose or '–'}",
        f"Aids chosen: {_aids(learner, granted=False)}",
        f"Aids granted: {_aids(learner, granted=True)}",
        "",
        f"Attempts: {len(rows.get('attempts', ()))}",
    ]
    results = {row["attempt"]: row for row in rows.get("results", ())}
    for attempt in rows.get("attempts", ()):
        title = json.loads(attempt["plan_body"]).get("title", attempt["plan"])
        result = results.get(attempt["id"])
        said = f"{result['points']:.1f} points, {result['decision']}" if result else "no result"
        lines.append(f"  {attempt['started_at'][:16]}  {title}: {said}  ({attempt['id']})")
    lines += ["", f"Certificates: {len(rows.get('certificates', ()))}"]
    lines += [
        f"  {one['serial']}  {one['exam_title']}, issued {one['issued_at'][:10]}, {one['state']}"
        for one in rows.get("certificates", ())
    ]
    lines += ["", f"Notes on questions: {len(rows.get('notes', ()))}"]
    lines += [f"  {note['item']}: {note['text']}" for note in rows.get("notes", ())]
    return "\n".join(lines) + "\n"


def _aids(learner: Learner, *, granted: bool) -> str:
    aids = learner.granted if granted else learner.accommodations
    if aids is None:
        return "none"
    words = [f"{aids.extra_time:.0%} more time"] if aids.extra_time else []
    words += [name.replace("_", " ") for name in SWITCHES if getattr(aids, name)]
    return ", ".join(words) or "none"


def _audit(actions: Sequence[AuditLine]) -> str:
    lines = [f"{line.at:%Y-%m-%d %H:%M}  {line.action}  by {line.actor}" for line in actions]
    return "\n".join(lines or ["The people desk did nothing that concerns you."]) + "\n"


def _attempt(attempt: Mapping[str, Any], rows: Rows, catalogue: Catalogue) -> str:
    try:
        bank = catalogue.by_hash(attempt["bank_hash"])
    except QuizError:
        return "The questions of this attempt are not stored any more; see data/answers.json.\n"
    points = {
        row["item"]: row["points"]
        for row in rows.get("grades", ())
        if row["attempt"] == attempt["id"]
    }
    parts = [f"Attempt {attempt['id']}, begun {attempt['started_at']}"]
    parts += [
        _answer(row, bank, points.get(row["item"]))
        for row in rows.get("answers", ())
        if row["attempt"] == attempt["id"]
    ]
    return "\n\n".join(parts) + "\n"


def _answer(row: Mapping[str, Any], bank: BankView, points: float | None) -> str:
    item = bank.item(row["item"])
    given = from_json(item.kind, json.loads(row["answer"])) if row["answer"] else None
    mark = "not marked" if points is None else f"{points:.2f} of 1"
    said = _words(given, item) if given is not None else "No answer."
    stem = textwrap.fill(item.stem, WIDTH)
    return f"[{row['item']}]  {mark}, answered {row['saved_at'][:16]}\n{stem}\nYour answer: {said}"


def _words(answer: Answer, item: Item) -> str:
    match answer:
        case Chosen(option=option):
            return _option(item, option)
        case ChosenSeveral(options=options) | Ordered(order=options):
            return "; ".join(_option(item, option) for option in options)
        case Paired(pairs=pairs):
            return "; ".join(f"{_option(item, a)} → {_option(item, b)}" for a, b in pairs.items())
        case Written(text=text):
            return text
        case Talk(turns=turns):
            return " / ".join(
                turn.text if turn.text is not None else _reply(item, turn.node, turn.reply or "")
                for turn in turns
            )


def _option(item: Item, option_id: str) -> str:
    entries = (*getattr(item.body, "options", ()), *getattr(item.body, "prompts", ()))
    return next((str(entry.text) for entry in entries if entry.id == option_id), option_id)


def _reply(item: Item, node_id: str, reply_id: str) -> str:
    if isinstance(item.body, ConversationBody):
        for node in item.body.nodes:
            for reply in node.replies:
                if (node.id, reply.id) == (node_id, reply_id):
                    return reply.text
    return reply_id
