"""`python -m bot.typeset`: what people measure with."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.typeset.__main__ import main


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commands set for their own process stays in the test."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")


def measured(folder: Path, *lines: bytes) -> list[dict[str, Any]]:
    asked, out = folder / "asked.jsonl", folder / "out.jsonl"
    asked.write_bytes(b"\n".join(lines))
    main(["measure", str(asked), "--out", str(out)])
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_each_formula_has_its_size_and_how_it_was_come_by(tmp_path: Path) -> None:
    found = measured(
        tmp_path,
        rb'{"id": "a", "kind": "inline", "tex": "x"}',
        rb'{"id": "b", "kind": "display", "tex": "\\nosuch"}',
        rb'{"id": "c", "kind": "inline", "tex": "\\hspace{999em}"}',
    )

    assert found == [
        {
            "id": "a",
            "width_em": 0.5715,
            "height_em": 0.4306,
            "depth_em": 0.0,
            "how": "typeset",
            "reason": "",
        },
        {
            "id": "b",
            "width_em": 0.0,
            "height_em": 0.0,
            "depth_em": 0.0,
            "how": "fallback",
            "reason": r"\nosuch is not known",
        },
        {
            "id": "c",
            "width_em": 0.0,
            "height_em": 0.0,
            "depth_em": 0.0,
            "how": "refused",
            "reason": "999em is too long for a picture",
        },
    ]


ODD = [
    *(b"[1]", b"null", b"5", b"{}", b"not json", b'{"id": 1}', b"[" * 100_000),
    *(b'{"id": 1, "tex": null}', b'{"id": 1, "tex": "\\ud800"}', b'{"tex": "\xff"}'),
]


def test_no_line_keeps_the_others_from_being_measured(tmp_path: Path) -> None:
    found = measured(tmp_path, *ODD, b"", b'{"id": "last", "tex": "x"}')

    assert len(found) == len(ODD) + 1
    assert found[-1]["how"] == "typeset"
    assert found[6]["reason"].startswith("the line is no JSON: ")
    assert found[7]["reason"] == "the line has no formula: a text called tex"
    assert [each["id"] for each in found[-3:]] == [1, None, "last"]
    assert all(each["reason"] for each in found if each["how"] != "typeset")


def test_each_card_is_drawn_and_a_line_says_what_it_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = [
        {"id": "one", "title": "T", "body": r"so $x^2$ and $\nosuch$", "tags": ["a"]},
        {"id": "up/../two", "body": "long " * 450},
    ]
    (tmp_path / "cards.json").write_text(json.dumps(cards), "utf-8")

    main(
        ["draw", str(tmp_path / "cards.json"), "--out", str(tmp_path), "--rounds", "2"]
    )

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["id"], line["round"]) for line in lines] == [
        ("one", 0),
        ("up/../two", 0),
        ("one", 1),
        ("up/../two", 1),
    ]
    assert (lines[0]["formulas"], lines[0]["fallbacks"]) == (2, 1)
    drawn = {path.name for path in tmp_path.glob("*.png")}
    assert drawn == {"one.png", "up-..-two.png", "up-..-two-2.png"}


BAD = {
    "[": "cards.json is no JSON: Expecting value: line 1 column 2 (char 1)",
    "{}": "cards.json has no list of cards",
    '[{"id": "a"}, {"body": "x"}]': "card 2 has no id",
    '["x"]': "card 1 has no id",
}


@pytest.mark.parametrize("given", BAD)
def test_what_are_no_cards_is_told_in_a_sentence_and_nothing_is_drawn(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cards.json").write_text(given, "utf-8")

    with pytest.raises(SystemExit, match="2"):
        main(["draw", "cards.json", "--out", "pictures"])

    assert capsys.readouterr().err == f"{BAD[given]}\n"
    assert not Path("pictures").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["measure", "none.jsonl"], "none.jsonl: No such file or directory"),
        (["draw", "none.json", "--out", "."], "none.json: No such file or directory"),
        (["draw", "a.json", "--out", ".", "--width", "-5"], "write 200 to 4000 pixels"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit, match="2"):
        main(given)

    assert told in capsys.readouterr().err
