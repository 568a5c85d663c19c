"""matplotlib's FreeType and HarfBuzz, without the rest of matplotlib.

The package brings what plots need: colours, units, scales, a grammar, PIL. All of it
would take as long to import as everything else that draws a card, and a third of the
memory. So the one extension that loads and draws glyphs is loaded by itself, under its
own name: whoever imports matplotlib later finds the same.
"""

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

_PACKAGE, _NAME = "matplotlib", "matplotlib.ft2font"


def folder() -> Path:
    """Where matplotlib keeps its fonts."""
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"no module named {_PACKAGE}", name=_PACKAGE)
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def _loaded() -> ModuleType:
    """The extension, with all of matplotlib only where it cannot be had alone."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    package = find_spec(_PACKAGE)
    spec = package and PathFinder.find_spec(_NAME, package.submodule_search_locations)
    if not spec or not spec.loader:
        return import_module(_NAME)
    try:
        module = module_from_spec(spec)
        sys.modules[_NAME] = module
        spec.loader.exec_module(module)
    except ImportError:  # such as where the package says where its libraries are
        sys.modules.pop(_NAME, None)
        return import_module(_NAME)
    return module


if TYPE_CHECKING:
    from matplotlib.ft2font import (
        FT2Font,
        Glyph,
        GlyphIndexType,
        Kerning,
        LoadFlags,
    )
else:
    _extension = _loaded()
    FT2Font, Glyph = _extension.FT2Font, _extension.Glyph
    Kerning, LoadFlags = _extension.Kerning, _extension.LoadFlags
    GlyphIndexType = int

__all__ = ["FT2Font", "Glyph", "GlyphIndexType", "Kerning", "LoadFlags", "folder"]
