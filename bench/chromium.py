"""KaTeX in a headless Chromium that stays open: what a picture by a browser takes."""

import html
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from playwright.sync_api import FloatRect, Page, sync_playwright

from bot.typeset import Face

KATEX = "katex@0.19.1"
NEEDS = "not measured: needs Chromium and npm"
TALLEST = 1500
"""Pixels of a picture at most."""

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first has no window to draw around the page: the least work for the same."""

FLAGS = ("--no-sandbox", "--font-render-hinting=none")
"""Hinted letters would be as wide as fits the pixels, not as the font says."""

PAGE = """<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="node_modules/katex/dist/katex.min.css">
<script src="node_modules/katex/dist/katex.min.js"></script>
<style>
  body { margin: 0; padding: 44px; width: 812px; background: #171b26; color: #eceff6;
         font: 28px/1.42 sans-serif }
  h1 { margin: 0; font-size: 33px }
  #size { position: absolute; width: 20000px }
  #size .katex { font-size: 64px }
  #size .katex-display { margin: 0 }
</style>
<div id="card"></div>
<div id="size"></div>
<script>
  const options = (display) =>
    ({ displayMode: display, throwOnError: true, strict: false, trust: true });
  function show(card) {
    size.textContent = "";
    document.getElementById("card").innerHTML = card;
    for (const math of document.querySelectorAll("#card .tex"))
      katex.render(math.textContent, math, options(math.dataset.display === "1"));
    return document.getElementById("card").offsetHeight;
  }
  function measured([tex, display]) {
    try {
      katex.render(tex, size, options(display));
    } catch {
      return null;
    }
    const bases = [...size.querySelectorAll(".katex-html > .katex-base")]
      .map((base) => base.getBoundingClientRect());
    const em = (length) => parseFloat(length) || 0;
    const struts = [...size.querySelectorAll(".katex-base > .katex-strut")]
      .map(({style}) => [em(style.height), em(style.verticalAlign)]);
    const wide = Math.max(...bases.map((base) => base.right))
      - Math.min(...bases.map((base) => base.left));
    const above = Math.max(0, ...struts.map(([height, drop]) => height + drop));
    const below = Math.max(0, ...struts.map(([_, drop]) => -drop));
    return [wide / 64, above + below];
  }
</script>
"""


class Chromium:
    """The one page that all is shown on."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def picture(self, card: str) -> bytes:
        """A card's HTML with its math set, as PNG."""
        height = self._page.evaluate("card => show(card)", card) + 88
        size: FloatRect = {"x": 0, "y": 0, "width": 900, "height": min(height, TALLEST)}
        return self._page.screenshot(clip=size)

    def sizes(self, formulas: Sequence[tuple[str, bool]]) -> list[list[float] | None]:
        """Width, and height and depth, in em; None of what KaTeX does not know."""
        found = self._page.evaluate("all => all.map(measured)", [*formulas])
        return list(found)

    def cpu(self) -> float:
        """Seconds of processor that the browser has had, in all its processes."""
        used = [each.cpu_times() for each in _processes()]
        return sum(each.user + each.system for each in used)


def _processes() -> list[psutil.Process]:
    below = psutil.Process().children(recursive=True)
    return [each for each in below if re.search("chrom|headless", each.name())]


@contextmanager
def opened() -> Iterator[Chromium | None]:
    """The browser, with KaTeX loaded; None where one of the two is not to be had."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        if found is None or not _installed(folder):
            yield None
            return
        page = Path(folder, "page.html")
        page.write_text(PAGE, "utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
            shown = browser.new_page(viewport={"width": 900, "height": 1000})
            shown.goto(page.as_uri())
            # Else they come when a formula first needs them, and move what stands.
            shown.evaluate("Promise.all([...document.fonts].map(font => font.load()))")
            yield Chromium(shown)
            browser.close()


def _installed(folder: str) -> bool:
    npm = shutil.which("npm")
    if npm is None:
        return False
    command = [npm, "install", "--silent", "--ignore-scripts", "--prefix", folder]
    return subprocess.run([*command, KATEX], capture_output=True).returncode == 0


def card(face: Face) -> str:
    """The face's HTML, its formulas as their sources."""
    return f"<h1>{html.escape(face.title)}</h1>{_reader().render(face.body)}"


def _reader() -> MarkdownIt:
    def math(source: str, options: dict[str, Any]) -> str:
        display = int(options["display_mode"])
        return (
            f'<span class="tex" data-display="{display}">{html.escape(source)}</span>'
        )

    return MarkdownIt("commonmark").use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
        renderer=math,
    )
