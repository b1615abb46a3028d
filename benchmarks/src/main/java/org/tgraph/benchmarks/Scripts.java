package org.tgraph.benchmarks;

/** Scripts of a given length: functions with signatures, comprehensions, calls, effects. */
final class Scripts {
  private static final String BLOCK =
      """
      ## Layer number %d.
      fn layer%<d(x: f64[batch, k], w: f64[k, h], b: f64[h]) -> f64[batch, h] {
        let z = x @ w + b
        let m = max(z, axis=-1, keepdims=true)
        let s = exp(z - m)
        s / sum(s, axis=-1, keepdims=true)
      }

      fn diff%<d(x: f64[n + 1], y: f64[n]) -> f64[n] = (x[1:] - x[:-1]) * y
      fn kernel%<d(a: f64[n], b: f64[m], s: f64) -> f64[n, m] =
        for i, j: exp(-0.5 * ((a[i] - b[j]) / s) ** 2)

      let x%<d = [[%<d.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
      let w%<d = x%<d.T
      let y%<d = layer%<d(x%<d, w%<d, [0.5, -0.5])
      print(diff%<d([1.0, 4.0, 9.0], y%<d[0]), kernel%<d(x%<d[0], x%<d[1], 2.0).shape)
      print(y%<d * 2 + 1, sum(y%<d, axis=0) |> exp |> (v -> v * 2.0))
      fn clamp%<d(x: f64) -> f64 = if x > 1.0 { 1.0 } else { x }

      """;

  private Scripts() {}

  static String ofLines(int lines) {
    int block = (int) BLOCK.lines().count();
    StringBuilder script = new StringBuilder();
    for (int i = 0; i * block < lines; i++) {
      script.append(BLOCK.formatted(i));
    }
    return script.toString();
  }
}
