"""What the documents promise about the set-up is what the program does."""

import re
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.discord.doctor import PERMISSIONS
from adapters.slack.manifest import OPTIONAL, SCOPES
from bot.settings import read

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"\b(?:STUDYBOT|DISCORD|SLACK)_[A-Z_]+\b")


class Asked(dict[str, str]):
    """An environment that notes what it is asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.names.add(name)
        return default


def asked() -> set[str]:
    environment = Asked()
    read(environment)
    return environment.names - {"PORT"}


GUIDES = ("deploy", "discord", "slack")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_setting_is_in_the_example() -> None:
    assert asked() <= set(NAME.findall(text(".env.example")))


def test_what_the_example_gives_as_usual_is_what_holds_without_it() -> None:
    example = dict(re.findall(r"^#(\w+)=(.+)$", text(".env.example"), re.MULTILINE))
    usual = ("STUDYBOT_DATA", "STUDYBOT_HOST", "STUDYBOT_PORT")
    told = {name: example[name] for name in usual}

    assert read(told) == read({})
    told_to_deployers = text("docs/deploy.md")
    for name, value in told.items():
        row = re.search(rf"\| `{name}` \|.*", told_to_deployers)
        assert row
        assert value in row[0]


@pytest.mark.parametrize(
    "name", [".env.example", "README.md", *(f"docs/{name}.md" for name in GUIDES)]
)
def test_no_document_names_a_setting_that_there_is_not(name: str) -> None:
    source = "".join(path.read_text("utf-8") for path in sources())
    made_up = {
        each
        for each in NAME.findall(text(name))
        if each.removeprefix("STUDYBOT_") not in source
    }
    assert made_up == set()


def sources() -> Iterator[Path]:
    yield ROOT / "bot" / "settings.py"
    yield from (ROOT / "adapters").rglob("*.py")


def test_every_setting_of_the_page_is_told_to_who_deploys_it() -> None:
    ours = {name for name in asked() if name.startswith("STUDYBOT_")}
    assert ours <= set(NAME.findall(text("docs/deploy.md")))


def test_links_between_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_tree_of_the_architecture_names_every_module_at_its_top() -> None:
    tree = text("docs/architecture.md").split("```")[1]
    modules = {
        path.name for top in ("bot", "adapters") for path in (ROOT / top).glob("*.py")
    }
    assert modules - set(re.findall(r"\w+\.py", tree)) == {"__init__.py"}


def told_in_tables(name: str, what: str) -> set[str]:
    """The first cells of the tables that begin with this heading."""
    rows = re.findall(rf"\| {what} \|.*\n\|.*\n((?:\|.*\n)+)", text(name))
    cells = [line.split("|")[1] for line in "".join(rows).splitlines()]
    return {each.strip("` ") for cell in cells for each in cell.split(",")}


def test_the_guide_names_the_permissions_that_the_invitation_asks_for() -> None:
    told = told_in_tables("docs/discord.md", "permission")
    flags = {each.strip().casefold().replace(" ", "_") for each in told}
    assert flags == {
        # discord.py knows View Channels by an older name.
        "view_channels" if name == "read_messages" else name
        for name, asked_for in PERMISSIONS
        if asked_for
    }


def test_the_guide_names_the_scopes_of_the_manifest() -> None:
    assert told_in_tables("docs/slack.md", "scope") == {*SCOPES, *OPTIONAL}


SHOWN = re.compile(r"pictures/(\w+)\.png")


def test_the_pictures_that_documents_show_are_those_that_are_drawn_for_them() -> None:
    drawn = {
        name for name, _ in runpy.run_path(str(ROOT / "docs/draw.py"))["pictures"]()
    }
    there = {path.stem for path in (ROOT / "docs/pictures").iterdir()}
    shown = set(SHOWN.findall(text("README.md") + text("docs/typesetting.md")))

    assert drawn == there == shown


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_alone_lists_what_can_be_made_and_nothing_else() -> None:
    told = subprocess.run(
        ["make", "-C", ROOT, "--no-print-directory"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert [line[:5] for line in told.splitlines()] == ["make "] * 4
    assert re.findall(r"make (\w+)", told) == [
        "run",
        "check",
        "test",
        "lock",
        "soak",
        "bench",
        "docs",
    ]
