r"""Commands that take arguments or have a shape of their own: `\frac`, `\left` …

Each takes what it needs from the line that is being written, and writes to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.typeset import symbols
from bot.typeset.tex import Item, flat, plain

if TYPE_CHECKING:
    from bot.typeset.normalise import Line

SPACE = 12.0
"""The widest `\\hspace` that is believed, in em."""


def _fraction(line: Line, name: str) -> None:
    tall = name in (r"\dfrac", r"\cfrac") or (name == r"\frac" and line.place.display)
    above, below = line.written(), line.written()
    line.emit((r"\dfrac" if tall else r"\frac") + above + below)


def _binomial(line: Line, name: str) -> None:
    line.emit(r"\binom" + line.written() + line.written())


def _root(line: Line, name: str) -> None:
    degree = line.optional()
    body = line.written(display=line.place.display)
    mark = ""
    if degree:
        small = line.place._replace(display=False, script=True)
        mark = f"[{line.writer.line(degree, small)}]"
    line.emit(r"\sqrt" + mark + body)


def _font(line: Line, name: str) -> None:
    line.emit(symbols.FONTS[name] + line.written(script=line.place.script))


def _blackboard(line: Line, name: str) -> None:
    line.emit(r"\mathrm{\mathbb" + line.written() + "}")


def _operator_name(line: Line, name: str) -> None:
    if line.before in ("ord", "close"):
        line.emit(r"\,")
    words = flat(line.argument()).replace("-", "{-}")
    words = re.sub(r"\\(mathrm|text|rm)\b", "", words).replace("*", "")
    line.operator(re.sub(r"[{}]", "", words) or r"\,", name.endswith("*"))


def _accent(line: Line, name: str) -> None:
    line.emit(symbols.ACCENTS[name] + line.written(display=False))


def _over_under(line: Line, name: str) -> None:
    note, body = line.written(script=True), line.written()
    line.emit((r"\underset" if name == r"\underset" else r"\overset") + note + body)


def _brace(line: Line, name: str) -> None:
    under = name == r"\underbrace"
    body = line.written(display=line.place.display)
    body = (r"\underline" if under else r"\overline") + body
    if line.next_is("_" if under else "^"):
        line.skip_space()
        line.at += 1
        note = line.written(script=True)
        body = (r"\underset" if under else r"\overset") + note + "{" + body + "}"
    line.emit(body)


def _long_arrow(line: Line, name: str) -> None:
    line.optional()
    arrow = r"\longleftarrow" if "left" in name else r"\longrightarrow"
    line.emit(rf"\overset{line.written(script=True)}{{{arrow}}}", "rel")


def _not(line: Line, name: str) -> None:
    target = line.argument()
    sign = symbols.NEGATED.get(flat(target))
    if sign:
        line.relation(sign)
    else:
        line.emit(r"\rlap{/}" + line.writer.group(target, line.place), "rel")


def _space(line: Line, name: str) -> None:
    line.emit(rf"\hspace{{{_em(flat(line.argument())):.3f}}}", line.before)


def _em(length: str) -> float:
    found = re.fullmatch(r"\s*(-?[\d.]+)\s*([a-z]*)\s*", length)
    if not found:
        raise ValueError(f"not a length: {length}")
    amount = float(found[1]) * symbols.UNITS.get(found[2], 1.0)
    if abs(amount) > SPACE:
        raise ValueError("a space beyond all bounds")
    return amount


def _fenced(line: Line, name: str) -> None:
    """`\\left … \\right`; whichever of the two is missing is put in, invisible."""
    left = line.delimiter()
    inner, right = _until_right(line)
    body = line.writer.line(inner, line.place)
    body = body or r"\hspace{0}"
    line.emit(rf"\left{left} {body}\right{right} ", "close")


def _until_right(line: Line) -> tuple[list[Item], str]:
    depth = 0
    for index in range(line.at, len(line.items)):
        item = line.items[index]
        depth += (item == r"\left") - (item == r"\right")
        if depth < 0:
            inner = line.items[line.at : index]
            line.at = index + 1
            return inner, line.delimiter()
    inner = line.items[line.at :]
    line.at = len(line.items)
    return inner, "."


def _middle(line: Line, name: str) -> None:
    line.emit(rf"\middle{line.delimiter()} ", "rel")


def _unwrapped(line: Line, name: str) -> None:
    line.emit("{" + line.writer.line(line.argument(), line.place) + "}")


def _coloured(line: Line, name: str) -> None:
    line.argument()
    if name != r"\color":
        _unwrapped(line, name)


def _modulo(line: Line, name: str) -> None:
    if name == r"\bmod":
        line.emit(r"\;\mathrm{mod}\;", "bin")
    else:
        line.emit(r"\;(\mathrm{mod}\;" + line.written() + ")")


def _environment(line: Line, name: str) -> None:
    title = "".join(plain(item) for item in line.argument())
    depth, inner = 1, []
    while line.at < len(line.items):
        item = line.items[line.at]
        depth += (item == r"\begin") - (item == r"\end")
        line.at += 1
        if depth == 0:
            line.argument()
            break
        inner.append(item)
    line.emit(line.writer.table(title, inner, line.place))


def _stacked(line: Line, name: str) -> None:
    line.emit(line.writer.table("substack", line.argument(), line.place))


def _rule_fraction(line: Line, name: str) -> None:
    raise ValueError(r"\genfrac may ask for rules of any size")


CONSTRUCTS = {
    **dict.fromkeys(symbols.FRACTIONS, _fraction),
    **dict.fromkeys((r"\binom", r"\dbinom", r"\tbinom"), _binomial),
    **dict.fromkeys(symbols.FONTS, _font),
    **dict.fromkeys(symbols.ACCENTS, _accent),
    **dict.fromkeys((r"\mathbb", r"\mathds", r"\Bbb"), _blackboard),
    **dict.fromkeys((r"\operatorname", r"\operatorname*"), _operator_name),
    **dict.fromkeys((r"\overset", r"\underset", r"\stackrel"), _over_under),
    **dict.fromkeys((r"\underbrace", r"\overbrace"), _brace),
    **dict.fromkeys((r"\xrightarrow", r"\xleftarrow"), _long_arrow),
    **dict.fromkeys((r"\hspace", r"\hspace*"), _space),
    **dict.fromkeys(symbols.UNWRAPPED, _unwrapped),
    **dict.fromkeys((r"\color", r"\textcolor", r"\colorbox"), _coloured),
    **dict.fromkeys((r"\bmod", r"\pmod"), _modulo),
    r"\sqrt": _root,
    r"\not": _not,
    r"\left": _fenced,
    r"\middle": _middle,
    r"\begin": _environment,
    r"\substack": _stacked,
    r"\genfrac": _rule_fraction,
}
