"""Objects in JSON, as Python has them."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
"""One that is made here, or that nobody else has."""

JsonIn = Mapping[str, Any]
"""One that came: it is read, and never changed."""
