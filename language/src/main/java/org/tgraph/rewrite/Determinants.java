package org.tgraph.rewrite;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.linalg.SlogDet;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Logarithms of determinants, without the determinant. */
final class Determinants {
  private Determinants() {}

  static Value logOfAbs(Site site, Match match) {
    return site.builder().emit(new SlogDet(), List.of(match.value("x"))).get(1);
  }

  /**
   * That of a negative determinant is {@code nan}, that of 0 {@code -inf}. What is added has no
   * derivative, so that this is the inverse for all, as it is of the logarithm as it is written.
   */
  static Value log(Site site, Match match) {
    GraphBuilder b = site.builder();
    List<Value> parts = b.emit(new SlogDet(), List.of(match.value("x")));
    Value sign = parts.get(0);
    Value positive = b.one(new GreaterEqual(), sign, Formula.constant(b, 0, sign));
    Value log = parts.get(1);
    Value zero = Formula.constant(b, 0, log);
    Value nan = Formula.constant(b, Double.NaN, log);
    return Formula.add(b, log, Formula.select(b, positive, zero, nan));
  }

  /** The determinant of {@code x xᵀ} is the square of the product of the diagonal of x. */
  static Value logOfCholeskyProduct(Site site, Match match) {
    GraphBuilder b = site.builder();
    Value l = match.value("x");
    int batch = l.rank() - 2;
    Dim n = l.shape().dim(batch);
    Shape shape = l.shape().slice(0, batch + 1);
    Value index = site.one(new Broadcast(shape, List.of(batch)), b.one(new Iota(n, DType.I64)));
    Value diagonal = b.one(new Gather(batch, 2), l, index, index);
    Value sum = b.one(new Sum(List.of(batch)), b.one(new Log(), diagonal));
    return Formula.multiply(b, sum, Formula.constant(b, 2, sum));
  }
}
