"""The schema, as append-only migrations: a change is a new function at the end, never an edit.

Each runs in one transaction together with the record that it ran. Tables are strict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATION_SET = "quizapp"
NAMES = ("m001_first", "m002_progress", "m003_certificates", "m004_desk", "m005_reading")
"""Names in order; compared at start-up without importing what runs them."""

_FIRST = """
create table learners (
  id text primary key,
  name text not null,
  email text not null,
  name_language text not null,
  purpose text not null,
  exam_date text,
  minutes_a_day integer not null,
  accommodations text not null,
  created_at text not null
) strict;
create table banks (
  content_hash text primary key,
  id text not null,
  version text not null,
  fingerprint text not null,
  meta text not null,
  loaded_at text not null
) strict;
create table bank_parts (
  content_hash text not null references banks on delete cascade,
  kind text not null,
  id text not null,
  head text not null,
  body text not null,
  primary key (content_hash, kind, id)
) strict, without rowid;
create table attempts (
  id text primary key,
  learner text not null references learners,
  plan text not null,
  plan_body text not null,
  plan_kind text not null,
  bank text not null,
  bank_version text not null,
  bank_hash text not null references banks,
  form text not null,
  state text not null,
  started_at text not null,
  finished_at text,
  section integer not null,
  position integer not null,
  clocks text not null,
  timer text not null,
  accommodations text not null,
  supervision text not null,
  rehearsal integer not null
) strict;
create index attempts_by_learner on attempts (learner, started_at);
create table answers (
  attempt text not null references attempts on delete cascade,
  item text not null,
  answer text,
  saved_at text not null,
  flagged integer not null,
  confidence text,
  seconds real not null,
  tools text not null,
  primary key (attempt, item)
) strict, without rowid;
create table grades (
  id integer primary key,
  attempt text not null references attempts on delete cascade,
  item text not null,
  points real not null,
  grade text not null,
  answer text,
  confidence text,
  graded_at text not null
) strict;
create index grades_by_attempt on grades (attempt, item);
create table results (
  id integer primary key,
  attempt text not null references attempts on delete cascade,
  decision text not null,
  points real not null,
  result text not null,
  decided_at text not null,
  reviewed integer not null
) strict;
create index results_by_attempt on results (attempt);
create table review_requests (
  id integer primary key,
  attempt text not null references attempts on delete cascade,
  item text,
  why text not null,
  asked_at text not null
) strict;
create table certificates (
  serial text primary key,
  attempt text references attempts,
  learner text references learners,
  holder text not null,
  exam_title text not null,
  issued_at text not null,
  valid_until text,
  sha256 text not null,
  status_index integer not null unique,
  state text not null,
  issuer text not null,
  facts text not null
) strict;
create unique index one_certificate_an_attempt on certificates (attempt)
  where state in ('issued', 'reserved');
