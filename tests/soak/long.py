"""Which tests take minutes, and so are for `make soak` alone."""

import os

import pytest

long = pytest.mark.skipif(
    os.environ.get("STUDYBOT_SOAK") != "1", reason="takes minutes: STUDYBOT_SOAK=1"
)
