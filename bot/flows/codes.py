"""One-time codes: made for an account, read as typed, and counted where wrong."""

import re
import unicodedata
from datetime import datetime, timedelta

from bot import wording
from bot.errors import NotAllowed
from bot.flows.turn import Visit
from bot.ids import MemberId

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of a code: none that reads like another."""

LENGTH = 8
"""Letters of a code: 30 to the 8th power are more than can be tried in its time."""

LIVES = timedelta(minutes=10)
"""How long a code can be used."""

WRONG = 5
"""Wrong codes that an account may type within `WRONG_FOR`."""

WRONG_FOR = timedelta(hours=1)


def mine(visit: Visit) -> tuple[str, datetime]:
    """The account's code and its end; the one it has, while that can be used."""
    codes, member = visit.store.codes, visit.caller.member
    offered = codes.offered(member, visit.now)
    if offered:
        return offered
    codes.prune(visit.now)
    made = "".join(visit.rng.choice(LETTERS) for _ in range(LENGTH))
    until = visit.now + LIVES
    codes.offer(member, made, until)
    return made, until


def written(code: str) -> str:
    """As it is shown: in two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def read(typed: str) -> str:
    """As it was made, however it was typed."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return re.sub(r"[^A-Z0-9]", "", plain)


def whose(visit: Visit, code: str) -> tuple[MemberId, bool] | None:
    """The account that a code was made for, and whether it was used; None: no code.

    NotAllowed once the member has typed too many wrong ones.
    """
    if visit.store.codes.wrong(visit.caller.member, visit.now) >= WRONG:
        raise NotAllowed(wording.accounts.TOO_MANY_CODES)
    return visit.store.codes.of(code, visit.now)


def was_wrong(visit: Visit) -> int:
    """One more wrong code; how many may still be tried."""
    codes, member = visit.store.codes, visit.caller.member
    count = codes.wrong(member, visit.now) + 1
    codes.was_wrong(member, count, visit.now + WRONG_FOR)
    return WRONG - count
