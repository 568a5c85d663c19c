"""The schema, as named steps. A step that has shipped is never edited."""

import sqlite3

from sqlite_utils import Database, Migrations

from bot.store.schema import FIRST

migrations = Migrations("studybot")

_CHALLENGES = """
create table challenges (
  id integer primary key,
  channel text not null references channels(id),
  host text not null,
  terms text not null,
  made integer not null,
  changed integer not null,
  phase text not null
    check (phase in ('lobby', 'open', 'counting', 'shown', 'ended')),
  place integer not null default 0,
  silent integer not null default 0,
  ending text not null default '',
  next integer,
  message integer
);
create unique index challenges_going on challenges(channel) where phase <> 'ended';
create index challenges_next on challenges(next) where next is not null;
create index challenges_channel on challenges(channel, id);

create table players (
  challenge integer not null references challenges(id),
  member text not null,
  team integer not null default 0,
  joined integer not null,
  gone integer,
  primary key (challenge, member)
) without rowid;
create index players_member on players(member);

create table questions (
  challenge integer not null references challenges(id),
  place integer not null,
  version integer not null references versions(id),
  card integer not null references cards(id),
  "check" text not null,
  "order" text not null,
  round integer references rounds(id),
  void integer not null default 0,
  primary key (challenge, place)
) without rowid;
create unique index questions_round on questions(round) where round is not null;
create index rounds_open_questions on rounds(channel)
  where kind = 'challenge' and closed is null;
"""


@migrations()
def first(db: Database) -> None:
    _run(db, FIRST)


@migrations()
def challenges(db: Database) -> None:
    _run(db, _CHALLENGES)


_KEEPSAKES = """
create table keepsakes (
  topic text not null,
  key text not null,
  value text not null,
  until integer,
  primary key (topic, key)
) without rowid;
create index keepsakes_until on keepsakes(until) where until is not null;
"""


@migrations()
def keepsakes(db: Database) -> None:
    _run(db, _KEEPSAKES)


@migrations()
def rather_twice(db: Database) -> None:
    db.execute("alter table channels add column twice integer not null default 0")
    db.execute("alter table messages add column doubts integer not null default 0")


_LINKS = """
alter table members add column own integer references people(id);
alter table members add column joined integer not null default 0;
update members set own = person;
create index members_own on members(own);

create table codes (
  member text primary key,
  code text not null unique,
  until integer not null,
  used integer not null default 0
) without rowid;

create table wrong_codes (
  member text primary key,
  count integer not null,
  until integer not null
) without rowid;
"""


@migrations()
def links(db: Database) -> None:
    _run(db, _LINKS)


_ADMINS = """
create table admins (
  id integer primary key,
  space text not null,
  member text not null,
  name text not null,
  by text,
  by_name text not null,
  since integer not null,
  ended integer,
  ended_by text,
  ended_by_name text not null default ''
);
create unique index admins_named on admins(space, member) where ended is null;
create index admins_member on admins(member);
"""


@migrations()
def admins(db: Database) -> None:
    _run(db, _ADMINS)


_OUTAGES = """
create table outages (
  platform text not null,
  started integer not null,
  seen integer not null,
  primary key (platform, started)
) without rowid;
"""


@migrations()
def outages(db: Database) -> None:
    _run(db, _OUTAGES)


_LIVE = """
create index messages_live on messages(coalesce(lease, next))
  where kind in ('lobby', 'question', 'answer', 'podium');
"""


@migrations()
def live(db: Database) -> None:
    _run(db, _LIVE)


_ABOUT = """
alter table messages add column about text;
create index messages_about on messages(about) where about is not null;
"""


@migrations()
def about(db: Database) -> None:
    _run(db, _ABOUT)


_ABSENCES = """
create table absences (
  challenge integer not null references challenges(id),
  member text not null,
  gone integer not null,
  back integer not null
);
create index absences_challenge on absences(challenge);
create index absences_member on absences(member);
"""


@migrations()
def absences(db: Database) -> None:
    _run(db, _ABSENCES)


_SPENT = """
create table spent (name text primary key, id integer not null) without rowid;
create trigger messages_spent after delete on messages begin
  insert into spent (name, id) values ('messages', old.id)
    on conflict (name) do update set id = max(id, excluded.id);
end;
create trigger rounds_spent after delete on rounds begin
  insert into spent (name, id) values ('rounds', old.id)
    on conflict (name) do update set id = max(id, excluded.id);
end;
"""


@migrations()
def spent(db: Database) -> None:
    _run(db, _SPENT)


_LOOKED_UP = """
create index messages_hello on messages(payload) where kind = 'hello';
create index messages_resting on messages(channel)
  where state = 'sent' and shown < wanted and next is null and lease is null;
drop index rounds_member;
create index rounds_member on rounds(member, card) where member is not null;
"""


@migrations()
def looked_up(db: Database) -> None:
    _run(db, _LOOKED_UP)


def _run(db: Database, script: str) -> None:
    """One statement at a time: a script run whole would commit on its own."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            db.execute(gathered)
            gathered = ""
