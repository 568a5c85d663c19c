r"""Environments: rows and cells between `\begin` and `\end`."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.typeset.tex import Group, Item


@dataclass(frozen=True, slots=True)
class Look:
    """How a table stands: column alignment repeats, gaps are in em."""

    align: str
    gap: float
    left: str = "."
    right: str = "."
    display: bool = False
    leading: float = 0.35
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    cells: tuple[tuple[str, ...], ...]
    look: Look


_ALIGNED = Look("rl", 0.0, display=True, leading=0.55)
_GATHERED = Look("c", 0.0, display=True, leading=0.55)
_LOOKS = {
    **dict.fromkeys(("aligned", "align", "split", "eqnarray", "alignat"), _ALIGNED),
    **dict.fromkeys(("equation", "gathered", "gather", "multline"), _GATHERED),
    "cases": Look("l", 1.0, "{"),
    "dcases": Look("l", 1.0, "{", display=True),
    "rcases": Look("l", 1.0, ".", "}"),
    "matrix": Look("c", 0.9),
    "array": Look("c", 0.9),
    "pmatrix": Look("c", 0.9, "(", ")"),
    "bmatrix": Look("c", 0.9, "[", "]"),
    "Bmatrix": Look("c", 0.9, "{", "}"),
    "vmatrix": Look("c", 0.9, "|", "|"),
    "Vmatrix": Look("c", 0.9, r"\Vert", r"\Vert"),
    "smallmatrix": Look("c", 0.5, leading=0.2, small=True),
    "substack": Look("c", 0.0, leading=0.2),
}


def table_look(name: str) -> Look:
    """The look of an environment by its name; ValueError if it is not known."""
    try:
        return _LOOKS[name.rstrip("*")]
    except KeyError:
        raise ValueError(f"no environment of this name: {name}") from None


def stacked(items: Sequence[Item]) -> bool:
    """Whether the items are rows already, outside of any environment."""
    depth = 0
    for item in items:
        depth += (item == r"\begin") - (item == r"\end")
        if depth == 0 and item in ("\\\\", "&"):
            return True
    return False


def rows_of(items: Sequence[Item]) -> list[list[list[Item]]]:
    """Rows of cells; `&` and `\\\\` inside an inner environment stay there."""
    rows: list[list[list[Item]]] = [[[]]]
    depth = 0
    for item in _without_spec(items):
        depth += (item == r"\begin") - (item == r"\end")
        if depth == 0 and item == "\\\\":
            rows.append([[]])
        elif depth == 0 and item == "&":
            rows[-1].append([])
        elif item != r"\hline":
            rows[-1][-1].append(item)
    return [row for row in rows if any(_inked(cell) for cell in row)] or [[[]]]


def _inked(cell: list[Item]) -> bool:
    return any(item != " " for item in cell)


def _without_spec(items: Sequence[Item]) -> Sequence[Item]:
    """An array's column letters (`{cc|c}`) come first and are not content."""
    rest = [item for item in items if item != " "]
    if rest and isinstance(rest[0], Group):
        letters = "".join(item for item in rest[0].items if isinstance(item, str))
        if letters and set(letters) <= set("clr|@ 0123456789"):
            at = list(items).index(rest[0])
            return list(items)[at + 1 :]
    return items
