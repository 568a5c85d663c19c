"""Every sentence the bot says, in plain words. It imports nothing of ours but types."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.cards import Deck, Source
    from bot.challenges import Ending, Phase, Terms
    from bot.channels import Channel
    from bot.commands import Option
    from bot.members import Person
    from bot.results import Improved
    from bot.rounds import Attempt, Step
    from bot.streaks import Streak

# Counting and listing.


def plural(count: int, one: str, many: str = "") -> str:
    """`3 days`, `1 day`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listing(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *most, end = list(words) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


def date(day: datetime.date) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def near(word: str, known: Sequence[str], sign: str = "") -> str:
    """` Did you mean quiz?`, or nothing; `sign` stands before the word."""
    typed = word.casefold()
    found = [one for one in known if typed and one.startswith(typed)]
    if len(found) != 1:
        found = get_close_matches(typed, known, 1, 0.6)
    return f" Did you mean {sign}{found[0]}?" if found else ""


# What platforms call things.

SPACES = {"discord": "server", "slack": "workspace"}


def space(platform: str) -> str:
    """What is one group's there, all its channels together."""
    return SPACES.get(platform, "group")


# Faults and refusals. Each says what to do next.

FAULT = (
    "Something went wrong on my side, and nothing was saved. "
    "Please try again; if it stays, tell whoever runs me: the log has the details."
)
TOO_SLOW = "That took me too long. Please press the button once more."
CANNOT_LOOK = "I may not read the message history there"
TOO_MUCH_SAID = "more was said there since than I can look through"
STOPPING = "I am being restarted, and nothing was changed. Try again in a minute."
MUCH_TO_DO = (
    "Several decks are being worked on already, so this one has to wait, and nothing "
    "was changed. Try again in a minute."
)
TOO_MUCH_WORK = (
    "That takes more time or memory than I have for one deck, and nothing was changed. "
    "Split it into smaller ones."
)
OLD_BUTTON = "This button is too old to press. Type /today or /quiz for a fresh one."
ONLY_IN_CHANNELS = "This works in a channel only. Type it in the channel you study in."
NOT_YOURS = "This question was asked of somebody else. Type /quiz for one of your own."
NOW_CARD_OF_THE_DAY = (
    "This card has become the card of the day or a challenge's question, so it is "
    "asked there. Type /today, or come back to it a little later."
)
OTHER_CHANNEL = (
    "This card belongs to another channel. Open it there, or type /today for the one "
    "here."
)
ANSWER_FIRST = "Answer first, or press Show answer; then this works."
NOTHING_TYPED = "Nothing was typed. Type an answer, or press Show answer."
NOTHING_CHOSEN = "Nothing was chosen. Choose at least one."
NO_HINT = "This card has no hint. Press Show answer when you are stuck."
NOTHING_FITS = (
    "No card fits that just now. Leave out an option, or type /deck list to see "
    "what there is; cards that are open in your channels are not asked."
)
RESTING = (
    "No card is open here, and none is planned just now: /drop status says why. "
    "Meanwhile there is /quiz."
)
ALREADY_DROPPED = "Today's card is here already: there is one a day. Type /today."
NOTHING_TO_SKIP = "No card is planned that could be left out. Type /drop status."
PAUSE_IS_PAST = "That day is not ahead of us. Name a later one, such as next Monday."
SHIPPED_STAYS = (
    "This deck came with me and cannot be removed. "
    "Leave it out of your channel with /drop set."
)
NO_ROLE = "I cannot call that role. Choose another from the list."
NOT_THERE = "There is no such command here. Type /help to see what there is."
DECK_GONE = "That deck is not here any more. Type /deck list."


def only_for_managers(platform: str) -> str:
    return (
        f"Only those who may manage this {space(platform)} can do that. Ask one of "
        "them; /drop status shows what is set."
    )


def no_drop_planned(platform: str) -> str:
    return (
        "No cards are set up in this channel. Those who may manage the "
        f"{space(platform)} can do it with /drop set; meanwhile there is /quiz."
    )


def closed(kind: str) -> str:
    if kind == "drop":
        return (
            "This card has closed; the channel shows the answer. Type /quiz to go on."
        )
    return "This question is over. Type /quiz for another."


def too_long(length: int, limit: int) -> str:
    return (
        f"That is {length:,} characters; {limit:,} fit. "
        "Shorten it a little and send it again."
    )


def no_command(name: str, known: Sequence[str]) -> str:
    return (
        f"There is no command “{shorten(name, 40)}”.{near(name, known, '/')} "
        "Type /help to see them all."
    )


def no_option(command: str, name: str, known: Sequence[str]) -> str:
    if not known:
        return f"/{command} takes no options. Type it alone."
    return (
        f"/{command} has no option “{shorten(name, 40)}”.{near(name, known)} "
        f"It takes {listing(known)}."
    )


def no_choice(option: str, value: str, known: Sequence[str]) -> str:
    return (
        f"“{shorten(value, 40)}” is no {option} that I know.{near(value, known)} "
        f"Choose {listing(known, 'or')}."
    )


def wrong_kind(option: str, takes: str) -> str:
    if takes == "file":
        return f"“{option}” takes a file. Choose one: TOML, Markdown, CSV or TSV."
    if takes == "member":
        return f"“{option}” takes a member. Name them with @, such as @ben."
    return f"“{option}” takes words, not a file. Type them."


def option_missing(command: str, option: str, help: str) -> str:
    return f"/{command} needs “{option}” ({help.rstrip('.')}). Add it and try again."


def no_deck(name: str, known: Sequence[str]) -> str:
    if not known:
        return "There is no deck here yet. Add one with /deck import."
    return (
        f"There is no deck “{shorten(name, 60)}”.{near(name, known)} "
        f"Choose {listing(known[:10], 'or')}."
    )


def no_theme(value: str) -> str:
    return f"“{shorten(value, 40)}” is no theme. Choose {listing(THEMES, 'or')}."


def file_too_big(size: int, limit: int) -> str:
    return (
        f"The file has {size / 2**20:.1f} MB; {limit // 2**20} MB fit here. "
        "Split the deck into smaller files and send them one by one."
    )


# What was typed as a zone, time, day or date.


def zone_is_offset(typed: str, places: list[str]) -> str:
    example = listing(places[:3] or ["Europe/Berlin", "Asia/Kolkata"], "or")
    return (
        f"“{typed}” would be an hour off whenever the clocks change. "
        f"Name a city instead, such as {example}."
    )


def zone_is_short(typed: str, zones: tuple[str, ...]) -> str:
    return (
        f"“{typed}” can mean different clocks. "
        f"Name a city instead, such as {listing(zones, 'or')}."
    )


def zone_is_unclear(typed: str, zones: tuple[str, ...]) -> str:
    return f"There is more than one “{typed}”. Type {listing(zones, 'or')}."


def no_such_zone(typed: str, similar: list[str]) -> str:
    if similar:
        return (
            f"I know no time zone called “{typed}”. "
            f"Did you mean {listing(similar, 'or')}?"
        )
    return (
        f"I know no time zone called “{typed}”. "
        "Type the nearest large city, such as Berlin or Europe/Berlin."
    )


def not_a_time(text: str) -> str:
    return f"“{text[:40]}” is not a time I can read. Type it like 09:00, 9am or 21:30."


def not_days(text: str) -> str:
    return (
        f"“{text[:40]}” is not a set of days I can read. "
        "Type them like mon-fri, or mon, wed, fri, or every day."
    )


def not_a_date(text: str, today: datetime.date) -> str:
    return (
        f"“{text[:40]}” is not a date I can read. "
        f"Type it like {today + datetime.timedelta(days=7)}, tomorrow, "
        "in 3 days or Friday."
    )


def date_too_far(today: datetime.date) -> str:
    return (
        "That is more than ten years away. "
        f"Type a nearer date, such as {today + datetime.timedelta(days=7)}."
    )


# Buttons and short labels.

ANSWER = "Answer"
SHOW_ANSWER = "Show answer"
SEE_SAVED = "See what I saved"
HINT = "Hint"
TEXT = "Text"
TICK = "Tick"
SAVE = "Save"
NEXT = "Next"
STOP = "Stop"
EXPLAIN = "Explain more"
FOLLOW_UPS = "What they ask next"
QUIZ_ME = "Quiz me"
REVIEW_NOW = "Review now"
NO_REMINDERS = "No more reminders"
CHANGE = "Change"
SET_UP = "Set up"
DROP_NOW = "Post today's card now"
SKIP_NEXT = "Skip the next"
REST_LABELS = {"pause": "Pause", "resume": "Resume"}
DROPS_OFF = "Turn off"
OTHER_TIME = "Other time or zone"
PREVIEW = "Preview"
BACK = "Back"
FURTHER = "Further"
STUDY_HERE = "Study it here"
REMOVE = "Remove"
EXPORT = "Export"
DELETE = "Delete my data"
KEEP = "Keep it"

# Open cards: answer, reveal, tick.

ANSWER_TITLE = "Your answer"
ANSWER_LABEL = "What would you say?"
ANSWER_HINT = "Up to 1,500 characters. Only you will see it."
ANSWER_SUBMIT = "Show me the answer"
REVEAL_TITLE = "The answer"
SAVED_TITLE = "Saved"
READ_MORE = "Where to read it:"
YOU_WROTE = "You wrote:"
YOU_WROTE_FIRST = "Your first answer stands. You wrote:"
HOW_WAS_IT = "How was it?"
TICK_ASK = "Which of these did you say?"
GRADES: Mapping[int, str] = {1: "Not yet", 2: "Partly", 3: "I knew it"}


def source(source: Source) -> str:
    """`Postel (1981): Transmission Control Protocol, section 3.4`."""
    year = f"({source.year})" if source.year else ""
    by = " ".join(filter(None, (source.authors, year)))
    section = f"section {source.section}" if source.section else ""
    return ": ".join(
        filter(None, (by, ", ".join(filter(None, (source.title, section)))))
    )


def ticked(said: int, total: int) -> str:
    if not total:
        return "Saved."
    if not said:
        return (
            f"None of the {plural(total, 'key point')} this time. That is how one "
            "finds out what to learn: the card comes back soon."
        )
    if said == total:
        return f"All {plural(total, 'key point')}."
    return f"{said} of {plural(total, 'key point')}."


def box(label: str, said: bool) -> str:
    return f"{'☑' if said else '☐'} {label}"


def yours_so_far(done: Mapping[Step, Attempt]) -> str:
    steps = {str(step) for step in done}
    if "tick" in steps:
        return "You have saved this one."
    if steps:
        return (
            "You have seen the answer, and nothing counts yet. "
            "Press Show answer to tick what you said."
        )
    return "Say it in your own words, then compare."


def what_next(streak: Streak, returns: int, points: int, counted: bool) -> str:
    parts = [] if counted else ["This one counted before; nothing has changed."]
    if points:
        parts.append(f"{points} points.")
    parts.append(f"Streak: {plural(streak.days, 'day')}.")
    if returns:
        parts.append(f"This card returns in {plural(returns, 'day')}.")
    return " ".join(parts)


def ask_zone(zone: str) -> str:
    return f"Your days follow the clock of {zone}; /settings zone: sets your own."


# Checks.

ROUND_TITLES = {
    "quiz": "Quiz",
    "review": "Review",
    "drop": "Card of the day",
    "challenge": "Challenge",
}


def checked(right: bool, chosen: str, answer: str) -> str:
    if right:
        return f"✓ {chosen} is right."
    return f"✗ Not {chosen}: {answer} is right."


def why_right(letter: str, reason: str) -> str:
    return f"Why {letter}: {reason}"


def why_wrong(letter: str, reason: str) -> str:
    return f"Why not {letter}: {reason}"


def stopped(today: int, streak: Streak) -> str:
    if not today:
        return "Stopped. Come back whenever you like."
    return (
        f"Stopped. {plural(today, 'answer')} today; "
        f"streak: {plural(streak.days, 'day')}."
    )


NOTHING_LEARNT = (
    "Nothing to review yet: cards return here once you have answered them. "
    "Begin with a question."
)
NOTHING_DUE = "Nothing is due. The next card returns "

# The card of the day.

DROP_TITLE = "Card of the day"
DROP_CLOSED_TITLE = "Card of the day: the answer"
CLOSES = "Closes "
NO_DROP_OPEN = "No card is open here just now. The next one comes "
MOST_LACKED = "Lacked most often:"
MISSED = "I was away at that time"
NO_CARDS = "there was no card to ask"
NOT_POSTED = "I could not post it"
LEFT_OUT = "left out"


def why_asked(why: str, place: int, total: int) -> str:
    if why == "first pass":
        return f"Card {place} of {total}"
    if why == "forgotten":
        return "The one this group has most probably forgotten"
    return "The only card here"


def why_line(why: str) -> str:
    return f"{why}. "


def answered(count: int) -> str:
    if not count:
        return "Nobody has answered yet."
    return f"{count:,} {'has' if count == 1 else 'have'} answered."


def closed_line(count: int) -> str:
    return f"Closed. {answered(count)}" if count else "Closed. Nobody answered."


def no_cards(channel: str) -> str:
    return (
        f"No card could be asked in {channel}: its decks have none. "
        "Choose a deck with /drop set, or add one with /deck import."
    )


def few_unseen(channel: str, left: int) -> str:
    return (
        f"{left} unseen cards are left in {channel}. After them, cards return that "
        "the group has most probably forgotten. Add a deck with /deck import."
    )


def suspended(channel: str, why: str) -> str:
    return (
        f"I cannot post in {channel} ({why}), so its cards rest. "
        "Give me back the permission, then type /drop resume there; "
        "/drop now posts today's card."
    )


def lobby_unseen(channel: str, why: str) -> str:
    return (
        f"I could not post your challenge in {channel} ({why}), so it is called off. "
        "Type /challenge there again once I can."
    )


def denied(channel: str, wishes: Iterable[tuple[str, str]]) -> str:
    """What a card had to do without, each with why."""
    without = {"thread": "a thread", "pin": "a pin", "role": "the call to its role"}
    lacking = listing((f"{without[wish]} ({why})" for wish, why in wishes), "or")
    return (
        f"The card is in {channel}, but without {lacking}. I no longer try; "
        "/drop set turns it on again."
    )


def channel_gone(channel: str) -> str:
    return (
        f"I can no longer find {channel}, so no cards come there. What is set there "
        "waits: once I can post there again, /drop resume lets them go on."
    )


def unknown(channel: str, why: str) -> str:
    return (
        f"I cannot tell whether today's card reached {channel} ({why}). "
        "Please look. If it is not there, /today shows it to whoever types it."
    )


NOTICE = "For your attention"
HELLO_TITLE = "Hello"
HELLO = (
    "I post a card of the day for your study group, ask questions on demand, and keep "
    "everybody's streak."
)
HELLO_START = (
    "To begin, go to the channel you study in and type /drop set: it asks for the "
    "time, the days and the deck, and can post a first card at once. "
    "/help tells the rest."
)

# Setting up the drop.

DROP_STATUS = "The card of the day here"
DROP_SETTINGS = "When cards come"
NEXT_DROP = "The next card comes "
TIME = "Time"
DAYS = "Days"
ZONE = "Time zone"
DECKS = "Decks"
DAY = "Day"
WHAT = "What happened"
WITH_EACH_CARD = "With each card"
WISHES = {
    "thread": "A thread to talk in",
    "pin": "A pin while it is open",
    "role": "A call to the role",
}
TIME_HINT = "Such as 09:00, 9am or 21:30"
ZONE_HINT = "Such as Berlin or Europe/Berlin"
DAYS_HINT = "Such as mon-fri, weekends or every day"
PREVIEW_NOTE = "So it will look, with its buttons; only you see it now."
DROPPED = "Today's card is on its way to the channel."
RESUMED = "Cards come again; nothing is left out any more."
TURNED_OFF = "Turned off: no more cards here. /drop set brings them back."


def schedule(
    channel: Channel,
    days: str,
    decks: Sequence[tuple[str, int, int]],
    skips: Sequence[datetime.date],
    skipped: int,
    today: datetime.date,
    changed: datetime.date | None,
) -> list[str]:
    """What is set, a line each; `decks` are titles, cards, and cards unseen here."""
    if channel.at is None:
        return ["No cards come to this channel."]
    lines = [f"At {channel.at:%H:%M} ({channel.zone}), {days}."]
    lines += [
        f"{title}: {plural(total, 'card')}, {left:,} not yet asked here."
        for title, total, left in decks
    ]
    if not decks:
        lines.append("No deck is chosen: choose one, or nothing can be asked.")
    if channel.thread or channel.pin or channel.role:
        with_it = [
            *(["gets a thread"] if channel.thread else []),
            *(["is pinned while it is open"] if channel.pin else []),
            *(["calls a role"] if channel.role else []),
        ]
        lines.append(f"Each card {listing(with_it)}.")
    if channel.suspended:
        lines.append(f"Resting: {channel.suspended}. /drop resume tries again.")
    if channel.paused:
        lines.append("Paused until somebody types /drop resume.")
    elif channel.paused_until and channel.rests_on(today):
        lines.append(f"Paused; goes on {date(channel.paused_until)}.")
    if channel.twice:
        lines.append("Where I cannot tell whether a card arrived, I post it again.")
    if skips:
        lines.append(f"Left out: {listing(map(date, skips))}.")
    if skipped:
        lines.append(f"{plural(skipped, 'card day')} went without one so far.")
    if channel.author_name and changed:
        lines.append(f"Last changed by {channel.author_name} on {date(changed)}.")
    return lines


def thread(day: datetime.date) -> str:
    return f"{DROP_TITLE}, {date(day)}"


def drop_state(state: str, reason: str) -> str:
    if state == "skipped":
        return f"Skipped: {reason}" if reason else "Skipped"
    return {"open": "Open now", "closed": "Asked"}[state]


def paused(until: datetime.date | None) -> str:
    if until is None:
        return "Paused until somebody types /drop resume."
    return f"Paused. Cards come again from {date(until)}."


def skipping(day: datetime.date) -> str:
    return f"{date(day)} is left out."


# Who sets it up. Members are named where a platform has no roles: on Slack.

ADMINS = "Who may set up cards and decks here"
NOBODY_NAMED = "Nobody was named so far."


def admins_rule(platform: str) -> str:
    return (
        f"Those who manage this {space(platform)} may, and whom they name. "
        "/drop admins add:@somebody names one, /drop admins remove:@somebody takes "
        "one out."
    )


def only_admins_name(platform: str) -> str:
    return (
        f"Only those who manage this {space(platform)} by their own right can name "
        "others, or take them out again. Ask one of them."
    )


def named(who: str, by: str, on: datetime.date) -> str:
    return f"{who}, named by {by or SOMEBODY} on {date(on)}"


def no_longer_named(who: str, by: str, on: datetime.date) -> str:
    return f"{who} no longer, says {by or SOMEBODY}, since {date(on)}"


def now_named(who: str) -> str:
    return f"{who} may now set up cards and decks here, and is told so."


def named_already(who: str) -> str:
    return f"{who} was named before; nothing has changed."


def now_taken_out(who: str) -> str:
    return f"{who} may no longer set up cards and decks here, and is told so."


def not_named(who: str) -> str:
    return (
        f"{who} was not named here, so there is nothing to take back. "
        "/drop admins lists who was."
    )


def too_many_named(most: int) -> str:
    return (
        f"{most} are named already; more is hard to oversee. "
        "Take one out first with /drop admins remove:@somebody."
    )


def you_were_named(by: str, platform: str) -> str:
    return (
        f"{by} has named you: you may now set up cards and decks in this "
        f"{space(platform)}. "
        "/drop set in a channel begins, /help tells more."
    )


def you_were_taken_out(by: str) -> str:
    return f"{by} has taken back that you may set up cards and decks here."


# Streaks.

STREAK = "Your streak"


def streak(streak: Streak) -> str:
    if not streak.days:
        best = f" Your best was {plural(streak.best, 'day')}." if streak.best else ""
        return f"No streak just now.{best} One answer begins a new one."
    if streak.days == streak.best:
        return f"{plural(streak.days, 'day')}: your best so far."
    return f"{plural(streak.days, 'day')}. Your best was {streak.best:,}."


def freezes(streak: Streak) -> str:
    if not streak.freezes:
        return "No freeze held; every seven streak days earn one."
    return f"{plural(streak.freezes, 'freeze')} held: a missed day uses one by itself."


def day_so_far(studied: bool) -> str:
    return f"Today {'counts' if studied else 'does not count yet'}. Your day ends "


def in_zone(zone: str, by: str) -> str:
    if by == "member":
        return f" ({zone}, as you set it)."
    whose = (
        "as your device or profile says" if by == "platform" else "your channel's zone"
    )
    return f" ({zone}, {whose}; /settings set zone: sets your own)."


# Outside of channels.

CARD_OPEN_UNTIL = ": a card is open, until "
CARD_COMES = ": the next card comes "
NO_CARD_COMES = ": no card comes just now."


def cards_due(count: int) -> str:
    if not count:
        return "Nothing is due for review."
    return f"{plural(count, 'card')} {'is' if count == 1 else 'are'} due for review."


# Boards.

RANK = "#"
WHO = "Who"
POINTS = "Points"
STUDY_DAYS = "Days"
SOMEBODY = "Somebody"
PERIODS = {"week": "This week", "month": "This month", "all": "All time"}
EMPTY_BOARD = "Nobody has studied here in this time. One answer puts you first."


def board_title(period: str, place: str) -> str:
    """`place` is a channel's name, or the `whole` of its space."""
    return f"{PERIODS[period]} in {place}"


def whole(platform: str) -> str:
    return f"the whole {space(platform)}"


def width(wide: bool, platform: str) -> str:
    return f"Whole {space(platform)}" if wide else "Only this channel"


def board_note(points: bool) -> str:
    if points:
        return (
            "Points come from checks answered right, alone or in challenges; "
            "ticks feed memory and streak."
        )
    return "Nobody has points yet, so study days decide."


def you(name: str) -> str:
    return f"{name} (you)"


# Progress.


MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PROGRESS = "Progress"
PROGRESS_CALENDAR = "Study days"
PROGRESS_COUNTED = "answers a day"
PROGRESS_FIRST = "Answer one card to fill today's square."
PROGRESS_FROZEN = "freeze"
PROGRESS_DUE = "Coming back"
PROGRESS_NOW = "now"
PROGRESS_NOTHING_DUE = ("Nothing is due", "in the next two weeks.")
PROGRESS_LATER = "What comes next"
PROGRESS_LATER_LINES = (
    "After a few answers you see here what you",
    "hold well, and when each card comes back.",
)
PROGRESS_LEVELS = "By level"
PROGRESS_TAGS = "By tag"
PROGRESS_COLUMNS = ("recall", "seen")


def progress(name: str) -> str:
    return f"Progress of {name}"


def page(number: int, count: int) -> str:
    return f"{number} of {count}"


def progress_captions(
    streak: int, studied: int, weeks: int
) -> tuple[tuple[str, str], ...]:
    """What the four numbers of the picture count, in two short lines each."""
    return (
        ("day in" if streak == 1 else "days in", "a row"),
        ("best", "streak"),
        ("day in" if studied == 1 else "days in", f"{weeks} weeks"),
        ("due", "today"),
    )


def progress_numbers(streak: int, best: int, studied: int, weeks: int, due: int) -> str:
    return (
        f"Streak: {plural(streak, 'day')}, best {best:,}. "
        f"Studied on {plural(studied, 'day')} in {weeks} weeks. "
        f"Due today: {due:,}"
    )


def progress_calendar(
    months: Sequence[tuple[str, int]], today: int, frozen: int
) -> str:
    by_month = ", ".join(f"{days} in {name}" for name, days in months)
    parts = [f"Study days: {by_month}"]
    parts += [f"Answered today: {today:,}"] if today else ["Nothing answered today"]
    parts += [f"{plural(frozen, 'day')} saved by a freeze"] if frozen else []
    return ". ".join(parts)


def progress_due(
    days: Sequence[tuple[str, int]], later: int, last: datetime.date
) -> str:
    said = [f"{count:,} {name}" for name, count in days if count]
    said += [progress_later(f"{later:,}", last)] if later else []
    return f"{PROGRESS_DUE}: {', '.join(said)}"


def progress_later(later: str, last: datetime.date) -> str:
    return f"{later} more by {last.day} {MONTHS[last.month - 1]}"


def progress_strengths(title: str, rows: Sequence[str], more: int) -> str:
    others = [progress_more(more)] if more else []
    return f"{title}: {', '.join([*rows, *others])}"


def progress_strength(name: str, recall: int | None, seen: int, total: int) -> str:
    if recall is None:
        return f"{name} not seen ({total:,})"
    return f"{name} {recall} % ({seen:,} of {total:,} seen)"


def progress_more(more: int) -> str:
    return f"and {plural(more, 'more tag')}"


# Decks.

DECK_COLUMNS = ("Deck", "Id", "Cards", "Here")
CARD_COLUMNS = ("Question", "Level", "Kind", "Checks")
IMPORT_FAILED = "Not imported"
IMPORTED = "Imported"
IMPORT_NOTES = "Worth a look:"
REMOVE_DECK = "Remove a deck"


def studied_here(studied: bool) -> str:
    return "studied" if studied else "–"


def decks_hint(some: bool) -> str:
    if some:
        return "/deck show looks into one; /quiz with a deck asks from it alone."
    return "There is no deck here yet. Add one with /deck import."


def deck_line(deck: Deck, first: int, last: int, hidden: int) -> str:
    """`first` is 0 where all cards are shown at once."""
    parts = [deck.description or plural(len(deck.cards), "card") + "."]
    if first:
        parts.append(f"Cards {first:,} to {last:,} of {len(deck.cards) - hidden:,}.")
    if hidden:
        parts.append(
            f"{plural(hidden, 'card')} {'is' if hidden == 1 else 'are'} open in one "
            "of your channels and not shown."
        )
    return " ".join(parts)


def faulty(name: str, count: int) -> str:
    return (
        f"{shorten(name, 60)} has {plural(count, 'fault')}. Nothing was changed; "
        f"mend {'it' if count == 1 else 'them'} and send the file again."
    )


def and_more(count: int) -> str:
    return f"… and {count:,} more"


def taken_in(deck: Deck, before: Deck | None) -> str:
    """`before` is the deck in whose place it stands, where there was one."""
    here = f"{deck.title} is here: {plural(len(deck.cards), 'card')}."
    if before is None:
        return here
    if before == deck:
        return f"{here} It was here before, just as it is in this file."
    return (
        f"{here} It takes the place of “{before.title}” with "
        f"{plural(len(before.cards), 'card')}, which has the same id, {deck.id}; "
        "history stays. To have both, give the file another id or name."
    )


def studied(title: str, scheduled: bool) -> str:
    if scheduled:
        return f"{title} is now studied in this channel."
    return f"{title} is chosen for this channel. /drop set says when cards come."


def exported(title: str, hidden: int) -> str:
    if not hidden:
        return f"{title}, whole."
    return (
        f"{title}, without {plural(hidden, 'card')} open in one of your channels. "
        f"Export again once {'it has' if hidden == 1 else 'they have'} closed."
    )


def remove_deck(title: str) -> str:
    return f"Remove {title}? Its cards are not asked again; everybody's history stays."


def deck_removed(title: str) -> str:
    return f"{title} is removed. /deck import brings it back."


# Settings.

SETTINGS = "Your settings"
REMINDER = "Reminder"
THEME = "Pictures"
OFF = "off"
OFF_WORDS = frozenset(("off", "no", "none", "never", "aus"))
REMINDER_HINT = "A time such as 18:00, or off"
THEMES = {"auto": "Automatic", "dark": "Dark", "light": "Light"}


def settings(person: Person) -> list[str]:
    theme = THEMES[person.theme or "auto"]
    if person.reminder:
        reminder = (
            f"Reminder at {person.reminder:%H:%M}, on days without an answer by then."
        )
    else:
        reminder = "Reminder: off."
    whose = {"member": "as you set it", "platform": "as your device or profile says"}
    zone = whose.get(person.zone_by, "your channel's, until you set your own")
    return [f"Time zone: {person.zone} ({zone}).", reminder, f"Pictures: {theme}."]


# Several accounts of one person.

LINK = "Linked accounts"
LINK_ACCOUNT = "Link an account"
HAVE_CODE = "I have a code"
UNLINK = "Unlink this one"
LINK_THEM = "Link them"
NOT_NOW = "Not now"
GO_ON = "Go on"
CODE = "The code that your other account was shown"
CODE_HINT = "Eight letters and digits, such as K7QX-2M9P"
YOUR_CODE = "Your code: "
CODE_WHERE = (
    "Go to your other account, on whichever platform it is. Open your settings there, "
    "press “I have a code”, and type it."
)
CODE_ONCE = "It works once, and its time is over "
CODE_WARNING = (
    "Show it to nobody: a linked account sees your data, and can delete it, as you can."
)
LINK_ASK = "These would be one person:"
_LINK_WARNING = (
    "One streak, one memory, one set of settings; boards stay as they are. Go on only "
    "if all of them are yours: each can then see and delete what the others did. "
    "/settings unlink undoes it."
)
_LINK_BY_NAME = " In the browser, whoever picks the same name is you."
LINKED = "Linked: these accounts are one person now. /settings unlink undoes it."
UNLINKED = "This account stands alone again. /settings link links it anew."
NOT_LINKED = "Nothing was linked."
NOTHING_LINKED = (
    "This account is linked with no other. /settings link gives you a code for that."
)
OWN_CODE = (
    "This is this account's own code. Go to your other account, open your settings "
    "there, and type it in."
)
LINKED_ALREADY = "These accounts are linked already. /settings unlink parts them."
TOO_MANY_CODES = (
    "Too many wrong codes. In an hour you can try again, with a fresh one from "
    "/settings link on your other account."
)
_PLATFORMS = {"web": "browser"}


def account(name: str, platform: str) -> str:
    """`Ada (Discord)`."""
    return f"{name} ({_PLATFORMS.get(platform, platform.capitalize())})"


def wrong_code(left: int) -> str:
    if left <= 0:
        return TOO_MANY_CODES
    return (
        "That is no code that works now: each works once, for ten minutes. "
        "/settings link on your other account gives a fresh one. "
        f"{plural(left, 'more try', 'more tries')}."
    )


def too_many_accounts(most: int) -> str:
    return f"{most} accounts can be linked, not more. /settings unlink takes one out."


def link_warning(platforms: Iterable[str]) -> str:
    return _LINK_WARNING + (_LINK_BY_NAME if "web" in platforms else "")


def streak_of(account: str, days: int) -> str:
    return f"{account}: streak of {plural(days, 'day')}"


def together(days: int) -> str:
    return f"Together, a streak of {plural(days, 'day')}."


def streak_now(days: int) -> str:
    return f"Streak: {plural(days, 'day')}."


def linked(others: Sequence[str]) -> str:
    return f"Linked with {listing(others)}."


def was_linked(account: str) -> str:
    return (
        f"{account} is now linked with this account: one streak, one memory. If that "
        "was not you, /settings unlink parts them again."
    )


def was_unlinked(account: str) -> str:
    return f"{account} is no longer linked with this account."


def reminder(due: int, streak: Streak) -> str:
    parts = []
    if streak.days:
        parts.append(f"Your streak stands at {plural(streak.days, 'day')}.")
    if due:
        parts.append(f"{plural(due, 'card')} {'is' if due == 1 else 'are'} due.")
    return " ".join([*parts, "One answer is enough for today."])


# Challenges.

CHALLENGE = "Challenge"
JOIN = "Join"
LEAVE = "Leave"
START = "Start"
CANCEL = "Cancel"
STOP_FOR_ALL = "Stop it for everybody"
TO_THE_RESULT = "To the result"
MY_ANSWERS = "My answers"
REMATCH = "Rematch"
AND = " and "

OTHER_CHALLENGE = (
    "This challenge belongs to another channel. Press there, or type /challenge for "
    "one here."
)
CHALLENGE_OVER = "This challenge is over. Type /challenge for another."
CHALLENGE_MOVED_ON = (
    "The challenge has moved on since. Look at the channel's newest message."
)
NO_CHECKS_FIT = (
    "No question with options fits that just now. Leave out an option, or type "
    "/deck list to see what there is; cards that are open in your channels are not "
    "asked."
)
NOBODY_IN = "Nobody has joined yet. Press Join first, then Start."
NOT_IN = "You are not in this challenge. Press Join to play."
DID_NOT_PLAY = "You did not play this one. Type /challenge for another."
NOT_ENDED = "This works once the challenge has ended. Play on."
STILL_OPEN = "The question is still open. Once it has closed, this works."
CANCELLED = "Called off. /challenge opens another whenever you like."
STARTED = "Here we go: the first question is on its way."
CLOSED = "Closed: the answer is on its way."
ON_WE_GO = "On we go."
STOP_WARNING = (
    "This ends it for everybody, with what was played so far. "
    "If you did not mean to, just leave this be."
)
STOPPED = "Stopped. The result is on its way."
HOSTED_BY = " Hosted by "
LOBBY_WAITS = "The host starts it. Unstarted, it is put away "
TOO_LATE = (
    "This question had closed before your press arrived, so it does not count. "
    "Its answer stands in the channel; be ready for the next."
)
TOO_LATE_COUNTING = (
    "This question had closed before your press arrived, so it does not count. "
    "Its answer comes in a moment; be ready for the next."
)
TOO_LATE_OVER = (
    "This question has closed, and its challenge is over. Its answer stands in the "
    "channel. Type /challenge for another."
)
TOO_LATE_VOID = (
    "This question counts for nobody, so no answer to it is taken. "
    "Look at the channel's newest message."
)
QUESTION_VOID = "This question counts for nobody."
COUNTING = "It is closed. The answers are being counted."
NO_LIMIT = "No time limit."
ENDS = "Ends "
LAST_SECONDS = " The last ten seconds."
SILENT_WARNING = "If the next question goes unanswered too, the challenge ends there."
CHALLENGE_RESULT = "Challenge: the result"
PODIUM = "The podium"
REASONS = "Why"
NO_WINNER = "Nobody had anything right this time."
NOBODY_PLAYED = "Nobody answered this time."
TIES = (
    "Equal points with equally many right answers share a place; "
    "the place after is left out."
)
TEAM_MEAN = "A team's points are the mean of its players', so its size is no matter."
PLAYED_ALONE = "On the leaderboard it counts from two players on."
MISSED_RETURN = "What you missed comes back to you in /review."
TO_REVIEW = "To look at again"
TEAM_COLUMNS = ("#", "Team", "Players", "Points")

ON_PODIUM = 3
"""Names on a step of the podium, and in a line about who won."""


def only_host(host: str) -> str:
    return (
        f"{host} is the host and decides that. After two minutes without a move, "
        "any player may."
    )


def only_host_ends(host: str, platform: str) -> str:
    managing = f"somebody who may manage the {space(platform)}"
    return f"Ask {host}, the host, or {managing}: they can."


def lobby_opened(got: int, wanted: int) -> str:
    said = "The lobby is on its way to the channel, and you are in it."
    if got == wanted:
        return f"{said} Press Start there once everybody has joined."
    fit = "fits" if got == 1 else "fit"
    return f"{said} Only {plural(got, 'question')} {fit}, so it has no more."


def going_on(host: str, lobby: bool, inside: bool) -> str:
    what = "is gathering players" if lobby else "is being played"
    return (
        f"A challenge of {host}'s {what} here, and there is one at a time. "
        f"{'You are in it.' if inside else 'Join in.'}"
    )


def joined(new: bool, lobby: bool, team: int) -> str:
    parts = ["You are in." if new else "You are in already."]
    if team:
        parts.append(f"You play for team {team}.")
    parts.append("Wait for the start." if lobby else "Press a letter to answer.")
    return " ".join(parts)


def left(lobby: bool, host: bool) -> str:
    parts = ["You are out."]
    if not lobby:
        parts.append("What you have so far stays yours.")
    parts.append("Join brings you back.")
    if host:
        parts.append("You are still its host: you can start it, go on and stop it.")
    return " ".join(parts)


def invitation(count: int, decks: Sequence[str], narrowed: Sequence[str]) -> str:
    about = f" ({', '.join(narrowed)})" if narrowed else ""
    return f"{plural(count, 'question')} from {listing(decks)}{about}."


def terms(terms: Terms) -> list[str]:
    """How it is played, a line each."""
    paces = {
        "steady": "Steady pace: time by what there is to read.",
        "quick": "Quick pace: half the usual time.",
        "relaxed": "Relaxed pace: no time limit, the host goes on.",
    }
    lines = [paces[terms.pace]]
    if terms.bonus:
        lines.append("Speed adds up to a fifth.")
    if terms.teams:
        lines.append(f"{terms.teams} teams, dealt at the start. {TEAM_MEAN}")
    return lines


def joined_count(count: int) -> str:
    """Before their names."""
    return (
        f"{joined_in_all(count).rstrip('.')}: " if count else "Nobody has joined yet."
    )


def joined_in_all(count: int) -> str:
    return f"{count:,} {'has' if count == 1 else 'have'} joined."


def team(number: int) -> str:
    return f"Team {number}"


def team_line(number: int) -> str:
    return f"{team(number)}: "


def lobby_state(phase: Phase, ending: Ending) -> str:
    if phase != "ended":
        return "It has begun. Press an answer, or Join, to play along."
    return {
        "cancelled": "Called off.",
        "expired": "Nobody started it, so it was put away. /challenge opens another.",
        "unreachable": "I could not post here, so it ended.",
    }.get(ending, "It is over.")


def others(count: int) -> str:
    return f"{AND}{count:,} more"


def question_title(number: int, total: int) -> str:
    return f"Question {number} of {total}"


def answer_title(title: str) -> str:
    return f"{title}: the answer"


def worth(points: int, bonus: bool) -> str:
    more = ", and up to a fifth more for speed" if bonus else ""
    return f"Worth {points} points{more}. "


def answered_of(answered: int, playing: int) -> str:
    if not answered:
        return "Nobody has answered yet."
    verb = "has" if answered == playing == 1 else "have"
    return f"{answered:,} of {playing:,} {verb} answered."


def skipped_question(number: int, asked: bool) -> str:
    if asked:
        return f"Question {number} did not get through, and counts for nobody."
    return f"Question {number} was left out: it is the card of the day now."


def right_letter(letter: str) -> str:
    return f"✓ {letter}"


def locked(letter: str, changed: bool, team: int) -> str:
    parts = (
        [f"Changed to {letter}, which stays."]
        if changed
        else [
            f"Locked in: {letter}.",
            "You may change it once.",
        ]
    )
    if team:
        parts.append(f"You play for team {team}.")
    return " ".join(parts)


def stands(letter: str, changed: bool) -> str:
    more = "" if changed else " You may change it once."
    return f"Your {letter} stands.{more}"


def changed_before(letter: str) -> str:
    return f"You changed once, so your {letter} stays. The answer comes soon."


def being_counted(letter: str) -> str:
    return f"It is closed, and your {letter} is in. The answer comes in a moment."


def is_right(letter: str) -> str:
    return f"✓ {letter} is right. "


def had_it(right: int, total: int) -> str:
    if not total:
        return "Nobody answered."
    if not right:
        return f"None of {total:,} had it." if total > 1 else "Nobody had it."
    return f"{right:,} of {total:,} had it: "


def player_columns(teams: bool) -> tuple[str, ...]:
    return (RANK, WHO, *(["Team"] if teams else []), "Right", POINTS)


def mean(points: Fraction) -> str:
    """`12.5`, and `12` where it is whole."""
    return f"{float(points):.1f}".removesuffix(".0")


def points_of(points: str) -> str:
    return f"{points} points"


def on_podium(people: Sequence[str]) -> str:
    if len(people) <= ON_PODIUM:
        return listing(people)
    shown = people[: ON_PODIUM - 1]
    return f"{', '.join(shown)}{others(len(people) - len(shown))}"


def winners(people: Sequence[str], points: str) -> str:
    if len(people) == 1:
        return f"{people[0]} wins with {points} points."
    return f"{on_podium(people)} share the first place with {points} points."


def played(played: int, total: int, players: int, ending: Ending) -> str:
    what = plural(total, "question")
    if played < total:
        what = f"{played} of {what}"
    why = {
        "stopped": " It was stopped early.",
        "silent": " It fell silent, so it ended early.",
        "unreachable": " I could not post here for a while, so it ended early.",
    }.get(ending, "")
    who = f", {plural(players, 'player')}" if players else ""
    return f"{what}{who}.{why if played < total else ''}"


def improved(better: Sequence[Improved], count: int) -> str:
    said = [
        f"{one.name or SOMEBODY} ({one.before * 100:.0f} % then, "
        f"{one.now * 100:.0f} % now)"
        for one in better
    ]
    more = count - len(better)
    names = f"{', '.join(said)}{others(more)}" if more else listing(said)
    return f"More right than last time: {names}."


def own_line(rank: int, total: int, right: int, questions: int, points: int) -> str:
    return (
        f"Place {rank:,} of {total:,}: {right} of {questions} right, {points} points."
    )


def own_answer(number: int, own: str, right: str, days: int) -> str:
    if not own:
        return f"Question {number}: you did not answer; {right} is right."
    said = f"✓ {right} is right." if own == right else f"✗ {own}; {right} is right."
    back = f" Returns in {plural(days, 'day')}." if days else ""
    return f"Question {number}: {said}{back}"


def missed(number: int, question: str, answer: str, reason: str) -> str:
    """In Markdown."""
    return f"**{number}.** {question}\n\n✓ {answer}\n\n{reason}"


# Privacy.

PRIVACY = "Your data"
STORED_NOTE = (
    "Typed answers are for your eyes only; they are kept so that you can look back. "
    "Nobody else sees what you ticked."
)
YOUR_DATA = "Everything I know about you."
DELETE_TITLE = "Delete everything?"
DELETE_WARNING = (
    "Your answers, streak, memory and settings go for good. Where a group played, "
    "an anonymous line stays. This cannot be undone; export first if in doubt."
)
DELETED = "Done: everything about you is gone. You can begin afresh whenever you like."
KEPT = "Nothing was deleted."


def deletes_all(others: Sequence[str]) -> str:
    return (
        f"This goes for {listing(others)} as well. To keep that, take this account out "
        "first with /settings unlink."
    )


def stored(person: Person, names: Sequence[str], steps: int, cards: int) -> list[str]:
    return [
        f"Your account and the name last seen: {listing(names)}.",
        f"Your time zone: {person.zone}; your reminder and picture theme, if set.",
        f"{plural(steps, 'entry', 'entries')} in the log: what you typed, ticked or "
        "chose, when, and on which local day.",
        f"How well you hold {plural(cards, 'card')}; your streak and freezes.",
        "Which challenges you joined, and when.",
    ]


# Help.

HELP = "What I can do"
HELP_START = (
    "I post a card of the day, ask questions whenever you like, and keep your streak."
)
HELP_END = "For more about one of them, add its name, such as /help quiz."


def option_help(option: Option) -> str:
    choices = f" ({listing(option.choices, 'or')})" if option.choices else ""
    return f"  {option.help}{choices}"
