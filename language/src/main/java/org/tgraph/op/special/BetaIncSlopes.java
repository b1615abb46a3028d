package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.multiply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The derivatives of an order of the regularized incomplete beta function by its parameters: from
 * the one by a alone to the one by b alone, a result for each. They are computed together, since
 * they are derivatives of the same continued fraction.
 *
 * @param order from 1
 */
public record BetaIncSlopes(int order) implements Op {
  public BetaIncSlopes {
    if (order < 1) {
      throw new IllegalArgumentException("order " + order);
    }
  }

  @Override
  public String name() {
    return "betainc_slopes";
  }

  @Override
  public Signature signature() {
    String results = String.join(", ", Collections.nCopies(order + 1, "float[..s]"));
    return Signature.of("(a: float[..s], b: float[..s], x: float[..s]) -> (" + results + ")");
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array a = operands.get(0);
    List<Array> results = new ArrayList<>();
    for (int j = 0; j <= order; j++) {
      results.add(Array.zeros(a.dtype(), a.shape()));
    }
    for (long i = 0; i < a.size(); i++) {
      Interruption.check(i);
      double[] slopes =
          BetaIntegral.slopes(
              order, a.getDouble(i), operands.get(1).getDouble(i), operands.get(2).getDouble(i));
      for (int j = 0; j <= order; j++) {
        results.get(j).set(i, slopes[j]);
      }
    }
    return results;
  }

  @Override
  public Domain domain(int operand) {
    return operand == 2 ? new Domain(0.05, 0.95) : Domain.POSITIVE;
  }

  /** By the parameters those of the next order; by x those of the density by the parameters. */
  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) -> {
      List<Optional<Value>> results = new ArrayList<>();
      for (int j = 0; j <= order; j++) {
        Optional<Value> sum = Optional.empty();
        for (int i = 0; i < 3; i++) {
          int at = j;
          int by = i;
          Optional<Value> term = tangents.get(i).map(t -> multiply(b, t, slope(b, by, at, in)));
          sum =
              sum.isPresent() && term.isPresent()
                  ? Optional.of(add(b, sum.get(), term.get()))
                  : sum.or(() -> term);
        }
        results.add(sum);
      }
      return results;
    });
  }

  private Value slope(GraphBuilder b, int operand, int j, List<Value> in) {
    if (operand < 2) {
      return b.emit(new BetaIncSlopes(order + 1), in).get(j + operand);
    }
    Value density = b.one(new BetaDensity(), in.get(0), in.get(1), in.get(2));
    Value relative =
        Cumulants.relative(
            b, order - j, j, in.get(2), (k, l) -> BetaDensity.logarithm(b, k, l, in));
    return multiply(b, density, relative);
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(operands.get(0)).times(30L * (order + 1) * (order + 1));
  }
}
