"""The page's own files, read once, each with its type and a tag for caches."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
"""Named here: what a system says of `.js` may differ, and browsers then refuse it."""


@dataclass(frozen=True, slots=True)
class Static:
    body: bytes
    media_type: str
    tag: str


def load() -> Mapping[str, Static]:
    """Each file of the page by its name."""
    return {
        path.name: _static(path.read_bytes(), _TYPES[path.suffix])
        for path in sorted(_FOLDER.iterdir())
        if path.suffix in _TYPES
    }


def version(statics: Mapping[str, Static]) -> str:
    """Changes when any of the files does, so that an open page can offer to reload."""
    tags = "".join(static.tag for static in statics.values())
    return hashlib.sha256(tags.encode()).hexdigest()[:12]


def addressed(page: Static, version: str) -> Static:
    """The page, with its files at addresses that are this version's alone."""
    named = f'"/static/{version}/'.encode()
    return _static(page.body.replace(b'"/static/', named), page.media_type)


def _static(body: bytes, media_type: str) -> Static:
    return Static(body, media_type, hashlib.sha256(body).hexdigest()[:24])
