"""Memory that nothing needs any more, given back to the system.

Canvases and formulas of all sizes come and go, and what is kept lies between them. Left
to itself, the C library would hold on to a seventh of all memory for that.
"""

import ctypes
import sys
from itertools import count

from bot.typeset import families

EVERY = 50
"""Faces after which it is done: it takes a millisecond."""

_faces = count(1)


def after_a_face() -> None:
    """To be called behind each face that was drawn."""
    if next(_faces) % EVERY == 0:
        families.let_go()
        # glibc has it, and other libraries may not.
        library = ctypes.CDLL(None) if sys.platform == "linux" else None
        trim = getattr(library, "malloc_trim", None)
        if trim:
            trim(0)
