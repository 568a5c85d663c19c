"""Who may import whom, and what nothing in the engine may do."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
RULES = (
    *("cards", "days", "drops", "streaks", "spacing", "standings", "questions"),
    *("phrases", "typed", "zones", "rounds", "moments", "errors", "members"),
    *("channels", "texts", "wishes", "challenges", "paces", "results", "progress"),
)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def _imports(path: Path) -> list[str]:
    return [*_imported(path)]


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _reaches(path: Path, *forbidden: str) -> list[str]:
    return [
        found
        for found in _imports(path)
        if any(found == one or found.startswith(f"{one}.") for one in forbidden)
    ]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_the_engine_knows_no_platform_and_no_network(path: Path) -> None:
    assert not _reaches(
        path,
        *("adapters", "aiohttp", "apscheduler", "discord", "slack_bolt", "slack_sdk"),
        *(
            "asyncio",
            "socket",
            "urllib.request",
            "http",
            "requests",
            "threading.Thread",
        ),
    )


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_store_speaks_sql(path: Path) -> None:
    if not _name(path).startswith("bot.store"):
        assert not _reaches(path, "sqlite3", "sqlite_utils")


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_what_paints_imports_the_painter(path: Path) -> None:
    if not _name(path).startswith(("bot.typeset", "bot.chart")):
        assert not _reaches(path, "matplotlib", "numpy")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "bot" / "typeset").rglob("*.py")), ids=_name
)
def test_the_typesetting_can_be_lifted_out(path: Path) -> None:
    ours = _reaches(path, "bot", "adapters")
    others = {found.split(".")[0] for found in _imports(path)} - {"bot"}

    assert all(each.startswith("bot.typeset.") for each in ours)
    assert others - sys.stdlib_module_names <= {
        *("matplotlib", "numpy", "markdown_it", "mdit_py_plugins", "zlib_ng")
    }


def test_two_modules_know_matplotlib_and_neither_what_is_private_to_it() -> None:
    folder = ROOT / "bot" / "typeset"
    found = {
        path.name: _reaches(path, "matplotlib")
        for path in folder.rglob("*.py")
        if _reaches(path, "matplotlib")
    }

    assert found.keys() == {"freetype.py", "stock.py"}
    assert not [name for names in found.values() for name in names if "._" in name]
    assert "matplotlib==3.11." in (ROOT / "requirements.txt").read_text("utf-8")


@pytest.mark.parametrize("name", RULES)
def test_rules_reach_neither_store_nor_use_cases(name: str) -> None:
    found = _reaches(
        ROOT / "bot" / f"{name}.py",
        "bot.store",
        "bot.flows",
        "bot.engine",
        "bot.routes",
    )
    assert found == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "bot" / "store").glob("*.py")), ids=_name
)
def test_the_store_reaches_no_use_case_and_no_prose(path: Path) -> None:
    assert not _reaches(path, "bot.flows", "bot.engine", "bot.routes", "bot.wording")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "bot" / "wording").glob("*.py")), ids=_name
)
def test_prose_imports_nothing_of_ours_but_prose_and_types(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    top = [
        node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot")
    ]
    assert [one for one in top if not (one or "").startswith("bot.wording")] == []


CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}
DICE = {"random", "choice", "shuffle", "randint", "randrange", "sample", "choices"}


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Calls of the form `owner.name(...)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            yield node.func.value.id, node.func.attr


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nothing_reads_the_clock_or_rolls_dice(path: Path) -> None:
    found = [
        (owner, name)
        for owner, name in _calls(ast.parse(path.read_text("utf-8")))
        if (owner in ("datetime", "date", "time") and name in CLOCKS)
        or (owner == "random" and name in DICE)
    ]
    # The command that measures how long drawing takes.
    assert found == [] or path.parts[-2:] == ("typeset", "__main__.py")
    assert not _reaches(path, "time.time", "time.monotonic", "secrets", "uuid")
    assert not [one for one in _reaches(path, "random") if one not in _DICE_TYPES]


PLATFORMS = ("discord", "slack", "web")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_platform_reaches_into_another(platform: str) -> None:
    others = [f"adapters.{other}" for other in PLATFORMS if other != platform]
    for path in (ROOT / "adapters" / platform).rglob("*.py"):
        assert _reaches(path, *others) == []


_DICE_TYPES = ("random", "random.Random")


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350


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
