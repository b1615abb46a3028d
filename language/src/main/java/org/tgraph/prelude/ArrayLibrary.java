package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.type.Kind;

/**
 * Functions of NumPy that are written in the language, in {@code stdlib/arrays.tgraph}. See {@link
 * LibraryFunctions}.
 */
final class ArrayLibrary {
  static final List<Builtin> ALL =
      List.of(
          Builtin.inLibrary(
              "arrays", "sinc(x)", "`sin(pi * x) / (pi * x)`, and 1 at 0.", Kind.FLOATING, "x"),
          Builtin.inLibrary("arrays", "exp2(x)", "2 to the power of `x`.", Kind.FLOATING, "x"),
          Builtin.inLibrary("arrays", "deg2rad(x)", "Degrees as radians.", Kind.FLOAT, "x"),
          Builtin.inLibrary("arrays", "rad2deg(x)", "Radians as degrees.", Kind.FLOAT, "x"),
          Builtin.inLibrary(
              "arrays",
              "heaviside(x, h)",
              "0 below 0, `h` at 0, and 1 above.",
              Kind.FLOAT,
              "x",
              "h"),
          Builtin.inLibrary(
              "arrays",
              "fmax(x, y)",
              "The larger of two numbers; `nan` only where both are.",
              Kind.REAL,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "fmin(x, y)",
              "The smaller of two numbers; `nan` only where both are.",
              Kind.REAL,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "fmod(x, y)",
              "The remainder with the sign of `x`, as in C; `x % y` has that of `y`.",
              Kind.REAL,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "divmod(x, y)",
              "Quotients rounded down, and remainders: `(x // y, x % y)`.",
              Kind.REAL,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "modf(x)",
              "The parts behind the point and before it, both with the sign of `x`.",
              Kind.FLOAT,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "nan_to_num(x, nan=0.0, posinf=none, neginf=none)",
              "`x` with numbers instead of `nan`, `inf` and `-inf`; the largest finite"
                  + " ones for the infinite.",
              Kind.FLOATING,
              "x"),
          Builtin.inLibrary(
              "arrays", "isposinf(x)", "Whether elements are `inf`.", Kind.FLOAT, "x"),
          Builtin.inLibrary(
              "arrays", "isneginf(x)", "Whether elements are `-inf`.", Kind.FLOAT, "x"),
          Builtin.inLibrary(
              "arrays",
              "angle(z, deg=false)",
              "The angles of complex numbers, from `-pi` to `pi`; with `deg=true` in degrees.",
              Kind.FLOATING,
              "z"),
          Builtin.inLibrary(
              "arrays",
              "gcd(x, y)",
              "The greatest common divisors of whole numbers.",
              Kind.INT,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "lcm(x, y)",
              "The least common multiples of whole numbers.",
              Kind.INT,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "nanargmax(x, axis=none, keepdims=false)",
              "The places of the largest elements that are not `nan`; 0 where all are.",
              Kind.FLOAT,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "nanargmin(x, axis=none, keepdims=false)",
              "The places of the smallest elements that are not `nan`; 0 where all are.",
              Kind.FLOAT,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "nancumsum(x, axis=none)",
              "The sums up to each element, `nan` taken for 0.",
              Kind.FLOAT,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "nancumprod(x, axis=none)",
              "The products up to each element, `nan` taken for 1.",
              Kind.FLOAT,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "cummax(x, axis=-1)",
              "The largest of the elements up to each one, along an axis.",
              Kind.REAL,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "cummin(x, axis=-1)",
              "The smallest of the elements up to each one, along an axis.",
              Kind.REAL,
              "x"),
          Builtin.inLibrary(
              "arrays", "fliplr(m)", "`m` with the axis of its columns turned around."),
          Builtin.inLibrary("arrays", "flipud(m)", "`m` with the axis of its rows turned around."),
          Builtin.inLibrary(
              "arrays",
              "rot90(m, k=1, axes=(0, 1))",
              "`m` turned by `k` quarters from the first axis towards the second."),
          Builtin.inLibrary("arrays", "atleast_1d(x)", "`x` with one axis at least."),
          Builtin.inLibrary(
              "arrays", "atleast_2d(x)", "`x` with two axes at least: a vector is a row."),
          Builtin.inLibrary(
              "arrays",
              "diag(v, k=0)",
              "The matrix with a vector on a diagonal, or the diagonal of a matrix."),
          Builtin.inLibrary(
              "arrays", "diagflat(v, k=0)", "The matrix with all elements of `v` on a diagonal."),
          Builtin.inLibrary(
              "arrays",
              "vander(x, n=none, increasing=false)",
              "The matrix of the powers of `x`, from `n - 1` down to 0, or with"
                  + " `increasing=true` up to it.",
              Kind.NUMERIC,
              "x"),
          Builtin.inLibrary(
              "arrays",
              "logspace(start, stop, num=50, endpoint=true, base=10.0)",
              "`num` numbers from `base ** start` to `base ** stop` with equal ratios.",
              Kind.FLOAT,
              "start",
              "stop"),
          Builtin.inLibrary(
              "arrays",
              "geomspace(start, stop, num=50, endpoint=true)",
              "`num` numbers from `start` to `stop` with equal ratios; both of one sign.",
              Kind.FLOAT,
              "start",
              "stop"),
          Builtin.inLibrary(
              "arrays",
              "argwhere(x)",
              "The indices of the elements that are not 0, a row for each."),
          Builtin.inLibrary(
              "arrays",
              "flatnonzero(x)",
              "The places of the elements that are not 0 among all elements."),
          Builtin.inLibrary(
              "arrays",
              "tril_indices(n, k=0, m=none)",
              "The rows and columns of the elements of an `n` by `m` matrix on the"
                  + " diagonal `k` and below."),
          Builtin.inLibrary(
              "arrays",
              "triu_indices(n, k=0, m=none)",
              "The rows and columns of the elements of an `n` by `m` matrix on the"
                  + " diagonal `k` and above."),
          Builtin.inLibrary("arrays", "union1d(x, y)", "The different elements of both, in order."),
          Builtin.inLibrary(
              "arrays", "intersect1d(x, y)", "The different elements that are in both, in order."),
          Builtin.inLibrary(
              "arrays",
              "setdiff1d(x, y)",
              "The different elements of `x` that are not in `y`, in order."),
          Builtin.inLibrary(
              "arrays",
              "setxor1d(x, y)",
              "The different elements that are in one of both only, in order."),
          Builtin.inLibrary(
              "arrays",
              "inner(a, b)",
              "The sums of products along the last axes of both.",
              Kind.NUMERIC,
              "a",
              "b"),
          Builtin.inLibrary(
              "arrays", "matvec(a, x)", "Matrices times vectors.", Kind.NUMERIC, "a", "x"),
          Builtin.inLibrary(
              "arrays",
              "vecmat(x, a)",
              "Vectors times matrices; complex vectors are conjugated.",
              Kind.NUMERIC,
              "x",
              "a"),
          Builtin.inLibrary(
              "arrays",
              "polyfit(x, y, deg)",
              "The polynomial of degree `deg` with the least squares of the"
                  + " differences; highest power first.",
              Kind.FLOAT,
              "x",
              "y"),
          Builtin.inLibrary(
              "arrays",
              "polymul(p, q)",
              "The product of two polynomials, as that of `polyval`: highest power first.",
              Kind.NUMERIC,
              "p",
              "q"),
          Builtin.inLibrary(
              "arrays", "polyder(p)", "The derivative of a polynomial.", Kind.FLOATING, "p"),
          Builtin.inLibrary(
              "arrays",
              "polyint(p, k=0)",
              "The integral of a polynomial, with the constant `k`.",
              Kind.FLOATING,
              "p"),
          Builtin.inLibrary(
              "arrays",
              "roots(p)",
              "The roots of a polynomial, whose first coefficient is not 0, as complex"
                  + " numbers.",
              Kind.FLOAT,
              "p"),
          Builtin.inLibrary(
              "arrays",
              "unwrap(p, discont=none, axis=-1, period=2.0 * pi)",
              "Angles without jumps: none is further than half a period from the one"
                  + " before it.",
              Kind.FLOAT,
              "p"),
          Builtin.inLibrary("arrays", "hanning(m)", "Hann's window."),
          Builtin.inLibrary("arrays", "hamming(m)", "Hamming's window."),
          Builtin.inLibrary("arrays", "blackman(m)", "Blackman's window."),
          Builtin.inLibrary("arrays", "bartlett(m)", "Bartlett's window, a triangle."),
          Builtin.inLibrary("arrays", "kaiser(m, beta)", "Kaiser's window.", Kind.FLOAT, "beta"));

  private ArrayLibrary() {}
}
