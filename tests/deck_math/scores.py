"""Scores: Tweedie's formula, the SDE and its ODE, and guidance."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

from tests.deck_math.claims import Claim, Values, law, normal, slope

GRID = np.linspace(-14, 14, 8001)
"""Where densities of one dimension are added up."""


def mixture(rng: Generator) -> Values:
    """Clean data of two bumps, one noise level, and a noisy point."""
    v = Values(
        bar=rng.uniform(0.3, 0.8),
        share=rng.uniform(0.3, 0.7),
        centres=np.array([-1.0, 1.2]) + rng.uniform(-0.2, 0.2, 2),
        variances=rng.uniform(0.1, 0.5, 2),
        x0=float(rng.normal()),
        noise=float(rng.uniform(0.3, 1.5) * rng.choice([-1, 1])),
    )
    v.x_t = np.sqrt(v.bar) * v.x0 + np.sqrt(1 - v.bar) * v.noise
    return v


def clean(v: Values, x0: Any) -> Any:
    """The density of the clean data."""
    bumps = normal(np.expand_dims(x0, -1), v.centres, v.variances)
    return bumps @ np.array([v.share, 1 - v.share])


def _given(v: Values, x_t: float, x0: Any) -> Any:
    """The density of x_t for an image x_0."""
    return normal(x_t, np.sqrt(v.bar) * x0, 1 - v.bar)


def noisy(v: Values, x_t: float) -> float:
    """The density of the noisy data, added up over the clean."""
    return float(np.sum(_given(v, x_t, GRID) * clean(v, GRID)) * (GRID[1] - GRID[0]))


def score(v: Values, x_t: float) -> float:
    return slope(lambda x: float(np.log(noisy(v, x))), x_t, 1e-4)


def denoised(v: Values, x_t: float) -> float:
    """The mean of x_0 given x_t, by adding up the posterior."""
    weights = _given(v, x_t, GRID) * clean(v, GRID)
    return float(np.sum(GRID * weights) / np.sum(weights))


def _one_bump(rng: Generator) -> Values:
    v = mixture(rng)
    v.s2 = rng.uniform(0.3, 2.5)
    v.centres, v.variances = np.zeros(2), np.full(2, v.s2)
    return v


def _moving(rng: Generator) -> Values:
    """Gaussian data under a linear SDE: f = k x, and a point x."""
    v = Values(k=-rng.uniform(0.2, 2), g=rng.uniform(0.5, 1.5), var=rng.uniform(0.3, 3))
    v.x = float(rng.uniform(0.5, 2))
    v.f, v.score = v.k * v.x, -v.x / v.var
    v.spreads = 2 * v.k * v.var + v.g**2  # what the forward SDE does to the variance
    return v


def _drift_of_ode(v: Values) -> float:
    """a x with 2 a var = the forward SDE's change of the variance."""
    return float(v.spreads / (2 * v.var) * v.x)


def _drift_of_reverse(v: Values) -> float:
    """a x with 2 a var - g^2 = that change: backwards, the noise adds all the same."""
    return float((v.spreads + v.g**2) / (2 * v.var) * v.x)


def two_prompts(rng: Generator) -> Values:
    """Images of two prompts at one noise level, a point and a scale."""
    return Values(
        share=rng.uniform(0.3, 0.7),
        centres=np.array([-1.0, 1.0]) + rng.uniform(-0.3, 0.3, 2),
        variances=rng.uniform(0.4, 1.5, 2),
        x=float(rng.uniform(-1, 1)),
        w=float(rng.uniform(2.2, 6)),
        bar=rng.uniform(0.3, 0.8),
    )


def _p(v: Values, x: float) -> float:
    return float(clean(v, x))


def _p_of_prompt(v: Values, x: float) -> float:
    return float(normal(x, v.centres[0], v.variances[0]))


def _prompt_of(v: Values, x: float) -> float:
    return float(v.share * _p_of_prompt(v, x) / _p(v, x))


def _log_slope(v: Values, density: Callable[[Values, float], float]) -> float:
    return slope(lambda x: float(np.log(density(v, x))), v.x)


def guided(v: Values) -> float:
    """The score of the guided noise: noises from the scores, guided, and back."""
    spread = np.sqrt(1 - v.bar)
    with_prompt = -spread * _log_slope(v, _p_of_prompt)
    without = -spread * _log_slope(v, _p)
    return float(-(without + v.w * (with_prompt - without)) / spread)


