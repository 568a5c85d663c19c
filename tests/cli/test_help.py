"""The command line explains and completes itself, and is quick about it."""

import os
import subprocess
import sys

import pytest

from tests.cli.commands import ROOT


def python(code: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_help_and_completion_wait_for_no_engine() -> None:
    code = "import sys, adapters.cli; print(*sys.modules)"
    heavy = {"bot.engine", "sqlite_utils", "numpy", "matplotlib", "aiohttp", "discord"}
    assert heavy & set(python(code).split()) == set()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("studybot d", ["doctor", "deck", "db"]),
        ("studybot run --n", ["--no-browser"]),
        ("studybot deck show gen", ["generative-models"]),
        ("studybot picture x --theme d", ["dark"]),
    ],
)
def test_a_shell_completes_commands_options_and_values(
    typed: str, completed: list[str]
) -> None:
    said = python(
        "from adapters.__main__ import main; main()",
        _STUDYBOT_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(typed.count(" ")),
    )
    assert said.split() == completed
