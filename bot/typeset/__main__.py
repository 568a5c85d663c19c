"""Two commands to measure the typesetting with: `measure` and `draw`."""

import argparse
import json
import os
import re
import sys
import time
from collections import deque
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.typeset import Face, FaceKind, Theme, draw

if TYPE_CHECKING:
    from bot.typeset.math.nodes import Fonts

Json = dict[str, Any]

NARROWEST, WIDEST = 200, 4000
"""Pixels that a picture may be wide."""


class _Bad(Exception):
    """What was given cannot be used, and why."""


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser("python -m bot.typeset", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    measure = commands.add_parser(
        "measure", help="the size of formulas: JSON lines of id, kind and tex"
    )
    measure.add_argument("file", type=Path)
    measure.add_argument("--font", choices=("cm", "stix"), default="cm")
    measure.add_argument("--out", type=Path)
    measure.set_defaults(run=lambda given: _measure(given.file, given.font, given.out))

    draw = commands.add_parser(
        "draw", help="pictures of cards: JSON with id, title, body and tags"
    )
    draw.add_argument("cards", type=Path)
    draw.add_argument("--out", type=Path, required=True)
    draw.add_argument("--theme", type=Theme, choices=list(Theme), default=Theme.DARK)
    draw.add_argument("--width", type=_width, default=900)
    draw.add_argument("--rounds", type=int, default=1)
    draw.set_defaults(
        run=lambda given: _draw(
            given.cards, given.out, given.theme, given.width, given.rounds
        )
    )

    given = parser.parse_args(arguments)
    # Threads that no drawing uses: to start them takes longer than a formula.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        given.run(given)
    except OSError as error:
        parser.exit(2, f"{error.filename}: {error.strerror}\n")
    except _Bad as reason:
        parser.exit(2, f"{reason}\n")


def _width(given: str) -> int:
    if not given.isdecimal() or not NARROWEST <= int(given) <= WIDEST:
        raise argparse.ArgumentTypeError(f"write {NARROWEST} to {WIDEST} pixels")
    return int(given)


# measure


def _measure(file: Path, font: str, out: Path | None) -> None:
    from bot.typeset.math.cm import ComputerModern
    from bot.typeset.math.stix import Stix

    fonts: Fonts = ComputerModern() if font == "cm" else Stix()
    with file.open(encoding="utf-8", errors="replace") as lines:
        found = (json.dumps(_measured(line, fonts)) for line in lines if line.strip())
        if out is None:
            for line in found:
                sys.stdout.write(line + "\n")
        else:
            with out.open("w", encoding="utf-8") as written:
                written.writelines(line + "\n" for line in found)


def _measured(line: str, fonts: "Fonts") -> Json:
    """One formula's size in em, and how it was come by; never fails."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, **_nothing(f"the line is no JSON: {error}")}
    asked = asked if isinstance(asked, dict) else {}
    id, tex = asked.get("id"), asked.get("tex")
    if not isinstance(tex, str):
        return {"id": id, **_nothing("the line has no formula: a text called tex")}
    return {"id": id, **_size(tex, asked.get("kind") == "display", fonts)}


def _size(tex: str, display: bool, fonts: "Fonts") -> Json:
    from bot.typeset.math import CannotSet, TooMuch, set_formula

    try:
        made = set_formula(tex, fonts, display)
    except TooMuch as reason:
        return _nothing(str(reason))
    except CannotSet as reason:
        return {**_nothing(str(reason)), "how": "fallback"}
    except Exception as fault:  # ours, and no reason to lose the other lines
        return _fallen_back(tex, fonts, repr(fault))
    return _sizes(made.width, made.height, made.depth, "typeset", "")


def _fallen_back(tex: str, fonts: "Fonts", reason: str) -> Json:
    """Plain mathtext's measure where it has one; else that of nothing."""
    from bot.typeset import stock

    try:
        found = stock.measured(tex, fonts.name)
    # It answers bad input with errors of any kind.
    except Exception:
        return {**_nothing(reason), "how": "fallback"}
    return _sizes(*found, "fallback", reason)


def _nothing(reason: str) -> Json:
    return _sizes(0.0, 0.0, 0.0, "refused", reason)


def _sizes(width: float, height: float, depth: float, how: str, reason: str) -> Json:
    return {
        "width_em": round(width, 4),
        "height_em": round(height, 4),
        "depth_em": round(depth, 4),
        "how": how,
        "reason": reason,
    }


# draw


def _draw(cards: Path, out: Path, theme: Theme, width: int, rounds: int) -> None:
    import_module("bot.typeset.pages")  # which would count as the first card's time
    shown = deque(_face(card, place) for place, card in enumerate(_read(cards), 1))
    out.mkdir(parents=True, exist_ok=True)
    for number in range(rounds):
        for _ in range(len(shown)):
            id, face = shown.popleft()
            drawn = _drawn(id, face, out, theme, width)
            sys.stdout.write(json.dumps({"id": id, "round": number, **drawn}) + "\n")
            if number < rounds - 1:  # else it is let go, for there may be thousands
                shown.append((id, face))


def _read(cards: Path) -> list[Any]:
    try:
        found = json.loads(cards.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _Bad(f"{cards} is no JSON: {error}") from None
    if not isinstance(found, list):
        raise _Bad(f"{cards} has no list of cards")
    return found


def _face(card: Any, place: int) -> tuple[Any, Face]:
    """A card's id, and what is drawn of it."""
    if not isinstance(card, dict) or card.get("id") in (None, ""):
        raise _Bad(f"card {place} has no id")
    title, body = str(card.get("title") or ""), str(card.get("body") or "")
    tags = card.get("tags") or ()
    tags = (tags,) if isinstance(tags, str) else tuple(map(str, tags))
    return card["id"], Face(FaceKind.ANSWER, body, title, tags)


def _drawn(id: Any, face: Face, out: Path, theme: Theme, width: int) -> Json:
    """Draws one card and writes its pictures; what it took."""
    from bot.typeset import proof
    from bot.typeset.formulas import reading
    from bot.typeset.markdown import blocks

    began = time.perf_counter()
    pictures = draw(face, theme, width)
    took = time.perf_counter() - began
    file = re.sub(r"[^\w.+-]+", "-", str(id)).lstrip(".") or "card"
    for place, picture in enumerate(pictures, 1):
        name = f"{file}.png" if place == 1 else f"{file}-{place}.png"
        (out / name).write_bytes(picture.png)
    formulas = list(proof.formulas(blocks(face.body)))
    return {
        "ms": round(took * 1000, 3),
        "bytes": sum(len(picture.png) for picture in pictures),
        "pictures": len(pictures),
        "formulas": len(formulas),
        "fallbacks": sum(reading(*each).boxes is None for each in formulas),
    }


if __name__ == "__main__":
    main()
