"""A process that draws, and has loaded nothing else: `python -m bench.drawing`.

It takes a card a line, as JSON, and answers each with an empty line once it is drawn.
"""

import json
import sys

from bot.typeset import Face, FaceKind, Theme, draw

if __name__ == "__main__":
    for line in sys.stdin:
        title, body, badges = json.loads(line)
        draw(Face(FaceKind.ANSWER, body, title, tuple(badges)), Theme.DARK)
        print(flush=True)
