"""How large and named operators are said with what they go over."""

import re

from bot.typeset.math.nodes import Group, Node
from bot.typeset.math.operators import Operator
from bot.typeset.said import Said, bare, grouped
from bot.typeset.sayings import limit, named, node_said
from bot.typeset.spoken_names import LARGE
from bot.typeset.spoken_scripts import noted

_OVER = frozenset(("max", "min", "sup", "inf", "argmax", "argmin"))
_BASED = frozenset(("log", "lg", "ln"))

_Heard = tuple[str, Node | None, Node | None]
"""The words, and the scripts not said yet: above, below."""


def operator(base: Operator, sup: Node | None, sub: Node | None, said: Said) -> _Heard:
    if sub and (what := limit(base)):
        return f"{what} over {bare(said([sub]))} of", sup, None
    if base.nodes and not base.upright:
        what = said(base.nodes)
        if sub and not sup and what.split(" ")[-1] in _OVER:
            return f"{what} over {bare(said([sub]))} of", None, None
        if sub and not sup and what.endswith(" of"):  # as of two sums
            return f"{what[:-3]} over {bare(said([sub]))} of", None, None
        if base.always:
            return noted(what, sup, sub, said), None, None
        return what, sup, sub
    if base.name == "lim" and sub:
        return f"the limit as {_SIDE.sub(_side, said([sub]))} of", sup, None
    if sub and (base.name in _OVER or (base.upright and base.limits)):
        return f"{node_said(base, said)} over {bare(said([sub]))} of", sup, None
    if base.name in _BASED and sub:
        return f"{base.name} base {grouped([sub], said)}", sup, None
    if not base.char:
        return node_said(base, said), sup, sub
    name = LARGE.get(base.char) or named(base.char).replace("n-ary ", "")
    over = "from" if "integral" in name and sup else "over"
    below = sub.nodes if isinstance(sub, Group) else [sub] if sub else []
    if base.char == "⋀" and sup and not sub:
        return f"the exterior power {said([sup])} of", None, None
    low = f" {over} {bare(said(below, 'divides'))}" if sub else ""
    high = f" to {said([sup])}" if sup else ""
    return f"{name}{low}{high} of", None, None


_SIDE = re.compile(" (plus|minus)$")
"""From where a limit is reached, `x\\to0^+`."""


def _side(found: re.Match[str]) -> str:
    return {"plus": " from above", "minus": " from below"}[found[1]]
