"""Noising, the posterior, the loss, and the steps of DDPM and DDIM."""

from typing import Any

import numpy as np
from numpy.random import Generator

from tests.deck_math.claims import Array, Claim, Values, law, mean, normal, nothing

STEPS = 9


def chain(rng: Generator) -> Values:
    """A noise schedule with a step t in it, a pair of image and noise, a prediction."""
    beta = rng.uniform(0.05, 0.4, STEPS + 1)
    beta[0] = 0.0
    alpha = 1 - beta
    bar = np.cumprod(alpha)
    t = int(rng.integers(4, STEPS + 1))
    s = int(rng.integers(1, t - 1))
    x0, noise, guess = rng.normal(size=(3, 5))
    return Values(
        betas=beta[1 : t + 1],
        beta=beta[t],
        alpha=alpha[t],
        alpha_before=alpha[t - 1],
        bar=bar[t],
        bar_before=bar[t - 1],
        bar_s=bar[s],
        betas_s=beta[1 : s + 1],
        x0=x0,
        noise=noise,
        guess=guess,
        x_t=np.sqrt(bar[t]) * x0 + np.sqrt(1 - bar[t]) * noise,
        sigma=rng.uniform(0.1, 0.9),
        clean=float(rng.normal()),
    )


def noised(betas: Array, clean: float) -> tuple[float, float]:
    """Mean and standard deviation after these forward steps, taken one by one."""
    middle, variance = clean, 0.0
    for beta in betas:
        middle, variance = np.sqrt(1 - beta) * middle, (1 - beta) * variance + beta
    return float(middle), float(np.sqrt(variance))


def posterior(v: Values, x0: Array) -> tuple[Array, float]:
    """Mean and variance of x_{t-1} given x_t and x_0, by adding precisions."""
    from_x0, from_xt = 1 / (1 - v.bar_before), v.alpha / v.beta
    precision = from_x0 + from_xt
    pulled = from_x0 * np.sqrt(v.bar_before) * x0 + from_xt * v.x_t / np.sqrt(v.alpha)
    return np.asarray(pulled / precision), 1 / precision


def _estimate(v: Values, noise: Array) -> Array:
    """The clean image if the noise in x_t were this."""
    return np.asarray((v.x_t - np.sqrt(1 - v.bar) * noise) / np.sqrt(v.bar))


def _weight(v: Values) -> float:
    """The KL of the reverse step, by the noise error that it comes from."""
    true, _ = posterior(v, v.x0)
    model, _ = posterior(v, _estimate(v, v.guess))
    apart = np.sum((true - model) ** 2) / (2 * v.sigma**2)
    return float(apart / np.sum((v.noise - v.guess) ** 2))


def _widths(rng: Generator) -> Values:
    one, other = rng.normal(size=(2, 3))
    apart = np.linalg.norm(one - other)
    return Values(one=one, other=other, apart=apart, sigma=rng.uniform(0.4, 0.8))


def _kl_of_gaussians(v: Values) -> float:
    """Added up over the three dimensions."""
    pairs = zip(v.one, v.other, strict=True)
    return sum(_kl_of_widths(here, there, v.sigma) for here, there in pairs)


def _kl_of_widths(here: float, there: float, sigma: float) -> float:
    def log_ratio(x: Any) -> Any:
        return np.log(normal(x, here, sigma**2) / normal(x, there, sigma**2))

    return mean(log_ratio, here, sigma)


def _by_hand(rng: Generator) -> Values:
    return Values(bar=0.36, bar_s=0.64, clean=1.0, noise=-1.0)


