"""What a JSON Schema has against a document, said as near to the fault as it can be."""

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import (
    Draft7Validator,
    Draft202012Validator,
    ValidationError,
    ValidationErrorKind,
)


def faults(
    validator: Draft7Validator | Draft202012Validator, document: Any
) -> list[tuple[list[str], str]]:
    """Where each fault is, from the root down, and what is wrong there."""
    return [
        (list(map(str, error.instance_path)), error.message[:300])
        for error in map(_nearest, validator.iter_errors(document))
    ]


def _nearest(error: ValidationError) -> ValidationError:
    """For a union, what the branch that was meant has against it."""
    return max([*_meant(error), error], key=lambda each: len(each.instance_path))


def _meant(error: ValidationError) -> Iterator[ValidationError]:
    """A branch that refuses the `type` of what it was shown was not meant."""
    kind = error.kind
    if isinstance(kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        refused = [*error.instance_path, "type"]
        for branch in kind.context:
            if all([*each.instance_path] != refused for each in branch):
                yield from map(_nearest, branch)
