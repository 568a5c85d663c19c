"""Names of signs that only mathtext and the fonts know: none of TeX's own."""

import re
import unicodedata
from functools import lru_cache

from bot.typeset.math.nodes import SymbolNode
from bot.typeset.math.symbols import Class

_NAMED = """
AE:Æ BbbC:ℂ BbbN:ℕ BbbP:ℙ BbbQ:ℚ BbbR:ℝ BbbZ:ℤ Colon:∷ DH:Ð Equiv:≣ L:Ł Ldsh:↲
Nearrow:⇗ Nwarrow:⇖ O:Ø OE:Œ QED:∎ Rdsh:↳ Searrow:⇘ Swarrow:⇙ Thorn:Þ ac:∾
acwopencirclearrow:↺ ae:æ approxident:≋ arceq:≘ backcong:≌ bagmember:⋿
barleftarrow:⇤ barvee:⊽ boxbar:◫ carriagereturn:↵ cent:¢ clubsuitopen:♧ cupdot:⊍
cupleftarrow:⊌ cwopencirclearrow:↻ danger:☡ dh:ð disin:⋲ dotminus:∸ dotsminusdots:∺
downzigzagarrow:↯ emdash:— endash:– eqgtr:⋝ eqless:⋜ equalparallel:⋕ frakC:ℭ frakZ:ℨ
guillemotleft:« guillemotright:» guilsinglleft:‹ guilsinglright:› hermitmatrix:⊹ i:ı
increment:∆ invnot:⌐ isinE:⋹ isindot:⋵ isinobar:⋷ isins:⋴ isinvb:⋸
kernelcontraction:∻ l:ł lambdabar:ƛ leftsquigarrow:↜ mapsdown:↧ mapsup:↥ measeq:≞
measuredrightangle:⊾ merge:⩕ minus:− napprox:≉ nequiv:≢ ngtrless:≹ ngtrsim:≵
niobar:⋾ nis:⋼ nisd:⋺ nlessgtr:≸ nlesssim:≴ notsmallowns:∌ npreccurlyeq:⋠ nsimeq:≄
nsqsubseteq:⋢ nsqsupseteq:⋣ nsubset:⊄ nsucccurlyeq:⋡ nsupset:⊅ o:ø obar:⌽ oe:œ
oequal:⊜ perthousand:‰ prurel:⊰ questeq:≟ rightModels:⊫ rightangle:∟ rightarrowbar:⇥
rightassert:⊦ rightzigzagarrow:⇝ scrB:ℬ scrE:ℰ scrF:ℱ scrH:ℋ scrI:ℐ scrL:ℒ scrM:ℳ
scrR:ℛ scre:ℯ scrg:ℊ scro:ℴ scurel:⊱ simneqq:≆ sinewave:∿ slash:∕ smallin:∊
smallintclockwise:∱ smallointctrcclockwise:∳ smallowns:∍ smallvarointclockwise:∲
solbar:⌿ spadesuitopen:♤ sqsubsetneq:⋤ sqsupsetneq:⋥ ss:ß stareq:≛ sterling:£
textasciitilde:~ textexclamdown:¡ textquestiondown:¿ textquotedblleft:“
textquotedblright:” thorn:þ triangleeq:≜ turnednot:⌙ twoheaddownarrow:↡
twoheaduparrow:↟ updownarrowbar:↨ updownarrows:⇅ varisinobar:⋶ varisins:⋳
varlrtriangle:⊿ varniobar:⋽ varnis:⋻ veeeq:≚ wedgeq:≙
"""


_RELATES = re.compile("EQUAL|THAN|EQUIVALENT|PROPORTION|ARROW|SUBSET|SUPERSET|ELEMENT")
"""What Unicode's name of a relation has in it."""


@lru_cache(maxsize=1)
def signs() -> dict[str, SymbolNode]:
    """Each by its command, as `\\questeq`; asked for where that is not known else."""
    pairs = (one.split(":") for one in _NAMED.split())
    return {f"\\{name}": SymbolNode(char, _kind(char)) for name, char in pairs}


def _kind(char: str) -> Class:
    return Class.REL if _RELATES.search(unicodedata.name(char)) else Class.ORD
