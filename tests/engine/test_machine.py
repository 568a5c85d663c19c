"""Members, admins, the clock and the platform in any order: what must always hold."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
)

from bot.cards import Deck
from bot.decks.packing import packed
from bot.moments import from_ms, whole
from bot.panels import (
    Absent,
    Caller,
    ChannelId,
    Forbidden,
    Gone,
    Later,
    MemberId,
    Options,
    Outcome,
    Sent,
    SpaceId,
    Unknown,
    Values,
)
from bot.routes import ACTIONS, COMMANDS
from tests.engine.decks import deck
from tests.engine.machines import LONG, Machine, lives
from tests.engine.world import run

pytestmark = list(LONG)

ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Apia", "Europe/Berlin")
CHANNELS = (ChannelId("t:home"), ChannelId("t:hall"))
MEMBERS = (
    Caller(MemberId("t:ada"), "Ada", None, None, True, "Europe/Berlin"),
    Caller(MemberId("t:ben"), "Ben", None, None, False, ""),
    Caller(MemberId("t:cyd"), "Cyd", None, None, False, "Asia/Tokyo"),
)
SPACE = SpaceId("t")
DECKS = (
    deck("basics", "one", "two", "three"),
    deck("basics", "two", "one"),
    deck("basics", "four"),
    deck("further", "alpha", "beta", "gamma", "delta"),
)

callers = st.builds(
    lambda who, where: replace(
        who,
        channel=CHANNELS[where] if where < 2 else None,
        space=SPACE if where < 2 else None,
        manages=who.manages and where < 2,
    ),
    st.sampled_from(MEMBERS),
    st.sampled_from((0, 0, 0, 1, 1, 2)),
)
commands = st.sampled_from(
    (
        *((name, {}) for name in COMMANDS if name not in ("deck import",)),
        ("quiz", {"form": "card"}),
        ("quiz", {"form": "check"}),
        ("drop set", {"zone": "Tokyo"}),
        ("drop set", {"zone": "Los Angeles"}),
        ("drop set", {"time": "03:00", "days": "mon, wed"}),
        ("drop set", {"time": "23:00", "days": "every day"}),
        ("drop pause", {"until": "in 3 days"}),
        ("settings", {"zone": "Apia"}),
        ("settings", {"zone": "Honolulu"}),
        ("settings", {"reminder": "18:00"}),
        ("leaderboard", {"span": "all", "where": "everywhere"}),
    )
)
spans = st.one_of(
    st.integers(1, 200).map(lambda n: timedelta(seconds=n)),
    st.integers(1, 20).map(lambda n: timedelta(hours=n)),
    st.integers(1, 9).map(lambda n: timedelta(days=n, minutes=7)),
)
outcomes = st.sampled_from(
    (
        *[Sent("ref")] * 6,
        Later(5),
        Later(40_000),
        Unknown("no word"),
        Forbidden("no permission"),
        Gone("deleted"),
        Absent(),
    )
)
values = st.sampled_from(
    (
        {},
        {"text": ("softmax over the scores",)},
        {"text": ("x" * 1501,)},
        {"picks": ("0", "2")},
        {"picks": ("99", "\x00")},
        {"choice": ("12:00",)},
        {"choice": ("01234",)},
        {"choice": ("1",)},
        {"zone": ("Kiritimati",), "reminder": ("07:30",), "theme": ("dark",)},
        {"zone": ("New York",), "time": ("5pm",), "days": ("weekends",)},
    )
)


class Life(Machine):
    def __init__(self) -> None:
        super().__init__(datetime(2026, 3, 27, 7, 0, tzinfo=UTC))
        self.last: tuple[Caller, str, Values] | None = None

    @initialize()
    def furnish(self) -> None:
        with self.store.transaction():
            self.engine.ship(DECKS[:1], self.now)
            for channel, zone in zip(CHANNELS, ZONES[:2], strict=True):
                self.engine.join(channel, SPACE, channel, zone, self.now)
                self.engine.first_card(channel, self.now)

    # What happens.

    @rule(caller=callers, command=commands)
    def run(self, caller: Caller, command: tuple[str, Options]) -> None:
        name, options = command
        self.take(lambda: run(self.engine, caller, name, options, self.now))

    @rule(
        where=st.sampled_from(CHANNELS),
        name=st.sampled_from(
            ("set", "set", "now", "now", "skip", "pause", "resume", "resume", "off")
        ),
        zone=st.sampled_from(("Tokyo", "Los Angeles", "Apia", "Honolulu")),
    )
    def manage(self, where: ChannelId, name: str, zone: str) -> None:
        """An admin changes the schedule, and the zone with it."""
        caller = replace(MEMBERS[0], channel=where, space=SPACE)
        options = {"zone": zone} if name == "set" else {}
        self.take(lambda: run(self.engine, caller, f"drop {name}", options, self.now))

    @rule(caller=callers, form=st.sampled_from(("check", "card")))
    def quiz(self, caller: Caller, form: str) -> None:
        self.run(caller, ("quiz", {"form": form}))

    @rule(
        caller=callers,
        which=st.integers(0, 400),
        given=values,
    )
    def press(self, caller: Caller, which: int, given: Values) -> None:
        if not self.tokens:
            return
        token = self.tokens[-1 - which % len(self.tokens)]
        self.sent(caller, token, given)

    @rule(caller=callers, which=st.integers(0, 12), given=values)
    def press_again_soon(self, caller: Caller, which: int, given: Values) -> None:
        self.press(caller, which, given)

    @rule(caller=callers, ticks=st.sets(st.sampled_from("0123")))
    def answer(self, caller: Caller, ticks: set[str]) -> None:
        """A drop, answered from beginning to end."""
        channel = caller.channel
        round = channel and self.store.rounds.open_drop(channel)
        if round:
            for token, given in (
                (f"reveal:{round.id}", {}),
                (f"tick:{round.id}", {"picks": tuple(ticks)}),
            ):
                self.sent(caller, token, given)

    @rule()
    def deliver_the_press_again(self) -> None:
        if self.last is not None:
            caller, token, given = self.last
            before = self.counted()
            self.take(lambda: self.engine.press(caller, token, given, self.now))
            if token.partition(":")[0] in ("tick", "choose", "grade"):
                assert self.counted() - before in (0, 1)

    @rule(
        caller=callers,
        action=st.sampled_from(sorted(ACTIONS)),
        first=st.integers(-1, 40),
        second=st.sampled_from(("", "0", "1", "3", "answer", "week", "99999")),
        given=values,
    )
    def forge(
        self, caller: Caller, action: str, first: int, second: str, given: Values
    ) -> None:
        token = f"{action}:{first}:{second}"
        self.take(lambda: self.engine.press(caller, token, given, self.now))

    @rule(span=spans)
    def wait(self, span: timedelta) -> None:
        """The bot is down, or nothing beats."""
        self.now = whole(self.now + span)

    @rule(first=st.sampled_from(MEMBERS), second=st.sampled_from(MEMBERS))
    def link(self, first: Caller, second: Caller) -> None:
        """One account is shown a code; the other types it and says yes."""
        self.take(lambda: self.engine.run(first, "settings link", {}, self.now))
        offered = self.store.codes.offered(first.member, self.now)
        if offered is not None:
            token = f"link.join:{offered[0]}"
            self.take(lambda: self.engine.press(second, token, {}, self.now))

    @rule(who=st.sampled_from(MEMBERS))
    def unlink(self, who: Caller) -> None:
        self.take(lambda: self.engine.run(who, "settings unlink", {}, self.now))

    @rule(hours=st.integers(1, 60))
    def live(self, hours: int) -> None:
        """Time goes by with the bot up: a beat every two minutes, a tick an hour."""
        for _ in range(hours):
            for _ in range(30):
                self.now += timedelta(minutes=2)
                with self.store.transaction():
                    self.engine.beat(self.now)
            self.tick(Sent("ref"))

    @rule(outcome=outcomes)
    def tick(self, outcome: Outcome) -> None:
        self.show(outcome, looks=4)

    @rule()
    def tick_and_wait(self) -> None:
        """What was claimed is on its way; nobody has reported yet."""
        self.flying = self.due()

    @rule()
    def tick_and_crash(self) -> None:
        """What was claimed is sent, perhaps; nobody reports. Then a new process."""
        self.flying = self.due()
        self.restart()

    @rule(outcome=outcomes)
    def report_late(self, outcome: Outcome) -> None:
        for post in self.flying:
            self.report(post, outcome)

    @rule()
    def restart(self) -> None:
        self.another_process()
        with self.store.transaction():
            self.engine.join(CHANNELS[0], SPACE, "home", "UTC", self.now)
            self.engine.first_card(CHANNELS[0], self.now)

    @rule(which=st.sampled_from(DECKS), own=st.booleans())
    def change_a_deck(self, which: Deck, own: bool) -> None:
        with self.store.transaction():
            if own:
                self.store.decks.add(SPACE, packed(which), None, self.now)
            else:
                self.engine.ship([which], self.now)

    @rule(which=st.sampled_from(CHANNELS), zone=st.sampled_from(ZONES))
    def kick_and_come_back(self, which: ChannelId, zone: str) -> None:
        with self.store.transaction():
            self.engine.leave(which, self.now)
        self.due()
        with self.store.transaction():
            self.engine.join(which, SPACE, which, zone, self.now)

    # What must always hold.

    @invariant()
    def one_drop_for_each_channel_and_date(self) -> None:
        messages = Counter(
            self.all(
                "select r.channel, r.day from messages m "
                "join rounds r on r.id = m.round "
                "where m.kind = 'drop' and m.state in ('planned', 'sending', 'sent')"
            )
        )
        assert not messages or max(messages.values()) == 1

    @invariant()
    def one_attempt_counts_for_each_round_and_account(self) -> None:
        rows = self.all(
            "select round, member, count(*) from attempts where rating is not null "
            "group by 1, 2 having count(*) > 1"
        )
        assert rows == []

    @invariant()
    def one_attempt_counts_for_each_round_and_person(self) -> None:
        """Accounts that were linked later may both have answered before."""
        rows = self.all(
            "select a.round, a.member, b.member from attempts a "
            "join members m on m.id = a.member join members n on n.person = m.person "
            "join attempts b on b.member = n.id and b.round = a.round and b.id > a.id "
            "where a.rating is not null and b.rating is not null "
            "and a.at > max(m.joined, n.joined) and b.at > max(m.joined, n.joined)"
        )
        assert rows == []

    @invariant()
    def each_account_is_a_person_of_its_own_or_part_of_one(self) -> None:
        people = {row[0] for row in self.all("select id from people")}
        accounts = self.all("select person, own from members")
        assert {one for row in accounts for one in row} == people
        parts = Counter(person for person, own in accounts if person != own)
        assert all(count > 1 for count in parts.values())

    @invariant()
    def dates_only_move_forward(self) -> None:
        for channel in CHANNELS:
            days = self.all(
                "select day from rounds where kind = 'drop' and channel = ? "
                "order by id",
                channel,
            )
            assert days == sorted(days)
            opened = self.all(
                "select count(*) from rounds where kind = 'drop' and channel = ? "
                "and closed is null",
                channel,
            )
            assert opened[0][0] <= 1

    @invariant()
    def each_drop_is_open_closed_or_skipped_with_a_reason(self) -> None:
        assert (
            self.all(
                "select * from drops d left join rounds r on r.id = d.round where not ("
                "(d.state = 'open' and r.closed is null and r.id is not null) or "
                "(d.state = 'closed' and r.closed is not null) or "
                "(d.state = 'skipped' and d.reason <> ''))"
            )
            == []
        )

    @invariant()
    def reminders_come_once_a_day(self) -> None:
        rows = self.all(
            "select m.member, m.made, p.zone from messages m join members a "
            "on a.id = m.member join people p on p.id = a.person "
            "where m.kind = 'reminder'"
        )
        made = Counter((member, from_ms(at).date()) for member, at, _ in rows)
        # A date in UTC may hold two of a member's own dates after a flight.
        assert not made or max(made.values()) <= 2

    # How it is done.

    def sent(self, caller: Caller, token: str, given: Values) -> None:
        self.last = (caller, token, given)
        self.take(lambda: self.engine.press(caller, token, given, self.now))


TestLife = Life.TestCase
TestLife.settings = lives(50)
