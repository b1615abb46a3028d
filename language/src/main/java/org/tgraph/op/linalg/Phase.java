package org.tgraph.op.linalg;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.Imag;
import org.tgraph.op.pointwise.MakeComplex;
import org.tgraph.op.pointwise.Real;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/**
 * The phase of complex eigenvectors and singular vectors when the matrix changes. {@link Direction}
 * makes one component of each real, so its tangent must be real too; the usual rules, which turn
 * the vectors as little as they can, leave out the phase that this takes.
 */
final class Phase {
  private Phase() {}

  /**
   * For each vector, in the columns, {@code i} times the rate at which it must be turned back.
   *
   * @return a complex number for each column, as [..b, k]
   */
  static Value rate(GraphBuilder b, Value vectors, Value tangent) {
    Shape shape = vectors.shape();
    int rows = shape.rank() - 2;
    Value real = b.one(new Real(), vectors);
    Value chosen = chosen(b, b.one(new Abs(), vectors), rows);
    Value by = Formula.select(b, chosen, real, Formula.constant(b, 1, real));
    Value turn = Formula.divide(b, b.one(new Imag(), tangent), by);
    Value only = Formula.select(b, chosen, turn, Formula.constant(b, 0, turn));
    Value rate = b.one(new Sum(List.of(rows)), only);
    return b.one(new MakeComplex(), Formula.constant(b, 0, rate), rate);
  }

  /** Which component of each column {@link Direction} makes real. */
  private static Value chosen(GraphBuilder b, Value size, int rows) {
    Value largest = b.one(new Max(List.of(rows)), size);
    Value bound = Formula.multiply(b, largest, Formula.constant(b, Direction.SHARE, largest));
    Value large = b.one(new Greater(), size, MatrixFormula.inRows(b, bound, size.shape()));
    Value number = b.one(new CumSum(rows, false, false), b.one(new Cast(DType.I64), large));
    Value one = b.one(new Cast(DType.I64), Formula.constant(b, 1, size));
    return b.one(new BitwiseAnd(), large, b.one(new Equal(), number, one));
  }

  /** The tangent of vectors in the columns, turned back by the rates. */
  static Value turned(GraphBuilder b, Value vectors, Value tangent, Value rate) {
    Value factor = MatrixFormula.inRows(b, rate, vectors.shape());
    return Formula.subtract(b, tangent, Formula.multiply(b, factor, vectors));
  }
}
