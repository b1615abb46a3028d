"""Cases for the operations on matrices.

Eigenvectors and singular vectors are those of NumPy, turned as class Direction says; for matrices of
equal eigenvalues or singular values FactorsTest checks that the factors multiply to the matrix.
Results that rounding may change by more are allowed for by the condition of the matrix.
"""

import math

import numpy as np
import scipy.linalg

from cases import *

rng = np.random.default_rng(5)
FLOATING = FLOATS + COMPLEX
BATCHES = [(), (2,), (2, 3), (0,)]


def random(dtype, *shape):
    x = rng.normal(size=shape)
    return rounded(x + 1j * rng.normal(size=shape) if dtype in COMPLEX else x, dtype)


def adjoint(x):
    return np.conj(np.swapaxes(x, -1, -2))


def definite(dtype, *shape):
    x = widened(random(dtype, *shape))
    return rounded(x @ adjoint(x) + 0.5 * np.eye(shape[-1]), dtype)



def close(op, operands, results, factor=1.0):
    """A case whose results may be off by rounding, by the size of the largest result."""
    results = [np.asarray(r) for r in results]
    finite = [np.abs(r[np.isfinite(r)]).max(initial=0) for r in results]
    single = any(r.dtype in (np.float32, np.complex64) for r in results)
    bound = max(finite, default=0) * (1.2e-7 if single else 2e-14 * factor)
    return case(op, operands, results, 0, max(bound, 1e-300))


def directed(vectors, *others):
    """Columns turned so that the first component of more than 0.3 of the largest is positive."""
    size = np.abs(vectors)
    if vectors.shape[-2] == 0:
        return (vectors,) + others
    first = np.argmax(size > 0.3 * size.max(axis=-2, keepdims=True), axis=-2, keepdims=True)
    pivot = np.take_along_axis(vectors, first, axis=-2)
    turn = np.conj(pivot) / np.abs(pivot)
    out = [vectors * turn]
    for rows in others:
        out.append(rows * np.conj(np.swapaxes(turn, -1, -2)))
    return tuple(out)


def square():
    choleskys, invs, dets, slogdets, solves, lus, cofactors = [], [], [], [], [], [], []
    for dtype in FLOATING:
        for batch in BATCHES:
            for n in [0, 1, 2, 3, 5]:
                a = random(dtype, *batch, n, n)
                wide = widened(a)
                p = definite(dtype, *batch, n, n)
                choleskys.append(close("cholesky", [p], [rounded(np.linalg.cholesky(widened(p)), dtype)], 100))
                condition = np.linalg.cond(wide).max(initial=1) if n and a.size else 1
                inverse = np.linalg.inv(wide)
                det = np.linalg.det(wide)
                invs.append(close("inv", [a], [rounded(inverse, dtype)], condition))
                dets.append(close("det", [a], [rounded(det, dtype)], condition))
                sign, log = np.linalg.slogdet(wide)
                part = {"c64": "f32", "c128": "f64"}.get(dtype, dtype)
                slogdets.append(close("slogdet", [a], [rounded(sign, dtype), rounded(log, part)], condition))
                cofactor = np.swapaxes(inverse, -1, -2) * np.asarray(det)[..., None, None]
                cofactors.append(close("cofactor", [a], [rounded(cofactor, dtype)], 10 * condition))
                for k in [0, 1, 4]:
                    b = random(dtype, *batch, n, k)
                    x = np.linalg.solve(wide, widened(b))
                    solves.append(close("solve", [a, b], [rounded(x, dtype)], condition))
            for m, n in [(3, 3), (4, 2), (2, 4), (1, 3), (3, 0), (0, 2), (6, 6)]:
                a = random(dtype, *batch, m, n)
                if 0 in a.shape:
                    k = min(m, n)
                    rows = np.broadcast_to(np.arange(m), (*batch, m)).astype(np.int64)
                    lower = np.broadcast_to(np.eye(m, k), (*batch, m, k))
                    upper = np.zeros((*batch, k, n))
                else:
                    perm, lower, upper = scipy.linalg.lu(widened(a), p_indices=True)
                    rows = np.argsort(perm, axis=-1).astype(np.int64)
                lus.append(close("lu", [a], [rows, rounded(lower, dtype), rounded(upper, dtype)], 100))
    singular = np.array([[1.0, 2.0], [2.0, 4.0]])
    lows = np.array([[4.0, math.nan], [2.0, 3.0]])
    choleskys.append(close("cholesky", [lows], [np.linalg.cholesky(np.tril(lows) + np.tril(lows, -1).T)]))
    dets.append(close("det", [singular], [np.array(0.0)]))
    dets.append(case("det", [np.array([[1e200, 0.0], [0.0, 1e200]])], [np.array(math.inf)]))
    dets.append(case("det", [np.array([[math.nan, 1.0], [2.0, 3.0]])], [np.array(math.nan)]))
    slogdets.append(case("slogdet", [singular], [np.array(0.0), np.array(-math.inf)]))
    slogdets.append(case("slogdet", [np.zeros((1, 1), np.complex128)], [np.array(0j), np.array(-math.inf)]))
    cofactors.append(close("cofactor", [singular], [np.array([[4.0, -2.0], [-2.0, 1.0]])]))
    cofactors.append(close("cofactor", [np.zeros((1, 1))], [np.array([[1.0]])]))
    hilbert = scipy.linalg.hilbert(6)
    exact = scipy.linalg.invhilbert(6)
    invs.append(close("inv", [hilbert], [exact], np.linalg.cond(hilbert)))
    solves.append(close("solve", [hilbert, np.eye(6)], [exact], np.linalg.cond(hilbert)))
    for name, cases in [("cholesky", choleskys), ("inv", invs), ("det", dets), ("slogdet", slogdets),
                        ("cofactor", cofactors), ("solve", solves), ("lu", lus)]:
        write(name, cases)