CLAIMS = (
    Claim(
        "ddpm-forward-reverse",
        "one-jump",
        "all the steps taken one by one, for the mean and the standard deviation",
        chain,
        lambda v: noised(v.betas, v.clean),
        {
            r"$\sqrt{\bar\alpha_t}\,x_0 + \sqrt{1-\bar\alpha_t}\,\epsilon$": lambda v: (
                law(lambda e: np.sqrt(v.bar) * v.clean + np.sqrt(1 - v.bar) * e)
            ),
            r"$\bar\alpha_t\,x_0 + (1-\bar\alpha_t)\,\epsilon$": lambda v: law(
                lambda e: v.bar * v.clean + (1 - v.bar) * e
            ),
            r"$\sqrt{\alpha_t}\,x_0 + \sqrt{1-\alpha_t}\,\epsilon$": lambda v: law(
                lambda e: np.sqrt(v.alpha) * v.clean + np.sqrt(1 - v.alpha) * e
            ),
            r"$\sqrt{\bar\alpha_t}\,x_0 + (1-\bar\alpha_t)\,\epsilon$": lambda v: law(
                lambda e: np.sqrt(v.bar) * v.clean + (1 - v.bar) * e
            ),
        },
    ),
    Claim(
        "ddpm-forward-reverse",
        "one-step",
        "factor and variance that turn the one marginal into the other",
        chain,
        lambda v: (
            np.sqrt(v.bar / v.bar_before),
            (1 - v.bar) - v.bar / v.bar_before * (1 - v.bar_before),
        ),
        {
            r"$\mathcal{N}(\sqrt{1-\beta_t}\,x_{t-1},\ \beta_t I)$": lambda v: (
                np.sqrt(1 - v.beta),
                v.beta,
            ),
            r"$\mathcal{N}((1-\beta_t)\,x_{t-1},\ \beta_t I)$": lambda v: (
                1 - v.beta,
                v.beta,
            ),
            r"$\mathcal{N}((1-\beta_t)\,x_{t-1},\ \beta_t^2 I)$": lambda v: (
                1 - v.beta,
                v.beta**2,
            ),
            r"$\mathcal{N}(\sqrt{1-\beta_t}\,x_{t-1},\ \beta_t^2 I)$": lambda v: (
                np.sqrt(1 - v.beta),
                v.beta**2,
            ),
        },
    ),
    Claim(
        "ddpm-simple-loss",
        "kl-of-equal-widths",
        "the mean log-ratio of the two densities, by quadrature",
        _widths,
        _kl_of_gaussians,
        {
            r"$\|\mu_1 - \mu_2\|^2 / (2\sigma^2)$": lambda v: (
                v.apart**2 / (2 * v.sigma**2)
            ),
            r"$\|\mu_1 - \mu_2\|^2 / \sigma^2$": lambda v: v.apart**2 / v.sigma**2,
            r"$\|\mu_1 - \mu_2\| / (2\sigma)$": lambda v: v.apart / (2 * v.sigma),
            r"$\|\mu_1 - \mu_2\| / \sigma$": lambda v: v.apart / v.sigma,
        },
    ),
    Claim(
        "ddpm-simple-loss",
        "weight-of-the-noise-error",
        "posterior means by adding precisions, for the true and the predicted noise",
        chain,
        _weight,
        {
            r"$\beta_t^2 / (2\sigma_t^2\,\alpha_t\,(1-\bar\alpha_t))$": lambda v: (
                v.beta**2 / (2 * v.sigma**2 * v.alpha * (1 - v.bar))
            ),
            r"$\beta_t / (2\sigma_t^2\,\alpha_t\,(1-\bar\alpha_t))$": lambda v: (
                v.beta / (2 * v.sigma**2 * v.alpha * (1 - v.bar))
            ),
            r"$\beta_t^2 / (2\sigma_t^2\,\bar\alpha_t\,(1-\alpha_t))$": lambda v: (
                v.beta**2 / (2 * v.sigma**2 * v.bar * (1 - v.alpha))
            ),
            r"$\beta_t / (2\sigma_t^2\,\bar\alpha_t\,(1-\alpha_t))$": lambda v: (
                v.beta / (2 * v.sigma**2 * v.bar * (1 - v.alpha))
            ),
        },
    ),
    Claim(
        "ddpm-pseudo-code",
        "mean-from-the-noise",
        "the posterior mean by adding precisions, at the estimated clean image",
        chain,
        lambda v: posterior(v, _estimate(v, v.guess))[0],
        {
            r"$(x_t - \beta_t\,\epsilon_\theta / \sqrt{1-\bar\alpha_t})"
            r" / \sqrt{\alpha_t}$": (
                lambda v: (
                    (v.x_t - v.beta * v.guess / np.sqrt(1 - v.bar)) / np.sqrt(v.alpha)
                )
            ),
            r"$(x_t - \beta_t\,\epsilon_\theta / (1-\bar\alpha_t))"
            r" / \sqrt{\alpha_t}$": (
                lambda v: (v.x_t - v.beta * v.guess / (1 - v.bar)) / np.sqrt(v.alpha)
            ),
            r"$(x_t - \beta_t\,\epsilon_\theta / \sqrt{1-\bar\alpha_t})"
            r" / \sqrt{\bar\alpha_t}$": (
                lambda v: (
                    (v.x_t - v.beta * v.guess / np.sqrt(1 - v.bar)) / np.sqrt(v.bar)
                )
            ),
            r"$(x_t - \sqrt{1-\bar\alpha_t}\,\epsilon_\theta) / \sqrt{\bar\alpha_t}$": (
                lambda v: (v.x_t - np.sqrt(1 - v.bar) * v.guess) / np.sqrt(v.bar)
            ),
        },
    ),
    Claim(
        "ddpm-pseudo-code",
        "posterior-variance",
        "the inverse of the added precisions",
        chain,
        lambda v: posterior(v, v.x0)[1],
        {
            r"$\beta_t\,(1-\bar\alpha_{t-1}) / (1-\bar\alpha_t)$": lambda v: (
                v.beta * (1 - v.bar_before) / (1 - v.bar)
            ),
            r"$\beta_t\,(1-\bar\alpha_t) / (1-\bar\alpha_{t-1})$": lambda v: (
                v.beta * (1 - v.bar) / (1 - v.bar_before)
            ),
            r"$\beta_t\,(1-\alpha_{t-1}) / (1-\alpha_t)$": lambda v: (
                v.beta * (1 - v.alpha_before) / (1 - v.alpha)
            ),
            r"$\beta_t\,(1-\alpha_t) / (1-\alpha_{t-1})$": lambda v: (
                v.beta * (1 - v.alpha) / (1 - v.alpha_before)
            ),
        },
    ),
    Claim(
        "ddim-and-score-view",
        "step-at-eta-zero",
        "the point of level s that forward steps make of the same image and noise",
        chain,
        lambda v: (
            noised(v.betas_s, 1.0)[0] * v.x0 + noised(v.betas_s, 1.0)[1] * v.noise
        ),
        {
            r"$\sqrt{\bar\alpha_s}\,\hat{x}_0 + \sqrt{1-\bar\alpha_s}\,\hat\epsilon$": (
                lambda v: np.sqrt(v.bar_s) * v.x0 + np.sqrt(1 - v.bar_s) * v.noise
            ),
            r"$\sqrt{\bar\alpha_s}\,\hat{x}_0 + \sqrt{1-\bar\alpha_t}\,\hat\epsilon$": (
                lambda v: np.sqrt(v.bar_s) * v.x0 + np.sqrt(1 - v.bar) * v.noise
            ),
            r"$\sqrt{\bar\alpha_s}\,x_t + \sqrt{1-\bar\alpha_t}\,\hat\epsilon$": (
                lambda v: np.sqrt(v.bar_s) * v.x_t + np.sqrt(1 - v.bar) * v.noise
            ),
            r"$\sqrt{\bar\alpha_s}\,x_t + \sqrt{1-\bar\alpha_s}\,\hat\epsilon$": (
                lambda v: np.sqrt(v.bar_s) * v.x_t + np.sqrt(1 - v.bar_s) * v.noise
            ),
        },
    ),
    Claim(
        "ddim-eta",
        "variance-at-eta-one",
        "DDPM's posterior variance, by adding precisions",
        chain,
        lambda v: posterior(v, v.x0)[1],
        {
            r"$\frac{1-b}{1-a}\left(1 - \frac{a}{b}\right)$": lambda v: (
                (1 - v.bar_before) / (1 - v.bar) * (1 - v.bar / v.bar_before)
            ),
            r"$\frac{1-a}{1-b}\left(1 - \frac{a}{b}\right)$": lambda v: (
                (1 - v.bar) / (1 - v.bar_before) * (1 - v.bar / v.bar_before)
            ),
            r"$\frac{1-b}{1-a}\left(1 - \frac{b}{a}\right)$": lambda v: (
                (1 - v.bar_before) / (1 - v.bar) * (1 - v.bar_before / v.bar)
            ),
            r"$1 - \frac{a}{b}$": lambda v: 1 - v.bar / v.bar_before,
        },
    ),
    Claim(
        "ddim-eta",
        "one-step-by-hand",
        "DDIM's update with these numbers",
        _by_hand,
        lambda v: np.sqrt(v.bar_s) * v.clean + np.sqrt(1 - v.bar_s) * v.noise,
        {
            "$0.20$": lambda v: 0.20,
            "$0.28$": lambda v: 0.28,
            "$1.40$": lambda v: 1.40,
            "$-0.20$": lambda v: -0.20,
        },
    ),
    Claim(
        "epsilon-prediction",
        "epsilon-loss-as-x0-loss",
        "the two squared errors, one divided by the other",
        chain,
        lambda v: (
            np.sum((v.noise - v.guess) ** 2)
            / np.sum((v.x0 - _estimate(v, v.guess)) ** 2)
        ),
        {
            r"$\bar\alpha_t / (1-\bar\alpha_t)$": lambda v: v.bar / (1 - v.bar),
            r"$(1-\bar\alpha_t) / \bar\alpha_t$": lambda v: (1 - v.bar) / v.bar,
            r"$(1-\bar\alpha_t) \cdot \bar\alpha_t$": lambda v: (1 - v.bar) * v.bar,
            r"$\sqrt{\bar\alpha_t} / \sqrt{1-\bar\alpha_t}$": lambda v: (
                np.sqrt(v.bar) / np.sqrt(1 - v.bar)
            ),
        },
    ),
    Claim(
        "epsilon-prediction",
        "clean-image-from-v",
        "the image that v was made from",
        chain,
        lambda v: v.x0,
        {
            r"$\sqrt{\bar\alpha_t}\,x_t - \sqrt{1-\bar\alpha_t}\,v$": lambda v: (
                np.sqrt(v.bar) * v.x_t - np.sqrt(1 - v.bar) * _v(v)
            ),
            r"$\sqrt{\bar\alpha_t}\,x_t + \sqrt{1-\bar\alpha_t}\,v$": lambda v: (
                np.sqrt(v.bar) * v.x_t + np.sqrt(1 - v.bar) * _v(v)
            ),
            r"$\sqrt{1-\bar\alpha_t}\,x_t + \sqrt{\bar\alpha_t}\,v$": lambda v: (
                np.sqrt(1 - v.bar) * v.x_t + np.sqrt(v.bar) * _v(v)
            ),
            r"$(x_t - \sqrt{1-\bar\alpha_t}\,v) / \sqrt{\bar\alpha_t}$": lambda v: (
                (v.x_t - np.sqrt(1 - v.bar) * _v(v)) / np.sqrt(v.bar)
            ),
        },
    ),
    Claim(
        "epsilon-prediction",
        "error-carried-over",
        "the estimate with the error less the estimate without",
        chain,
        lambda v: np.abs(_estimate(v, v.noise + v.sigma) - v.x0)[0],
        {
            r"$d\,\sqrt{1-\bar\alpha_t} / \sqrt{\bar\alpha_t}$": lambda v: (
                v.sigma * np.sqrt(1 - v.bar) / np.sqrt(v.bar)
            ),
            r"$d\,\sqrt{\bar\alpha_t} / \sqrt{1-\bar\alpha_t}$": lambda v: (
                v.sigma * np.sqrt(v.bar) / np.sqrt(1 - v.bar)
            ),
            r"$d\,(1-\bar\alpha_t) / \bar\alpha_t$": lambda v: (
                v.sigma * (1 - v.bar) / v.bar
            ),
            r"$d\,\bar\alpha_t / (1-\bar\alpha_t)$": lambda v: (
                v.sigma * v.bar / (1 - v.bar)
            ),
        },
    ),
    Claim(
        "score-sde",
        "score-from-noise-number",
        "the score of a Gaussian at the point that this noise leads to",
        nothing,
        lambda v: -(np.sqrt(1 - 0.75) * 0.2) / (1 - 0.75),
        {
            "$-0.4$": lambda v: -0.4,
            "$-0.8$": lambda v: -0.8,
            "$+0.4$": lambda v: 0.4,
            "$+0.8$": lambda v: 0.8,
        },
    ),
)


def _v(v: Values) -> Array:
    """The target that lies between noise and image."""
    return np.asarray(np.sqrt(v.bar) * v.noise - np.sqrt(1 - v.bar) * v.x0)
