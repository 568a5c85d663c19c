"""Divergences and bounds: VAE, GAN, the scores of images, and InfoNCE."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator

from tests.deck_math.claims import (
    Array,
    Claim,
    Values,
    entropy,
    kl,
    law,
    mean,
    normal,
    nothing,
    slope,
)


def latents(rng: Generator) -> Values:
    """A model with a latent of four values, seen at one x; and an encoder's guess."""
    prior, encoder = rng.dirichlet(np.full(4, 2.0), size=2)
    likelihood = rng.uniform(0.05, 0.6, 4)
    evidence = float(prior @ likelihood)
    return Values(
        prior=prior,
        q=encoder,
        likelihood=likelihood,
        joint=prior * likelihood,
        evidence=evidence,
        posterior=prior * likelihood / evidence,
    )


def elbo(v: Values) -> float:
    """Reconstruction less the KL to the prior."""
    return float(v.q @ np.log(v.likelihood)) - kl(v.q, v.prior)


def _gaussian(rng: Generator) -> Values:
    return Values(mu=float(rng.uniform(0.3, 2)), sigma=float(rng.uniform(0.3, 0.8)))


def _kl_to_standard(v: Values) -> float:
    def log_ratio(z: Any) -> Any:
        return np.log(normal(z, v.mu, v.sigma**2)) - np.log(normal(z, 0, 1))

    return mean(log_ratio, v.mu, v.sigma)


def _encoder(rng: Generator) -> Values:
    return Values(mu=float(rng.uniform(0.5, 2)), v=float(rng.uniform(0.2, 0.7)))


def _estimated(rng: Generator) -> Values:
    """A Gaussian with mean phi, and a function of what is drawn from it."""
    return Values(phi=float(rng.uniform(0.3, 1.5)), s=float(rng.uniform(0.5, 1.5)))


def _f(z: Any) -> Any:
    return z**3 + 2 * z


def _under_q(v: Values, f: Callable[[Any], Any]) -> float:
    return mean(f, v.phi, v.s)


def _grad_log_q(v: Values, z: Any) -> Any:
    return (z - v.phi) / v.s**2


def _grad_q(v: Values, z: Any) -> Any:
    return normal(z, v.phi, v.s**2) * _grad_log_q(v, z)


def _two_densities(rng: Generator) -> Values:
    return Values(data=float(rng.uniform(0.1, 0.4)), fake=float(rng.uniform(0.5, 1.5)))


def _best_discriminator(v: Values) -> float:
    """Where the game's value at one point is greatest, found by search."""
    guesses = np.linspace(0.0005, 0.9995, 199_801)
    value = v.data * np.log(guesses) + v.fake * np.log(1 - guesses)
    return float(guesses[np.argmax(value)])


def _models(rng: Generator) -> Values:
    """Data and two models of it."""
    data, one, other = rng.dirichlet(np.full(5, 1.5), size=3)
    return Values(data=data, one=one, other=other)


def _fall(divergence: Callable[[Array, Array], float]) -> Callable[[Values], float]:
    """How much lower it is for the second model."""
    return lambda v: divergence(v.data, v.one) - divergence(v.data, v.other)


def _jensen_shannon(p: Array, q: Array) -> float:
    return (kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2


def _teaches(loss: Callable[[float], float]) -> Callable[[Values], bool]:
    """Whether the loss falls steeply as the discriminator's logit grows, from -8 on."""

    def by_logit(logit: float) -> float:
        return loss(float(1 / (1 + np.exp(-logit))))

    return lambda v: slope(by_logit, -8.0) < -0.5


def _holds_at_slope_one(penalty: Callable[[Array], float]) -> Callable[[Values], bool]:
    """Whether a penalty is zero for gradients of length one, and for no others."""

    def holds(v: Values) -> bool:
        ones = [penalty(unit) for unit in v.units]
        others = [penalty(unit * v.length) for unit in v.units] + [
            penalty(v.units[0] * 0)
        ]
        return bool(np.allclose(ones, 0)) and min(others) > 1e-6

    return holds


def _gradients(rng: Generator) -> Values:
    drawn = rng.normal(size=(4, 3))
    units = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return Values(units=units, length=float(rng.choice([0.4, 1.7])))


def _features(rng: Generator) -> Values:
    """Two Gaussians in three dimensions."""
    real, fake = rng.normal(size=(2, 3, 3))
    return Values(
        delta=rng.normal(size=3),
        real=real @ real.T + 0.3 * np.eye(3),
        fake=fake @ fake.T + 0.3 * np.eye(3),
    )


def _symmetric_root(matrix: Array) -> Array:
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(values) @ vectors.T)


