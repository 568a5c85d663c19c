"""What one would write with matplotlib alone: a figure, the text wrapped, savefig.

`python -m bench.figures CARD.json OUT.png` makes one, in a process of its own.
"""

import json
import re
import sys
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.mathtext import MathTextParser

FORMULA = re.compile(r"(\$\$?)([^$]+)\1")

STOCK = {
    r"\lVert": r"\Vert",
    r"\rVert": r"\Vert",
    r"\tfrac": r"\frac",
    r"\big": "",
    r"\Big": "",
    r"\le ": r"\leq ",
    r"\ge ": r"\geq ",
    r"\!": "",
}
"""What mathtext does not know, and what its user would write in its place."""


def figure(title: str, body: str) -> bytes:
    """Title and text as matplotlib wraps them, in 900 by 900 pixels."""
    mpl.use("agg")
    made = plt.figure(figsize=(9, 9), dpi=100, facecolor="#171b26")
    made.text(0.05, 0.97, title, size=22, va="top", color="w", weight="bold")
    made.text(0.05, 0.9, body, size=20, va="top", wrap=True, color="w")
    out = BytesIO()
    plt.savefig(out, dpi=100)
    plt.close(made)
    return out.getvalue()


def stock(body: str) -> str:
    """The text as mathtext can take it: what it does not know is shown as source."""
    return FORMULA.sub(lambda found: _stock(found[2]), body.replace("**", ""))


def _stock(tex: str) -> str:
    written = tex.strip()
    for theirs, ours in STOCK.items():
        written = written.replace(theirs, ours)
    # matplotlib ends lines at spaces, those within a formula too; never at a tab.
    written = re.sub(r"\s+", "\t", written)
    return f"${written}$" if known(written) else rf"\${tex}\$"


def known(tex: str) -> bool:
    """Whether mathtext can read it."""
    try:
        MathTextParser("path").parse(f"${tex}$")
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    card = json.loads(Path(sys.argv[1]).read_text("utf-8"))[0]
    Path(sys.argv[2]).write_bytes(figure(card["title"], card["body"]))
