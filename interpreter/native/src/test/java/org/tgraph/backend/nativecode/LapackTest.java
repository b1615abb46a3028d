package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.library.OpenBlas;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.Eig;
import org.tgraph.op.linalg.Eigh;
import org.tgraph.op.linalg.Svd;
import org.tgraph.type.DType;

/** LAPACK beside the definitions, whose rotations find the same by other ways. */
class LapackTest {
  @BeforeEach
  void isThere() {
    assumeTrue(OpenBlas.address("LAPACKE_dsyevd") != 0, "there is no OpenBLAS");
  }

  private static Array random(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    Random random = new Random(11);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, random.nextGaussian());
    }
    return array;
  }

  private static void agree(Op op, Array x, double closeness) {
    List<Array> expected = op.evaluate(List.of(x));
    List<Array> actual = Lapack.evaluate(op, List.of(x)).orElseThrow();
    assertEquals(expected.size(), actual.size());
    for (int k = 0; k < expected.size(); k++) {
      assertEquals(expected.get(k).type(), actual.get(k).type());
      for (long i = 0; i < expected.get(k).size(); i++) {
        assertEquals(expected.get(k).re(i), actual.get(k).re(i), closeness);
        assertEquals(expected.get(k).im(i), actual.get(k).im(i), closeness);
      }
    }
  }

  @Test
  void eigenvectorsPointWhereTheDefinitionHasThem() {
    agree(new Eigh(), random(DType.F64, 40, 40), 1e-10);
    agree(new Eigh(), random(DType.F64, 2, 3, 33, 33), 1e-10);
    agree(new Eigh(), random(DType.F32, 40, 40), 1e-5);
  }

  @Test
  void singularVectorsPointWhereTheDefinitionHasThem() {
    agree(new Svd(false), random(DType.F64, 40, 40), 1e-9);
    agree(new Svd(false), random(DType.F64, 2, 33, 50), 1e-10);
    agree(new Svd(false), random(DType.F64, 60, 35), 1e-10);
    agree(new Svd(false), random(DType.F32, 60, 35), 1e-5);
  }

  @Test
  void eigenvectorsOfAnyMatrixPointWhereTheDefinitionHasThem() {
    agree(new Eig(), random(DType.F64, 40, 40), 1e-9);
    agree(new Eig(), random(DType.F64, 2, 3, 33, 33), 1e-9);
    agree(new Eig(), random(DType.F32, 40, 40), 1e-4);
  }

  @Test
  void allVectorsOfASquareMatrixAreTheSingularOnes() {
    agree(new Svd(true), random(DType.F64, 40, 40), 1e-9);
  }

  /** Of equal eigenvalues any orthonormal vectors are right. */
  @Test
  void equalEigenvaluesHaveOrthonormalVectors() {
    int n = 40;
    Array x = Array.zeros(DType.F64, n, n);
    for (int i = 0; i < n; i++) {
      x.set(i * n + i, i % 2 == 0 ? 3.0 : -1.0);
    }
    Array vectors = Lapack.evaluate(new Eigh(), List.of(x)).orElseThrow().get(1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += vectors.getDouble(k * n + i) * vectors.getDouble(k * n + j);
        }
        assertEquals(i == j ? 1 : 0, product, 1e-12);
      }
    }
  }

  @Test
  void theDefinitionsDoWhatIsSmallOrNotFiniteOrComplex() {
    assertTrue(Lapack.evaluate(new Eigh(), List.of(random(DType.F64, 31, 31))).isEmpty());
    assertTrue(Lapack.evaluate(new Svd(true), List.of(random(DType.F64, 40, 50))).isEmpty());
    assertTrue(Lapack.evaluate(new Eigh(), List.of(Array.zeros(DType.C128, 40, 40))).isEmpty());
    Array x = random(DType.F64, 40, 40);
    x.set(5, Double.NaN);
    assertTrue(Lapack.evaluate(new Svd(false), List.of(x)).isEmpty());
  }
}
