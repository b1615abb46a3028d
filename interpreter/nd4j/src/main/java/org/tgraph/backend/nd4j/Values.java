package org.tgraph.backend.nd4j;

import java.lang.ref.Reference;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/** Questions about elements for which ND4J's operations are not right. */
final class Values {
  private Values() {}

  private static boolean none(Tensor x, DoublePredicate wrong) {
    if (!x.dtype().isFloat()) {
      return true;
    }
    Array values = x.peek();
    boolean found = false;
    for (long i = 0; i < values.size() && !found; i++) {
      found = wrong.test(values.getDouble(i));
    }
    Reference.reachabilityFence(x);
    return !found;
  }

  /** No {@code nan}, and no negative zero. */
  static boolean areOrdered(Tensor x) {
    return none(x, v -> Double.isNaN(v) || v == 0 && 1 / v < 0);
  }

  /** No {@code nan}, and no zero of one sign beside one of the other. */
  static boolean areOrdered(Tensor x, Tensor y) {
    if (!x.dtype().isFloat()) {
      return true;
    }
    Array a = x.peek();
    Array b = y.peek();
    boolean found = false;
    for (long i = 0; i < a.size() && !found; i++) {
      double v = a.getDouble(i);
      double w = b.getDouble(i);
      found = Double.isNaN(v) || Double.isNaN(w) || v == 0 && w == 0 && 1 / v != 1 / w;
    }
    Reference.reachabilityFence(x);
    Reference.reachabilityFence(y);
    return !found;
  }

  /** Whether all elements of a result in double precision are finite. */
  static boolean areFinite(INDArray result) {
    Tensor x = Tensor.of(DType.F64, result.shape(), result);
    return none(x, v -> !Double.isFinite(v));
  }

  /** Whether all floats are in the range of an integer type they are cast to. */
  static boolean fit(Tensor x, DType to) {
    if (!to.isInt()) {
      return true;
    }
    double most = to.isUnsigned() ? Math.pow(2, 8 * to.bytes()) : Math.pow(2, 8 * to.bytes() - 1);
    double least = to.isUnsigned() ? 0 : -most;
    return none(x, v -> !(v >= least && v < most));
  }
}
