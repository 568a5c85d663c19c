"""Cards drawn, against the figure that one would make with matplotlib alone."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from statistics import mean, median

from matplotlib import rc_context
from matplotlib.figure import Figure

from adapters.serve import shipped
from bench.tables import Table, seconds, times
from bot import faces
from bot.typeset import Drawn, Face, Theme, draw

FORMULA = re.compile(r"(\$\$?)([^$]+)\1")

FIGURES, TURNS = 8, 3
"""Cards that are drawn, also as figures, each of which takes long; and how often."""


def cards() -> Iterator[Table]:
    """CPU time of a card, median; bytes of its pictures, mean. All in one run."""
    deck = shipped()[0]
    # Some from each part of the deck: words at first, more and more formulas later.
    step = max(1, len(deck.cards) // FIGURES)
    shown = [faces.answer(card, deck.title) for card in deck.cards[::step]]
    for face in shown:
        _figure(face)
        _draw(face)
    new, again, figure = [], [], []
    for turn in range(1, TURNS + 1):
        new.append(_each([_unseen(face, turn) for face in shown], _draw))
        for face in shown:
            _draw(face)
        again.append(_each(shown, _draw))
        figure.append(_each(shown, _figure))
    ours = mean(sum(len(one.png) for one in _draw(face)) for face in shown)
    theirs = mean(len(_figure(face)) for face in shown)
    yield Table(
        "An answer with its formulas, 900 pixels wide",
        ("", "CPU", "figure ÷ it", "bytes"),
        (
            ("formulas never seen", seconds(median(new)), _over(figure, new), ""),
            (
                "drawn before",
                seconds(median(again)),
                _over(figure, again),
                f"{ours / 1000:.0f} KB",
            ),
            ("a figure", seconds(median(figure)), "1×", f"{theirs / 1000:.0f} KB"),
        ),
    )


def _over(figure: list[float], ours: list[float]) -> str:
    return times(median(a / b for a, b in zip(figure, ours, strict=True)))


def _each(shown: list[Face], work: Callable[[Face], object]) -> float:
    taken = []
    for face in shown:
        start = time.process_time()
        work(face)
        taken.append(time.process_time() - start)
    return median(taken)


def _unseen(face: Face, number: int) -> Face:
    """The same to the eye; to the bot, every formula is another."""
    body = FORMULA.sub(
        lambda found: rf"{found[1]}{found[2]}\label{{{number}}}{found[1]}", face.body
    )
    return replace(face, body=body)


def _draw(face: Face) -> list[Drawn]:
    return draw(face, Theme.DARK)


def _figure(face: Face) -> bytes:
    """Title and text as matplotlib wraps them, in the same pixels."""
    body = face.body
    for ours, stock in (("$$", "$"), ("**", ""), ("\\big", ""), ("\\le ", "\\leq ")):
        body = body.replace(ours, stock)
    with rc_context({"figure.dpi": 100}):
        figure = Figure(figsize=(9, 9), facecolor="#171b26")
        figure.text(0.05, 0.97, face.title, size=22, va="top", color="w", weight="bold")
        figure.text(0.05, 0.9, body, size=20, va="top", wrap=True, color="w")
        out = BytesIO()
        try:
            figure.savefig(out)
        except ValueError:
            # What mathtext does not know: the figure shows the source then.
            figure.texts[-1].set_parse_math(False)
            out = BytesIO()
            figure.savefig(out)
    return out.getvalue()