def root(matrix: Array) -> Array:
    """The square root of a product of covariances, which need not be symmetric."""
    values, vectors = np.linalg.eig(matrix)
    made = vectors @ np.diag(np.sqrt(values.astype(complex))) @ np.linalg.inv(vectors)
    return np.asarray(made.real)


def _wasserstein(v: Values) -> float:
    """The least mean squared way from one Gaussian to the other: among all couplings,
    the best one turns the roots of the covariances onto each other (Procrustes)."""
    overlap = _symmetric_root(v.real) @ _symmetric_root(v.fake)
    turned = np.linalg.svd(overlap, compute_uv=False).sum()
    return float(v.delta @ v.delta + np.trace(v.real + v.fake) - 2 * turned)


def _fid(v: Values, trace: Array) -> float:
    return float(v.delta @ v.delta + np.trace(trace))


def _one_feature(rng: Generator) -> Values:
    return Values(
        mr=float(rng.normal()),
        mg=float(rng.normal() + 4),
        sr=float(rng.uniform(0.3, 0.9)),
        sg=float(rng.uniform(1.2, 2)),
    )


def _sorted_way(v: Values) -> float:
    """The mean squared way between equal quantiles."""
    return mean(lambda z: ((v.mr + v.sr * z) - (v.mg + v.sg * z)) ** 2)


def _labels(rng: Generator) -> Values:
    given = rng.dirichlet(np.full(4, 0.5), size=6) + 1e-3
    given /= given.sum(axis=1, keepdims=True)
    return Values(
        given=given,
        whole=entropy(given.mean(axis=0)),
        each=float(np.mean([entropy(one) for one in given])),
    )


def inception_score(v: Values) -> float:
    average = v.given.mean(axis=0)
    return float(np.exp(np.mean([kl(one, average) for one in v.given])))


def _logits(rng: Generator) -> Values:
    return Values(s=rng.normal(size=(4, 4)), i=int(rng.integers(4)))


def _cross_entropy(v: Values) -> float:
    exps = np.exp(v.s[v.i])
    return float(-np.log(exps[v.i] / exps.sum()))


def information(joint: Array) -> float:
    """The mutual information of a table's row and column."""
    apart = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return float(np.sum(joint * np.log(joint / apart)))


def contrastive_loss(joint: Array, critic: Array, pairs: int) -> float:
    """InfoNCE's expected loss for the first x among the y of all pairs, exactly."""
    rows, columns = joint.shape
    loss = 0.0
    for x, *ys in product(range(rows), *[range(columns)] * pairs):
        others = np.prod([joint.sum(axis=0)[y] for y in ys[1:]])
        exps = np.exp([critic[x, y] for y in ys])
        loss -= joint[x, ys[0]] * others * np.log(exps[0] / exps.sum())
    return float(loss)


def _batches(rng: Generator) -> Values:
    """Informations, losses and batch sizes: related and unrelated pairs, with the best
    critic, with one that knows nothing, and with one that is badly wrong."""
    return Values(cases=list(_cases(rng)))


def _cases(rng: Generator) -> Iterator[tuple[float, float, int]]:
    unrelated = np.outer(rng.dirichlet(np.full(3, 3.0)), rng.dirichlet(np.full(3, 3.0)))
    related = 0.05 * unrelated + 0.95 * np.diag(rng.dirichlet(np.full(3, 5.0)))
    for joint in (unrelated, related):
        apart = np.outer(joint.sum(axis=1), joint.sum(axis=0))
        best = np.log(joint / apart)
        for critic in (best, np.zeros((3, 3)), -9 * np.eye(3), rng.normal(size=(3, 3))):
            for pairs in (2, 4):
                loss = contrastive_loss(joint, critic, pairs)
                yield information(joint), loss, pairs


