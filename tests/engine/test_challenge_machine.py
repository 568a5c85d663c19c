"""Players, hosts, clock and platform in any order: what a challenge keeps to."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.challenges import MOVES, Phase
from bot.moments import whole
from bot.panels import (
    Caller,
    ChannelId,
    Direct,
    Forbidden,
    Gone,
    Later,
    MemberId,
    Outcome,
    Panel,
    Post,
    Public,
    Sent,
    SpaceId,
    Unknown,
)
from bot.standings import POINTS
from bot.typeset import FaceKind
from tests.engine.decks import deck
from tests.engine.machines import LONG, Machine, lives
from tests.engine.world import faces, labels, tokens, words

pytestmark = list(LONG)

HOME, SPACE = ChannelId("t:home"), SpaceId("t")
DECK = deck("basics", "one", "two", "three", "four")
CALLERS = tuple(
    Caller(MemberId(f"t:{name}"), name.title(), HOME, SPACE, manages=name == "ada")
    for name in ("ada", "ben", "cyd", "dan")
)

callers = st.sampled_from(CALLERS)
letters = st.integers(0, 3)
presses = st.lists(st.tuples(callers, letters), min_size=1, max_size=6)
seldom = st.integers(0, 9).map(lambda n: n == 7)
options = st.fixed_dictionaries(
    {},
    optional={
        "questions": st.sampled_from(("1", "2", "3", "4")),
        "pace": st.sampled_from(("quick", "quick", "steady", "relaxed")),
        "bonus": st.sampled_from(("on", "off")),
        "teams": st.sampled_from(("off", "2", "3")),
    },
)
stamps = st.sampled_from((None, None, None, 0.0, 1.5, 3.0, 40.0, -5.0))
"""Seconds ago at which a platform says that it was pressed; None: it says nothing."""

outcomes = st.sampled_from(
    (
        *[Sent("ref")] * 12,
        Later(5),
        Later(30, unsure=True),
        Unknown("no word"),
        Forbidden("no permission"),
        Gone("deleted"),
    )
)

BEFORE = re.compile(r"right|Twelve|Seven|Three counts|Forty|secret|had it", re.I)
"""What only an answer says."""


class Play(Machine):
    def __init__(self) -> None:
        super().__init__(datetime(2026, 3, 2, 7, 0, tzinfo=UTC))
        self.last: tuple[Caller, str] | None = None
        self.phases: dict[int, tuple[Phase, int]] = {}
        self.said: dict[tuple[int, str], int] = {}
        self.made: dict[tuple[int, int], Panel] = {}

    @initialize()
    def furnish(self) -> None:
        with self.store.transaction():
            self.engine.ship([DECK], self.now)
            self.engine.join(HOME, SPACE, "home", "UTC", self.now)

    # What happens.

    def lobby(self, host: Caller, given: dict[str, str]) -> None:
        self.take(lambda: self.engine.run(host, "challenge", given, self.now))
        self.deliver(Sent("ref"))

    @precondition(lambda self: not self.going())
    @rule(host=callers, given=options, others=st.sets(callers))
    def begin(self, host: Caller, given: dict[str, str], others: set[Caller]) -> None:
        """A lobby that fills, and starts."""
        self.lobby(host, given)
        for caller in sorted(others, key=lambda one: one.member):
            self.join(caller)
        self.start(host)

    @precondition(lambda self: not self.going())
    @rule(host=callers, given=options)
    def wait_in_the_lobby(self, host: Caller, given: dict[str, str]) -> None:
        self.lobby(host, given)

    @rule(caller=callers)
    def join(self, caller: Caller) -> None:
        self.of_challenge(caller, "challenge.join:{id}")

    @rule(caller=callers)
    def leave(self, caller: Caller) -> None:
        self.of_challenge(caller, "challenge.leave:{id}")

    @precondition(lambda self: self.going("lobby"))
    @rule(caller=callers)
    def start(self, caller: Caller) -> None:
        self.of_challenge(caller, "challenge.start:{id}")
        self.deliver(Sent("ref"))

    @precondition(lambda self: self.going("open"))
    @rule(caller=callers, letter=letters, ago=stamps)
    def lock(self, caller: Caller, letter: int, ago: float | None) -> None:
        self.locked(caller, letter, ago)

    @rule(
        host=callers,
        given=options,
        questions=st.lists(presses, min_size=1, max_size=5),
        outcome=outcomes,
    )
    def play(
        self,
        host: Caller,
        given: dict[str, str],
        questions: list[list[tuple[Caller, int]]],
        outcome: Outcome,
    ) -> None:
        """Some press, some change their minds, the answer comes; and so on."""
        if not self.going():
            self.begin(host, given, set())
        for question in questions:
            self.pass_by("shown", Sent("ref"))
            for caller, letter in question:
                self.locked(caller, letter, None)
            self.pass_by("open", outcome)

    @precondition(lambda self: self.going("open"))
    @rule(question=presses, seconds=st.sampled_from((0, 2, 100)))
    def play_and_crash(self, question: list[tuple[Caller, int]], seconds: int) -> None:
        """Some press; then the process dies, perhaps in the midst of the counting."""
        for caller, letter in question:
            self.locked(caller, letter, None)
        self.now += timedelta(seconds=seconds)
        self.due()
        self.restart(1)

    @rule(
        caller=callers,
        what=st.sampled_from(
            (
                *["challenge.close:{id}:{place}", "challenge.next:{id}:{place}"] * 4,
                *("challenge.cancel:{id}", "challenge.stop:{id}"),
                *("challenge.end:{id}", "challenge.again:{id}", "challenge.mine:{id}"),
                "challenge.text:{id}",
            )
        ),
    )
    def lead(self, caller: Caller, what: str) -> None:
        self.of_challenge(caller, what)

    @rule(caller=callers, which=st.integers(0, 60))
    def press_anything(self, caller: Caller, which: int) -> None:
        if self.tokens:
            self.press(caller, self.tokens[-1 - which % len(self.tokens)])

    @rule()
    def deliver_the_press_again(self) -> None:
        if self.last:
            before = self.counted()
            self.press(*self.last)
            assert self.counted() == before or self.last[1].startswith("choose")

    @rule(caller=callers)
    def study_alone(self, caller: Caller) -> None:
        """A private check, of a card that may be played too."""
        for asked in self.take(
            lambda: self.engine.run(caller, "quiz", {"form": "check"}, self.now)
        ):
            self.press(caller, tokens(asked)[0])

    @rule(caller=callers, really=seldom)
    def forget_me(self, caller: Caller, really: bool) -> None:
        if not really:
            return
        self.press(caller, "privacy.delete")
        for round, member in list(self.said):
            if member == caller.member:
                del self.said[round, member]

    @rule(seconds=st.sampled_from((0.5, 1, 2, 3, 5, 8, 11, 25)), outcome=outcomes)
    def live(self, seconds: float, outcome: Outcome) -> None:
        """Time goes by with the bot up."""
        until = whole(self.now + timedelta(seconds=seconds))
        while self.now < until:
            due = self.engine.next_due() or until
            self.now = max(self.now, min(due, until))
            self.deliver(outcome)

    @rule(minutes=st.sampled_from((2, 3, 11, 16)))
    def live_long(self, minutes: int) -> None:
        for _ in range(minutes):
            self.live(60, Sent("ref"))

    @rule(outcome=outcomes)
    def deliver(self, outcome: Outcome) -> None:
        with self.store.transaction():
            self.engine.beat(self.now)
        self.show(outcome, looks=6)

    @rule()
    def deliver_and_wait(self) -> None:
        """What was claimed is on its way; nobody has reported yet."""
        self.flying = self.due()

    @rule(outcome=outcomes)
    def report_late(self, outcome: Outcome) -> None:
        for post in self.flying:
            self.report(post, outcome)

    @rule(seconds=st.sampled_from((0, 1, 30, 100, 4000)))
    def restart(self, seconds: int) -> None:
        """The process dies, in whatever it was about; another begins."""
        self.now += timedelta(seconds=seconds)
        self.another_process()
        with self.store.transaction():
            self.engine.start(self.now)

    @rule(really=seldom)
    def kick_and_come_back(self, really: bool) -> None:
        if not really:
            return
        with self.store.transaction():
            self.engine.leave(HOME, self.now)
        self.due()
        with self.store.transaction():
            self.engine.join(HOME, SPACE, "home", "UTC", self.now)

    # What must always hold.

    @invariant()
    def one_attempt_counts_for_each_round_and_person(self) -> None:
        assert (
            self.all(
                "select a.round, coalesce(m.person, a.member) from attempts a "
                "left join members m on m.id = a.member where rating is not null "
                "group by 1, 2 having count(*) > 1"
            )
            == []
        )

    @invariant()
    def only_legal_moves_are_made(self) -> None:
        for id, phase, place in self.all("select id, phase, place from challenges"):
            before, earlier = self.phases.get(id, (Phase.LOBBY, 0))
            assert Phase(phase) in reachable(before), (before, phase)
            assert place >= earlier
            self.phases[id] = Phase(phase), place

    @invariant()
    def one_challenge_goes_on_and_the_clock_knows_of_it(self) -> None:
        going = self.all("select next from challenges where phase <> 'ended'")
        assert len(going) <= 1
        assert all(next is not None for (next,) in going)
        assert self.all("select 1 from challenges where phase='ended' and next>0") == []

    @invariant()
    def scores_are_the_sum_over_attempts(self) -> None:
        for (id,) in self.all("select id from challenges"):
            points: dict[str, int] = defaultdict(int)
            for member, worth in self.all(
                "select a.member, a.points from attempts a join questions q "
                f"on q.round = a.round where q.challenge = {id} and rating is not null"
            ):
                points[member] += worth
            scores = self.store.results.scores(id)
            assert {s.member: s.points for s in scores if s.answered} == points

    @invariant()
    def an_answer_is_worth_its_level_and_a_fifth_at_most(self) -> None:
        worth = POINTS[DECK.cards[0].level]
        for choice, points in self.all(
            "select a.choice, a.points from attempts a join rounds r on r.id = a.round "
            "where r.kind = 'challenge' and a.rating is not null"
        ):
            assert (worth <= points <= worth * 6 // 5) if choice == 0 else points == 0

    @invariant()
    def boards_count_what_two_have_played(self) -> None:
        alone = self.all(
            "select q.challenge from questions q join attempts a on a.round = q.round "
            "and a.rating is not null left join members m on m.id = a.member "
            "group by 1 having count(distinct coalesce(m.person, a.member)) < 2"
        )
        awarded = self.all(
            "select distinct q.challenge from questions q "
            "join attempts a on a.round = q.round where a.step = 'award'"
        )
        assert not {*alone} & {*awarded}

    @invariant()
    def a_card_gives_points_on_boards_once_a_day(self) -> None:
        assert (
            self.all(
                "select m.person, a.day, r.card, count(*) from attempts a "
                "join rounds r on r.id = a.round join members m on m.id = a.member "
                "where a.points > 0 and (r.kind <> 'challenge' or a.step = 'award') "
                "group by 1, 2, 3 having count(*) > 1"
            )
            == []
        )

    @invariant()
    def no_acknowledged_press_is_lost(self) -> None:
        rows = self.all(
            "select q.round from questions q join challenges c on c.id = q.challenge "
            "join rounds r on r.id = q.round where r.closed is not null "
            "and not q.void and (c.phase <> 'counting' or c.place > q.place)"
        )
        settled = {round for (round,) in rows}
        counted = {
            (round, member): choice
            for round, member, choice in self.all(
                "select round, member, choice from attempts where step = 'choice'"
            )
        }
        for (round, member), option in self.said.items():
            if round in settled:
                assert counted[round, member] == option

    @invariant()
    def no_question_is_asked_twice(self) -> None:
        assert (
            self.all(
                "select round from messages where kind in ('question', 'answer') "
                "group by round, kind having count(*) > 1"
            )
            == []
        )
        assert (
            self.all(
                "select challenge from questions where round is not null "
                'group by challenge, card, "check" having count(*) > 1'
            )
            == []
        )

    @invariant()
    def what_is_up_to_date_reads_as_it_should_read_now(self) -> None:
        """But for when it ends; what is being counted is shown once it is."""
        if self.going("counting"):
            return
        shown = dict(
            self.all(
                "select id, shown from messages where state = 'sent' "
                "and wanted = shown and lease is null and next is null"
            )
        )
        for post in self.engine.standing(HOME, CALLERS[0].member, self.now):
            assert isinstance(post.to, Public | Direct)
            was = self.made.get((post.to.message, shown.get(post.to.message, 0)))
            if was is not None and was.title.startswith(("Challenge", "Question")):
                assert timeless(post.panel) == timeless(was)

    @invariant()
    def nothing_that_stands_tells_an_answer_before_its_time(self) -> None:
        for post in self.engine.standing(HOME, CALLERS[0].member, self.now):
            self.tells_nothing_early(post.panel)

    # How it is done.

    def tells_nothing_early(self, panel: Panel) -> None:
        """A question's message, unless its answer is shown by now."""
        places = [t.split(":")[1] for t in tokens(panel) if t.startswith("lock:")]
        if not panel.title.startswith("Question") or not places:
            return
        shown = self.all(
            "select r.closed is not null and (c.phase <> 'counting' "
            "or c.place > q.place) from questions q join rounds r on r.id = q.round "
            f"join challenges c on c.id = q.challenge where r.id = {int(places[0])}"
        )
        if shown == [(1,)]:
            return
        assert not BEFORE.search(words(panel)), words(panel)
        for face in faces(panel):
            assert face.kind is FaceKind.CHECK
            assert not face.marks
            assert not face.notes

    def going(self, phase: str = "") -> bool:
        where = f"phase = '{phase}'" if phase else "phase <> 'ended'"
        return bool(self.all(f"select 1 from challenges where {where}"))

    def of_challenge(self, caller: Caller, what: str) -> None:
        """A button of the newest challenge."""
        found = self.all("select id, place from challenges order by id desc limit 1")
        for id, place in found:
            self.press(caller, what.format(id=id, place=place))

    def pass_by(self, phase: str, outcome: Outcome) -> None:
        """Time goes by until the challenge is no longer in this phase, or a minute."""
        for _ in range(30):
            if self.going(phase):
                self.live(2, outcome)

    def locked(self, caller: Caller, letter: int, ago: float | None) -> None:
        for (round,) in self.all(
            "select q.round from challenges c join questions q "
            "on q.challenge = c.id and q.place = c.place where c.phase = 'open'"
        ):
            at = None if ago is None else self.now - timedelta(seconds=ago)
            self.press(replace(caller, at=at), f"lock:{round}:{letter}")

    def press(self, caller: Caller, token: str) -> None:
        self.last = (caller, token)
        for panel in self.take(lambda: self.engine.press(caller, token, {}, self.now)):
            if re.match(r"\s*(Locked in|Changed to)", words(panel)):
                _, round, place = token.split(":")
                ((order,),) = self.all(f'select "order" from rounds where id = {round}')
                self.said[int(round), caller.member] = int(order[int(place)])

    def due(self, limit: int = 100) -> list[Post]:
        posts = super().due(limit)
        claimed = dict(self.all("select id, claimed from messages"))
        for post in posts:
            assert isinstance(post.to, Public | Direct)
            self.made[post.to.message, claimed[post.to.message]] = post.panel
            self.tells_nothing_early(post.panel)
        return posts

    def keep(self, found: Iterable[str]) -> None:
        super().keep(one for one in found if not one.startswith("privacy"))


def timeless(panel: Panel) -> tuple[str, list[str]]:
    """What it reads and what can be pressed."""
    said = re.sub(r"Ends .*|it is put away .*", "", words(panel))
    return said, labels(panel)


def reachable(phase: Phase) -> set[Phase]:
    """Where legal moves lead from a phase, however many."""
    found = {phase}
    while more := {to for one in found for to in MOVES[one].values()} - found:
        found |= more
    return found


TestPlay = Play.TestCase
TestPlay.settings = lives(40)
