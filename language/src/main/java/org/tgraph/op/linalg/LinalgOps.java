package org.tgraph.op.linalg;

import java.util.List;
import org.tgraph.op.Op;

/** The operations on matrices. */
public final class LinalgOps {
  public static final List<Op> ALL =
      List.of(
          new Cholesky(),
          new Cofactor(),
          new Det(),
          new Eigh(),
          new Inv(),
          new Lu(),
          new MatMul(),
          new Qr(),
          new SlogDet(),
          new Solve(),
          new SolveTriangular(true, false, false),
          new Svd(false));

  private LinalgOps() {}
}
