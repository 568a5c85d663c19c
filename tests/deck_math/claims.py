"""What a check's options say, beside what is true; and the tools to compute both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Values = SimpleNamespace
"""The numbers of one trial, by the names that the formulas have for them."""

Array = NDArray[np.float64]

Formula = Callable[[Values], Any]
"""A number, an array or a tuple of them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The options of one check. `truth` is what its question asks for, and gets there
    another way than the right option does; `how` says which way."""

    card: str
    check: str
    how: str
    values: Callable[[Generator], Values]
    truth: Formula
    options: Mapping[str, Formula]
    tolerance: float = 1e-6


def flat(value: object) -> Array:
    """All numbers of a value in one row."""
    if isinstance(value, tuple):
        return np.concatenate([flat(each) for each in value])
    return np.asarray(value, dtype=np.float64).ravel()


def nothing(rng: Generator) -> Values:
    """For what has no free numbers."""
    return Values()


def slope(f: Callable[[float], float], x: float, step: float = 1e-5) -> float:
    """The derivative, by a central difference of fourth order."""
    near, far = f(x + step) - f(x - step), f(x + 2 * step) - f(x - 2 * step)
    return (8 * near - far) / (12 * step)


_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(80)
_WEIGHTS = _WEIGHTS / np.sqrt(2 * np.pi)


def mean(f: Callable[[Any], Any], centre: Any = 0.0, spread: Any = 1.0) -> float:
    """The expectation of f under a Gaussian, by quadrature."""
    return float(np.sum(_WEIGHTS * f(centre + spread * _NODES)))


def law(draw: Callable[[Any], Any]) -> tuple[float, float]:
    """Mean and standard deviation of what is drawn from a standard Gaussian."""
    middle = mean(draw)
    return middle, float(np.sqrt(mean(lambda noise: (draw(noise) - middle) ** 2)))


def normal(x: Any, centre: Any, variance: Any) -> Any:
    """The density of a Gaussian."""
    return np.exp(-((x - centre) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def kl(p: Any, q: Any) -> float:
    """Of two discrete distributions, in nats."""
    return float(np.sum(p * np.log(p / q)))


def entropy(p: Any) -> float:
    return float(-np.sum(p * np.log(p)))
