"""How much a deck may hold; what is beyond is refused with these numbers."""

CARDS = 20_000
"""Cards of a deck. A group would need 54 years of cards of the day."""

FILE_BYTES = 64 * 1024 * 1024
"""Bytes of a file: beyond this it is refused unread."""

SENT_BYTES = 5 * 1024 * 1024
"""Bytes of a file sent in a chat: more is not even fetched, and goes through the
command line."""

LINES = 2_000_000
"""Lines of a file: what is made of them must fit in memory, however short they are."""

FIELD_LENGTH = 10_000
"""Characters of one text: several pictures long, beyond what anybody answers."""

LINE_LENGTH = 300
"""Characters of a text of one line: a title, a tag, a synonym."""

ID_LENGTH = 64
"""Characters of an id: it must fit in a button's token beside others."""
