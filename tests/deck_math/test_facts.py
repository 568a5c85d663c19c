"""What the deck's answers, reasons and worded options claim, worked out with NumPy."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.deck_math import densities, diffusion, scores
from tests.deck_math.claims import Array, Values, kl, mean, normal

SEEDS = range(8)

BETAS = np.linspace(1e-4, 0.02, 1000)
"""DDPM's own schedule."""


def _chain(seed: int) -> Values:
    return diffusion.chain(np.random.default_rng(seed))


# Steps of DDPM and DDIM.


@pytest.mark.parametrize("seed", SEEDS)
def test_the_posterior_mean_has_the_weights_that_the_answers_give(seed: int) -> None:
    v = _chain(seed)
    u = np.sqrt(v.bar_before) * v.beta / (1 - v.bar)
    w = np.sqrt(v.alpha) * (1 - v.bar_before) / (1 - v.bar)

    assert np.allclose(u * v.x0 + w * v.x_t, diffusion.posterior(v, v.x0)[0])


def _ddim(v: Values, sigma: float) -> tuple[Array, float]:
    """Mean and standard deviation of DDIM's step to t - 1."""
    clean = (v.x_t - np.sqrt(1 - v.bar) * v.guess) / np.sqrt(v.bar)
    old = np.sqrt(1 - v.bar_before - sigma**2)
    return np.asarray(np.sqrt(v.bar_before) * clean + old * v.guess), sigma


def _sigma(v: Values, eta: float) -> float:
    ratio = np.sqrt((1 - v.bar_before) / (1 - v.bar))
    return float(eta * ratio * np.sqrt(1 - v.bar / v.bar_before))


@pytest.mark.parametrize("seed", SEEDS)
def test_ddim_at_eta_one_is_ddpm_with_its_posterior_variance(seed: int) -> None:
    v = _chain(seed)
    clean = (v.x_t - np.sqrt(1 - v.bar) * v.guess) / np.sqrt(v.bar)
    middle, variance = diffusion.posterior(v, clean)

    drawn, spread = _ddim(v, _sigma(v, 1))
    assert np.allclose(drawn, middle)
    assert np.isclose(spread**2, variance)
    assert spread**2 < v.beta  # which is DDPM's other choice


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("eta", [0, 0.3, 1])
def test_ddim_keeps_the_marginals_for_each_eta(seed: int, eta: float) -> None:
    v = _chain(seed)
    sigma = _sigma(v, eta)
    fits = 1 - v.bar_before

    assert np.isclose((1 - v.bar_before - sigma**2) + sigma**2, fits)
    v.guess = v.noise
    landed, _ = _ddim(v, sigma)
    old = (landed - np.sqrt(v.bar_before) * v.x0) / v.noise
    assert np.allclose(old**2 + sigma**2, fits)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_of_eta_zero_with_fresh_noise_on_top_is_too_noisy(seed: int) -> None:
    v = _chain(seed)
    v.guess = v.noise
    landed, _ = _ddim(v, 0)
    old = (landed - np.sqrt(v.bar_before) * v.x0) / v.noise

    assert np.allclose(old**2 + v.sigma**2, 1 - v.bar_before + v.sigma**2)
    assert np.all(old**2 + v.sigma**2 > 1 - v.bar_before + 0.01)


def _variances(noise: Callable[[int], float], data: float) -> list[float]:
    """The variance on the way from pure noise down, for Gaussian data and a network
    that knows them: the step's mean is linear in x."""
    bar = np.concatenate([[1.0], np.cumprod(1 - BETAS)])
    found = [1.0]
    for t in range(1000, 0, -1):
        # The best prediction of the noise is this many times x.
        guess = np.sqrt(1 - bar[t]) / (bar[t] * data + 1 - bar[t])
        clean = (1 - np.sqrt(1 - bar[t]) * guess) / np.sqrt(bar[t])
        sigma = noise(t)
        factor = np.sqrt(bar[t - 1]) * clean
        factor += np.sqrt(max(0.0, 1 - bar[t - 1] - sigma**2)) * guess
        found.append(float(factor**2 * found[-1] + sigma**2))
    return found


