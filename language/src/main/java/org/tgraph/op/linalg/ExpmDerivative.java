package org.tgraph.op.linalg;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;

/**
 * The derivative of the exponential of a matrix {@code a} along {@code e}: the upper right block of
 * the exponential of {@code [[a, e], [0, a]]} (R. Mathias, "A chain rule for matrix functions and
 * applications", 1996, 2.1). It is linear in e, its transpose is that of the transpose of a, and
 * the same rule for the blocks gives the next derivative.
 */
public record ExpmDerivative() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n], e: floating[..b, n, n]) -> floating[..b, n, n]");

  @Override
  public String name() {
    return "expm_derivative";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /** The direction is made as large as the matrix, which the scaling goes by. */
  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    Matrix a = operands.get(0);
    Matrix e = operands.get(1).copy();
    int n = a.rows();
    double size = e.columnNorm();
    double wanted = Math.max(1, a.columnNorm()) / size;
    double factor = wanted > 0 && Double.isFinite(wanted) ? wanted : 1;
    e.scale(factor);
    Matrix blocks = Matrix.zeros(2 * n, 2 * n, a.isComplex());
    blocks.put(0, 0, a);
    blocks.put(n, n, a);
    blocks.put(0, n, e);
    Matrix all = Exponential.of(blocks);
    Matrix result = Matrix.zeros(n, n, a.isComplex());
    for (int row = 0; row < n; row++) {
      for (int col = 0; col < n; col++) {
        result.set(row, col, all.get(row, n + col));
      }
    }
    result.scale(1 / factor);
    return List.of(result);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> {
          Value a = in.get(0);
          if (tangents.get(0).isEmpty()) {
            return List.of(tangents.get(1).map(t -> b.one(this, a, t)));
          }
          Value zero = Formula.constant(b, 0, a);
          Value ofA = tangents.get(0).get();
          Value blocks = blocks(b, a, in.get(1), zero);
          Value change = blocks(b, ofA, tangents.get(1).orElse(zero), zero);
          Dim n = a.shape().dim(a.rank() - 1);
          Value all = b.one(this, blocks, change);
          Value above = Slice.along(b, all, a.rank() - 2, Dim.ZERO, n);
          return List.of(Optional.of(Slice.along(b, above, a.rank() - 1, n, n)));
        },
        List.of(1),
        (b, i, in, cotangent) -> b.one(this, MatrixFormula.transposed(b, in.get(0)), cotangent));
  }

  private static Value blocks(GraphBuilder b, Value diagonal, Value beside, Value zero) {
    int rows = diagonal.rank() - 2;
    Value above = Concat.of(b, rows + 1, List.of(diagonal, beside));
    Value below = Concat.of(b, rows + 1, List.of(zero, diagonal));
    return Concat.of(b, rows, List.of(above, below));
  }
}
