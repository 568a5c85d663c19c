"""`studybot deck`: what it prints, writes and refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.cli.deck import app
from bot.decks import read
from bot.settings import SEEDS
from tests.decks.samples import MARKDOWN, NOTES, SOUND


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "networks.toml").write_text(SOUND, "utf-8")
    (tmp_path / "networks.md").write_text(MARKDOWN, "utf-8")
    (tmp_path / "notes.txt").write_text(NOTES, "utf-8")
    broken = SOUND.replace("hint =", "hnt =").replace("year = 1981", "year = true")
    (tmp_path / "broken.toml").write_text(broken, "utf-8")
    return tmp_path


def test_a_sound_deck_is_said_to_be_sound(folder: Path) -> None:
    result = run("check", folder / "networks.toml")

    assert result.exit_code == 0
    assert flat(result.stdout).endswith("networks.toml: 1 card, no faults")


def test_every_fault_of_every_file_is_listed_and_the_exit_code_is_one(
    folder: Path,
) -> None:
    result = run(
        "check", folder / "broken.toml", folder / "no.toml", folder / "notes.txt"
    )

    assert result.exit_code == 1
    assert result.stdout.startswith(
        'fault  line 18, card tcp-handshake: unknown key "hnt"; did you mean "hint"?\n'
        "fault  line 49, card tcp-handshake: year must be a whole number, and is true "
        "or false\n"
    )
    assert "no.toml: there is no such file." in result.stderr
    assert "notes.txt: 6 cards, no faults" in flat(result.stdout)


def test_notes_can_be_made_to_count(folder: Path) -> None:
    assert run("check", folder / "networks.md").exit_code == 0
    assert run("check", "--strict", folder / "networks.md").exit_code == 1


def test_notes_are_imported_with_a_list_of_what_is_missing(folder: Path) -> None:
    out = folder / "out.toml"
    result = run(
        *(
            "import",
            folder / "notes.txt",
            "--out",
            out,
            "--id",
            "nets",
            "--title",
            "Nets",
        )
    )

    assert result.exit_code == 0
    assert "note  line 9, card put-load-balancer: no tags\n" in result.stderr
    assert "note  4 cards: no kind (dns-turn-name, router-read," in result.stderr
    assert flat(result.stderr).endswith("out.toml: 6 cards")
    deck = read(out.read_bytes(), out.name).deck
    assert deck is not None
    assert (deck.id, deck.title, len(deck.cards)) == ("nets", "Nets", 6)


def test_nothing_is_overwritten_unless_forced(folder: Path) -> None:
    out = folder / "networks.md"

    result = run("export", folder / "networks.toml", "--out", out)

    assert result.exit_code == 1
    assert flat(result.stderr).endswith(
        "networks.md exists already; --out names another, --force overwrites it."
    )
    assert out.read_text("utf-8") == MARKDOWN
    assert run("export", folder / "networks.toml", "-o", out, "--force").exit_code == 0
    assert out.read_text("utf-8") != MARKDOWN


def test_an_export_can_go_to_the_screen(folder: Path) -> None:
    result = run("export", folder / "networks.toml", "--format", "csv", "--out", "-")

    assert result.exit_code == 0
    assert '"tcp-handshake","How does TCP open a connection?"' in result.stdout
    assert "note  a table does not hold the synonyms (2)" in result.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["check", "."], ". is a folder; name a file in it."),
        (["show", "nowhere/x.toml"], "Nor is there a folder nowhere."),
        (["import", "notes.txt", "--id", "My Deck"], 'such as "my-deck".'),
        (["import", "notes.txt", "--title", " "], "--title takes 1 to 300 characters."),
        (["import", "notes.txt", "--out", "no/x"], "There is no folder no."),
        (["import", "notes.txt", "--out", "."], ". is a folder; --out names a file."),
        (["check", "network.toml"], "Did you mean networks.toml?"),
        (["show", "generative"], "These decks ship: generative-models."),
        (["import", "networks.toml"], "--out names another, --force overwrites it."),
    ],
)
def test_slips_get_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(folder)

    result = run(*words)

    assert result.exit_code == 1
    assert result.stderr.endswith(f"{sentence}\n")
    assert result.stderr.count("\n") == 1


def test_the_cards_of_a_deck_are_shown_as_a_table(folder: Path) -> None:
    result = run("show", folder / "networks.toml")

    assert result.exit_code == 0
    assert "tcp-handshake" in result.stdout
    assert "beginner" in result.stdout


def test_what_is_in_a_deck_is_counted(folder: Path) -> None:
    lines = run("stats", folder / "networks.toml").stdout.splitlines()

    assert lines[0] == "Networks (networks)"
    assert [line.split() for line in lines if line.strip(" ─")][1:] == [
        ["Cards", "Checks", "Points", "Words", "Formulas", "Per", "answer"],
        ["All", "1", "1", "1", "72", "1", "9"],
        ["beginner", "1", "1", "1", "72", "1", "9"],
        ["concept", "1", "1", "1", "72", "1", "9"],
        ["tcp", "1", "1", "1", "72", "1", "9"],
        ["transport", "1", "1", "1", "72", "1", "9"],
    ]


def test_the_ids_of_cards_are_shown_whole() -> None:
    [file] = SEEDS.glob("generative-models.toml")
    deck = read(file.read_bytes(), file.name).deck
    assert deck
    shown = CliRunner().invoke(app, ["show", str(file)], env={"COLUMNS": "80"})
    assert [card.id for card in deck.cards if card.id not in shown.stdout] == []


@pytest.mark.parametrize("command", ["check", "show", "stats"])
def test_a_deck_gives_the_terminal_no_orders(folder: Path, command: str) -> None:
    order = "\\u001b]0;mine\\u0007\\u009b2J"
    hostile = (folder / "networks.toml").read_text("utf-8")
    hostile = hostile.replace('title = "', f'title = "Ours{order}', 1)
    hostile = hostile.replace("question = ", f'"odd{order}" = 1\nquestion = ', 1)
    (folder / "hostile.toml").write_text(hostile, "utf-8")
    mild = hostile.replace(f'"odd{order}" = 1\n', "")
    (folder / "mild.toml").write_text(mild, "utf-8")

    for name in ("hostile.toml", "mild.toml"):
        result = run(command, folder / name)
        assert not set("\x1b\x07\x9b") & set(result.output)
        assert "mine2J" in result.output or command == "check"


def test_markup_in_a_deck_is_shown_as_it_stands(folder: Path) -> None:
    file = folder / "marked.toml"
    file.write_text(SOUND.replace('"Networks"', '"[red]Networks[/red]"'), "utf-8")

    assert "[red]Networks[/red] (networks)" in run("show", file).stdout


def test_each_shipped_deck_is_listed_and_has_no_faults() -> None:
    files = sorted(SEEDS.glob("*.toml"))
    shown = run("list").stdout

    for file in files:
        reading = read(file.read_bytes(), file.name)
        assert reading.faults == ()
        assert file.stem in shown


@pytest.mark.parametrize(
    "command", ["check", "import", "export", "list", "show", "stats"]
)
def test_each_command_has_help(command: str) -> None:
    result = run(command, "--help")

    assert result.exit_code == 0
    assert command == "list" or "Example" in result.stdout
    assert "[bold]" not in result.stdout


def test_a_screen_without_the_letters_shows_others(folder: Path) -> None:
    (folder / "greek.toml").write_text(SOUND.replace("Networks", "Δίκτυα"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "adapters", "deck", "show", str(folder / "greek.toml")],
        cwd=SEEDS.parent,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "?????? (networks)" in done.stdout
