"""Who may import whom, and what nothing in the engine may do."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ABOVE = ("bot.engine", "bot.routes", "bot.flows")
"""The use cases and what leads to them."""

MEETING = {"bot.engine", "bot.routes", "bot.completion"}
"""What stands beside the rules and leads to the use cases, or asks the store."""


def _under(top: str) -> list[str]:
    """The names of all modules of a package, its own with them."""
    folder = ROOT.joinpath(*top.split("."))
    found = sorted(_name(path) for path in folder.rglob("*.py"))
    assert found, f"there is nothing in {folder}"
    return found


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _path(module: str) -> Path:
    folder = ROOT.joinpath(*module.split("."))
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


def _rules() -> list[str]:
    """The rules, which stand alone at the top, and what they speak of."""
    top = (_name(path) for path in (ROOT / "bot").glob("*.py"))
    return sorted({*top} - MEETING)


def _within(module: str, *packages: str) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in packages)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_path(module).read_text("utf-8"))


@cache
def _imports(module: str) -> tuple[str, ...]:
    return tuple(_imported(_tree(module)))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _reaches(module: str, *forbidden: str) -> list[str]:
    return [found for found in _imports(module) if _within(found, *forbidden)]


def _reaching(modules: Iterable[str], *forbidden: str) -> dict[str, list[str]]:
    """Those that import what they may not, and what that is."""
    found = {module: _reaches(module, *forbidden) for module in modules}
    return {module: names for module, names in found.items() if names}


def test_the_engine_knows_no_platform_and_no_network() -> None:
    platforms = ("adapters", "aiohttp", "apscheduler", "discord", "slack_bolt")
    network = ("slack_sdk", "asyncio", "socket", "urllib.request", "http", "requests")

    assert _reaching(_under("bot"), *platforms, *network, "threading.Thread") == {}


def test_only_the_store_speaks_sql() -> None:
    others = [one for one in _under("bot") if not _within(one, "bot.store")]

    assert _reaching(others, "sqlite3", "sqlite_utils") == {}


def test_only_what_paints_imports_the_painter() -> None:
    painting = ("bot.typeset", "bot.charts")
    others = [one for one in _under("bot") if not _within(one, *painting)]

    assert _reaching(others, "matplotlib", "numpy") == {}


def test_the_typesetting_can_be_lifted_out() -> None:
    needed = {"matplotlib", "numpy", "markdown_it", "mdit_py_plugins", "zlib_ng"}
    for module in _under("bot.typeset"):
        ours = _reaches(module, "bot", "adapters")
        others = {found.split(".")[0] for found in _imports(module)} - {"bot"}

        assert [one for one in ours if not _within(one, "bot.typeset")] == [], module
        assert others - sys.stdlib_module_names <= needed, module


def test_two_modules_know_matplotlib_and_neither_what_is_private_to_it() -> None:
    found = _reaching(_under("bot.typeset"), "matplotlib")

    assert found.keys() == {"bot.typeset.freetype", "bot.typeset.stock"}
    assert not [name for names in found.values() for name in names if "._" in name]
    assert "matplotlib==3.11." in (ROOT / "requirements.txt").read_text("utf-8")


def test_rules_reach_neither_store_nor_use_cases() -> None:
    assert {"bot.drops", "bot.streaks", "bot.spacing", "bot.standings"} < {*_rules()}
    assert _reaching(_rules(), "bot.store", *ABOVE) == {}


def test_use_cases_do_not_reach_what_leads_to_them() -> None:
    assert _reaching(_under("bot.flows"), "bot.engine", "bot.routes") == {}


def test_the_store_reaches_no_use_case_and_no_prose() -> None:
    assert _reaching(_under("bot.store"), *ABOVE, "bot.wording") == {}


def test_rules_store_and_prose_know_nothing_of_what_is_shown() -> None:
    lower = [*_rules(), *_under("bot.store"), *_under("bot.wording")]
    lower.remove("bot.panels")

    assert _reaching(lower, "bot.panels") == {}


def test_prose_imports_nothing_of_ours_but_prose_and_types() -> None:
    """What is imported for the types alone stands under a condition."""
    for module in _under("bot.wording"):
        top = [one for one in _tree(module).body if not isinstance(one, ast.If)]
        ours = [name for one in top for name in _imported(one) if _within(name, "bot")]

        assert [one for one in ours if not _within(one, "bot.wording")] == [], module


CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}
DICE = {"random", "choice", "shuffle", "randint", "randrange", "sample", "choices"}

MEASURES = "bot.typeset.__main__"
"""The command that measures how long drawing takes."""


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Calls of the form `owner.name(...)`, whatever the owner is itself part of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value).rpartition(".")[2], node.func.attr


def test_nothing_reads_the_clock() -> None:
    names = (*(f"time.{clock}" for clock in CLOCKS), "uuid")
    for module in _under("bot"):
        asked = {
            f"{owner}.{name}"
            for owner, name in _calls(_tree(module))
            if owner in ("datetime", "date", "time") and name in CLOCKS
        }

        assert _reaches(module, *names) == [], module
        assert asked == ({"time.perf_counter"} if module == MEASURES else set()), module


def test_nothing_rolls_dice_but_those_it_is_given() -> None:
    for module in _under("bot"):
        rolled = [
            f"{owner}.{name}"
            for owner, name in _calls(_tree(module))
            if owner == "random" and name in DICE
        ]
        imported = {*_reaches(module, "random", "secrets")}

        assert rolled == [], module
        assert imported <= {"random", "random.Random"}, module


PLATFORMS = ("discord", "slack", "web")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_platform_reaches_into_another(platform: str) -> None:
    others = [f"adapters.{other}" for other in PLATFORMS if other != platform]

    assert _reaching(_under(f"adapters.{platform}"), *others) == {}


@pytest.mark.parametrize("top", ["bot", "adapters"])
def test_modules_are_small_enough_to_read(top: str) -> None:
    lines = {
        module: len(_path(module).read_text("utf-8").splitlines())
        for module in _under(top)
    }

    assert [f"{one}: {many}" for one, many in lines.items() if many > 350] == []


def _python(code: str) -> str:
    """What a fresh interpreter prints, with an empty environment and no network."""
    guard = (
        "import socket\n"
        "def no(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = no\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", guard + code],
        cwd=ROOT,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["bot", "bot.engine", "bot.decks", "bot.wording"])
def test_importing_needs_no_environment_and_paints_nothing(module: str) -> None:
    # numpy is not among them: sqlite-utils imports it wherever it is installed.
    code = (
        f"import sys, {module}\n"
        "print([m for m in ('matplotlib', 'PIL', 'discord', 'slack_bolt', 'aiohttp')"
        " if m in sys.modules])"
    )
    assert _python(code) == "[]"


def test_slack_alone_does_not_load_what_discord_needs() -> None:
    code = "import sys, adapters.slack\nprint('discord' in sys.modules)"
    assert _python(code) == "False"
