package org.tgraph.op.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tgraph.op.linalg.Matrices.apply;
import static org.tgraph.op.linalg.Matrices.identity;
import static org.tgraph.op.linalg.Matrices.near;
import static org.tgraph.op.linalg.Matrices.random;
import static org.tgraph.op.linalg.Matrices.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.DType;

/** The factors multiply to the matrix, and are orthogonal or triangular as they say. */
class FactorsTest {
  private static final List<DType> TYPES = List.of(DType.F32, DType.F64, DType.C64, DType.C128);
  private static final int[][] SHAPES = {
    {0, 0}, {0, 2}, {2, 0}, {1, 1}, {1, 4}, {4, 1}, {3, 3}, {5, 3}, {3, 5}, {9, 9}, {12, 5}
  };

  /** A case: random, of low rank, with equal rows, of zeros, graded over many magnitudes. */
  record Case(String name, Array a) {
    double tolerance() {
      return a.dtype().part() == DType.F32 ? 2e-6 : 1e-13;
    }

    @Override
    public String toString() {
      return name + " " + a.type();
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Random random = new Random(1);
    for (DType type : TYPES) {
      for (int[] shape : SHAPES) {
        Array a = random(type, random, shape[0], shape[1]);
        cases.add(new Case("random", a));
        Array left = random(type, random, shape[0], 1);
        Array right = random(type, random, 1, shape[1]);
        cases.add(new Case("of rank 1", apply(new MatMul(), left, right).get(0)));
        cases.add(new Case("of zeros", Array.zeros(type, shape[0], shape[1])));
        Array graded = Array.zeros(type, shape[0], shape[1]);
        for (long i = 0; i < a.size(); i++) {
          double scale = Math.pow(10, -12.0 * i / a.size());
          if (type.isComplex()) {
            graded.set(i, a.re(i) * scale, a.im(i) * scale);
          } else {
            graded.set(i, a.re(i) * scale);
          }
        }
        cases.add(new Case("graded", graded));
      }
      cases.add(new Case("identity", identity(type, 6)));
    }
    return cases;
  }

  private static Stream<DynamicTest> all(java.util.function.Consumer<Case> test) {
    return cases().stream().map(c -> DynamicTest.dynamicTest(c.toString(), () -> test.accept(c)));
  }

  private static Value product(GraphBuilder b, Value... factors) {
    Value product = factors[0];
    for (int i = 1; i < factors.length; i++) {
      product = MatrixFormula.product(b, product, factors[i]);
    }
    return product;
  }

  /** Checks that the columns are orthonormal. */
  private static void orthonormal(Array q, double tolerance) {
    Array gram =
        run(
                List.of(q),
                (b, in) -> List.of(product(b, MatrixFormula.adjoint(b, in.get(0)), in.get(0))))
            .get(0);
    near(identity(q.dtype(), (int) q.dim(1)), gram, tolerance, "orthonormal");
  }

  private static Array adjoint(Array a) {
    return run(List.of(a), (b, in) -> List.of(MatrixFormula.adjoint(b, in.get(0)))).get(0);
  }

  @TestFactory
  Stream<DynamicTest> qr() {
    return all(c -> {
      List<Array> factors = apply(new Qr(false), c.a());
      orthonormal(factors.get(0), c.tolerance());
      near(c.a(), apply(new MatMul(), factors.get(0), factors.get(1)).get(0), c.tolerance(), "qr");
    });
  }

