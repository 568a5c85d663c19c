"""Sizes, counts and units, and what a product of conditionals is."""

import numpy as np
from numpy.random import Generator

from tests.deck_math.claims import Array, Claim, Values, nothing


def _shapes(rng: Generator) -> Values:
    d, k, r = (
        int(n) for n in (rng.integers(9, 20), rng.integers(21, 40), rng.integers(2, 8))
    )
    return Values(d=d, k=k, r=r)


def _trained(v: Values) -> int:
    down, up = np.zeros((v.d, v.r)), np.zeros((v.r, v.k))
    assert (down @ up).shape == (v.d, v.k)
    return down.size + up.size


def _patches() -> int:
    image = np.zeros((336, 336)).reshape(24, 14, 24, 14).swapaxes(1, 2)
    return len(image.reshape(-1, 14, 14))


def _three(rng: Generator) -> Values:
    """Three elements of three values each, whatever their joint distribution."""
    return Values(joint=rng.dirichlet(np.full(27, 0.7)).reshape(3, 3, 3))


def _over(joint: Array, *kept: int) -> Array:
    """The marginal of these elements, ready to be multiplied with the others'."""
    gone = tuple(axis for axis in range(3) if axis not in kept)
    return np.asarray(joint.sum(axis=gone, keepdims=True))


def _given(joint: Array, which: int, *others: int) -> Array:
    return np.asarray(_over(joint, which, *others) / _over(joint, *others))


def _likelihood(rng: Generator) -> Values:
    """The probabilities that a model gives to each value of an image."""
    each = rng.uniform(0.05, 0.9, 12)
    return Values(each=each, nats=float(-np.sum(np.log(each))), size=12)


def _gate(rng: Generator) -> Values:
    """A hidden state, what an untrained layer adds to it, and the gate at its start."""
    x, f = rng.normal(size=(2, 6))
    return Values(x=x, f=f, a=0.0)


def _batch(rng: Generator) -> Values:
    return Values(n=int(rng.integers(4, 12)))


CLAIMS = (
    Claim(
        "cert-product-images",
        "size-of-a-lora",
        "the two matrices made, and their numbers counted",
        _shapes,
        _trained,
        {
            r"$r\,(d + k)$": lambda v: v.r * (v.d + v.k),
            r"$r\,d\,k$": lambda v: v.r * v.d * v.k,
            r"$d\,k / r$": lambda v: v.d * v.k / v.r,
            r"$(d + k) / r$": lambda v: (v.d + v.k) / v.r,
        },
    ),
    Claim(
        "vision-language-connector",
        "tokens-from-an-mlp",
        "an image cut into patches, and these counted",
        nothing,
        lambda v: _patches(),
        {
            "576, one for each patch": lambda v: 576,
            "24, one for each row": lambda v: 24,
            "64, one for each query": lambda v: 64,
            "196, one for each pixel": lambda v: 196,
        },
    ),
    Claim(
        "vision-language-connector",
        "gate-at-the-start",
        "the hidden state without the new layer",
        _gate,
        lambda v: v.x,
        {
            r"$x + \tanh(a)\,f(x)$": lambda v: v.x + np.tanh(v.a) * v.f,
            r"$\tanh(a)\,x + f(x)$": lambda v: np.tanh(v.a) * v.x + v.f,
            r"$x + (1 - \tanh(a))\,f(x)$": lambda v: v.x + (1 - np.tanh(v.a)) * v.f,
            r"$(1 - \tanh(a))\,x + f(x)$": lambda v: (1 - np.tanh(v.a)) * v.x + v.f,
        },
    ),
    Claim(
        "autoregressive-and-tokenizers",
        "which-product",
        "the joint distribution of three elements, which nothing ties",
        _three,
        lambda v: v.joint,
        {
            r"$\prod_i p(x_i \mid x_{<i})$": lambda v: (
                _over(v.joint, 0) * _given(v.joint, 1, 0) * _given(v.joint, 2, 0, 1)
            ),
            r"$\prod_i p(x_i \mid x_{i-1})$": lambda v: (
                _over(v.joint, 0) * _given(v.joint, 1, 0) * _given(v.joint, 2, 1)
            ),
            r"$\prod_i p(x_i \mid x_{\neq i})$": lambda v: (
                _given(v.joint, 0, 1, 2)
                * _given(v.joint, 1, 0, 2)
                * _given(v.joint, 2, 0, 1)
            ),
            r"$\prod_i p(x_i)$": lambda v: (
                _over(v.joint, 0) * _over(v.joint, 1) * _over(v.joint, 2)
            ),
        },
    ),
    Claim(
        "autoregressive-and-tokenizers",
        "bits-per-dimension",
        "the mean of the binary logarithm over the values",
        _likelihood,
        lambda v: np.mean(-np.log2(v.each)),
        {
            r"$L / (D\ln 2)$": lambda v: v.nats / (v.size * np.log(2)),
            r"$L\ln 2 / D$": lambda v: v.nats * np.log(2) / v.size,
            r"$L / D$": lambda v: v.nats / v.size,
            r"$L / \ln(2D)$": lambda v: v.nats / np.log(2 * v.size),
        },
    ),
    Claim(
        "autoregressive-and-tokenizers",
        "bits-of-a-token-grid",
        "the binary logarithm of the number of different grids",
        nothing,
        lambda v: np.log2(1024.0) * np.zeros((16, 16)).size,
        {
            "2,560 bits: 256 codes of 10 bits": lambda v: 2560,
            "262,144 bits: 256 codes of 1,024 bits": lambda v: 262_144,
            "10,240 bits: 1,024 codes of 10 bits": lambda v: 10_240,
            "4,096 bits: 256 codes of 16 bits": lambda v: 4096,
        },
    ),
    Claim(
        "clip-contrastive-training",
        "clip-batch-negatives",
        "the entries of one row of an N x N table that lie off the diagonal",
        _batch,
        lambda v: np.sum(~np.eye(v.n, dtype=bool)[0]),
        {
            "$N-1$: the captions of all other pairs": lambda v: v.n - 1,
            "$2N-2$: the other captions and the images": lambda v: 2 * v.n - 2,
            "$N^2-N$: all off-diagonal similarity entries": lambda v: v.n**2 - v.n,
            "One: a caption drawn at random": lambda v: 1,
        },
    ),
)