def _noises(rng: Generator) -> Values:
    free, told = rng.normal(size=(2, 4))
    return Values(free=free, told=told, w=float(rng.uniform(2, 8)))


def _extrapolated(v: Values) -> Any:
    """The straight line through the predictions at 0 and 1, at 2."""
    line = np.polyfit([0.0, 1.0], np.stack([v.free, v.told]), 1)
    return line[0] * 2 + line[1]


def _paper_scale(v: Values) -> float:
    """The s at which the paper's form lies nearest to the guided noise."""
    way = v.told - v.free
    guided_noise = v.free + v.w * way
    return float((guided_noise - v.told) @ way / (way @ way))


def _widths(rng: Generator) -> Values:
    return Values(w=float(rng.choice([rng.uniform(0.2, 0.8), rng.uniform(1.3, 5)])))


def _width(v: Values) -> float:
    """The variance of the guided density, added up."""
    density = normal(GRID, 0, 1) ** (1 - v.w) * normal(GRID, 0, 0.5) ** v.w
    return float(np.sum(GRID**2 * density) / np.sum(density))


def _short(rng: Generator) -> Values:
    return Values(beta=rng.uniform(0.5, 3), x=rng.uniform(0.5, 2), dt=1e-8)


CLAIMS = (
    Claim(
        "tweedie-and-score-matching",
        "tweedie-sign-and-scale",
        "the posterior mean added up; the score as a numerical derivative",
        mixture,
        lambda v: denoised(v, v.x_t),
        {
            r"$(x_t + (1-\bar\alpha_t)\,s_t) / \sqrt{\bar\alpha_t}$": (
                lambda v: (v.x_t + (1 - v.bar) * score(v, v.x_t)) / np.sqrt(v.bar)
            ),
            r"$(x_t - (1-\bar\alpha_t)\,s_t) / \sqrt{\bar\alpha_t}$": (
                lambda v: (v.x_t - (1 - v.bar) * score(v, v.x_t)) / np.sqrt(v.bar)
            ),
            r"$(x_t + \sqrt{1-\bar\alpha_t}\,s_t) / \sqrt{\bar\alpha_t}$": (
                lambda v: (
                    (v.x_t + np.sqrt(1 - v.bar) * score(v, v.x_t)) / np.sqrt(v.bar)
                )
            ),
            r"$(x_t - \sqrt{1-\bar\alpha_t}\,s_t) / \sqrt{\bar\alpha_t}$": (
                lambda v: (
                    (v.x_t - np.sqrt(1 - v.bar) * score(v, v.x_t)) / np.sqrt(v.bar)
                )
            ),
        },
    ),
    Claim(
        "tweedie-and-score-matching",
        "shrinkage-for-gaussian-data",
        "the posterior mean added up",
        _one_bump,
        lambda v: denoised(v, v.x_t),
        {
            r"$\sqrt{a}\,s^2 x_t / (a s^2 + 1 - a)$": lambda v: (
                np.sqrt(v.bar) * v.s2 * v.x_t / (v.bar * v.s2 + 1 - v.bar)
            ),
            r"$a\,s^2 x_t / (a s^2 + 1 - a)$": lambda v: (
                v.bar * v.s2 * v.x_t / (v.bar * v.s2 + 1 - v.bar)
            ),
            r"$\sqrt{a}\,s^2 x_t / (a s^2 + \sqrt{1 - a})$": lambda v: (
                np.sqrt(v.bar) * v.s2 * v.x_t / (v.bar * v.s2 + np.sqrt(1 - v.bar))
            ),
            r"$x_t / \sqrt{a}$": lambda v: v.x_t / np.sqrt(v.bar),
        },
    ),
    Claim(
        "tweedie-and-score-matching",
        "regression-target",
        "the derivative of the log-density of x_t given x_0",
        mixture,
        lambda v: slope(lambda x: float(np.log(_given(v, x, v.x0))), v.x_t),
        {
            r"$-(x_t - \sqrt{\bar\alpha_t}\,x_0) / (1-\bar\alpha_t)$": lambda v: (
                -(v.x_t - np.sqrt(v.bar) * v.x0) / (1 - v.bar)
            ),
            r"$(x_t - \sqrt{\bar\alpha_t}\,x_0) / (1-\bar\alpha_t)$": lambda v: (
                (v.x_t - np.sqrt(v.bar) * v.x0) / (1 - v.bar)
            ),
            r"$-(x_t - \sqrt{\bar\alpha_t}\,x_0) / \sqrt{1-\bar\alpha_t}$": lambda v: (
                -(v.x_t - np.sqrt(v.bar) * v.x0) / np.sqrt(1 - v.bar)
            ),
            r"$(x_t - \sqrt{\bar\alpha_t}\,x_0) / \sqrt{1-\bar\alpha_t}$": lambda v: (
                (v.x_t - np.sqrt(v.bar) * v.x0) / np.sqrt(1 - v.bar)
            ),
        },
    ),
    Claim(
        "tweedie-and-score-matching",
        "conditional-or-marginal-score",
        "the drawn noise itself; the scores as derivatives of log-densities",
        mixture,
        lambda v: -v.noise / np.sqrt(1 - v.bar),
        {
            r"The conditional score $\nabla_{x_t}\log q(x_t \mid x_0)$": lambda v: (
                slope(lambda x: float(np.log(_given(v, x, v.x0))), v.x_t)
            ),
            r"The marginal score $\nabla_{x_t}\log p_t(x_t)$": lambda v: score(
                v, v.x_t
            ),
            r"The clean data's score $\nabla_{x_0}\log p(x_0)$": lambda v: slope(
                lambda x0: float(np.log(clean(v, x0))), v.x0
            ),
            r"The posterior's score $\nabla_{x_0}\log p(x_0 \mid x_t)$": lambda v: (
                slope(
                    lambda x0: float(np.log(clean(v, x0) * _given(v, v.x_t, x0))), v.x0
                )
            ),
        },
    ),
    Claim(
        "ddim-and-score-view",
        "drift-of-the-ode",
        "the linear drift that changes a Gaussian's variance as the SDE does",
        _moving,
        _drift_of_ode,
        {
            r"$f - \frac{1}{2}\,g^2\,s$": lambda v: v.f - v.g**2 * v.score / 2,
            r"$f - g^2\,s$": lambda v: v.f - v.g**2 * v.score,
            r"$f + \frac{1}{2}\,g^2\,s$": lambda v: v.f + v.g**2 * v.score / 2,
            r"$f + g^2\,s$": lambda v: v.f + v.g**2 * v.score,
        },
    ),
    Claim(
        "score-sde",
        "sde-to-ode",
        "how much of the score term keeps a Gaussian's variance on its way",
        _moving,
        lambda v: (_drift_of_ode(v) - v.f) / (-(v.g**2) * v.score),
        {
            r"Drop $g\,d\bar w$ and halve the score term as well": lambda v: 0.5,
            r"Drop $g\,d\bar w$ and keep the score term as it is": lambda v: 1.0,
            r"Drop $g\,d\bar w$ and double the score term as well": lambda v: 2.0,
            r"Drop $g\,d\bar w$ and remove the score term as well": lambda v: 0.0,
        },
    ),
    Claim(
        "score-sde",
        "drift-of-the-reverse-sde",
        "the linear drift that, with the noise, takes the variance back again",
        _moving,
        _drift_of_reverse,
        {
            r"$f - g^2\,s$": lambda v: v.f - v.g**2 * v.score,
            r"$f + g^2\,s$": lambda v: v.f + v.g**2 * v.score,
            r"$f - \frac{1}{2}\,g^2\,s$": lambda v: v.f - v.g**2 * v.score / 2,
            r"$f + \frac{1}{2}\,g^2\,s$": lambda v: v.f + v.g**2 * v.score / 2,
        },
    ),
    Claim(
        "score-sde",
        "drift-and-diffusion-of-ddpm",
        "mean and spread of one very short step of DDPM, per unit of time",
        _short,
        lambda v: _per_time(v),
        {
            r"$f = -\frac{1}{2}\beta x$ and $g = \sqrt{\beta}$": lambda v: (
                -v.beta * v.x / 2,
                np.sqrt(v.beta),
            ),
            r"$f = -\beta x$ and $g = \sqrt{\beta}$": lambda v: (
                -v.beta * v.x,
                np.sqrt(v.beta),
            ),
            r"$f = -\frac{1}{2}\beta x$ and $g = \beta$": lambda v: (
                -v.beta * v.x / 2,
                v.beta,
            ),
            r"$f = -\beta x$ and $g = \beta$": lambda v: (-v.beta * v.x, v.beta),
        },
    ),
    Claim(
        "classifier-free-guidance",
        "guided-at-two",
        "the straight line through the predictions at 0 and 1, at 2",
        _noises,
        _extrapolated,
        {
            r"$2\epsilon_c - \epsilon_\varnothing$": lambda v: 2 * v.told - v.free,
            r"$3\epsilon_c - 2\epsilon_\varnothing$": lambda v: 3 * v.told - 2 * v.free,
            r"$3\epsilon_\varnothing - 2\epsilon_c$": lambda v: 3 * v.free - 2 * v.told,
            r"$2\epsilon_\varnothing - \epsilon_c$": lambda v: 2 * v.free - v.told,
        },
    ),
    Claim(
        "classifier-free-guidance",
        "guided-score",
        "the guided noise turned into a score, on a mixture of two prompts",
        two_prompts,
        guided,
        {
            r"$\nabla\log p(x) + w\,\nabla\log p(c \mid x)$": lambda v: (
                _log_slope(v, _p) + v.w * _log_slope(v, _prompt_of)
            ),
            r"$\nabla\log p(x \mid c) + w\,\nabla\log p(c \mid x)$": lambda v: (
                _log_slope(v, _p_of_prompt) + v.w * _log_slope(v, _prompt_of)
            ),
            r"$w\,\nabla\log p(x) + \nabla\log p(c \mid x)$": lambda v: (
                v.w * _log_slope(v, _p) + _log_slope(v, _prompt_of)
            ),
            r"$w\,\nabla\log p(x \mid c) + \nabla\log p(c \mid x)$": lambda v: (
                v.w * _log_slope(v, _p_of_prompt) + _log_slope(v, _prompt_of)
            ),
        },
    ),
    Claim(
        "classifier-free-guidance",
        "two-conventions",
        "the paper's form fitted to the guided noise",
        _noises,
        _paper_scale,
        {
            "If $s = w - 1$": lambda v: v.w - 1,
            "If $s = w$": lambda v: v.w,
            "If $s = w + 1$": lambda v: v.w + 1,
            "If $s = 1 - w$": lambda v: 1 - v.w,
        },
    ),
    Claim(
        "over-guidance",
        "tilted-density",
        "the guided score, beside the derivative of each log-density",
        two_prompts,
        guided,
        {
            r"$p_t(x)^{1-w}\,p_t(x \mid c)^w$": lambda v: _log_slope(
                v, lambda v, x: _p(v, x) ** (1 - v.w) * _p_of_prompt(v, x) ** v.w
            ),
            r"$p_t(x)^w\,p_t(x \mid c)^{1-w}$": lambda v: _log_slope(
                v, lambda v, x: _p(v, x) ** v.w * _p_of_prompt(v, x) ** (1 - v.w)
            ),
            r"$p_t(x)^{1+w}\,p_t(x \mid c)^w$": lambda v: _log_slope(
                v, lambda v, x: _p(v, x) ** (1 + v.w) * _p_of_prompt(v, x) ** v.w
            ),
            r"$p_t(x \mid c)^w$": lambda v: _log_slope(
                v, lambda v, x: _p_of_prompt(v, x) ** v.w
            ),
        },
    ),
    Claim(
        "over-guidance",
        "width-under-guidance",
        "the variance of the guided density, added up",
        _widths,
        _width,
        {
            "$1 / (1 + w)$": lambda v: 1 / (1 + v.w),
            "$1 / (2w)$": lambda v: 1 / (2 * v.w),
            "$1 / (1 + w^2)$": lambda v: 1 / (1 + v.w**2),
            "$1 / (2w^2)$": lambda v: 1 / (2 * v.w**2),
        },
    ),
)


def _per_time(v: Values) -> tuple[float, float]:
    beta = v.beta * v.dt
    middle, spread = law(lambda noise: np.sqrt(1 - beta) * v.x + np.sqrt(beta) * noise)
    return (middle - v.x) / v.dt, spread / np.sqrt(v.dt)
