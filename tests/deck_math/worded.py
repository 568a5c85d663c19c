"""Options with symbols in them that state no formula, and why nothing is computed.

By card and check: the reason, and the options' texts, letter by letter.
"""

NAMES = "the symbols only name things; what the option says of them is said in words"

WORDED: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("ddpm-forward-reverse", "forward-is-fixed"): (
        NAMES,
        (
            r"The schedule $\beta_t$ of the forward steps",
            r"The encoder that takes an image to $x_T$",
        ),
    ),
    ("ddpm-forward-reverse", "which-noise-is-the-target"): (
        NAMES,
        (
            r"The share of noise that step 500 alone added to $x_{499}$",
            r"The noise that is still to be added from step 500 to $T$",
            r"The cleaner image $x_{499}$ of the same forward path",
            r"All of the noise that leads from $x_0$ to $x_{500}$ in one jump",
        ),
    ),
    ("ddim-and-score-view", "why-ddim-needs-no-retraining"): (
        "names the marginals; that DDIM keeps them is computed in test_facts.py",
        (
            r"Its forward steps have the same $q(x_t \mid x_{t-1})$",
            r"Its forward family has the same $q(x_t \mid x_0)$",
        ),
    ),
    ("ddim-and-score-view", "what-ddim-gives-up"): (
        NAMES,
        (r"The option to use all $T$ of the training timesteps",),
    ),
    ("ddpm-pseudo-code", "mixed-up-mean"): (
        "what is wrong with the sampler is computed in test_facts.py",
        (
            r"The weight of $\hat{x}_0$, which should be $\sqrt{\bar\alpha_t}$",
            r"The total noise, which is too high for level $t-1$",
            r"The fresh noise $z$, which should be $\hat\epsilon$ once more",
        ),
    ),
    ("ddpm-pseudo-code", "network-inputs"): (
        NAMES,
        (
            r"The clean $x_0$, the step $t$ and the noise $\epsilon$",
            r"The noisy $x_t$, the step $t$ and the condition",
            r"The noisy $x_t$, the step $t$ and the noise $\epsilon$",
            r"The clean $x_0$, the step $t$ and the condition",
        ),
    ),
    ("vae-elbo", "what-reparameterisation-fixes"): (
        NAMES,
        (
            r"A gradient that reaches $\phi$ through the drawn sample $z$",
            r"A bound that is tight for every single $x$",
        ),
    ),
    ("over-guidance", "tilt-is-only-heuristic"): (
        "that noise does not keep the tilt is computed in test_facts.py",
        (
            r"For $w > 1$ the tilted density has no finite integral",
            r"The tilted $\tilde p_t$ are not what noising $\tilde p_0$ would give",
        ),
    ),
    ("over-guidance", "dynamic-thresholding-does"): (
        "describes a published procedure, which no identity can confirm",
        (
            r"It clamps $\hat{x}_0$ to a percentile $s$ and divides by $s$",
            r"It clamps each value of $\hat{x}_0$ to the range $[-1, 1]$",
            r"It lowers $w$ in each step in which $\hat{x}_0$ is too large",
        ),
    ),
    ("epsilon-prediction", "targets-are-equivalent"): (
        "the way from each target to the others is computed in test_facts.py",
        (
            r"$\epsilon$ carries less information than $x_0$ does",
            r"$x_0$ follows only after all reverse steps",
            r"$\tilde\mu_t$ determines $x_0$, but it leaves $\epsilon$ open",
            r"$\epsilon$, $x_0$ and $\tilde\mu_t$ each fix the other two",
        ),
    ),
    ("ddim-eta", "why-the-root-shrinks"): (
        "that the noise fits the level is computed in test_facts.py",
        (
            r"So that the noise fits level $t-1$",
            r"So that $\hat{x}_0$ stays within its valid range",
        ),
    ),
    ("ddim-eta", "eta-one-gives"): (
        "that it is DDPM's sampler is computed in test_facts.py",
        (
            r"The probability-flow ODE, taken in $T$ steps",
            r"DDPM's sampler with posterior variance $\tilde\beta_t$",
            r"DDPM's sampler with the forward variance $\beta_t$",
        ),
    ),
}
