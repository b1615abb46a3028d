package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions of the prelude that are composed of others: a line for each way to call one, see {@link
 * Composition}; {@code _} is the name in front. What jumps where a number crosses another is given
 * whole numbers, which all backends compute alike.
 */
final class ComposedRules {
  private static final String TABLE =
      """
      sinc exp2                 | _({x})                          | (x: floating[..s]) -> floating[..s]
      exprel cosm1 erfcinv      | _({x})                          | (x: float[..s]) -> float[..s]
      deg2rad rad2deg           | _({x})                          | (x: float[..s]) -> float[..s]
      isposinf isneginf         | _({x})                          | (x: float[..s]) -> bool[..s]
      nan_to_num                | _({x})                          | (x: floating[..s]) -> floating[..s]
      nan_to_num                | _({x}, nan=1.5, neginf=0)       | (x: floating[..s]) -> floating[..s]
      multigammaln              | _({x}, 3)                       | (x: float[..s]) -> float[..s]
      rel_entr kl_div           | _({x}, {y})                     | (x: float[..s], y: float[..s]) -> float[..s]
      boxcox boxcox1p           | _({x}, {y})                     | (x: float[..s], y: float[..s]) -> float[..s]
      inv_boxcox inv_boxcox1p   | _({x}, {y})                     | (x: float[..s], y: float[..s]) -> float[..s]
      gammaincinv               | _({x}, {y})                     | (x: float[..s], y: float[..s]) -> float[..s]
      fmax fmin                 | _({x}, {y})                     | (x: real[..s], y: real[..s]) -> real[..s]
      heaviside                 | _(f64({x}), {y})                | (x: int[..s], y: f64[..s]) -> f64[..s]
      fmod                      | _({x}, maximum(abs({y}), 1))    | (x: int[..s], y: int[..s]) -> int[..s]
      fmod                      | _(f64({x}) / 4, -1.5)           | (x: int[..s]) -> f64[..s]
      divmod                    | _({x}, maximum(abs({y}), 1)).0  | (x: int[..s], y: int[..s]) -> int[..s]
      divmod                    | _({x}, 3).1                     | (x: int[..s]) -> int[..s]
      modf                      | _({x}).0                        | (x: float[..s]) -> float[..s]
      modf                      | _({x}).1                        | (x: float[..s]) -> float[..s]
      gcd lcm                   | _({x}, {y})                     | (x: int[..s], y: int[..s]) -> int[..s]
      factorial                 | _({x})                          | (x: int[..s]) -> f64[..s]
      comb perm                 | _({x}, {y})                     | (x: int[..s], y: int[..s]) -> f64[..s]
      angle                     | _({x}, deg=true)                | (x: float[..s]) -> float[..s]
      angle                     | _({x})                          | (x: c128[..s]) -> f64[..s]
      angle                     | _({x})                          | (x: c64[..s]) -> f32[..s]
      select                    | _([{a}, {b}], [{x}, {y}], 3)    | (a: bool[..s], b: bool[..s], x: numeric[..s], y: numeric[..s]) -> numeric[..s]

      nanargmax nanargmin       | _(f64({x}), axis=-1)            | (x: int[..s, n + 1]) -> i64[..s]
      nancumsum nancumprod      | _({x}, axis=0)                  | (x: float[n, ..s]) -> float[n, ..s]
      nanmedian                 | _({x}, axis=-1)                 | (x: float[..s, n]) -> float[..s]
      nanmedian                 | _({x})                          | (x: float[..s]) -> float
      nanpercentile nanquantile | _({x}, 0.3, axis=0)             | (x: float[n, ..s]) -> float[..s]
      cummax cummin             | _({x})                          | (x: real[..s, n]) -> real[..s, n]
      cummax cummin             | _({x}, axis=0)                  | (x: real[n, ..s]) -> real[n, ..s]
      unwrap                    | _(f64({x}), axis=0)             | (x: int[n, ..s]) -> f64[n, ..s]
      unwrap                    | _(f32({x}), period=6.0)         | (x: int[..s, n]) -> f32[..s, n]
      lexsort                   | _(({x}, {y}))                   | (x: int[n], y: int[n]) -> i64[n]

      fliplr                    | _({x})                          | (x: any[n, m, ..s]) -> any[n, m, ..s]
      flipud                    | _({x})                          | (x: any[n, ..s]) -> any[n, ..s]
      rot90                     | _({x})                          | (x: any[n, m, ..s]) -> any[m, n, ..s]
      rot90                     | _({x}, k=-1, axes=(-1, 0))      | (x: any[n, ..s, m]) -> any[m, ..s, n]
      rot90                     | _({x}, 2)                       | (x: any[n, m, ..s]) -> any[n, m, ..s]
      atleast_1d                | _({x})                          | (x: any) -> any[1]
      atleast_1d                | _({x})                          | (x: any[n, ..s]) -> any[n, ..s]
      atleast_2d                | _({x})                          | (x: any) -> any[1, 1]
      atleast_2d                | _({x})                          | (x: any[n]) -> any[1, n]
      hstack                    | _([{x}, {y}])                   | (x: any[n], y: any[m]) -> any[n + m]
      hstack                    | _(({x}, {y}))                   | (x: any[k, n, ..s], y: any[k, m, ..s]) -> any[k, n + m, ..s]
      vstack                    | _([{x}, {y}])                   | (x: any[n], y: any[1, n]) -> any[2, n]
      vstack                    | _(({x}, {y}))                   | (x: any[n, k, ..s], y: any[m, k, ..s]) -> any[n + m, k, ..s]
      dstack                    | _(({x}, {y}))                   | (x: any[n, m], y: any[n, m, k]) -> any[n, m, k + 1]
      column_stack              | _(({x}, {y}))                   | (x: any[n], y: any[n, k]) -> any[n, k + 1]
      diag                      | _({x})                          | (x: any[n]) -> any[n, n]
      diag                      | _({x}, k=-2)                    | (x: any[n]) -> any[n + 2, n + 2]
      diag                      | _({x})                          | (x: any[n, n]) -> any[n]
      diagflat                  | _({x}, k=1)                     | (x: any[n, 2]) -> any[n + n + 1, n + n + 1]
      vander                    | _({x}, 3)                       | (x: numeric[n]) -> numeric[n, 3]
      vander                    | _({x}, increasing=true)         | (x: numeric[n]) -> numeric[n, n]
      logspace                  | _(0, 2, {n})                    | () -> f64[n]
      logspace                  | _(-1, 1, {n}, false, base=2)    | () -> f64[n]
      geomspace                 | _(1, 8, {n})                    | () -> f64[n]
      geomspace                 | _(-2, -0.5, {n}, endpoint=false)| () -> f64[n]
      hanning hamming blackman  | _({n})                          | () -> f64[n]
      bartlett                  | _({n})                          | () -> f64[n]
      kaiser                    | _({n}, 5)                       | () -> f64[n]
      ravel_multi_index         | _(({x} % 3, {y} % 4), (3, 4))   | (x: i64[..s], y: i64[..s]) -> i64[..s]
      unravel_index             | _({x} % 12, (3, 4)).0           | (x: i64[..s]) -> i64[..s]
      unravel_index             | _({x} % 12, (3, 4)).1           | (x: i64[..s]) -> i64[..s]
      argwhere flatnonzero      | sum(_({x}))                     | (x: any[n, ..s]) -> i64
      union1d intersect1d       | sum(i64(_({x}, {y})))           | (x: int[..s], y: int[..t]) -> i64
      setdiff1d setxor1d        | sum(i64(_({x}, {y})))           | (x: int[..s], y: int[..t]) -> i64
      tril_indices              | sum(_({n}).0)                   | () -> i64
      triu_indices              | sum(_({n}, 1, 4).1)             | () -> i64

      inner                     | _({x}, {y})                     | (x: numeric[..s, k], y: numeric[n, k]) -> numeric[..s, n]
      matvec                    | _({a}, {x})                     | (a: numeric[..s, n, k], x: numeric[k]) -> numeric[..s, n]
      vecmat                    | _({x}, {a})                     | (x: numeric[..s, k], a: numeric[..s, k, n]) -> numeric[..s, n]
      polyfit                   | _(f64(arange({n} + 2)), {y}, 1) | (y: f64[n + 2]) -> f64[2]
      polyfit                   | _(f64(arange({n} + 1)), {y}, 0) | (y: f64[n + 1, m]) -> f64[1, m]
      polymul                   | _({x}, {y})                     | (x: numeric[n + 1], y: numeric[m + 1]) -> numeric[n + m + 1]
      polyder                   | _({x})                          | (x: floating[n + 1]) -> floating[n]
      polyint                   | _({x})                          | (x: floating[n]) -> floating[n + 1]
      polyint                   | _({x}, k=2.5)                   | (x: floating[n]) -> floating[n + 1]
      roots                     | sum(_(concat(([1.0], bounded({x}))))) | (x: f64[n]) -> c128
      fft.fft2 fft.ifft2        | _({x})                          | (x: f64[..s, n + 1, m + 1]) -> c128[..s, n + 1, m + 1]
      fft.fft2 fft.ifft2        | _({x}, s=(2, 3), norm="ortho")  | (x: c64[..s, n, m]) -> c64[..s, 2, 3]
      fft.rfft2                 | _({x})                          | (x: f64[..s, n + 1, 4]) -> c128[..s, n + 1, 3]
      fft.irfft2                | _({x})                          | (x: c128[..s, n + 1, m + 2]) -> f64[..s, n + 1, m + m + 2]
      fft.irfft2                | _({x}, s=(2, 5))                | (x: f32[..s, n + 1, m + 1]) -> f32[..s, 2, 5]

      generalized_normal        | _({key}, bounded({x}) + 2.5)    | (x: float[..s]) -> float[..s]
      random.power              | _({key}, bounded({x}) + 2.5)    | (x: float[..s]) -> float[..s]
      random.f                  | _({key}, bounded({x}) + 2.5, bounded({y}) + 5)  | (x: float[..s], y: float[..s]) -> float[..s]
      noncentral_chisquare      | _({key}, bounded({x}) + 2.5, bounded({y}) + 5)  | (x: float[..s], y: float[..s]) -> float[..s]
      noncentral_f              | _({key}, bounded({x}) + 2.5, 3, bounded({y}) + 5)  | (x: float[..s], y: float[..s]) -> float[..s]
      vonmises                  | _({key}, {x}, abs(bounded({y})) * 4) | (x: float[..s], y: float[..s]) -> float[..s]
      zipf                      | _({key}, bounded({x}) + 2.5)    | (x: float[..s]) -> i64[..s]
      logseries                 | _({key}, abs(bounded({x})), shape=(2, 3)) | (x: float[1, 3]) -> i64[2, 3]
      hypergeometric            | _({key}, {x} % 20, {y} % 20, {z} % 9)  | (x: i64[..s], y: i64[..s], z: i64[..s]) -> i64[..s]
      multinomial               | _({key}, {n} % 9, abs(bounded({p})))   | (n: i64[..s], p: float[..s, k]) -> i64[..s, k]
      multivariate_hypergeometric | _({key}, {c} % 9, {n} % 5)    | (c: i64[..s, k + 1], n: i64[..s]) -> i64[..s, k + 1]
      ball                      | _({key}, {n}, shape={..s})      | () -> f64[..s, n]
      ball                      | _({key}, {n}, p=1, dtype=f32)   | () -> f32[n]
      orthogonal                | _({key}, {n}, shape={..s})      | () -> f64[..s, n, n]
      """;

  private ComposedRules() {}

  static Map<String, Rule> byName() {
    return of(TABLE);
  }

  /** A rule for each name, which takes one of its lines. */
  static Map<String, Rule> of(String table) {
    Map<String, List<Rule>> ways = new LinkedHashMap<>();
    table
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          String[] columns = line.split(" *\\| *");
          for (String name : columns[0].split(" +")) {
            String call = columns[1].replaceAll("\\b_\\(", name + "(");
            ways.computeIfAbsent(name, n -> new ArrayList<>())
                .add(new Composition(call, columns[2]));
          }
        });
    Map<String, Rule> rules = new LinkedHashMap<>();
    ways.forEach((name, all) -> rules.put(name, (m, depth) -> m.chance().of(all).make(m, depth)));
    return rules;
  }
}
