"""Draws what the docs show of pictures, from the deck that ships.

`make docs` runs it.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bot import charts, faces
from bot.cards import Card
from bot.decks import read
from bot.progress import Progress, Strength
from bot.typeset import Drawn, Face, FaceKind, Theme, draw

DOCS = Path(__file__).parent
DECK = DOCS.parent / "seeds" / "generative-models.toml"
FOLDER = DOCS / "pictures"

MATH = r"""
Aligned rows with tags, cases, a matrix:

$$\begin{align}
\log p(x) &\ge \mathbb{E}_q\bigl[\log p(x \mid z)\bigr] - D_{\mathrm{KL}}(q \,\|\, p)
\tag{1}\\
&= \log p(x) - D_{\mathrm{KL}}\bigl(q \,\|\, p(z \mid x)\bigr) \tag{2}
\end{align}$$

$$f(x) = \begin{cases} \dfrac{\sin x}{x} & x \ne 0 \\ 1 & \text{else} \end{cases}
\qquad R = \begin{pmatrix} \cos\varphi & -\sin\varphi \\
\sin\varphi & \cos\varphi \end{pmatrix}$$

Colours in shades that both themes can show: $\color{red}{\sigma_1}$,
$\color{blue}{\sigma_2}$, $\color{green}{\boxed{\sigma_3}}$. What no rung can set is
its source: $\nosuch{x}$.

שאלה: מה ההבדל בין $q(z)$ לבין $p(z)$?

扩散模型逐步去除噪声。確率、한국어, العربية, हिन्दी, 🎉.
"""


def pictures() -> Iterator[tuple[str, Drawn]]:
    """Each with the name of its file."""
    deck = read(DECK.read_bytes(), DECK.name).deck
    assert deck is not None
    cards, title = {card.id: card for card in deck.cards}, deck.title
    answer = faces.answer(cards["score-sde"], title)
    yield "answer", draw(answer, Theme.DARK)[0]
    yield "recap", draw(_recap(cards["vae-elbo"], title), Theme.LIGHT, 600)[0]
    math = Face(FaceKind.ANSWER, MATH, "What can be set", ("typesetting",))
    yield "math", draw(math, Theme.LIGHT)[0]
    steps = [
        (1, "Ada", "48 points"),
        (2, "Ben", "36 points"),
        (3, "Dee", "21 points"),
    ]
    yield "podium", draw(faces.podium("The podium", [title], steps), Theme.DARK)[0]
    yield "progress", charts.draw(_progress(), Theme.LIGHT, 900)[0]


def _recap(card: Card, title: str) -> Face:
    (check,) = (one for one in card.checks if one.id == "size-of-the-elbo-gap")
    shares = (0.1, 0.3, 0.2, 0.4)
    return faces.recap(card, check, range(4), 0, shares, title)


def _progress() -> Progress:
    """Half a year of somebody who studies on most days: twelve in a row by now."""
    rng, today = random.Random(7), date(2026, 11, 25)
    past = [today - timedelta(days=ago) for ago in range(170)]
    days = {day: rng.choice((0, 1, 2, 4, 7, 12)) for day in past}
    days |= {day: days[day] or 1 for day in past[:12]} | {past[12]: 0, past[40]: 0}
    return Progress(
        today,
        days,
        frozenset({past[40]}),
        12,
        31,
        (
            Strength("beginner", 0.93, 8, 9),
            Strength("intermediate", 0.81, 5, 6),
            Strength("advanced", 0.62, 3, 4),
        ),
        (
            Strength("diffusion", 0.84, 6, 8),
            Strength("guidance", 0.55, 2, 3),
            Strength("vae", 0.71, 3, 4),
        ),
        (3, 1, 4, 0, 2, 0, 1),
    )


if __name__ == "__main__":
    for name, drawn in pictures():
        (FOLDER / f"{name}.png").write_bytes(drawn.png)
