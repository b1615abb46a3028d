"""What the expressions that stability rules replace should give, computed with 400 digits by mpmath.

Writes src/test/resources/rewrite/accuracy.txt; run it in language/. Each line is the name of a rule,
the inputs of its graph in src/test/golden/rewrite, and the outputs, rounded once.
"""

import os

import mpmath
import numpy as np

mpmath.mp.dps = 400
OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "rewrite", "accuracy.txt")
TYPES = {"f64": np.float64, "f32": np.float32}

NEAR_0 = [1e-300, -1e-300, 1e-18, -1e-18, 3e-9, -3e-9, 1e-4, -1e-4, 0.3, -0.3]
WIDE = [1, -1, 5, -5, 37, -37, 90, -90, 300, -300, 745, -745, 2000, -2000]


def log(x):
    return mpmath.log(x) if x > 0 else mpmath.mpf("-inf") if x == 0 else mpmath.nan


def log_sigmoid(x):
    return -mpmath.log1p(mpmath.exp(-x))


def normal(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


ELEMENTWISE = {
    "log_of_sigmoid": (log_sigmoid, NEAR_0 + WIDE),
    "log_of_one_minus_sigmoid": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log_of_logistic": (log_sigmoid, NEAR_0 + WIDE),
    "log_of_one_minus_logistic": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log_of_sigmoid_of_negative": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log_of_one_minus_sigmoid_of_negative": (log_sigmoid, NEAR_0 + WIDE),
    "log_of_negative_logistic": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log_of_one_minus_negative_logistic": (log_sigmoid, NEAR_0 + WIDE),
    "log_of_logistic_of_exp": (log_sigmoid, NEAR_0 + WIDE),
    "log_of_one_minus_logistic_of_exp": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log1p_of_minus_sigmoid": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log1p_of_minus_logistic": (lambda x: log_sigmoid(-x), NEAR_0 + WIDE),
    "log_of_square": (lambda x: 2 * log(abs(x)), NEAR_0 + WIDE + [1e200, -1e-200, 1e30]),
    "one_plus_erf_of_negative": (mpmath.erfc, NEAR_0 + [1, -1, 3, -3, 5, 6, 9, 20, 26]),
    "one_minus_ndtr": (lambda x: normal(-x), NEAR_0 + [1, -1, 3, -3, 5, 6, 9, 20, 36]),
    "log_of_ndtr": (lambda x: log(normal(x)), NEAR_0 + [1, -1, 3, -3, 5, -6, -9, -20, -50, -1000]),
    "log_of_one_plus": (lambda x: log(1 + x), NEAR_0 + [-0.999, 2, 1e10, 1e300]),
    "log_of_one_minus": (lambda x: log(1 - x), NEAR_0 + [0.999, -2, -1e10, -1e300]),
    "log2_of_one_plus": (lambda x: log(1 + x) / mpmath.log(2), NEAR_0 + [-0.999, 2, 1e10, 1e300]),
    "log2_of_one_minus": (lambda x: log(1 - x) / mpmath.log(2), NEAR_0 + [0.999, -2, -1e10, -1e300]),
    "log10_of_one_plus": (lambda x: log(1 + x) / mpmath.log(10), NEAR_0 + [-0.999, 2, 1e10, 1e300]),
    "log10_of_one_minus": (lambda x: log(1 - x) / mpmath.log(10), NEAR_0 + [0.999, -2, -1e10, -1e300]),
    "log1p_of_minus_exp": (
        lambda x: log(-mpmath.expm1(x)),
        [-1e-300, -1e-18, -3e-9, -1e-4, -0.3, -0.7, -1, -5, -37, -90, -700, -2000],
    ),
    "log_of_cosh": (lambda x: log(mpmath.cosh(x)), NEAR_0 + WIDE),
    "log_of_sinh": (lambda x: log(mpmath.sinh(x)), [1e-300, 1e-18, 3e-9, 1e-4, 0.3, 5, 37, 90, 700, 2000]),
    "log1p_of_minus_square_of_tanh": (lambda x: -2 * log(mpmath.cosh(x)), NEAR_0 + WIDE),
    "log1p_of_minus_tanh": (lambda x: log(2 / (1 + mpmath.exp(2 * x))), NEAR_0 + WIDE),
    "quotient_of_hyperbolic": (mpmath.tanh, NEAR_0 + WIDE),
    "one_minus_cos": (lambda x: 2 * mpmath.sin(x / 2) ** 2, NEAR_0 + [1, -1, 5, -5]),
    "exp_minus_one": (mpmath.expm1, NEAR_0 + [1, -1, 5, -5, 37, -37, 80, -745]),
    "exp_plus_minus_one": (mpmath.expm1, NEAR_0 + [1, -1, 5, -5, 37, -37, 80, -745]),
    "one_minus_exp": (lambda x: -mpmath.expm1(x), NEAR_0 + [1, -1, 5, -5, 37, -37, 80, -745]),
    "log_of_one_minus_exp": (
        lambda x: log(-mpmath.expm1(x)),
        [-1e-300, -1e-18, -3e-9, -1e-4, -0.3, -0.7, -1, -5, -37, -90, -700, -2000],
    ),
    "log_of_expm1": (
        lambda x: log(mpmath.expm1(x)),
        [1e-300, 1e-18, 3e-9, 1e-4, 0.3, 1, 5, 37, 90, 700, 2000],
    ),
    "quotient_by_one_plus_exp": (lambda x: 1 / (1 + mpmath.exp(-x)), NEAR_0 + WIDE),
    "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), NEAR_0 + WIDE),
    "log_of_exp": (lambda x: x, NEAR_0 + WIDE),
    "exp_of_log": (abs, NEAR_0 + WIDE),
    "exp_of_log_of_any": (lambda x: x, [1e-300, 1e-18, 1e-4, 0.3, 5, 37, 2000, 1e30]),
    "square_of_sqrt": (abs, NEAR_0 + WIDE),
    "square_of_sqrt_of_any": (lambda x: x, [1e-300, 1e-18, 1e-4, 0.3, 5, 37, 2000, 1e30]),
    "sqrt_of_square": (abs, NEAR_0 + WIDE + [1e-200, 1e200, 1e30, -1e-30]),
    "log1p_of_expm1": (lambda x: x, NEAR_0 + WIDE),
    "expm1_of_log1p": (lambda x: x, NEAR_0 + [5, 37, 2000, -0.999999]),
    "one_minus_erf": (mpmath.erfc, NEAR_0 + [1, -1, 3, -3, 5, 6, 9, 20, 26]),
    "erf_minus_one": (lambda x: -mpmath.erfc(x), NEAR_0 + [1, -1, 3, -3, 5, 6, 9, 20, 26]),
    "one_minus_erfc": (mpmath.erf, NEAR_0 + [1, -1, 3, -3, 5]),
}


def text(value, dtype):
    if mpmath.isnan(value):
        return "nan"
    if mpmath.isinf(value):
        return "inf" if value > 0 else "-inf"
    rounded = float(value) if dtype is np.float64 else float(np.float32(float(value)))
    return "inf" if rounded == np.inf else "-inf" if rounded == -np.inf else repr(rounded)


def array(name, shape, values):
    dims = "[" + ", ".join(map(str, shape)) + "]" if shape else ""
    return name + dims + "(" + ", ".join(text(v, TYPES[name]) for v in values) + ")"


def exact(values, dtype):
    """The values as the type holds them."""
    return [mpmath.mpf(float(dtype(v))) for v in values]


def log_sum_exp(xs):
    return mpmath.log(mpmath.fsum(mpmath.exp(x) for x in xs))


def lines():
    for name, dtype in TYPES.items():
        for rule, (function, points) in ELEMENTWISE.items():
            xs = exact(points, dtype)
            n = [len(xs)]
            yield rule, [array(name, n, xs)], [array(name, n, [function(x) for x in xs])]
        xs = exact([1, 800, -800, 0.5, -40, -1000], dtype)
        ys = exact([1, 800.5, -801, -40, 0.5, -1000], dtype)
        sums = [log_sum_exp(pair) for pair in zip(xs, ys)]
        both = [array(name, [6], v) for v in (xs, ys)]
        yield "log_of_sum_of_two", both, [array(name, [6], sums)]
        edge = exact([709.5, 1, -3, 700] if name == "f64" else [88.5, 1, -3, 80], dtype)
        near = exact([708, -2, 0.5, 690] if name == "f64" else [87, -2, 0.5, 79], dtype)
        pairs = [array(name, [4], v) for v in (edge, near)]
        yield "log_of_sum", pairs, [array(name, [4], [log(mpmath.exp(x) + 3 * mpmath.exp(y)) for x, y in zip(edge, near)])]
        yield "log_of_product", pairs, [array(name, [4], [x + y for x, y in zip(edge, near)])]
        larger = [array(name, [6], [max(x, y) + 0.25 for x, y in zip(xs, ys)]), array(name, [6], [min(x, y) for x, y in zip(xs, ys)])]
        differences = [log(mpmath.exp(max(x, y) + 0.25) - mpmath.exp(min(x, y))) for x, y in zip(xs, ys)]
        yield "log_of_difference_of_exp", larger, [array(name, [6], differences)]
        for row in ([0.5, 1, -2], [900, 800, 899], [-900, -800, -801], [0, -1000, -2000]):
            xs = exact(row, dtype)
            total = log_sum_exp(xs)
            whole, three = array(name, [1, 3], xs), array(name, [3], xs)
            results = [array(name, [1], [total]), array(name, [], [total])]
            yield "log_of_sum_of_exp", [whole, three], results
            means = [array(name, [1], [total - log(3)]), array(name, [], [total - log(3)])]
            yield "log_of_mean_of_exp", [whole, three], means
            more = log_sum_exp([0, *xs])
            results = [array(name, [1], [more]), array(name, [], [more])]
            yield "log1p_of_sum_of_exp", [whole, three], results
            for weights in ([1, 0.5, 2], [0, 3, 1e-3], [1e4, 0, 0]):
                ys = exact(weights, dtype)
                sums = mpmath.fsum(y * mpmath.exp(x) for x, y in zip(xs, ys))
                inputs = [whole, array(name, [1, 3], ys)]
                yield "log_of_weighted_sum_of_exp", inputs, [array(name, [1], [log(sums)])]
                if max(xs) < 89:
                    both = mpmath.fsum(mpmath.exp(x + y) for x, y in zip(xs, ys))
                    inputs = [array(name, [1, 3], ys), three]
                    results = [array(name, [1, 1], [v]) for v in (log(sums), log(both))]
                    yield "log_of_product_with_exp", inputs, results
            shares = [mpmath.exp(x - total) for x in xs]
            yield "quotient_by_sum_of_exp", [whole], [array(name, [1, 3], shares)]
            yield "log_of_softmax", [whole], [array(name, [1, 3], [x - total for x in xs])]
        wide = name == "f64"
        for first in ([709.5, 0.5, -745, 3e-16] if wide else [88.5, 0.5, -103, 2e-7]):
            xs = exact([first, -2000, -2000], dtype)
            total = log_sum_exp(xs)
            for rule, result in [
                ("log_of_multiple", total + mpmath.log(2)),
                ("log_of_part", total - mpmath.log(2)),
                ("log_of_reciprocal", mpmath.log(2) - total),
                ("log_of_sqrt", total / 2),
            ]:
                yield rule, [array(name, [1, 3], xs)], [array(name, [1], [result])]
        for row in ([1.5, 2, 3], [1e-20, 1e-30, 1e-30], [1e30, 1e20, 1e15], [-1e30, -1e30, 2]):
            xs = exact(row, dtype)
            product = mpmath.log(mpmath.fprod(abs(x) for x in xs))
            for rule in ("log_of_prod", "log_of_prod_of_any"):
                yield rule, [array(name, [1, 3], xs)], [array(name, [1], [product])]
        for scale in (1, 1e-20, 1e20, 1e-30):
            xs = exact([v * scale for v in (4, 1, 2, 1, 5, 3, 2, 3, 6)], dtype)
            det = mpmath.det(to_matrix(xs))
            inputs, result = [array(name, [1, 3, 3], xs)], [array(name, [1], [log(det)])]
            yield "log_of_det", inputs, result
            yield "log_of_abs_of_det", inputs, result
        for scale in (1, 1e7, 1e12):
            xs = exact([v * scale for v in (4, 1, 2, 1, 5, 3, 2, 3, 6)], dtype)
            a = to_matrix(xs)
            det = mpmath.det(a * a.T + 30 * mpmath.eye(3))
            yield "log_of_det_of_cholesky_product", [array(name, [1, 3, 3], xs)], [
                array(name, [1], [log(det)])
            ]


def to_matrix(xs):
    return mpmath.matrix([xs[0:3], xs[3:6], xs[6:9]])


os.makedirs(os.path.dirname(OUT), exist_ok=True)
with open(OUT, "w") as out:
    for rule, inputs, outputs in lines():
        print(rule, "; ".join(inputs), "; ".join(outputs), sep=" | ", file=out)