create table notes (
  learner text not null references learners on delete cascade,
  item text not null,
  text text not null,
  changed_at text not null,
  primary key (learner, item)
) strict, without rowid;
create table choices (
  name text primary key,
  value text not null
) strict, without rowid;
"""

_PROGRESS = """
create table cards (
  learner text not null references learners on delete cascade,
  kind text not null,
  subject text not null,
  source text not null,
  stability real not null,
  difficulty real not null,
  reviewed_at text not null,
  reviews integer not null,
  lapses integer not null,
  sure_wrong integer not null,
  primary key (learner, kind, subject)
) strict, without rowid;
create table forecasts (
  learner text not null references learners on delete cascade,
  plan text not null,
  made_at text not null,
  expected real not null,
  low real not null,
  high real not null,
  chance real,
  answers integer not null,
  primary key (learner, plan, made_at)
) strict, without rowid;
"""

_CERTIFICATES = """
create table held_files (
  kind text not null,
  issuer text not null,
  number integer not null,
  sha256 text not null,
  raw blob not null,
  taken_at text not null,
  primary key (kind, issuer)
) strict;
create table appearance (
  id integer primary key check (id = 1),
  template text not null,
  page_size text not null,
  colour text not null,
  accent text not null,
  logo blob,
  signatory_name text not null,
  signatory_title text not null,
  signature_image blob
) strict;
"""

_DESK = """
alter table learners add column number text not null default '';
alter table learners add column active integer not null default 1;
alter table learners add column granted text;
create unique index learners_by_number on learners (number) where number <> '';
create index learners_by_email on learners (email) where email <> '';
create table groups (
  id text primary key,
  name text not null unique,
  created_at text not null
) strict;
create table memberships (
  learner text not null references learners on delete cascade,
  grp text not null references groups on delete cascade,
  primary key (learner, grp)
) strict, without rowid;
create index memberships_by_group on memberships (grp);
create table assignments (
  id text primary key,
  learner text not null references learners on delete cascade,
  plan text not null,
  attempts integer not null,
  opens_on text,
  due_on text,
  supervision text not null,
  assigned_at text not null,
  withdrawn_at text
) strict;
create unique index one_assignment_of_a_plan on assignments (learner, plan)
  where withdrawn_at is null;
create table secrets (
  name text primary key,
  salt blob not null,
  cost text not null,
  verifier blob not null,
  public_key blob,
  sealed_key blob,
  changed_at text not null
) strict;
create table readers (
  id text primary key,
  name text not null unique,
  created_at text not null
) strict;
create table audit (
  seq integer primary key,
  at text not null,
  actor text not null,
  action text not null,
  subjects text not null,
  before_hash text not null,
  hash text not null
) strict;
create table attempt_chain (
  seq integer primary key,
  attempt text not null,
  at text not null,
  digest text not null,
  before_hash text not null,
  hash text not null
) strict;
create index attempt_chain_by_attempt on attempt_chain (attempt);
create table chain_heads (
  id integer primary key,
  at text not null,
  seq integer not null,
  hash text not null,
  audit_seq integer not null,
  audit_hash text not null,
  public_key blob not null,
  signature blob not null
) strict;
"""

_READING = """
create table readings (
  id integer primary key,
  attempt text not null references attempts on delete cascade,
  item text not null,
  turn text not null,
  criterion text not null,
  met integer not null,
  reason text not null,
  reader text not null,
  role text not null,
  machine_met integer,
  marker text not null,
  read_at text not null
) strict;
create index readings_by_attempt on readings (attempt, item);
create table review_answers (
  request integer primary key references review_requests on delete cascade,
  attempt text not null references attempts on delete cascade,
  said text not null,
  reader text not null,
  role text not null,
  answered_at text not null
) strict;
create table bulk_runs (
  id text primary key,
  label text not null,
  target text not null,
  form text not null,
  pattern text not null,
  state text not null,
  begun_at text not null,
  ended_at text
) strict;
create table bulk_entries (
  run text not null references bulk_runs on delete cascade,
  place integer not null,
  attempt text not null references attempts on delete cascade,
  learner text not null references learners on delete cascade,
  state text not null,
  serial text,
  problem text not null,
  primary key (run, place)
) strict, without rowid;
create index bulk_entries_by_attempt on bulk_entries (attempt);
"""


def apply(database: Database) -> None:
    """Bring the database up to date; each pending migration is one transaction."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - costs as much as all of Qt; only needed when something is pending

    migrations = Migrations(MIGRATION_SET)

    @migrations()
    def m001_first(db: Database) -> None:
        _run(db, _FIRST)

    @migrations()
    def m002_progress(db: Database) -> None:
        _run(db, _PROGRESS)

    @migrations()
    def m003_certificates(db: Database) -> None:
        _run(db, _CERTIFICATES)

    @migrations()
    def m004_desk(db: Database) -> None:
        _run(db, _DESK)

    @migrations()
    def m005_reading(db: Database) -> None:
        _run(db, _READING)

    migrations.apply(database)


def _run(database: Database, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            database.execute(statement)
