"""Attempts, answers, grades and results. An answer is durable before `save_answer` returns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from quizapp.domain.answers import Answer, from_json, to_json
from quizapp.domain.attempt import (
    Accommodations,
    Attempt,
    AttemptState,
    Confidence,
    Form,
    SavedAnswer,
    SectionClock,
)
from quizapp.domain.items import ItemKind
from quizapp.domain.plan import ExamPlan
from quizapp.domain.result import Grade, Result
from quizapp.storage.chain import add_link
from quizapp.storage.codec import dump, load
from quizapp.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTimer:
    """The clock of the current section when it was last counted; see `quizapp.exam.timer`."""

    used: float = 0.0
    running: bool = True
    monotonic: float = 0.0
    wall: float = 0.0
    boot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTools:
    """What a person marked on an item: options struck out, a scratch note, highlighted spans.

    `plays` counts how often a call to listen to has been begun.
    """

    struck: tuple[str, ...] = ()
    note: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
    plays: int = 0


class AttemptStore:
    """Reads and writes everything that belongs to an attempt."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, attempt: Attempt, plan: ExamPlan, timer: StoredTimer) -> None:
        """Store a new attempt with the plan as it is today."""
        with self._database.transaction() as connection:
            connection.execute(
                """insert into attempts values
                   (:id, :learner, :plan, :plan_body, :plan_kind, :bank, :bank_version, :bank_hash,
                    :form, :state, :started_at, :finished_at, :section, :position, :clocks, :timer,
                    :accommodations, :supervision, :rehearsal)""",
                {
                    "id": attempt.id,
                    "learner": attempt.learner,
                    "plan": attempt.plan,
                    "plan_body": dump(plan),
                    "plan_kind": plan.kind.value,
                    "bank": attempt.bank,
                    "bank_version": attempt.bank_version,
                    "bank_hash": attempt.bank_hash,
                    "form": dump(attempt.form),
                    "started_at": attempt.started_at.isoformat(),
                    "accommodations": dump(attempt.accommodations),
                    "supervision": attempt.supervision,
                    "rehearsal": int(attempt.rehearsal),
                    **_moving(attempt, timer),
                },
            )

    def move(self, attempt: Attempt, timer: StoredTimer) -> None:
        """Store where the attempt stands: state, section, position and clocks."""
        with self._database.transaction() as connection:
            _update(connection, attempt, timer)

    def note_position(self, attempt: Attempt, timer: StoredTimer) -> None:
        """Store which item is on screen; survives a crash, and costs no fdatasync."""
        with self._database.quick_transaction() as connection:
            _update(connection, attempt, timer)

    def save_answer(
        self,
        attempt: Attempt,
        timer: StoredTimer,
        saved: SavedAnswer,
        tools: ItemTools,
        *,
        behind: bool = False,
    ) -> None:
        """Store one answer and where the attempt stands, durably, in one transaction.

        With `behind` it is durable once `wait_for_disk` returns.
        """
        database = self._database
        transaction = database.transaction_behind if behind else database.transaction
        with transaction() as connection:
            connection.execute(
                """insert into answers values (?,?,?,?,?,?,?,?)
                   on conflict (attempt, item) do update set answer = excluded.answer,
                     saved_at = excluded.saved_at, flagged = excluded.flagged,
                     confidence = excluded.confidence, seconds = excluded.seconds,
                     tools = excluded.tools""",
                (
                    attempt.id,
                    saved.item,
                    _answer_text(saved.answer),
                    saved.saved_at.isoformat(),
                    int(saved.flagged),
                    saved.confidence.value if saved.confidence else None,
                    saved.seconds,
                    json.dumps(
                        {
                            "struck": tools.struck,
                            "note": tools.note,
                            "highlights": tools.highlights,
                            "plays": tools.plays,
                        },
                        ensure_ascii=False,
                    ),
                ),
            )
            _update(connection, attempt, timer)

    def make_room(self) -> None:
        """Do ahead what answers would have to wait for."""
        self._database.make_room()

    def wait_for_disk(self) -> None:
        """Wait until what was stored behind is durable; `OSError` if the disk refuses."""
        self._database.wait_for_disk()

    def get(self, attempt_id: str, kinds: Mapping[str, ItemKind]) -> Attempt | None:
        """Return an attempt with its answers; `kinds` tells the kind of each item."""
        row = self._database.connection.execute(
            "select * from attempts where id = ?", (attempt_id,)
        ).fetchone()
        if row is None:
            return None
        answers = self._database.connection.execute(
            "select * from answers where attempt = ?", (attempt_id,)
        )
        return Attempt(
            id=row["id"],
            learner=row["learner"],
            plan=row["plan"],
            bank=row["bank"],
            bank_version=row["bank_version"],
            bank_hash=row["bank_hash"],
            form=load(Form, row["form"]),
            state=AttemptState(row["state"]),
            started_at=datetime.fromisoformat(row["started_at"]),
            finished_at=_time(row["finished_at"]),
            section=row["section"],
            position=row["position"],
            clocks=load(dict[str, SectionClock], row["clocks"]),
            answers={r["item"]: _saved(r, kinds[r["item"]]) for r in answers},
            accommodations=load(Accommodations, row["accommodations"]),
            supervision=row["supervision"],
            rehearsal=bool(row["rehearsal"]),
        )

    def bank_hash(self, attempt_id: str) -> str | None:
        """Return the content hash of the bank an attempt was drawn from, or None."""
        row = self._database.connection.execute(
            "select bank_hash from attempts where id = ?", (attempt_id,)
        ).fetchone()
        return str(row["bank_hash"]) if row else None

    def owner(self, attempt_id: str) -> str | None:
        """Return the learner of an attempt, or None."""
        row = self._database.connection.execute(
            "select learner from attempts where id = ?", (attempt_id,)
        ).fetchone()
        return str(row["learner"]) if row else None

    def was_reviewed(self, attempt_id: str) -> bool:
        """Tell whether a person has settled the latest result of an attempt."""
        row = self._database.connection.execute(
            "select reviewed from results where attempt = ? order by id desc limit 1",
            (attempt_id,),
        ).fetchone()
        return bool(row["reviewed"]) if row else False

    def plan(self, attempt_id: str) -> ExamPlan:
        """Return the plan as it was when the attempt began."""
        row = self._database.connection.execute(
            "select plan_body from attempts where id = ?", (attempt_id,)
        ).fetchone()
        return load(ExamPlan, row["plan_body"])

    def timer(self, attempt_id: str) -> StoredTimer:
        """Return the clock as last stored."""
        row = self._database.connection.execute(
            "select timer from attempts where id = ?", (attempt_id,)
        ).fetchone()
        return load(StoredTimer, row["timer"])

    def tools(self, attempt_id: str) -> dict[str, ItemTools]:
        """Return the marks a person made on each item."""
        rows = self._database.connection.execute(
            "select item, tools from answers where attempt = ?", (attempt_id,)
        )
        return {row["item"]: load(ItemTools, row["tools"]) for row in rows}

    def add_grades(self, attempt: Attempt, grades: Iterable[Grade], *, graded_at: datetime) -> None:
        """Store marks beside any earlier ones; nothing is replaced."""
        with self._database.transaction() as connection:
            for grade in grades:
                saved = attempt.answers.get(grade.item)
                connection.execute(
                    """insert into grades
                         (attempt, item, points, grade, answer, confidence, graded_at)
                       values (?,?,?,?,?,?,?)""",
                    (
                        attempt.id,
                        grade.item,
                        grade.points,
                        dump(grade),
                        _answer_text(saved.answer) if saved else None,
                        saved.confidence.value if saved and saved.confidence else None,
                        graded_at.isoformat(),
                    ),
                )

    def grades(self, attempt_id: str) -> dict[str, Grade]:
        """Return the latest mark of each item of an attempt."""
        rows = self._database.connection.execute(
            "select item, grade from grades where attempt = ? order by id", (attempt_id,)
        )
        return {row["item"]: load(Grade, row["grade"]) for row in rows}

    def tries(
        self, attempt_id: str, item: str, kind: ItemKind
    ) -> tuple[tuple[Answer | None, Grade], ...]:
        """Return every marked try at an item of an attempt with its answer, oldest first."""
        rows = self._database.connection.execute(
            "select answer, grade from grades where attempt = ? and item = ? order by id",
            (attempt_id, item),
        )
        return tuple(
            (
                from_json(kind, json.loads(row["answer"])) if row["answer"] else None,
                load(Grade, row["grade"]),
            )
            for row in rows
        )

    def drop_answer(self, attempt_id: str, item: str) -> None:
        """Forget the saved answer of an item, for a second try in practice; its marks stay."""
        with self._database.transaction() as connection:
            connection.execute(
                "update answers set answer = null where attempt = ? and item = ?",
                (attempt_id, item),
            )

    def add_result(self, result: Result, *, reviewed: bool = False) -> None:
        """Store a result beside any earlier one, and link the attempt as it stands now.

        `reviewed` if a person settled it. Marks that belong to it are stored before it, in the
        same transaction, because the link covers them.
        """
        with self._database.transaction() as connection:
            connection.execute(
                """insert into results (attempt, decision, points, result, decided_at, reviewed)
                   values (?,?,?,?,?,?)""",
                (
                    result.attempt,
                    result.decision.value,
                    result.points,
                    dump(result),
                    result.decided_at.isoformat(),
                    int(reviewed),
                ),
            )
            add_link(connection, result.attempt, result.decided_at)

    def conclude(self, attempt: Attempt, result: Result, *, reviewed: bool = False) -> None:
        """Store a result and where the attempt stands with it, in one transaction."""
        with self._database.transaction() as connection:
            _update(connection, attempt, self.timer(attempt.id))
            self.add_result(result, reviewed=reviewed)

    def result(self, attempt_id: str) -> Result | None:
        """Return the latest result of an attempt, or None."""
        row = self._database.connection.execute(
            "select result from results where attempt = ? order by id desc limit 1", (attempt_id,)
        ).fetchone()
        return load(Result, row["result"]) if row else None

    def request_review(self, attempt_id: str, *, item: str | None, why: str, at: datetime) -> None:
        """Store that a person asked for an attempt or one item of it to be read."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert into review_requests (attempt, item, why, asked_at) values (?,?,?,?)",
                (attempt_id, item, why, at.isoformat()),
            )

    def last_form(self, learner_id: str, plan_id: str) -> Form | None:
        """Return the form of the newest attempt of a plan by a learner, or None."""
        row = self._database.connection.execute(
            """select form from attempts where learner = ? and plan = ?
               order by started_at desc, id desc limit 1""",
            (learner_id, plan_id),
        ).fetchone()
        return load(Form, row["form"]) if row else None

    def answers_json(self, attempt_id: str) -> list[dict[str, object]]:
        """Return the stored answers of an attempt as plain JSON values, in order of saving."""
        rows = self._database.connection.execute(
            """select item, answer, saved_at from answers
               where attempt = ? and answer is not null order by saved_at, item""",
            (attempt_id,),
        )
        return [
            {"item": r["item"], "answer": json.loads(r["answer"]), "saved_at": r["saved_at"]}
            for r in rows
        ]


def _moving(attempt: Attempt, timer: StoredTimer) -> dict[str, object]:
    return {
        "state": attempt.state.value,
        "finished_at": attempt.finished_at.isoformat() if attempt.finished_at else None,
        "section": attempt.section,
        "position": attempt.position,
        "clocks": dump(dict(attempt.clocks)),
        "timer": dump(timer),
    }


def _update(connection: Connection, attempt: Attempt, timer: StoredTimer) -> None:
    connection.execute(
        """update attempts set state = :state, finished_at = :finished_at, section = :section,
             position = :position, clocks = :clocks, timer = :timer where id = :id""",
        {"id": attempt.id, **_moving(attempt, timer)},
    )


def _answer_text(answer: Answer | None) -> str | None:
    return None if answer is None else json.dumps(to_json(answer), ensure_ascii=False)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _saved(row: Row, kind: ItemKind) -> SavedAnswer:
    return SavedAnswer(
        item=row["item"],
        answer=from_json(kind, json.loads(row["answer"])) if row["answer"] else None,
        saved_at=datetime.fromisoformat(row["saved_at"]),
        flagged=bool(row["flagged"]),
        confidence=Confidence(row["confidence"]) if row["confidence"] else None,
        seconds=row["seconds"],
    )
