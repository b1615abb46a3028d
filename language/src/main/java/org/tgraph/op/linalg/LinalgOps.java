package org.tgraph.op.linalg;

import java.util.List;
import org.tgraph.op.Op;

/** The operations on matrices. */
public final class LinalgOps {
  public static final List<Op> ALL =
      List.of(
          new Cholesky(),
          new CholeskyDerivative(false),
          new Cofactor(),
          new Det(),
          new Eig(),
          new Eigh(),
          new Expm(),
          new ExpmDerivative(),
          new Inv(),
          new LeastSquares(),
          new Lu(),
          new LuDerivative(false),
          new MatMul(),
          new MatMulTriangle(true, false, false),
          new Qr(false),
          new SlogDet(),
          new Solve(),
          new SolveTriangular(true, false, false),
          new Svd(false),
          new Triangle(true, false),
          new TriangularMatMul(true, false));

  private LinalgOps() {}
}
