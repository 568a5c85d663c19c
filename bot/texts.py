"""Text from outside, as it can be kept."""


def storable(text: str) -> str:
    """The text with what UTF-8 cannot hold (half of a character) replaced by `?`."""
    return text.encode("utf-8", "replace").decode()
