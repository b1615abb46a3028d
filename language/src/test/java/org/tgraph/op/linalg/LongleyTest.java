package org.tgraph.op.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tgraph.op.linalg.Matrices.apply;
import static org.tgraph.op.linalg.Matrices.matrix;
import static org.tgraph.op.linalg.Matrices.run;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;

/**
 * Regressions on the data of J. W. Longley (1967), whose columns are nearly dependent: the
 * condition is 5e9. The coefficients are those that NIST certifies (Statistical Reference Datasets,
 * Longley).
 */
class LongleyTest {
  private static final double[][] X = {
    {1, 83, 234289, 2356, 1590, 107608, 1947},
    {1, 88.5, 259426, 2325, 1456, 108632, 1948},
    {1, 88.2, 258054, 3682, 1616, 109773, 1949},
    {1, 89.5, 284599, 3351, 1650, 110929, 1950},
    {1, 96.2, 328975, 2099, 3099, 112075, 1951},
    {1, 98.1, 346999, 1932, 3594, 113270, 1952},
    {1, 99, 365385, 1870, 3547, 115094, 1953},
    {1, 100, 363112, 3578, 3350, 116219, 1954},
    {1, 101.2, 397469, 2904, 3048, 117388, 1955},
    {1, 104.6, 419180, 2822, 2857, 118734, 1956},
    {1, 108.4, 442769, 2936, 2798, 120445, 1957},
    {1, 110.8, 444546, 4681, 2637, 121950, 1958},
    {1, 112.6, 482704, 3813, 2552, 123366, 1959},
    {1, 114.2, 502601, 3931, 2514, 125368, 1960},
    {1, 115.7, 518173, 4806, 2572, 127852, 1961},
    {1, 116.9, 554894, 4007, 2827, 130081, 1962},
  };
  private static final double[] Y = {
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655,
    69564, 69331, 70551
  };
  private static final double[] CERTIFIED = {
    -3482258.63459582,
    15.0618722713733,
    -0.358191792925910E-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807E-01,
    1829.15146461355
  };

  private static void check(Array coefficients, double tolerance) {
    for (int i = 0; i < CERTIFIED.length; i++) {
      assertEquals(
          CERTIFIED[i], coefficients.getDouble(i), tolerance * Math.abs(CERTIFIED[i]), "b" + i);
    }
  }

  private static final Array DESIGN = matrix(X);
  private static final Array RESPONSE = Array.of(new long[] {16, 1}, Y);

  @Test
  void byQr() {
    List<Array> qr = apply(new Qr(false), DESIGN);
    Array right =
        run(
                List.of(qr.get(0), RESPONSE),
                (b, in) ->
                    List.of(
                        MatrixFormula.product(
                            b, MatrixFormula.transposed(b, in.get(0)), in.get(1))))
            .get(0);
    check(apply(new SolveTriangular(false, false, false), qr.get(1), right).get(0), 1e-8);
  }

  @Test
  void bySvd() {
    List<Array> svd = apply(new Svd(false), DESIGN);
    Array coefficients = Array.zeros(DESIGN.dtype(), 7, 1);
    for (int i = 0; i < 7; i++) {
      double sum = 0;
      for (int j = 0; j < 7; j++) {
        double part = 0;
        for (int row = 0; row < 16; row++) {
          part += svd.get(0).getDouble(row * 7L + j) * Y[row];
        }
        sum += svd.get(2).getDouble(j * 7L + i) * part / svd.get(1).getDouble(j);
      }
      coefficients.set(i, sum);
    }
    check(coefficients, 1e-7);
  }
}
