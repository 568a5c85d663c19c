"""Formulas of chemistry, as the mhchem package reads them."""

import pytest

from bot.typeset.markdown import Math, Prose
from bot.typeset.math import set_formula
from bot.typeset.math.cm import ComputerModern
from bot.typeset.speech import spoken
from bot.typeset.units import Setting, unit

FORMULAS = {
    "H2O": r"\mathrm{H}_2\mathrm{O}",
    "2H2 + O2 -> 2H2O": (
        r"2\,\mathrm{H}_2+\mathrm{O}_2\longrightarrow 2\,\mathrm{H}_2\mathrm{O}"
    ),
    "SO4^2-": r"\mathrm{SO}_4^{2-}",
    "NH4+": r"\mathrm{NH}_4^+",
    "Na+(aq)": r"\mathrm{Na}^+(\mathrm{aq})",
    "[Fe(CN)6]^{4-}": r"[\mathrm{Fe}(\mathrm{CN})_6]^{4-}",
    "^{227}_{90}Th": r"{}^{227}_{90}\mathrm{Th}",
    "CH3-CH=CH2": r"\mathrm{CH}_3{-}\mathrm{CH}{=}\mathrm{CH}_2",
    "1/2 N2": r"\tfrac12\,\mathrm{N}_2",
    "CuSO4*5H2O": r"\mathrm{CuSO}_4\,{\cdot}\,5\,\mathrm{H}_2\mathrm{O}",
    "CuSO4.5H2O": r"\mathrm{CuSO}_4\,{\cdot}\,5\,\mathrm{H}_2\mathrm{O}",
    "CuSO4 * 5H2O": r"\mathrm{CuSO}_4\,{\cdot}\,5\,\mathrm{H}_2\mathrm{O}",
    "R'-OH": r"\mathrm{R}'{-}\mathrm{OH}",
    "RC(=O)OH": r"\mathrm{RC}({=}\mathrm{O})\mathrm{OH}",
    "A = B": r"\mathrm{A}=\mathrm{B}",
    "Fe^{III}": r"\mathrm{Fe}^{\mathrm{III}}",
    "Fe^n+": r"\mathrm{Fe}^{n+}",
    "NO_x": r"\mathrm{NO}_x",
    "Zn | Zn^2+ || Cu^2+|Cu": (
        r"\mathrm{Zn}\,|\,\mathrm{Zn}^{2+}\,\|\,\mathrm{Cu}^{2+}|\mathrm{Cu}"
    ),
    r"A ->[\text{at }][\pu{50 °C}] B": (
        r"\mathrm{A}\xrightarrow[50\,\mathrm{°C}]{\text{at }}\mathrm{B}"
    ),
    r"\textcolor{red}{CH3}OH": r"\mathrm{CH}_3\mathrm{OH}",
    "A <=>[k1][k2] B": (
        r"\mathrm{A}\xrightleftharpoons[\mathrm{k}_2]{\mathrm{k}_1}\mathrm{B}"
    ),
    "A <=> B": r"\mathrm{A}\xrightleftharpoons{}\mathrm{B}",
    "-CH2-CH2-": r"{-}\mathrm{CH}_2{-}\mathrm{CH}_2{-}",
    "O2^{.-}": r"\mathrm{O}_2^{\bullet-}",
    "CO2 ^": r"\mathrm{CO}_2\,{\uparrow}",
}


@pytest.mark.parametrize(("short", "long"), FORMULAS.items())
def test_a_reaction_is_set_as_if_it_were_written_out(short: str, long: str) -> None:
    fonts = ComputerModern()
    made = set_formula(rf"\ce{{{short}}}", fonts, False)
    meant = set_formula(long, fonts, False)
    assert (made.width, made.height, made.depth) == pytest.approx(
        (meant.width, meant.height, meant.depth)
    )


def test_a_reaction_is_broken_at_its_arrow_and_a_substance_nowhere() -> None:
    reaction, substance = (
        unit(Prose((Math(source),)), Setting(300, 30.0)).lines
        for source in (r"\ce{C6H12O6 + 6O2 -> 6CO2 + 6H2O}", r"\ce{C6H12O6.6O2.6H2O}")
    )
    until_arrow = unit(Prose((Math(r"\ce{C6H12O6 + 6O2 ->}"),)), Setting(300, 30.0))

    assert len(reaction) == 2
    assert reaction[0].width == pytest.approx(until_arrow.lines[0].width, abs=4)
    assert len(substance) == 1


def test_a_reaction_is_read_aloud() -> None:
    assert spoken(r"\ce{CH3COOH + H2O <=> CH3COO- + H3O+}") == (
        "CH sub 3 COOH plus H sub 2 O is in equilibrium with "
        "CH sub 3 COO minus plus H sub 3 O plus"
    )


def test_what_joins_atoms_is_called_by_its_name() -> None:
    assert spoken(r"\ce{RC(=O)O-R'}") == "RC (double bond O) O bond R prime"
    assert spoken(r"\ce{H-C#N}") == "H bond C triple bond N"
    assert spoken(r"\ce{H2O\bond{...}H2O}") == "H sub 2 O weak bond H sub 2 O"
    assert spoken(r"\ce{CuSO4.5H2O}") == "CuSO sub 4 dot 5 H sub 2 O"
    assert spoken(r"\ce{Zn | Zn^2+ || Cu^2+ | Cu}") == (
        "Zn phase boundary Zn superscript (2 plus) salt bridge "
        "Cu superscript (2 plus) phase boundary Cu"
    )
    assert spoken(r"\ce{2Na + Cl2 = 2NaCl}") == "2 Na plus Cl sub 2 equals 2 NaCl"
