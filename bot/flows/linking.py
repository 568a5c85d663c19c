"""`/settings link` and `unlink`: a member shows that two accounts are theirs.

One account is shown a code, privately; whoever types it with another is shown what
would become of both, and says yes. Then each can see and delete what the other did.
"""

from bot import wording
from bot.actions import Pressed, token
from bot.callers import Options, Values
from bot.days import study_day
from bot.errors import BadInput, Refusal
from bot.flows import accounts, codes, notices
from bot.flows.blocks import say
from bot.flows.scoring import current
from bot.flows.turn import Turn, Visit, in_place, privately
from bot.ids import MemberId
from bot.members import Person, PersonId, platform
from bot.panels import (
    Bullets,
    Button,
    Code,
    Form,
    Look,
    Moment,
    MomentStyle,
    Panel,
    Post,
    Response,
    Text,
    TextField,
)
from bot.store.links import Account
from bot.streaks import Streak

MOST = 5
"""Accounts of one person."""


def link(visit: Visit, options: Options) -> list[Post]:
    """A code for this account; or, with another's code, the question whether."""
    typed = str(options.get("code", ""))
    return privately(_asked(visit, typed) if typed else _offer(visit))


def offer(visit: Visit) -> list[Post]:
    """*Link an account*."""
    return privately(_offer(visit))


def form(visit: Visit) -> Response:
    """*I have a code*: a box to type it in."""
    field = TextField(
        "code", wording.accounts.CODE, hint=wording.accounts.CODE_HINT, max_length=40
    )
    return Form(
        wording.accounts.LINK, token("link.typed"), (field,), wording.accounts.GO_ON
    )


def typed(visit: Visit, values: Values) -> list[Post]:
    return in_place(_asked(visit, "".join(values.get("code", ()))))


def keep_apart(visit: Visit) -> list[Post]:
    """*Not now*."""
    return in_place(
        Panel((say(wording.accounts.NOT_LINKED),), title=wording.accounts.LINK)
    )


def join(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Link them*: from now on the accounts are one person."""
    code = pressed.word(0)
    other = _other(visit, code)
    if other is None:
        return in_place(_wrong(visit))
    visit.store.codes.use(code)
    maker, first = other
    said = wording.accounts.was_linked(_said(visit.caller.member, visit.caller.name))
    notices.send(visit, maker, said, visit.caller.member)
    person = accounts.join(visit, first.id, visit.person.id)
    return in_place(_standing(visit, person, wording.accounts.LINKED))


def unlink(visit: Visit) -> list[Post]:
    """This account stands alone again, with what its own log says."""
    others = _others(visit, visit.person.id, visit.caller.member)
    if not others:
        raise Refusal(wording.accounts.NOTHING_LINKED)
    said = wording.accounts.was_unlinked(_said(visit.caller.member, visit.caller.name))
    for other in others:
        notices.send(visit, other.member, said, visit.caller.member)
    person = accounts.part(visit, visit.person.id, visit.caller.member)
    return privately(_standing(visit, person, wording.accounts.UNLINKED))


def linked(turn: Turn, person: PersonId, account: MemberId) -> list[str]:
    """A person's other accounts, as they are spoken of."""
    return [_said(one.member, one.name) for one in _others(turn, person, account)]


# The code.


def _offer(visit: Visit) -> Panel:
    if len(visit.store.links.accounts(visit.person.id)) >= MOST:
        raise Refusal(wording.accounts.too_many_accounts(MOST))
    code, until = codes.mine(visit)
    return Panel(
        (
            say(wording.accounts.YOUR_CODE, Code(codes.written(code))),
            say(wording.accounts.CODE_WHERE),
            say(wording.accounts.CODE_ONCE, Moment(until, MomentStyle.RELATIVE), "."),
            say(wording.accounts.CODE_WARNING),
        ),
        title=wording.accounts.LINK,
    )


def _other(visit: Visit, code: str) -> tuple[MemberId, Person] | None:
    """Whose code it is; None where it is no good. Refusal where it is of no use."""
    found = codes.whose(visit, code)
    person = visit.store.members.person(found[0]) if found else None
    if found is None or person is None:
        return None
    maker, used = found
    if maker == visit.caller.member:
        raise BadInput(wording.accounts.OWN_CODE)
    if person.id == visit.person.id:
        raise BadInput(wording.accounts.LINKED_ALREADY)
    if used:
        return None
    both = (person.id, visit.person.id)
    if sum(len(visit.store.links.accounts(one)) for one in both) > MOST:
        raise Refusal(wording.accounts.too_many_accounts(MOST))
    return maker, person


def _wrong(visit: Visit) -> Panel:
    """It is counted, so it is no refusal: that would undo the counting."""
    left = codes.was_wrong(visit)
    again = Button(wording.accounts.HAVE_CODE, token("link.code"))
    return Panel(
        (say(wording.accounts.wrong_code(left)),),
        title=wording.accounts.LINK,
        buttons=(again,) if left else (),
    )


# The question, and what came of it.


def _asked(visit: Visit, typed: str) -> Panel:
    """What would become of both accounts."""
    code = codes.read(typed)
    other = _other(visit, code)
    if other is None:
        return _wrong(visit)
    maker, person = other
    lines = [*_lines(visit, person), *_lines(visit, visit.person)]
    together = accounts.preview(visit, person.id, visit.person.id)
    platforms = {platform(maker), platform(visit.caller.member)}
    return Panel(
        (
            say(wording.accounts.LINK_ASK),
            Bullets(tuple((Text(line),) for line in lines)),
            say(wording.accounts.together(together.days)),
            say(wording.accounts.link_warning(platforms)),
        ),
        title=wording.accounts.LINK,
        buttons=(
            Button(wording.accounts.LINK_THEM, token("link.join", code), Look.PRIMARY),
            Button(wording.accounts.NOT_NOW, token("link.no")),
        ),
    )


def _lines(turn: Turn, person: Person) -> list[str]:
    """A person's accounts, each with the streak it has now."""
    days = _streak(turn, person).days
    accounts = turn.store.links.accounts(person.id)
    return [
        wording.accounts.streak_of(_said(one.member, one.name), days)
        for one in accounts
    ]


def _streak(turn: Turn, person: Person) -> Streak:
    return current(turn, person, study_day(turn.now, person.zone))


def _standing(visit: Visit, person: Person, done: str) -> Panel:
    streak = _streak(visit, person)
    return Panel(
        (
            say(done),
            say(wording.accounts.streak_now(streak.days)),
            *(say(line) for line in wording.settings.settings(person)),
        ),
        title=wording.accounts.LINK,
    )


def _others(turn: Turn, person: PersonId, account: MemberId) -> list[Account]:
    mine = turn.store.links.accounts(person)
    return [one for one in mine if one.member != account]


def _said(member: MemberId, name: str) -> str:
    return wording.accounts.account(name, platform(member))
