package org.tgraph.check;

import java.util.Map;
import java.util.Optional;

/** What to write for functions of NumPy, SciPy and JAX that nothing here stands for by itself. */
final class Instead {
  private static final Map<String, String> NOTES =
      Map.ofEntries(
          // Elements chosen by masks and indices
          Map.entry("compress", "A mask selects: `x[keep]`."),
          Map.entry("extract", "A mask selects: `x[keep]`."),
          Map.entry("delete", "A mask selects what stays: `x[arange(size(x)) != i]`."),
          Map.entry("insert", "Parts are joined: `concat((x[:i], v, x[i:]))`."),
          Map.entry("choose", "`where` chooses one of two, `select` one of several."),
          Map.entry("piecewise", "`select((test, other), (a, b), default=c)`."),
          Map.entry("put", "Values never change; `x with [i] = v` is a new one."),
          Map.entry("place", "Values never change; `where(mask, v, x)` is a new one."),
          Map.entry("putmask", "Values never change; `where(mask, v, x)` is a new one."),
          Map.entry("copyto", "Values never change; `where(mask, v, x)` is a new one."),
          Map.entry("put_along_axis", "Values never change; `x with [i] = v` is a new one."),
          Map.entry("fill_diagonal", "Values never change; `where(eye(n, dtype=bool), v, x)`."),
          Map.entry("ix_", "Index tensors broadcast together: `x[i[:, none], j]`."),
          Map.entry("mgrid", "`for i < n, j < m: …` has a value for each pair."),
          Map.entry("ogrid", "`for i < n, j < m: …` has a value for each pair."),
          Map.entry("indices", "`for i < n, j < m: …` has a value for each pair."),
          Map.entry("fromfunction", "`for i < n, j < m: f(i, j)`."),
          Map.entry("fromiter", "`for i < n: f(i)`."),
          Map.entry("diag_indices", "`diagonal(x)` has the elements of the diagonal."),
          Map.entry("dynamic_slice", "`x[start + arange(n)]` begins at a place found later."),
          Map.entry("slice", "A part is `x[start:stop:step]`."),
          Map.entry("trim_zeros", "A mask selects, a slice cuts: `x[x != 0]`, `x[a:b]`."),
          Map.entry("resize", "`reshape` keeps the number of elements; `tile` repeats them."),
          // Functions of functions
          Map.entry("vectorize", "`vmap(f)(x)`, or `for i: f(x[i])`."),
          Map.entry("frompyfunc", "`vmap(f)(x)`, or `for i: f(x[i])`."),
          Map.entry("apply_along_axis", "`vmap(f, in_axes=axis)(x)`."),
          Map.entry("apply_over_axes", "Reductions take several axes: `sum(x, axis=(0, 2))`."),
          Map.entry("map", "`vmap(f)(x)`, or `for i: f(x[i])`."),
          Map.entry("reduce", "`scan(init, xs, (s, x) -> (f(s, x), none)).0`."),
          Map.entry("accumulate", "`scan(init, xs, (s, x) -> (f(s, x), f(s, x))).1`."),
          Map.entry("fori_loop", "`fori(init, n, (i, state) -> …)` counts from 0."),
          Map.entry("while_loop", "`while(init, test, step)`."),
          Map.entry("cond", "`if test { a } else { b }`."),
          Map.entry("enumerate", "`for i < n: …`, or `scan(init, (arange(n), xs), step)`."),
          Map.entry("zip", "`scan(init, (xs, ys), step)` has a row of both."),
          Map.entry("jit", "Every script is compiled as a whole; nothing marks it."),
          // What is known of a value
          Map.entry("ndim", "The number of axes is `x.ndim`."),
          Map.entry("dtype", "The element type is `x.dtype`."),
          Map.entry("copy", "Values never change, so nothing needs a copy."),
          Map.entry("iscomplexobj", "`isdtype(x.dtype, \"complex floating\")`."),
          Map.entry("isrealobj", "`not isdtype(x.dtype, \"complex floating\")`."),
          Map.entry("iscomplex", "`imag(x) != 0.0`."),
          Map.entry("isreal", "`imag(x) == 0.0`."),
          Map.entry("issubdtype", "`isdtype(x.dtype, \"integral\")`."),
          Map.entry("spacing", "`nextafter(abs(x), inf) - abs(x)`."),
          Map.entry("ldexp", "`x * 2.0 ** n`."),
          Map.entry("rsqrt", "`1.0 / sqrt(x)`."),
          // Files and output
          Map.entry("load", "Data is read by `input x: f64[n] = read(\"x.npy\")`."),
          Map.entry("loadtxt", "Data is read by `input x: f64[n, m] = read(\"x.csv\")`."),
          Map.entry("genfromtxt", "Data is read by `input x: f64[n, m] = read(\"x.csv\")`."),
          Map.entry("read_csv", "Data is read by `input x: f64[n, m] = read(\"x.csv\")`."),
          Map.entry("savetxt", "Data is written by `save(\"x.csv\", x)`."),
          Map.entry("savez", "Data is written by `save(\"x.npz\", {a: a, b: b})`."),
          // Parts and products
          Map.entry("array_split", "Parts are slices: `x[:n]`, `x[n:]`."),
          Map.entry("hsplit", "Parts are slices: `x[:, :n]`, `x[:, n:]`."),
          Map.entry("vsplit", "Parts are slices: `x[:n]`, `x[n:]`."),
          Map.entry("multi_dot", "`a @ b @ c`."),
          Map.entry("poly", "A product of polynomials is `polymul`, the way back is `roots`."),
          Map.entry("polyadd", "`p + q`, with zeros in front of the shorter one: `pad`."),
          Map.entry("partition", "`sort(x)`; for the largest `k` of them `top_k(x, k)`."),
          Map.entry("argpartition", "`argsort(x)`; for the largest `k` of them `top_k(x, k)`."),
          Map.entry("histogram2d", "`segment_sum` of ones at `i * n + j`, `i`, `j` by `digitize`."),
          Map.entry("associative_scan", "`scan(init, xs, step)`; `cumsum`, `cumprod`, `cummax`."),
          // Random numbers
          Map.entry("default_rng", "Random numbers come from keys: `normal(key(0), 3)`."),
          Map.entry("seed", "Random numbers come from keys: `normal(key(0), 3)`."),
          Map.entry("RandomState", "Random numbers come from keys: `normal(key(0), 3)`."),
          Map.entry("rand", "`uniform(k, (2, 3))`, where `let k = key(0)`."),
          Map.entry("randn", "`normal(k, (2, 3))`, where `let k = key(0)`."),
          Map.entry("bytes", "`bits(k, n, dtype=u8)`."),
          Map.entry("permuted", "`vmap` of `permutation` with a key for each."),
          // Models
          Map.entry("Deterministic", "In a model `derived tau = …` records a value."),
          Map.entry("deterministic", "In a model `derived tau = …` records a value."),
          Map.entry("Potential", "In a model `factor e` adds to the log density."),
          Map.entry("plate", "In a model `x: f64[n] ~ …` states `n` sites at once."),
          // Functions that are left out
          Map.entry("zeta", "`polygamma(n, x)` has it: `polygamma(1, 1.0)` is that of 2."),
          Map.entry("tensorsolve", "`reshape(solve(reshape(a, (n, n)), ravel(b)), shape)`."),
          Map.entry("tensorinv", "`reshape(inv(reshape(a, (n, n))), shape)`."));

  private Instead() {}

  /** A sentence on what to write for {@code name}. */
  static Optional<String> of(String name) {
    return Optional.ofNullable(NOTES.get(name));
  }
}
