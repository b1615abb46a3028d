package org.tgraph.samples;

import static org.tgraph.dsl.Computation.named;

import java.nio.file.Path;
import java.util.List;
import org.tgraph.call.CallException;
import org.tgraph.call.Compiled;
import org.tgraph.call.Result;
import org.tgraph.call.Script;
import org.tgraph.call.TensorFunction;
import org.tgraph.dsl.Computation;
import org.tgraph.dsl.Index;
import org.tgraph.dsl.Tensor;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * Linear regression on Longley's data, twice: with the DSL, and with a function of a script that is
 * called by its name. Both are compared with what NIST certifies
 * (https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml).
 */
public final class Longley {
  private static final Path DATA = Path.of("../data/longley.csv");

  private static final double[] CERTIFIED = {
    -3482258.63459582,
    15.0618722713733,
    -0.358191792925910E-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807E-01,
    1829.15146461355
  };
  private static final double CERTIFIED_SIGMA = 304.854073561965;

  private Longley() {}

  /** A table whose first column is regressed on the others. */
  static Compiled regression() {
    Computation c = new Computation();
    Dim n = c.size("n");
    Dim k = c.size("k");
    Tensor table = c.input("table", DType.F64, n, k.plus(1));
    Tensor y = table.get(Index.ALL, 0);
    Tensor ones = c.call("ones", List.of(n, 1));
    Tensor x =
        c.call("concat", List.of(ones, table.get(Index.ALL, Index.from(1))), named("axis", 1));
    // More rows than columns: that is not known here, so it is promised, and checked at each call.
    List<Tensor> qr = c.callAll("qr", x);
    Tensor q = qr.get(0).promise(n, k.plus(1));
    Tensor r = qr.get(1).promise(k.plus(1), k.plus(1));
    Tensor beta = c.call("solve_triangular", r, q.transpose().matmul(y));
    Tensor residual = y.minus(x.matmul(beta));
    Tensor variance = residual.pow(2).sum().div(c.call("f64", n.minus(k).minus(1)));
    return Compiled.of(c.graph(beta, variance.sqrt())).withResults("beta", "sigma");
  }

  public static void main(String[] arguments) {
    Compiled regression = regression();
    Result fitted = regression.call(DATA);
    System.out.println("With the DSL, on the backend " + regression.backend().name() + ":");
    compare(fitted);

    double[][] x = new double[16][6];
    double[] y = new double[16];
    readInto(x, y);
    TensorFunction fit = Script.load(Path.of("regression.tgraph")).function("fit");
    System.out.println("With regression.tgraph, " + fit + ":");
    compare(fit.call(x, y));

    try {
      fit.call(x, new double[15]);
      throw new AssertionError("15 values for 16 rows");
    } catch (CallException e) {
      System.out.println("A call that does not fit:");
      System.out.print(e.getMessage());
    }
  }

  /** The same data as Java's arrays. */
  private static void readInto(double[][] x, double[] y) {
    Computation c = new Computation();
    Tensor table = c.input("table", DType.F64, c.size("n"), Dim.of(7));
    double[][] rows = Compiled.of(c.graph(table)).call(DATA).toRows();
    for (int i = 0; i < rows.length; i++) {
      y[i] = rows[i][0];
      System.arraycopy(rows[i], 1, x[i], 0, 6);
    }
  }

  private static void compare(Result fitted) {
    double[] beta = fitted.get("beta").toDoubles();
    for (int i = 0; i < beta.length; i++) {
      require(beta[i], CERTIFIED[i]);
      System.out.printf("  %22.12g  certified %22.12g%n", beta[i], CERTIFIED[i]);
    }
    require(fitted.get("sigma").scalar(), CERTIFIED_SIGMA);
  }

  /** Eight digits: the condition of the data, 5e9, costs the others. */
  private static void require(double actual, double certified) {
    if (!(Math.abs(actual / certified - 1) < 1e-8)) {
      throw new AssertionError(actual + " is not the certified " + certified);
    }
  }
}