@pytest.mark.parametrize("eta", [0, 1])
@pytest.mark.parametrize("data", [0.2, 1.0, 3.0])
def test_a_network_that_is_right_leads_from_noise_to_the_data(
    eta: float, data: float
) -> None:
    bar = np.concatenate([[1.0], np.cumprod(1 - BETAS)])

    def noise(t: int) -> float:
        step = np.sqrt((1 - bar[t - 1]) / (1 - bar[t])) * np.sqrt(
            1 - bar[t] / bar[t - 1]
        )
        return float(eta * step)

    assert _variances(noise, data)[-1] == pytest.approx(data, rel=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_of_noise_image_and_mean_gives_the_others(seed: int) -> None:
    v = _chain(seed)
    spread, factor = np.sqrt(1 - v.bar), np.sqrt(v.bar)
    middle, _ = diffusion.posterior(v, v.x0)

    image = (v.x_t - spread * v.noise) / factor
    noise = (np.sqrt(v.alpha) * middle - v.x_t) * -spread / v.beta
    assert np.allclose(image, v.x0)
    assert np.allclose(noise, v.noise)
    assert np.allclose((v.x_t - factor * image) / spread, noise)


def test_the_bounds_weight_falls_with_t_so_that_dropping_it_helps_noisy_steps() -> None:
    bar = np.cumprod(1 - BETAS)
    weight = BETAS / (2 * (1 - BETAS) * (1 - bar))

    assert np.all(np.diff(weight[:300]) < 0)
    assert weight[0] == pytest.approx(0.5, rel=1e-3)
    assert weight[-1] == pytest.approx(0.0102, rel=1e-2)


def test_the_simple_losss_weights_on_the_bound_rise_and_fall_again() -> None:
    bar = np.cumprod(1 - BETAS)
    weight = 1 / -np.diff(np.log(bar / (1 - bar)))

    assert int(np.argmax(weight)) == 348
    assert weight[[0, 348, -1]] == pytest.approx([1.27, 100.86, 49.50], abs=0.01)


# Scores.


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_noise_is_the_score_up_to_minus_its_spread(seed: int) -> None:
    v = scores.mixture(np.random.default_rng(seed))
    spread = np.sqrt(1 - v.bar)
    noise = (v.x_t - np.sqrt(v.bar) * scores.denoised(v, v.x_t)) / spread

    assert noise == pytest.approx(-spread * scores.score(v, v.x_t), abs=1e-7)


def _spreads(drift: float, g: float, var: float, until: float) -> float:
    """The variance of Gaussian data after this time, by many small steps."""
    step = until / 20_000
    for _ in range(20_000):
        var += (2 * drift * var + g**2) * step
    return var


def test_the_ode_keeps_the_marginals_and_other_drifts_do_not() -> None:
    k, g, var, until = -0.7, 1.1, 0.4, 0.5
    steps = 20_000
    ends = {}
    for share in (0.0, 0.5, 1.0, 2.0):
        now = var
        for _ in range(steps):
            # Without noise, the drift alone: (k + share g^2 / variance) x.
            now *= (1 + (k + share * g**2 / now) * until / steps) ** 2
        ends[share] = now

    true = _spreads(k, g, var, until)
    assert ends[0.5] == pytest.approx(true, rel=1e-3)
    assert all(abs(ends[share] - true) > 0.1 for share in (0.0, 1.0, 2.0))


# Guidance.


@pytest.mark.parametrize(("w", "told", "free"), [(0, 0, 1), (1, 1, 0), (2, 2, -1)])
def test_guidance_at_zero_one_and_two(w: float, told: float, free: float) -> None:
    rng = np.random.default_rng(3)
    without, with_prompt = rng.normal(size=(2, 4))
    guided = without + w * (with_prompt - without)

    assert np.allclose(guided, told * with_prompt + free * without)


def test_noise_does_not_keep_the_tilt() -> None:
    w, bar = 3.0, 0.5
    clean = 1 / ((1 - w) / 1 + w / 0.5)
    noised = bar * clean + 1 - bar
    tilted = 1 / ((1 - w) / 1 + w / (bar * 0.5 + 1 - bar))

    assert clean == pytest.approx(0.25)
    assert (noised, tilted) == pytest.approx((0.625, 0.5))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tilted_density_can_be_normalised(seed: int) -> None:
    v = scores.two_prompts(np.random.default_rng(seed))
    whole = scores.clean(v, scores.GRID)
    prompt = v.share * normal(scores.GRID, v.centres[0], v.variances[0]) / whole
    total = np.sum(whole * prompt**v.w) * (scores.GRID[1] - scores.GRID[0])

    assert 0 < total <= 1


# VAE and GAN.


def _moments(f: Callable[[Any], Any], v: Values) -> tuple[float, float]:
    middle = mean(f, v.phi, v.s)
    return middle, mean(lambda z: (f(z) - middle) ** 2, v.phi, v.s)


def _estimators(
    f: Callable[[Any], Any], slope: Callable[[Any], Any]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Mean and variance of the gradient's two estimators, from one draw each."""
    v = Values(phi=1.0, s=0.5)
    by_score = _moments(lambda z: f(z) * (z - v.phi) / v.s**2, v)
    return _moments(slope, v), by_score


def test_reparameterised_gradients_are_unbiased_too_and_vary_less() -> None:
    through, by_score = _estimators(lambda z: z**2, lambda z: 2 * z)

    assert through == pytest.approx((2.0, 1.0))
    assert by_score == pytest.approx((2.0, 21.75))


def test_but_for_a_jagged_function_they_vary_more() -> None:
    through, by_score = _estimators(
        lambda z: np.sin(8 * z), lambda z: 8 * np.cos(8 * z)
    )

    assert through[0] == pytest.approx(by_score[0], abs=1e-6)
    assert through[1] > 10 * by_score[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_elbo_is_a_bound_and_tight_at_the_posterior(seed: int) -> None:
    v = densities.latents(np.random.default_rng(seed))

    assert densities.elbo(v) < np.log(v.evidence)
    v.q = v.posterior
    assert densities.elbo(v) == pytest.approx(float(np.log(v.evidence)))


def test_densities_without_overlap_are_log_two_apart_however_far() -> None:
    apart = np.array([0.5, 0.5, 1e-300, 1e-300])
    half = (apart + apart[::-1]) / 2

    js = (kl(apart, half) + kl(apart[::-1], half)) / 2
    assert js == pytest.approx(float(np.log(2)))


# Scores of images, and contrast.


def _measured(count: int, rng: np.random.Generator) -> float:
    """The FID between two samples of one and the same Gaussian."""
    real, fake = rng.normal(size=(2, count, 8))
    delta = real.mean(axis=0) - fake.mean(axis=0)
    one, other = np.cov(real.T), np.cov(fake.T)
    return float(
        delta @ delta + np.trace(one + other - 2 * densities.root(one @ other))
    )


def test_fewer_images_inflate_the_fid() -> None:
    rng = np.random.default_rng(5)
    means = [
        np.mean([_measured(count, rng) for _ in range(60)]) for count in (30, 120, 480)
    ]

    assert means[0] > 3 * means[1] > 9 * means[2] > 0


def test_one_perfect_image_of_each_class_has_the_best_inception_score() -> None:
    classes = 10
    given = np.full((classes, classes), 1e-12) + np.eye(classes)
    given /= given.sum(axis=1, keepdims=True)
    v = Values(given=given)

    assert densities.inception_score(v) == pytest.approx(classes)


@pytest.mark.parametrize("pairs", [2, 4])
def test_the_best_critic_shows_no_more_than_log_n(pairs: int) -> None:
    joint = 0.01 * np.full((3, 3), 1 / 9) + 0.99 * np.eye(3) / 3
    best = np.log(joint * 9)
    shown = np.log(pairs) - densities.contrastive_loss(joint, best, pairs)

    assert 0 < shown < min(np.log(pairs), densities.information(joint))


def test_the_numbers_in_the_texts() -> None:
    assert 512 * 512 * 3 / (64 * 64 * 4) == 48
    assert (512 * 512 * 3, 64 * 64 * 4) == (786_432, 16_384)
    assert 256 * 256 * 3 == 196_608
    assert 256 * 256 * 3 * 8 == 1_572_864
    assert 8 * (4096 + 4096) == 65_536
    assert 4096 * 4096 == 16_777_216
    assert np.log(2) == pytest.approx(0.69, abs=0.005)
    assert 1 / np.log(2) == pytest.approx(1.44, abs=0.005)