def triangular():
    cases = []
    for dtype in FLOATING:
        for lower in (True, False):
            for transposed in (True, False):
                for unit in (True, False):
                    for batch in BATCHES:
                        for n, k in [(3, 2), (1, 1), (0, 2), (2, 0), (4, 1)]:
                            a = random(dtype, *batch, n, n)
                            for i in range(n):
                                a[..., i, i] += 3
                            b = random(dtype, *batch, n, k)
                            t = np.tril(widened(a)) if lower else np.triu(widened(a))
                            if unit:
                                for i in range(n):
                                    t[..., i, i] = 1
                            t = np.swapaxes(t, -1, -2) if transposed else t
                            op = f"solve_triangular{{lower: {str(lower).lower()}, transposed: {str(transposed).lower()}, unit: {str(unit).lower()}}}"
                            cases.append(close(op, [a, b], [rounded(np.linalg.solve(t, widened(b)), dtype)], 100))
    write("solve_triangular", cases)


def factors():
    qrs, svds, eighs = [], [], []
    for dtype in FLOATING:
        part = {"c64": "f32", "c128": "f64"}.get(dtype, dtype)
        for batch in BATCHES:
            for m, n in [(3, 3), (4, 2), (2, 4), (1, 3), (3, 1), (1, 1), (3, 0), (0, 2), (0, 0), (6, 5)]:
                a = random(dtype, *batch, m, n)
                wide = widened(a)
                k = min(m, n)
                if 0 in a.shape:
                    q, r = np.zeros((*batch, m, k)), np.zeros((*batch, k, n))
                    u, s, vh = q, np.zeros((*batch, k)), r
                else:
                    q, r = np.linalg.qr(wide)
                    u, s, vh = np.linalg.svd(wide, full_matrices=False)
                    u, vh = directed(u, vh)
                qrs.append(close("qr{complete: false}", [a], [rounded(q, dtype), rounded(r, dtype)], 100))
                svds.append(close("svd{full: false}", [a], [rounded(u, dtype), rounded(s, part), rounded(vh, dtype)], 1000))
            for n in [0, 1, 2, 3, 6]:
                a = random(dtype, *batch, n, n)
                wide = widened(a)
                low = np.tril(wide, -1)
                w, v = np.linalg.eigh(low + adjoint(low) + np.eye(n) * wide.real)
                (v,) = directed(v)
                eighs.append(close("eigh", [a], [rounded(w, part), rounded(v, dtype)], 1000))
    # Column 0 of a matrix that is triangular already keeps its sign.
    upper = np.array([[-2.0, 1.0], [0.0, 3.0], [0.0, 0.0]])
    qrs.append(close("qr{complete: false}", [upper], list(np.linalg.qr(upper))))
    zeros = np.zeros((3, 2))
    qrs.append(close("qr{complete: false}", [zeros], list(np.linalg.qr(zeros))))
    vander = np.vander(np.linspace(1.0, 2.0, 12), 6)
    q, r = np.linalg.qr(vander)
    qrs.append(close("qr{complete: false}", [vander], [q, r], 1e5))
    hilbert = scipy.linalg.hilbert(8)
    w, v = np.linalg.eigh(hilbert)
    (v,) = directed(v)
    eighs.append(close("eigh", [hilbert], [w, v], 1e6))
    u, s, vh = np.linalg.svd(hilbert)
    u, vh = directed(u, vh)
    svds.append(close("svd{full: false}", [hilbert], [u, s, vh], 1e6))
    for scale in (1e-200, 1e200):
        a = random("f64", 3, 3) * scale
        u, s, vh = np.linalg.svd(a)
        u, vh = directed(u, vh)
        # The vectors are of size 1, whatever the scale.
        eye = np.eye(3) * scale
        svds.append(case("svd{full: false}", [eye], [np.eye(3), np.full(3, scale), np.eye(3)], 4))
        eighs.append(case("eigh", [eye], [np.full(3, scale), np.eye(3)], 4))
    for bad in (math.nan, math.inf):
        a = np.array([[1.0, 0.0], [bad, 1.0]])
        nan = np.full((2, 2), math.nan)
        eighs.append(case("eigh", [a], [nan[0], nan]))
        svds.append(case("svd{full: false}", [a], [nan, nan[0], nan]))
    write("qr", qrs)
    write("svd", svds)
    write("eigh", eighs)


def flag(x):
    return str(x).lower()