def _bounds(holds: Callable[[float, float, int], Any]) -> Callable[[Values], bool]:
    """Whether something holds in every case, a rounding error aside."""
    return lambda v: all(holds(*case) for case in v.cases)


CLAIMS = (
    Claim(
        "vae-elbo",
        "size-of-the-elbo-gap",
        "log-evidence less ELBO, on a latent of four values",
        latents,
        lambda v: np.log(v.evidence) - elbo(v),
        {
            r"$D_{\mathrm{KL}}(q_\phi(z \mid x) \,\|\, p_\theta(z \mid x))$": (
                lambda v: kl(v.q, v.posterior)
            ),
            r"$D_{\mathrm{KL}}(p_\theta(z \mid x) \,\|\, q_\phi(z \mid x))$": (
                lambda v: kl(v.posterior, v.q)
            ),
            r"$D_{\mathrm{KL}}(q_\phi(z \mid x) \,\|\, p(z))$": lambda v: kl(
                v.q, v.prior
            ),
            r"$D_{\mathrm{KL}}(p_\theta(z \mid x) \,\|\, p(z))$": lambda v: kl(
                v.posterior, v.prior
            ),
        },
    ),
    Claim(
        "vae-elbo",
        "elbo-with-entropy",
        "log-evidence less the KL to the posterior, on a latent of four values",
        latents,
        lambda v: np.log(v.evidence) - kl(v.q, v.posterior),
        {
            r"$\mathbb{E}_q[\log p_\theta(x, z)] + H$": lambda v: (
                v.q @ np.log(v.joint) + entropy(v.q)
            ),
            r"$\mathbb{E}_q[\log p_\theta(x, z)] - H$": lambda v: (
                v.q @ np.log(v.joint) - entropy(v.q)
            ),
            r"$\mathbb{E}_q[\log p_\theta(x \mid z)] + H$": lambda v: (
                v.q @ np.log(v.likelihood) + entropy(v.q)
            ),
            r"$\mathbb{E}_q[\log p_\theta(z \mid x)] + H$": lambda v: (
                v.q @ np.log(v.posterior) + entropy(v.q)
            ),
        },
    ),
    Claim(
        "vae-elbo",
        "kl-to-the-prior",
        "the mean log-ratio of the two densities, by quadrature",
        _gaussian,
        _kl_to_standard,
        {
            r"$\frac{1}{2}(\mu^2 + \sigma^2 - 1 - \log\sigma^2)$": lambda v: (
                (v.mu**2 + v.sigma**2 - 1 - np.log(v.sigma**2)) / 2
            ),
            r"$\frac{1}{2}(1 + \log\sigma - \mu^2 - \sigma^2)$": lambda v: (
                (1 + np.log(v.sigma) - v.mu**2 - v.sigma**2) / 2
            ),
            r"$\frac{1}{2}(\mu^2 + \sigma^2 - 1 - \log\sigma)$": lambda v: (
                (v.mu**2 + v.sigma**2 - 1 - np.log(v.sigma)) / 2
            ),
            r"$\frac{1}{2}(1 + \log\sigma^2 - \mu^2 - \sigma^2)$": lambda v: (
                (1 + np.log(v.sigma**2) - v.mu**2 - v.sigma**2) / 2
            ),
        },
    ),
    Claim(
        "vae-elbo",
        "reparameterised-draw",
        "mean and standard deviation of the draw, by quadrature",
        _encoder,
        lambda v: (v.mu, np.sqrt(v.v)),
        {
            r"$\mu + \sqrt{v}\,\epsilon$": lambda v: law(
                lambda e: v.mu + np.sqrt(v.v) * e
            ),
            r"$\mu + v\,\epsilon$": lambda v: law(lambda e: v.mu + v.v * e),
            r"$\sqrt{v}\,(\mu + \epsilon)$": lambda v: law(
                lambda e: np.sqrt(v.v) * (v.mu + e)
            ),
            r"$\mu\,\epsilon + \sqrt{v}$": lambda v: law(
                lambda e: v.mu * e + np.sqrt(v.v)
            ),
        },
    ),
    Claim(
        "vae-elbo",
        "score-function-gradient",
        "the expectation as a function of phi, differentiated numerically",
        _estimated,
        lambda v: slope(lambda phi: mean(_f, phi, v.s), v.phi),
        {
            r"$\mathbb{E}_{q_\phi}[f(z)\,\nabla_\phi\log q_\phi(z)]$": lambda v: (
                _under_q(v, lambda z: _f(z) * _grad_log_q(v, z))
            ),
            r"$\mathbb{E}_{q_\phi}[f(z)\,\nabla_\phi q_\phi(z)]$": lambda v: _under_q(
                v, lambda z: _f(z) * _grad_q(v, z)
            ),
            r"$\mathbb{E}_{q_\phi}[\log q_\phi(z)\,\nabla_\phi f(z)]$": lambda v: (
                _under_q(v, lambda z: np.log(normal(z, v.phi, v.s**2)) * 0.0)
            ),
            r"$-\mathbb{E}_{q_\phi}[f(z)\,\nabla_\phi\log q_\phi(z)]$": lambda v: (
                -_under_q(v, lambda z: _f(z) * _grad_log_q(v, z))
            ),
        },
    ),
    Claim(
        "vae-versus-gan",
        "optimal-discriminator",
        "the greatest value of the game at one point, found by search",
        _two_densities,
        _best_discriminator,
        {
            r"$p_{\mathrm{data}} / (p_{\mathrm{data}} + p_g)$": lambda v: (
                v.data / (v.data + v.fake)
            ),
            r"$p_g / (p_{\mathrm{data}} + p_g)$": lambda v: v.fake / (v.data + v.fake),
            r"$p_{\mathrm{data}} / p_g$": lambda v: v.data / v.fake,
            r"$p_g / p_{\mathrm{data}}$": lambda v: v.fake / v.data,
        },
        tolerance=2e-5,
    ),
    Claim(
        "vae-versus-gan",
        "likelihood-as-divergence",
        "the rise of the mean log-likelihood from one model to another",
        _models,
        lambda v: v.data @ np.log(v.other) - v.data @ np.log(v.one),
        {
            r"$D_{\mathrm{KL}}(p_{\mathrm{data}} \,\|\, p_\theta)$": _fall(kl),
            r"$D_{\mathrm{KL}}(p_\theta \,\|\, p_{\mathrm{data}})$": _fall(
                lambda data, model: kl(model, data)
            ),
            r"$D_{\mathrm{JS}}(p_{\mathrm{data}} \,\|\, p_\theta)$": _fall(
                _jensen_shannon
            ),
            r"$D_{\mathrm{TV}}(p_\theta \,\|\, p_{\mathrm{data}})$": _fall(
                lambda data, model: float(np.abs(data - model).sum() / 2)
            ),
        },
    ),
    Claim(
        "gan-mode-collapse",
        "loss-that-still-teaches",
        "the slope in the logit where the discriminator rejects: is it below -1/2?",
        nothing,
        lambda v: True,
        {
            "$-\\log D(G(z))$": _teaches(lambda d: -float(np.log(d))),
            "$\\log(1 - D(G(z)))$": _teaches(lambda d: float(np.log(1 - d))),
            "$-\\log(1 - D(G(z)))$": _teaches(lambda d: -float(np.log(1 - d))),
            "$\\log D(G(z))$": _teaches(lambda d: float(np.log(d))),
        },
    ),
    Claim(
        "gan-mode-collapse",
        "wgan-gp-penalty",
        "is it zero at gradients of length one, and positive at all others?",
        _gradients,
        lambda v: True,
        {
            r"$(\|g\| - 1)^2$": _holds_at_slope_one(
                lambda g: float((np.linalg.norm(g) - 1) ** 2)
            ),
            r"$\|g\|^2 - 1$": _holds_at_slope_one(
                lambda g: float(np.linalg.norm(g) ** 2 - 1)
            ),
            r"$\|g - 1\|^2$": _holds_at_slope_one(
                lambda g: float(np.linalg.norm(g - 1) ** 2)
            ),
            r"$\|g\|^2$": _holds_at_slope_one(lambda g: float(np.linalg.norm(g) ** 2)),
        },
    ),
    Claim(
        "fid-and-inception-score",
        "fid-formula",
        "the squared 2-Wasserstein distance, by turning roots of covariances",
        _features,
        _wasserstein,
        {
            r"$\|\delta\|^2 + \operatorname{Tr}(S - 2P^{1/2})$": lambda v: _fid(
                v, v.real + v.fake - 2 * root(v.real @ v.fake)
            ),
            r"$\|\delta\|^2 + \operatorname{Tr}(S - P)$": lambda v: _fid(
                v, v.real + v.fake - v.real @ v.fake
            ),
            r"$\|\delta\|^2 + \operatorname{Tr}(S - P^{1/2})$": lambda v: _fid(
                v, v.real + v.fake - root(v.real @ v.fake)
            ),
            r"$\|\delta\|^2 + \operatorname{Tr}(S - 2P)$": lambda v: _fid(
                v, v.real + v.fake - 2 * v.real @ v.fake
            ),
        },
    ),
    Claim(
        "fid-and-inception-score",
        "fid-in-one-dimension",
        "the mean squared way between equal quantiles, by quadrature",
        _one_feature,
        _sorted_way,
        {
            r"$(\mu_r-\mu_g)^2 + (\sigma_r-\sigma_g)^2$": lambda v: (
                (v.mr - v.mg) ** 2 + (v.sr - v.sg) ** 2
            ),
            r"$(\mu_r-\mu_g)^2 + (\sigma_r^2-\sigma_g^2)^2$": lambda v: (
                (v.mr - v.mg) ** 2 + (v.sr**2 - v.sg**2) ** 2
            ),
            r"$\sqrt{(\mu_r-\mu_g)^2 + (\sigma_r-\sigma_g)^2}$": lambda v: np.hypot(
                v.mr - v.mg, v.sr - v.sg
            ),
            r"$\sqrt{(\mu_r-\mu_g)^2 + (\sigma_r^2-\sigma_g^2)^2}$": lambda v: np.hypot(
                v.mr - v.mg, v.sr**2 - v.sg**2
            ),
        },
    ),
    Claim(
        "fid-and-inception-score",
        "inception-score-by-entropies",
        "the exponential of the mean KL to the average label distribution",
        _labels,
        inception_score,
        {
            r"$\exp(H(y) - H(y \mid x))$": lambda v: np.exp(v.whole - v.each),
            r"$\exp(H(y \mid x) - H(y))$": lambda v: np.exp(v.each - v.whole),
            r"$H(y \mid x) - H(y)$": lambda v: v.each - v.whole,
            r"$H(y) - H(y \mid x)$": lambda v: v.whole - v.each,
        },
    ),
    Claim(
        "clip-contrastive-training",
        "loss-of-one-row",
        "cross-entropy of a softmax, worked out from its exponentials",
        _logits,
        _cross_entropy,
        {
            r"$-s_{ii} + \log\sum_j e^{s_{ij}}$": lambda v: (
                -v.s[v.i, v.i] + np.log(np.sum(np.exp(v.s[v.i])))
            ),
            r"$s_{ii} - \log\sum_{j \neq i} e^{s_{ij}}$": lambda v: (
                v.s[v.i, v.i] - np.log(np.sum(np.exp(np.delete(v.s[v.i], v.i))))
            ),
            r"$-s_{ii} + \log\sum_{j \neq i} e^{s_{ij}}$": lambda v: (
                -v.s[v.i, v.i] + np.log(np.sum(np.exp(np.delete(v.s[v.i], v.i))))
            ),
            r"$s_{ii} - \log\sum_j e^{s_{ij}}$": lambda v: (
                v.s[v.i, v.i] - np.log(np.sum(np.exp(v.s[v.i])))
            ),
        },
    ),
    Claim(
        "clip-contrastive-training",
        "infonce-bound",
        "exact losses on tables of 3 x 3: does it hold for each table and critic?",
        _batches,
        lambda v: True,
        {
            r"$I(x;\,y) \geq \log N - L$": _bounds(
                lambda info, loss, n: info >= np.log(n) - loss - 1e-9
            ),
            r"$I(x;\,y) \geq L - \log N$": _bounds(
                lambda info, loss, n: info >= loss - np.log(n) - 1e-9
            ),
            r"$I(x;\,y) \geq N - L$": _bounds(
                lambda info, loss, n: info >= n - loss - 1e-9
            ),
            r"$I(x;\,y) \leq \log N - L$": _bounds(
                lambda info, loss, n: info <= np.log(n) - loss + 1e-9
            ),
        },
    ),
)
