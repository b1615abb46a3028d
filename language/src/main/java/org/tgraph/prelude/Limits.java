package org.tgraph.prelude;

import java.math.BigInteger;
import org.tgraph.check.Val;
import org.tgraph.type.DType;
import org.tgraph.type.Element;

/** The greatest and the least numbers that element types hold. */
final class Limits {
  private Limits() {}

  /**
   * What no number of the type is above (or below), infinite where the type has that; of an element
   * type that is not known yet any number, since nothing is computed with it.
   */
  static Val of(Element element, boolean greatest) {
    if (!(element instanceof DType type)) {
      return new Val.WeakInt(BigInteger.ZERO);
    }
    if (type.isInt()) {
      return new Val.WeakInt(greatest ? greatest(type) : least(type));
    }
    return new Val.WeakFloat(greatest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
  }

  /** The greatest whole number of an integer type. */
  static BigInteger greatest(DType type) {
    int bits = 8 * type.bytes() - (type.isUnsigned() ? 0 : 1);
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  /** The least whole number of an integer type. */
  static BigInteger least(DType type) {
    return type.isUnsigned() ? BigInteger.ZERO : greatest(type).not();
  }
}