  @TestFactory
  Stream<DynamicTest> lu() {
    return all(c -> {
      List<Array> factors = apply(new Lu(), c.a());
      Array rows = apply(new Gather(0, 1), c.a(), factors.get(0)).get(0);
      near(rows, apply(new MatMul(), factors.get(1), factors.get(2)).get(0), c.tolerance(), "lu");
      for (long i = 0; i < factors.get(1).size(); i++) {
        assertTrue(Math.hypot(factors.get(1).re(i), factors.get(1).im(i)) < 1.5);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> svd() {
    return all(c -> {
      List<Array> svd = apply(new Svd(false), c.a());
      orthonormal(svd.get(0), c.tolerance());
      orthonormal(adjoint(svd.get(2)), c.tolerance());
      descending(svd.get(1));
      Array product =
          run(
                  svd,
                  (b, in) -> {
                    Value s = MatrixFormula.inRows(b, in.get(1), in.get(0).shape());
                    Value scaled =
                        Formula.multiply(b, in.get(0), MatrixFormula.cast(b, s, in.get(0)));
                    return List.of(product(b, scaled, in.get(2)));
                  })
              .get(0);
      near(c.a(), product, c.tolerance(), "svd");
      List<Array> full = apply(new Svd(true), c.a());
      assertEquals(svd.get(1), full.get(1));
      assertEquals(c.a().dim(0), full.get(0).dim(1));
      assertEquals(c.a().dim(1), full.get(2).dim(0));
      orthonormal(full.get(0), c.tolerance());
      orthonormal(adjoint(full.get(2)), c.tolerance());
    });
  }

  private static void descending(Array s) {
    for (long i = 0; i < s.size(); i++) {
      assertTrue(s.getDouble(i) >= 0);
      assertTrue(i == 0 || s.getDouble(i) <= s.getDouble(i - 1));
    }
  }

  @TestFactory
  Stream<DynamicTest> eigh() {
    return all(c -> {
      if (c.a().dim(0) != c.a().dim(1)) {
        return;
      }
      Array h =
          run(List.of(c.a()), (b, in) -> List.of(MatrixFormula.hermitian(b, in.get(0)))).get(0);
      List<Array> eigen = apply(new Eigh(), c.a());
      orthonormal(eigen.get(1), c.tolerance());
      for (long i = 1; i < eigen.get(0).size(); i++) {
        assertTrue(eigen.get(0).getDouble(i) >= eigen.get(0).getDouble(i - 1));
      }
      Array product =
          run(
                  eigen,
                  (b, in) -> {
                    Value v = in.get(1);
                    Value w = MatrixFormula.inRows(b, in.get(0), v.shape());
                    Value scaled = Formula.multiply(b, v, MatrixFormula.cast(b, w, v));
                    return List.of(product(b, scaled, MatrixFormula.adjoint(b, v)));
                  })
              .get(0);
      near(h, product, c.tolerance(), "eigh");
    });
  }

  @TestFactory
  Stream<DynamicTest> cholesky() {
    return all(c -> {
      Array a =
          run(
                  List.of(c.a()),
                  (b, in) -> {
                    Value square = product(b, in.get(0), MatrixFormula.adjoint(b, in.get(0)));
                    return List.of(Formula.add(b, square, MatrixFormula.identity(b, square)));
                  })
              .get(0);
      Array l = apply(new Cholesky(), a).get(0);
      near(a, apply(new MatMul(), l, adjoint(l)).get(0), 10 * c.tolerance(), "cholesky");
    });
  }

  /** Parts that are not finite neither hang it nor end it. */
  @Test
  void notFinite() {
    for (DType type : TYPES) {
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Array a = random(type, new Random(2), 2, 4, 4);
        a.set(3, bad);
        apply(new Qr(false), a);
        apply(new Lu(), a);
        apply(new Det(), a);
        apply(new SlogDet(), a);
        apply(new Inv(), a);
        apply(new Cofactor(), a);
        Array u = apply(new Svd(false), a).get(0);
        assertTrue(Double.isNaN(u.re(0)));
        assertTrue(Double.isFinite(u.re(16)), "the other matrix of the batch");
        apply(new Eigh(), a);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> decompositionsAgree() {
    return all(c -> {
      if (c.a().dim(0) != c.a().dim(1)) {
        return;
      }
      List<MatrixOp> ops = new ArrayList<>(List.of(new Det(), new SlogDet()));
      if (c.name().equals("random") || c.name().equals("identity")) {
        ops.addAll(List.of(new Inv(), new Cofactor()));
      }
      for (MatrixOp op : ops) {
        List<Array> expected = apply(op, c.a());
        List<Array> actual = run(List.of(c.a()), (b, in) -> op.decompose(b, in).orElseThrow());
        for (int i = 0; i < expected.size(); i++) {
          if (expected.get(i).size() == 0 || !Double.isInfinite(expected.get(i).re(0))) {
            near(expected.get(i), actual.get(i), 1e4 * c.tolerance(), op.name());
          }
        }
      }
    });
  }

  @Test
  void solvingIsTwoSubstitutions() {
    for (DType type : TYPES) {
      for (int n : new int[] {0, 1, 4}) {
        Random random = new Random(n);
        List<Array> operands =
            List.of(random(type, random, 2, n, n), random(type, random, 2, n, 3));
        Array expected = new Solve().evaluate(operands).get(0);
        Array actual = run(operands, (b, in) -> new Solve().decompose(b, in).orElseThrow()).get(0);
        near(expected, actual, type.part() == DType.F32 ? 1e-4 : 1e-12, "solve");
      }
    }
  }
}
