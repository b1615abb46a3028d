package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.NotEqual;

/**
 * A cotangent that is {@code value} where all masks hold, and zero elsewhere, whatever {@code
 * value} is there. So the branch that a {@code where} does not take contributes nothing to a
 * gradient, even if its derivative is infinite or not a number there: the factors are multiplied
 * first, and the zeros put in last.
 */
record Cotangent(Value value, List<Mask> masks) {
  /** Holds where {@code condition}, a {@code bool} of the cotangent's shape, is {@code wanted}. */
  record Mask(Value condition, boolean wanted) {
    private boolean isOpposite(Mask other) {
      return condition == other.condition && wanted != other.wanted;
    }

    private Value choose(GraphBuilder b, Value where, Value elsewhere) {
      return wanted
          ? Formula.select(b, condition, where, elsewhere)
          : Formula.select(b, condition, elsewhere, where);
    }
  }

  Cotangent {
    masks = List.copyOf(masks);
  }

  static Cotangent of(Value value) {
    return new Cotangent(value, List.of());
  }

  Cotangent with(Mask mask) {
    if (masks.contains(mask)) {
      return this;
    }
    List<Mask> more = new ArrayList<>(masks);
    more.add(mask);
    return new Cotangent(value, more);
  }

  /**
   * The same, with a mask over the zeros that it has: behind an operation that mixes elements,
   * these are where nothing comes from but what a mask has hidden.
   */
  Cotangent withZeros(GraphBuilder b) {
    Value zero = Formula.constant(b, 0, value);
    return with(new Mask(b.one(new NotEqual(), value, zero), true));
  }

  /** The value with its zeros. */
  Value whole(GraphBuilder b) {
    Value whole = value;
    for (int i = masks.size() - 1; i >= 0; i--) {
      whole = masks.get(i).choose(b, whole, Formula.constant(b, 0, whole));
    }
    return whole;
  }

  Cotangent plus(GraphBuilder b, Cotangent other) {
    if (masks.equals(other.masks)) {
      return new Cotangent(Terms.sum(b, value, other.value), masks);
    }
    int last = masks.size() - 1;
    if (last >= 0
        && masks.size() == other.masks.size()
        && masks.subList(0, last).equals(other.masks.subList(0, last))
        && masks.get(last).isOpposite(other.masks.get(last))) {
      Value either = masks.get(last).choose(b, value, other.value);
      return new Cotangent(either, masks.subList(0, last));
    }
    Cotangent sum = of(Terms.sum(b, whole(b), other.whole(b)));
    return masks.isEmpty() || other.masks.isEmpty() ? sum : sum.withZeros(b);
  }
}
