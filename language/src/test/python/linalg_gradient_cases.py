"""Writes resources/prelude/linalg_gradients.tgraph: gradients through linear algebra, Fourier transforms and
complex numbers, with the numbers of JAX 0.10 in double precision, in the form that prelude_cases.py describes.
Needs `pip install jax`; run this file."""

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy import linalg as jsl

from cases import text
from prelude_cases import OUT, lit

jax.config.update("jax_enable_x64", True)
rng = np.random.default_rng(17)
lines = ["# Gradients through matrices and transforms, with the numbers that JAX gives: see linalg_gradient_cases.py."]


def case(program, f, x, absolute=1e-11):
    """The gradient of `program`, an expression in x, and of f, which is the same in JAX."""
    x = np.asarray(x)
    result = np.asarray(jax.grad(f)(jnp.asarray(x)))
    assert np.isfinite(result).all(), program
    lines.append(f"print(grad(x -> {program})({lit(x)}))")
    lines.append(f"#=> {text(result)} ~ 64 {absolute * max(1.0, np.abs(result).max())}")


def second(program, f, x):
    x = np.asarray(x)
    result = np.asarray(jax.hessian(f)(jnp.asarray(x)))
    lines.append(f"print(hessian(x -> {program})({lit(x)}))")
    lines.append(f"#=> {text(result)} ~ 64 {1e-10 * max(1.0, np.abs(result).max())}")


def real(*shape):
    return rng.normal(size=shape).round(2)


def cplx(*shape):
    return real(*shape) + 1j * real(*shape)


definite = real(3, 3)
definite = (definite @ definite.T + 2 * np.eye(3)).round(3)
square, tall, wide = real(3, 3), real(4, 2), real(2, 4)
weights = real(3, 3)
W = lit(weights)

case(f"sum(cholesky((x + x.T) / 2) * {W})", lambda x: jnp.sum(jnp.linalg.cholesky((x + x.T) / 2) * weights), definite)
case(f"sum(inv(x) * {W})", lambda x: jnp.sum(jnp.linalg.inv(x) * weights), square)
case("linalg.det(x)", jnp.linalg.det, square)
case("linalg.det(x)", lambda x: jnp.linalg.det(x), np.array([[1.0, 2.0], [2.0, 4.0]]))
case("slogdet(x).1", lambda x: jnp.linalg.slogdet(x)[1], square)
case("sum(solve(x, [1.0, 2.0, 3.0]) ** 2)", lambda x: jnp.sum(jnp.linalg.solve(x, jnp.array([1.0, 2.0, 3.0])) ** 2), square)
case("sum(solve_triangular(x, [1.0, 2.0, 3.0], lower=true) ** 2)",
     lambda x: jnp.sum(jsl.solve_triangular(x, jnp.array([1.0, 2.0, 3.0]), lower=True) ** 2), definite)
case(f"sum(qr(x).1 * {W})", lambda x: jnp.sum(jnp.linalg.qr(x)[1] * weights), square)
case("qr(x).0[1, 0] + qr(x).0[2, 1] ** 2", lambda x: jnp.linalg.qr(x)[0][1, 0] + jnp.linalg.qr(x)[0][2, 1] ** 2, tall)
case("sum(eigvalsh((x + x.T) / 2) ** 3)", lambda x: jnp.sum(jnp.linalg.eigvalsh((x + x.T) / 2) ** 3), square)
case("max(eigvalsh((x + x.T) / 2))", lambda x: jnp.max(jnp.linalg.eigvalsh((x + x.T) / 2)), square)
case("eigh((x + x.T) / 2).1[0, 2] ** 2", lambda x: jnp.linalg.eigh((x + x.T) / 2)[1][0, 2] ** 2, square)
case("sum(svdvals(x) ** 3)", lambda x: jnp.sum(jnp.linalg.svd(x, compute_uv=False) ** 3), tall)
case('matrix_norm(x, ord="nuc")', lambda x: jnp.linalg.norm(x, "nuc"), wide)
case("svd(x, full_matrices=false).0[1, 0] ** 2", lambda x: jnp.linalg.svd(x, full_matrices=False)[0][1, 0] ** 2, tall)
case("sum(pinv(x) ** 3)", lambda x: jnp.sum(jnp.linalg.pinv(x) ** 3), tall)
case("sum(pinv(x) ** 3)", lambda x: jnp.sum(jnp.linalg.pinv(x) ** 3), wide)
case("sum(lstsq(x, [1.0, 2.0, 0.5, -1.0]).0 ** 3)",
     lambda x: jnp.sum((jnp.linalg.pinv(x) @ jnp.array([1.0, 2.0, 0.5, -1.0])) ** 3), tall)
