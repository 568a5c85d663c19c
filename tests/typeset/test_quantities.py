"""Numbers with units, as the siunitx package reads them."""

import pytest

from bot.typeset.math import CannotSet, set_formula
from bot.typeset.math.cm import ComputerModern
from bot.typeset.speech import spoken

QUANTITIES = {
    r"\SI{3}{\meter}": r"3\,\mathrm{m}",
    r"\qty{9.81}{\metre\per\second\squared}": r"9.81\,\mathrm{m}\,\mathrm{s}^{-2}",
    r"\qty{5}{kg}": r"5\,\mathrm{kg}",
    r"\SI{4.2e-3}{\kilo\joule\per\mole\per\kelvin}": (
        r"4.2\times 10^{-3}\,\mathrm{kJ}\,\mathrm{mol}^{-1}\,\mathrm{K}^{-1}"
    ),
    r"\qty{10}{m.s^{-1}}": r"10\,\mathrm{m}\,\mathrm{s}^{-1}",
    r"\unit{\kilo\gram\per\cubic\metre}": r"\mathrm{kg}\,\mathrm{m}^{-3}",
    r"\qty{2}{\square\metre}": r"2\,\mathrm{m}^2",
    r"\SI{10}{\kohm}": r"10\,\mathrm{kΩ}",
    r"\SI{3}{\um\per\ms}": r"3\,\mathrm{µm}\,\mathrm{ms}^{-1}",
    r"\qty{5}{\dB}": r"5\,\mathrm{dB}",
    r"\qty{2}{\milli\siemens}": r"2\,\mathrm{mS}",
    r"\qtyrange{1}{5}{\mm}": r"1\,\mathrm{mm}\text{ to }5\,\mathrm{mm}",
    r"\numrange{1}{5}": r"1\text{ to }5",
    r"\pu{1.2e3 m s-1}": r"1.2\times10^{3}\,\mathrm{m}\,\mathrm{s}^{-1}",
    r"\pu{18 g//mol}": r"18\,\frac{\mathrm{g}}{\mathrm{mol}}",
    r"\qty(\frac{a}{(b)}) c": r"\left(\frac{a}{(b)}\right) c",
    r"\qty|x|": r"\left|x\right|",
    r"\num{-1e6}": r"-1\times 10^{6}",
    r"\num{e3}": r"10^3",
    r"\ang{45}": "45°",
    r"\unit{\micro\gram}": r"\mathrm{µg}",
}


@pytest.mark.parametrize(("short", "long"), QUANTITIES.items())
def test_a_quantity_is_set_as_if_it_were_written_out(short: str, long: str) -> None:
    fonts = ComputerModern()
    made, meant = (set_formula(each, fonts, False).width for each in (short, long))
    assert made == pytest.approx(meant)


def test_a_quantity_is_read_aloud() -> None:
    assert spoken(r"\qty{9.81}{\metre\per\second}") == "9.81 m s inverse"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"\num{many}", "“many” is not a number: write it like 1.5e3"),
        (r"\qty{1}{\furlong}", r"\furlong is no unit that is known"),
    ],
)
def test_what_is_no_quantity_says_why(source: str, why: str) -> None:
    with pytest.raises(CannotSet, match=why.replace("\\", "\\\\")):
        set_formula(source, ComputerModern(), False)
