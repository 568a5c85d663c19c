"""What the page may say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import frames
from adapters.web.frames import BadFrame, Complete, Hello, Ping, Press, Run


@pytest.mark.parametrize(
    ("said", "frame"),
    [
        ({"type": "hello", "name": "Ada"}, Hello("Ada", "")),
        ({"type": "ping", "id": 0}, Ping(0)),
        (
            {"type": "run", "id": 1, "line": "/quiz", "files": {"file": "abc"}},
            Run(1, "/quiz", {"file": "abc"}),
        ),
        (
            {"type": "press", "id": 2, "token": "a:1", "values": {"picks": ["0", "2"]}},
            Press(2, "a:1", {"picks": ("0", "2")}, ""),
        ),
        (
            {"type": "press", "id": 2, "token": "a:1", "message": "p0f"},
            Press(2, "a:1", {}, "p0f"),
        ),
        (
            {"type": "complete", "id": 3, "command": "quiz", "option": "deck"},
            Complete(3, "quiz", "deck", ""),
        ),
    ],
)
def test_a_frame_is_read(said: object, frame: object) -> None:
    assert frames.read(json.dumps(said)) == frame


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[" * 100_000,
        "[]",
        "null",
        "{}",
        '{"type": "shout"}',
        '{"type": "run", "line": "/quiz"}',
        '{"type": "run", "id": true, "line": "/quiz"}',
        '{"type": "run", "id": -1, "line": "/quiz"}',
        '{"type": "run", "id": 1.5, "line": "/quiz"}',
        '{"type": "run", "id": 1, "line": 7}',
        '{"type": "run", "id": 1, "line": "' + "x" * 5000 + '"}',
        '{"type": "run", "id": 1, "line": "/quiz", "files": {"file": 1}}',
        '{"type": "press", "id": 1, "token": "a", "values": {"x": "y"}}',
        '{"type": "press", "id": 1, "token": "a", "values": {"x": [1]}}',
        '{"type": "press", "id": 1, "token": "a", "message": "p<script>"}',
    ],
)
def test_anything_else_is_no_frame(data: str) -> None:
    with pytest.raises(BadFrame):
        frames.read(data)


def test_half_a_character_is_made_harmless() -> None:
    frame = frames.read('{"type": "run", "id": 1, "line": "/quiz \\ud800"}')
    assert frame == Run(1, "/quiz ?", {})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_no_json_breaks_the_reader(said: object) -> None:
    for type in ("hello", "run", "press", "complete", "ping"):
        frame = {"type": type, "id": 1, "values": said, "files": said, "line": said}
        try:
            frames.read(json.dumps(frame))
        except BadFrame:
            continue
