"""The tables as the first step of the schema makes them; never edited."""

FIRST = """
create table people (
  id integer primary key,
  zone text not null,
  zone_by text not null,
  home text,
  theme text,
  reminder integer,
  reminded text,
  reminder_due integer
);
create index people_reminder_due on people(reminder_due)
  where reminder_due is not null;

create table members (
  id text primary key,
  person integer not null references people(id),
  name text not null,
  seen integer not null
) without rowid;
create index members_person on members(person);

create table zones (
  person integer not null references people(id) on delete cascade,
  since integer not null,
  zone text not null,
  primary key (person, since)
) without rowid;

create table channels (
  id text primary key,
  space text not null,
  name text not null,
  zone text not null,
  at integer,
  days integer not null default 127,
  paused integer not null default 0,
  paused_until text,
  due integer,
  due_day text,
  last text,
  suspended text not null default '',
  author text,
  author_name text not null default '',
  changed integer,
  thread integer not null default 0,
  pin integer not null default 0,
  role text not null default '',
  gone integer
) without rowid;
create index channels_due on channels(due) where due is not null;
create index channels_space on channels(space);
create index channels_gone on channels(gone) where gone is not null;

create table skips (
  channel text not null references channels(id),
  day text not null,
  primary key (channel, day)
) without rowid;

create table decks (
  id integer primary key,
  space text not null,
  slug text not null,
  version integer,
  removed integer,
  unique (space, slug)
);

create table versions (
  id integer primary key,
  deck integer not null references decks(id),
  digest text not null,
  content text not null,
  author text not null,
  made integer not null
);
create index versions_deck on versions(deck);

create table cards (
  id integer primary key,
  deck integer not null references decks(id),
  slug text not null,
  unique (deck, slug)
);

create table channel_decks (
  channel text not null references channels(id),
  position integer not null,
  deck integer not null references decks(id),
  primary key (channel, position)
) without rowid;

create table rounds (
  id integer primary key,
  kind text not null,
  channel text references channels(id),
  member text,
  version integer not null references versions(id),
  card integer not null references cards(id),
  "check" text not null default '',
  "order" text not null default '',
  opened integer not null,
  closes integer,
  closed integer,
  day text,
  asking text not null default ''
);
create index rounds_closes on rounds(closes)
  where closed is null and closes is not null;
create index rounds_channel on rounds(channel, opened) where kind = 'drop';
create index rounds_open_drops on rounds(channel)
  where kind = 'drop' and closed is null;
create index rounds_member on rounds(member, id) where member is not null;

create table drops (
  channel text not null references channels(id),
  day text not null,
  state text not null check (state in ('open', 'closed', 'skipped')),
  reason text not null default '',
  round integer references rounds(id),
  primary key (channel, day)
) without rowid;

create index drops_round on drops(round) where round is not null;

create table attempts (
  id integer primary key,
  round integer not null references rounds(id),
  member text not null,
  step text not null,
  at integer not null,
  day text not null,
  text text,
  choice integer,
  picks text,
  rating integer,
  points integer not null default 0,
  unique (round, member, step)
);
create index attempts_member on attempts(member, day);
create unique index attempts_counted on attempts(round, member)
  where rating is not null;

create trigger attempts_are_append_only before update on attempts
when new.member not like 'gone:%'
begin
  select raise(abort, 'attempts are append-only');
end;

create table memories (
  person integer not null references people(id) on delete cascade,
  card integer not null references cards(id),
  stability real not null,
  difficulty real not null,
  due integer not null,
  last integer not null,
  primary key (person, card)
) without rowid;
create index memories_due on memories(person, due);

create table streaks (
  person integer primary key references people(id) on delete cascade,
  days integer not null,
  best integer not null,
  freezes integer not null,
  last text,
  counted text,
  used text not null
);

create table tallies (
  channel text not null,
  member text not null,
  day text not null,
  points integer not null,
  attempts integer not null,
  checks integer not null,
  primary key (channel, day, member)
) without rowid;
create index tallies_member on tallies(member, day);

create table messages (
  id integer primary key,
  kind text not null,
  channel text references channels(id),
  member text,
  round integer references rounds(id),
  payload text not null default '',
  mark text not null unique,
  wanted integer not null default 1,
  claimed integer not null default 0,
  shown integer not null default 0,
  shown_at integer,
  state text not null default 'planned',
  ref text,
  next integer,
  lease integer,
  made integer not null
);
create index messages_due on messages(coalesce(lease, next));
create index messages_channel on messages(channel, id);
create index messages_round on messages(round) where round is not null;
create index messages_member on messages(member) where member is not null;

create table uptime (
  started integer primary key,
  seen integer not null
);
"""
