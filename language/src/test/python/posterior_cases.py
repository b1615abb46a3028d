"""Prints the numbers of MeasureTest and of the tests of stdlib/posterior.tgraph.

R-hat and effective sample sizes as R's package `posterior` computes them, loops and all, and
Pareto-smoothed leave-one-out as its authors' `loo` does, written anew here with NumPy and SciPy.
"""

import numpy as np
from scipy import stats


def chains():
    i = np.arange(400)
    return np.sin(0.7 * i * i).reshape(4, 100) + 0.3 * np.cos(0.11 * i).reshape(4, 100) + 0.1 * np.arange(4)[:, None]


def slow_chains():
    i = np.arange(2400)
    return (np.sin(0.7 * i * i) + 2 * np.cos(0.013 * i) + np.sin(0.0037 * i)).reshape(4, 600)


def split(x):
    half = x.shape[1] // 2
    return np.concatenate([x[:, :half], x[:, -half:]])


def scores(x):
    return stats.norm.ppf((stats.rankdata(x).reshape(x.shape) - 0.375) / (x.size + 0.25))


def rhat(x):
    n = x.shape[1]
    within = x.var(1, ddof=1).mean()
    return np.sqrt(((n - 1) / n * within + x.mean(1).var(ddof=1)) / within)


def ess(x):
    m, n = x.shape
    c = x - x.mean(1, keepdims=True)
    acov = np.array([[(r[: n - t] * r[t:]).sum() / n for t in range(n)] for r in c])
    mean_var = acov[:, 0].mean() * n / (n - 1)
    plus = mean_var * (n - 1) / n + x.mean(1).var(ddof=1)
    rho = np.zeros(n + 2)
    rho[0] = even = 1.0
    rho[1] = odd = 1 - (mean_var - acov[:, 1].mean()) / plus
    t = 0
    while t < n - 5 and even + odd > 0:
        t += 2
        even = 1 - (mean_var - acov[:, t].mean()) / plus
        odd = 1 - (mean_var - acov[:, t + 1].mean()) / plus
        if even + odd >= 0:
            rho[t], rho[t + 1] = even, odd
    last = t
    if even > 0:
        rho[last] = even
    t = 0
    while t <= last - 4:
        t += 2
        if rho[t] + rho[t + 1] > rho[t - 2] + rho[t - 1]:
            rho[t] = rho[t + 1] = (rho[t - 2] + rho[t - 1]) / 2
    tau = max(-1 + 2 * rho[:last].sum() + rho[last], 1 / np.log10(m * n))
    return m * n / tau


def gpdfit(x):
    n = len(x)
    m = 30 + int(np.sqrt(n))
    theta = 1 / x[-1] + (1 - np.sqrt(m / (np.arange(1, m + 1) - 0.5))) / 3 / x[int(n / 4 + 0.5) - 1]
    k = np.log1p(-theta[:, None] * x).mean(1)
    profile = n * (np.log(-theta / k) - k - 1)
    w = 1 / np.exp(profile - profile[:, None]).sum(1)
    best = (theta * w).sum()
    k = np.log1p(-best * x).mean()
    return (n * k + 5) / (n + 10), -k / best


def psis(ll, tail):
    lw = -ll - (-ll).max()
    order = np.argsort(lw)
    cut = lw[order[-tail - 1]]
    k, sigma = gpdfit(np.exp(lw[order[-tail:]]) - np.exp(cut))
    p = (np.arange(tail) + 0.5) / tail
    lw[order[-tail:]] = np.minimum(np.log(sigma * np.expm1(-k * np.log1p(-p)) / k + np.exp(cut)), 0)
    lw -= np.logaddexp.reduce(lw)
    return np.logaddexp.reduce(lw + ll), k


def waic(ll):
    p = ll.var(0, ddof=1)
    elpd = np.logaddexp.reduce(ll, 0) - np.log(len(ll)) - p
    return elpd.sum(), np.sqrt(elpd.size * elpd.var(ddof=1)), p.sum(), (p > 0.4).sum()


def comparison():
    draws, n = np.arange(200.0)[:, None], np.arange(12.0)[None, :]
    one = -1.0 - 0.5 * np.sin(0.7 * draws + 1.3 * n) ** 2 - 0.1 * n
    other = one - 0.2 * np.cos(0.3 * draws * n)
    each = [np.array([psis(x[:, i].copy(), 43)[0] for i in range(12)]) for x in (other, one)]
    behind = each[0] - each[1]
    print("waic", waic(one), waic(3 * one)[3], waic(9 * one)[3])
    print("behind", each[0].sum(), behind.sum(), np.sqrt(12 * behind.var(ddof=1)))


def main():
    x = chains()
    print("r_hat", max(rhat(split(scores(x))), rhat(split(scores(abs(x - np.median(x)))))))
    print("ess_bulk", ess(split(scores(x))), "ess_mean", ess(split(x)))
    slow = slow_chains()
    print("slow: ess_bulk", ess(split(scores(slow))), "ess_mean", ess(split(slow)))
    low, high = np.quantile(x, [0.05, 0.95])
    print("ess_tail", ess(split((x <= low).astype(float))), ess(split((x <= high).astype(float))))
    ll = -3.0 * np.sin(0.7 * np.arange(1000.0) ** 2) ** 2
    print("psis", psis(ll, 95))
    comparison()


if __name__ == "__main__":
    main()