case("sum(expm(x) ** 2)", lambda x: jnp.sum(jsl.expm(x) ** 2), square)
case("sum(expm(x) ** 2)", lambda x: jnp.sum(jsl.expm(x) ** 2), 8 * np.tril(square) / 3, 1e-9)
case(f"sum(matrix_power(x, 5) * {W})", lambda x: jnp.sum(jnp.linalg.matrix_power(x, 5) * weights), square)
case(f"sum(matrix_power(x, -2) * {W})", lambda x: jnp.sum(jnp.linalg.matrix_power(x, -2) * weights), square, 1e-9)
case("sum(abs(fft.rfft(x)) ** 3)", lambda x: jnp.sum(jnp.abs(jnp.fft.rfft(x)) ** 3), real(7))
case("sum(abs(fft.rfft(x, n=5)) ** 3)", lambda x: jnp.sum(jnp.abs(jnp.fft.rfft(x, n=5)) ** 3), real(6))
case("sum(fft.irfft(x) ** 3)", lambda x: jnp.sum(jnp.fft.irfft(x) ** 3), cplx(4))
case('sum(abs(fft.fftn(x, norm="ortho")) ** 3)', lambda x: jnp.sum(jnp.abs(jnp.fft.fftn(x, norm="ortho")) ** 3), cplx(2, 3))
case("real(sum(fft.fft(x) ** 2))", lambda x: jnp.real(jnp.sum(jnp.fft.fft(x) ** 2)), cplx(5))
case("sum(abs(x) ** 2)", lambda x: jnp.sum(jnp.abs(x) ** 2), cplx(3))
case("sum(imag(exp(x * 2) / x))", lambda x: jnp.sum(jnp.imag(jnp.exp(x * 2) / x)), cplx(3))
case("abs(linalg.det(x))", lambda x: jnp.abs(jnp.linalg.det(x)), cplx(3, 3))
case("sum(abs(inv(x)) ** 2)", lambda x: jnp.sum(jnp.abs(jnp.linalg.inv(x)) ** 2), cplx(2, 2))
case("sum(abs(cholesky(x @ conj(x.T))) ** 3)",
     lambda x: jnp.sum(jnp.abs(jnp.linalg.cholesky(x @ jnp.conj(x.T))) ** 3), cplx(2, 2))
case("sum(svdvals(x) ** 3)", lambda x: jnp.sum(jnp.linalg.svd(x, compute_uv=False) ** 3), cplx(3, 2))
case("sum(real(expm(x)) ** 2)", lambda x: jnp.sum(jnp.real(jsl.expm(x)) ** 2), cplx(2, 2))
# Symmetric functions of eigenvalues that are equal.
eye = 2 * np.eye(3)
case("sum(exp(eigvalsh(x)))", lambda x: jnp.trace(jsl.expm((x + x.T) / 2)), eye)
case("matrix_norm(x) ** 2 + sum(svdvals(x) ** 4)", lambda x: jnp.sum(x * x) + jnp.trace(x @ x.T @ x @ x.T), eye)
second("linalg.det(x)", jnp.linalg.det, real(2, 2))
second("slogdet(x).1", lambda x: jnp.linalg.slogdet(x)[1], real(2, 2))
second("sum(expm(x))", lambda x: jnp.sum(jsl.expm(x)), real(2, 2))
second("sum(abs(fft.rfft(x)) ** 4)", lambda x: jnp.sum(jnp.abs(jnp.fft.rfft(x)) ** 4), real(4))
(OUT / "linalg_gradients.tgraph").write_text("\n".join(lines) + "\n")