def band(x, lower, strict):
    return np.tril(x, -strict) if lower else np.triu(x, int(strict))


def triangles():
    parts, products, halves = [], [], []
    for dtype in FLOATING:
        for lower in (True, False):
            for strict in (True, False):
                flags = f"lower: {flag(lower)}, strict: {flag(strict)}"
                for batch in BATCHES:
                    for m, n, k in [(3, 3, 2), (4, 2, 3), (2, 4, 1), (1, 1, 1), (0, 2, 3), (2, 0, 2), (3, 3, 0)]:
                        a, b = random(dtype, *batch, m, n), random(dtype, *batch, n, k)
                        part = band(widened(a), lower, strict)
                        parts.append(case(f"triangle{{{flags}}}", [a], [rounded(part, dtype)]))
                        product = rounded(part @ widened(b), dtype)
                        products.append(close(f"triangular_matmul{{{flags}}}", [a, b], [product]))
                        x, y = random(dtype, *batch, m, k), random(dtype, *batch, k, n)
                        for of in (True, False):
                            second = band(widened(y), lower, strict) if of else widened(y)
                            half = band(widened(x) @ second, lower, strict)
                            op = f"matmul_triangle{{{flags}, ofTriangle: {flag(of)}}}"
                            halves.append(close(op, [x, y], [rounded(half, dtype)]))
    bad = np.array([[1.0, math.nan], [2.0, -0.0]])
    parts.append(case("triangle{lower: true, strict: false}", [bad], [np.array([[1.0, 0.0], [2.0, -0.0]])]))
    write("triangle", parts)
    write("triangular_matmul", products)
    write("matmul_triangle", halves)


def adjoint_map(f, shape, c, complex_):
    """The transpose of f, which is linear over the real numbers, paired without conjugation."""
    s = np.zeros(shape, np.complex128 if complex_ else np.float64)
    for at in np.ndindex(*shape):
        unit = np.zeros(shape, s.dtype)
        unit[at] = 1
        s[at] = np.sum(f(unit) * c).real
        if complex_:
            s[at] -= 1j * np.sum(f(1j * unit) * c).real
    return s


def cholesky_change(l, t):
    l = np.tril(l, -1) + np.diag(np.diag(l).real)
    h = np.tril(t, -1)
    h = h + adjoint(h) + np.diag(np.diag(t).real)
    p = np.linalg.solve(l, adjoint(np.linalg.solve(l, h)))
    return l @ (np.tril(p, -1) + np.diag(np.diag(p)) / 2)


def lu_change(l, u, t):
    k = min(t.shape)
    l = np.tril(l, -1) + np.eye(*l.shape)
    u = np.triu(u)
    middle = np.linalg.solve(l[:k], np.linalg.solve(u[:, :k].T, t[:k, :k].T).T)
    dl, du = l[:k] @ np.tril(middle, -1), np.triu(middle) @ u[:, :k]
    f = np.zeros(t.shape, t.dtype)
    f[:k, :k] = np.tril(dl, -1) + np.triu(du)
    f[k:, :k] = np.linalg.solve(u[:, :k].T, (t[k:, :k] - l[k:] @ du).T).T
    f[:k, k:] = np.linalg.solve(l[:k], t[:k, k:] - dl @ u[:, k:])
    return f


def changes():
    choleskys, lus = [], []
    for dtype in FLOATING:
        is_complex = dtype in COMPLEX
        for batch in [(), (2,), (0,)]:
            for n in [0, 1, 2, 4]:
                l, t = random(dtype, *batch, n, n), random(dtype, *batch, n, n)
                for i in range(n):
                    l[..., i, i] += 3
                for transposed in (False, True):
                    out = np.zeros(t.shape, widened(t).dtype)
                    for at in np.ndindex(*batch):
                        f = lambda x: cholesky_change(widened(l[at]), x)
                        x = widened(t[at])
                        out[at] = adjoint_map(f, x.shape, x, is_complex) if transposed else f(x)
                    op = f"cholesky_derivative{{transposed: {flag(transposed)}}}"
                    choleskys.append(close(op, [l, t], [rounded(out, dtype)], 100))
            for m, n in [(3, 3), (4, 2), (2, 4), (1, 3), (1, 1), (3, 0), (0, 2)]:
                k = min(m, n)
                t, l, u = random(dtype, *batch, m, n), random(dtype, *batch, m, k), random(dtype, *batch, k, n)
                for i in range(k):
                    u[..., i, i] += 3
                for transposed in (False, True):
                    out = np.zeros(t.shape, widened(t).dtype)
                    for at in np.ndindex(*batch):
                        f = lambda x: lu_change(widened(l[at]), widened(u[at]), x)
                        x = widened(t[at])
                        out[at] = adjoint_map(f, x.shape, x, is_complex) if transposed else f(x)
                    op = f"lu_derivative{{transposed: {flag(transposed)}}}"
                    lus.append(close(op, [t, l, u], [rounded(out, dtype)], 100))
    write("cholesky_derivative", choleskys)
    write("lu_derivative", lus)


if __name__ == "__main__":
    square()
    triangular()
    factors()
    triangles()
    changes()
