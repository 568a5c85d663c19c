import json
from pathlib import Path

from typer.testing import Result

from tests.cli.commands import invoke

DECK = """
format = 1
id = "d"
title = "D"

[[cards]]
id = "one"
question = "Why $x$?"
answer = "Because $y$."

[[cards]]
id = "two"
question = "How?"
answer = "So."
"""


def _deck(folder: Path) -> str:
    path = folder / "d.toml"
    path.write_text(DECK)
    return str(path)


def _drawn(folder: Path, *words: str) -> Result:
    return invoke(folder / "data", "picture", *words)


def test_every_side_is_drawn_in_both_themes_with_its_words(tmp_path: Path) -> None:
    out = tmp_path / "out"

    result = _drawn(tmp_path, _deck(tmp_path), "--out", str(out))

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.glob("one*")) == [
        "one-answer-dark-1.png",
        "one-answer-light-1.png",
        "one-question-dark-1.png",
        "one-question-light-1.png",
    ]
    said = json.loads((out / "alternative-texts.json").read_text())
    assert said["one-answer-dark-1.png"] == "Answer. D. Because y."


def test_a_card_a_side_and_a_theme_can_be_chosen(tmp_path: Path) -> None:
    chosen = ["--card", "two", "--face", "question", "--theme", "light"]

    result = _drawn(tmp_path, _deck(tmp_path), "--out", str(tmp_path / "out"), *chosen)

    assert result.exit_code == 0, result.output
    drawn = [path.name for path in (tmp_path / "out").glob("*.png")]
    assert drawn == ["two-question-light-1.png"]
    assert f"1 picture in {tmp_path / 'out'}" in result.output


def test_mistakes_are_told_with_the_way_out(tmp_path: Path) -> None:
    deck, out = _deck(tmp_path), str(tmp_path / "out")
    (tmp_path / "file").touch()
    (tmp_path / "bad.toml").write_text("format = 1\n[[cards]]\n")

    unknown = _drawn(tmp_path, deck, "--out", out, "--card", "three")
    missing = _drawn(tmp_path, str(tmp_path / "no.toml"), "--out", out)
    blocked = _drawn(tmp_path, deck, "--out", str(tmp_path / "file" / "x"))
    file = _drawn(tmp_path, deck, "--out", str(tmp_path / "file"))
    faulty = _drawn(tmp_path, str(tmp_path / "bad.toml"), "--out", out)
    sideless = _drawn(tmp_path, deck, "--out", out, "--face", "check")

    results = (unknown, missing, blocked, file, faulty, sideless)
    assert [result.exit_code for result in results] == [1] * 6
    assert "There are: one, two" in unknown.output
    assert "no.toml: there is no such file. Did you mean" in missing.output
    assert "Cannot write to" in blocked.output
    assert file.output == f"{tmp_path / 'file'} is a file; --out names a folder.\n"
    assert "bad.toml: 5 faults" in faulty.output
    assert "no such side" in sideless.output


def test_a_shipped_deck_is_drawn_by_its_id(tmp_path: Path) -> None:
    chosen = ["--card", "vae-elbo", "--face", "question", "--theme", "dark"]
    words = ["generative-models", "--out", str(tmp_path), *chosen]

    result = _drawn(tmp_path, *words)

    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.glob("*.png")] == [
        "vae-elbo-question-dark-1.png"
    ]
