package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.MultiplyNoNan;

/**
 * A cotangent that is {@code value} where all masks hold, and zero elsewhere, whatever {@code
 * value} is there. So the branch that a {@code where} does not take contributes nothing to a
 * gradient, even if its derivative is infinite or not a number there: the factors are multiplied
 * first, and the zeros put in last. Where masks meet what mixes elements, they are put in before,
 * and zeros stay zero by {@link MultiplyNoNan}.
 *
 * @param keepsZeros whether elements are 0 because a mask has hidden what was there
 */
record Cotangent(Value value, List<Mask> masks, boolean keepsZeros) {
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
    return new Cotangent(value, List.of(), false);
  }

  /** Another value in place of this, with the same zeros. */
  Cotangent replaced(Value other) {
    return new Cotangent(other, masks, keepsZeros);
  }

  /** Times a factor that may be infinite where this is zero. */
  Cotangent times(GraphBuilder b, Value factor) {
    Value product =
        keepsZeros ? b.one(new MultiplyNoNan(), value, factor) : Terms.product(b, value, factor);
    return new Cotangent(product, masks, keepsZeros);
  }

  boolean hasZeros() {
    return keepsZeros || !masks.isEmpty();
  }

  Cotangent with(Mask mask) {
    if (masks.contains(mask)) {
      return this;
    }
    List<Mask> more = new ArrayList<>(masks);
    more.add(mask);
    return new Cotangent(value, more, keepsZeros);
  }

  /** A value of which nothing comes but what masks have left. */
  static Cotangent withZeros(Value value) {
    return new Cotangent(value, List.of(), true);
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
    boolean zeros = keepsZeros || other.keepsZeros;
    if (masks.equals(other.masks) && keepsZeros == other.keepsZeros) {
      return new Cotangent(Terms.sum(b, value, other.value), masks, keepsZeros);
    }
    int last = masks.size() - 1;
    if (last >= 0
        && masks.size() == other.masks.size()
        && masks.subList(0, last).equals(other.masks.subList(0, last))
        && masks.get(last).isOpposite(other.masks.get(last))) {
      Value either = masks.get(last).choose(b, value, other.value);
      return new Cotangent(either, masks.subList(0, last), zeros);
    }
    Value sum = Terms.sum(b, whole(b), other.whole(b));
    return hasZeros() && other.hasZeros() ? withZeros(sum) : of(sum);
  }
}
