"""A process that draws gives back what it no longer needs."""

import platform
import subprocess
import sys

import pytest

GIVEN_BACK = """
import numpy, psutil
from bot.typeset import Face, FaceKind, Theme, draw
from bot.typeset.spare import EVERY

def size():
    return psutil.Process().memory_info().rss / 1e6

face = Face(FaceKind.ANSWER, "Words, and 漢字, and $x^2$.")
for _ in range(EVERY - 1):
    draw(face, Theme.DARK)
kept, gone = [], []
for _ in range(400):
    gone.append(numpy.ones(100_000, numpy.uint8))
    kept.append(numpy.ones(10_000, numpy.uint8))
del gone
before = size()
draw(face, Theme.DARK)
print(before - size())
"""
"""Forty megabytes that are free, and lie between what is not."""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="this C library decides by itself"
)
def test_what_is_free_goes_back_to_the_system_every_fifty_faces() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GIVEN_BACK], capture_output=True, text=True, check=True
    )

    assert float(done.stdout) > 30
