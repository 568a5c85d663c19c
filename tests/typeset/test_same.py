"""A picture depends on its face alone: not on what was drawn before, nor by whom."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

KEPT = """
import functools
usual = functools.lru_cache

def fewer(maxsize=128, typed=False):
    if callable(maxsize):
        return usual({kept})(maxsize)
    return usual({kept})

functools.lru_cache = fewer
"""
"""Whatever is kept by its arguments, so many of each."""

DRAW = """
import hashlib, json
from threading import Thread
from bot.typeset import Face, FaceKind, Theme, draw
from tests.typeset.test_podium import PODIUMS
from tests.typeset.test_pictures import FACES

faces = {**FACES, **PODIUMS}
faces["long"] = Face(FaceKind.ANSWER, "many lines of words, and more of them " * 60)
faces["scripts"] = Face(FaceKind.ANSWER, "שלום $x^2$ नमस्ते **حرف** 漢字 👍🏽 a\\u0301")
found = {}

def drawn(name):
    pictures = draw(faces[name], Theme.DARK, 600)
    all = repr([(one.png, one.alt, one.width, one.height) for one in pictures])
    found[name] = hashlib.sha256(all.encode()).hexdigest()
"""

IN_ORDER = """
for name in faces:
    drawn(name)
"""

BACKWARDS = """
for name in reversed(faces):
    drawn(name)
for name in faces:
    drawn(name)
"""

AT_ONCE = """
threads = [Thread(target=drawn, args=(name,)) for name in faces]
for each in threads:
    each.start()
for each in threads:
    each.join()
"""

SHOW = "print(json.dumps(found, sort_keys=True))"


@cache
def hashes(before: str, way: str, seed: str) -> dict[str, str]:
    """What each of the faces comes to, drawn so in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", before + DRAW + way + SHOW],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("before", "way", "seed"),
    [
        ("", BACKWARDS, "1"),
        ("", AT_ONCE, "2"),
        (KEPT.format(kept=16), BACKWARDS, "3"),
    ],
    ids=["the other way round", "in threads", "nearly nothing kept"],
)
def test_a_face_is_the_same_picture_whenever_it_is_drawn(
    before: str, way: str, seed: str
) -> None:
    assert hashes(before, way, seed) == hashes("", IN_ORDER, "0")
