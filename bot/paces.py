"""How long a question stands, by what there is to read, and what speed adds."""

import re
from collections.abc import Iterable
from datetime import timedelta

from bot.challenges import Pace

WORDS_A_MINUTE = 119
"""Half of what adults read silently in plain English prose: 238 words a minute, the
mean over 190 studies (Brysbaert 2019, J. Mem. Lang. 109, 104047). These are technical,
options are read twice, and not everybody reads in their first language."""

SIGNS_A_WORD = 2
"""Signs of a formula that take as long as a word."""

FORMULA = 3
"""Words that the shortest formula counts for."""

THINKING = 15.0
"""Seconds to think, once all is read."""

QUESTION = (20.0, 120.0)
"""Seconds that a question stands at a steady pace, at least and at most."""

ANSWER = (8.0, 40.0)
"""Seconds that an answer stands before the next question, likewise."""

BONUS = 5
"""The bonus is at most one part in so many of a question's points."""

_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
_SIGN = re.compile(r"\\[A-Za-z]+|[^\s{}^_\\]")


def words(text: str) -> int:
    """How much there is to read, in words; a formula is several."""
    formulas = [first or second for first, second in _FORMULA.findall(text)]
    signs = [len(_SIGN.findall(source)) for source in formulas]
    rest = _FORMULA.sub(" ", text)
    return len(rest.split()) + sum(
        max(FORMULA, -(-count // SIGNS_A_WORD)) for count in signs
    )


def limit(pace: Pace, texts: Iterable[str]) -> timedelta | None:
    """How long a question with these texts stands; None: until the host goes on."""
    if pace is Pace.RELAXED:
        return None
    return _paced(pace, THINKING + _seconds(texts), QUESTION)


def pause(pace: Pace, texts: Iterable[str]) -> timedelta | None:
    """How long an answer with these reasons stands; None: until the host goes on."""
    if pace is Pace.RELAXED:
        return None
    return _paced(pace, _seconds(texts), ANSWER)


def bonus(points: int, left: timedelta, limit: timedelta | None) -> int:
    """What an answer adds that was given with so much of its time left."""
    if not limit:
        return 0
    share = min(max(left / limit, 0.0), 1.0)
    return int(points * share / BONUS)


def _seconds(texts: Iterable[str]) -> float:
    return sum(map(words, texts)) * 60 / WORDS_A_MINUTE


def _paced(pace: Pace, seconds: float, bounds: tuple[float, float]) -> timedelta:
    least, most = bounds
    steady = min(max(seconds, least), most)
    return timedelta(seconds=round(steady / 2 if pace is Pace.QUICK else steady))
