"""Lettered options -> units: each on a panel, with its letter, its mark and a note."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.typeset import fitting, fonts, reading
from bot.typeset.faces import Mark
from bot.typeset.fonts import Style
from bot.typeset.ink import Colour
from bot.typeset.lines import Line, Placed, leftward, one_line, set_lines, shifted
from bot.typeset.markdown import Block, Display, Math, Prose, Words, blocks, inlines
from bot.typeset.measures import Measures
from bot.typeset.pieces import SHOWN, Type
from bot.typeset.themes import Surface
from bot.typeset.units import Setting, Unit, unit

_SIGNS = {Mark.RIGHT: "✔ right", Mark.WRONG: "✘ wrong"}

_SURFACES = {
    Mark.NONE: Surface.PANEL,
    Mark.RIGHT: Surface.RIGHT,
    Mark.WRONG: Surface.WRONG,
}

Option = Sequence[Block]


class _Look(NamedTuple):
    """What the options of a face share.

    `em` is the size of what is nothing but a formula. `turned` says that they are read
    from right to left: so are their letters.
    """

    m: Measures
    em: float
    turned: bool

    @property
    def padding(self) -> int:
        return self.m.px(15)

    @property
    def hang(self) -> int:
        """The room for a letter."""
        return self.m.px(48)

    @property
    def width(self) -> int:
        return _width(self.m)


def _width(m: Measures) -> int:
    return m.column - 2 * m.px(15) - m.px(48)


def units(
    options: Sequence[str], marks: Sequence[tuple[Mark, str]], m: Measures
) -> list[Unit]:
    """One for each; `marks` has the mark and the note of each."""
    read = _displayed([blocks(option) for option in options])
    alone = [source for option in read if (source := _alone(option))]
    turned = not all(map(str.isascii, options)) and leftward(
        one for option in read for block in option for one in inlines(block)
    )
    look = _Look(m, fitting.together(alone, m.em, _width(m)), turned)
    made: list[Unit] = []
    for place, (option, (mark, note)) in enumerate(zip(read, marks, strict=True)):
        if sum(unit.height for unit in made) > SHOWN * m.em:
            break  # no page has what follows
        gap = m.px(12) if place else m.px(26)
        words = reading.option(option, place, mark, note)
        made.append(
            replace(_unit(option, place, mark, note, look), gap=gap, words=words)
        )
    return made


def _displayed(options: Sequence[Option]) -> Sequence[Option]:
    """What is nothing but a formula in display style, if any of these has a fraction.

    There is room for it, and in a sentence's style a fraction is small on a phone.
    """
    if not any(map(fitting.fractional, map(_alone, options))):
        return options
    return [_display(option) for option in options]


def _display(option: Option) -> Option:
    match option:
        case [Prose(inlines=(Math(source),)) as block]:
            return (_shown(source, block),)
    return option


def _shown(source: str, block: Prose | Display) -> Prose:
    """A formula in display style beside its letter, where all options are."""
    return Prose((Math(fitting.displayed(source)),), block.depth, block.marker)


def _unit(option: Option, place: int, mark: Mark, note: str, look: _Look) -> Unit:
    em = look.em if _alone(option) else look.m.em
    setting = Setting(look.width, em, panel=True)
    lines = _lines(option, setting, look.turned)
    said = ", ".join(part for part in (_SIGNS.get(mark, ""), note) if part)
    if said:
        lines = _noted(lines, said, look)
    letter = fonts.word(reading.LETTERS[place], Style.BOLD, look.m.em)
    at = look.width + look.hang - letter.advance if look.turned else -look.hang
    first = Placed(at, letter, Colour.ACCENT)
    lines[0] = lines[0]._replace(marks=(first, *lines[0].marks))
    return Unit(
        tuple(lines),
        inset=look.padding if look.turned else look.padding + look.hang,
        surface=_SURFACES[mark],
        padding=look.padding,
    )


def _alone(option: Option) -> str:
    """The formula that is all there is to the option; empty: there is more."""
    match option:
        case [Prose(inlines=(Math(source),))]:
            return source
    return ""


def _lines(option: Option, setting: Setting, turned: bool) -> list[Line]:
    lines: list[Line] = []
    tall = 0
    for block in option:
        if isinstance(block, Display):
            block = _shown(block.source, block)
        if tall > SHOWN * setting.em:
            break
        made = unit(block, setting)
        tall += made.height
        by = made.inset if made.surface is Surface.PAGE else 0
        lines += [shifted(line, by) for line in made.lines]
    lines = lines or set_lines((Words("–"),), Type(setting.em), setting.width)
    if turned:
        lines = [
            line if line.leftward else shifted(line, setting.width - line.width)
            for line in lines
        ]
    return lines


def _noted(lines: list[Line], said: str, look: _Look) -> list[Line]:
    """Mark and note at the far side: on the last line if it has room, else below.

    The lines end where they did when the option was to be chosen.
    """
    width, m = look.width, look.m
    ink = one_line(said, m.small, width).ink
    note = Placed(0 if look.turned else width - ink.advance, ink, Colour.ACCENT)
    last = lines[-1]
    if last.width + m.px(30) + ink.advance <= width:
        return [*lines[:-1], last._replace(marks=(*last.marks, note))]
    return [*lines, Line((note,), width, m.px(28), m.px(8))]
