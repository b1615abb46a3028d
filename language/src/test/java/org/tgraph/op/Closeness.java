package org.tgraph.op;

import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.array.ArrayText;
import org.tgraph.type.DType;

/**
 * Whether two arrays agree. Types and shapes must be equal, and so must integers, bools, infinite
 * numbers, {@code nan}s and the signs of zeros. Finite floats may differ by a number of units in
 * the last place of what is expected, or by an absolute amount; the parts of a complex number by
 * that of its larger part.
 */
public record Closeness(double ulps, double absolute) {

  /** The first difference, in words. */
  public Optional<String> difference(Array expected, Array actual) {
    if (!expected.type().equals(actual.type())) {
      return Optional.of("type " + actual.type() + " instead of " + expected.type());
    }
    for (long i = 0; i < expected.size(); i++) {
      if (!isClose(expected, actual, i)) {
        return Optional.of(
            "element " + i + " is " + element(actual, i) + " instead of " + element(expected, i));
      }
    }
    return Optional.empty();
  }

  private static String element(Array array, long i) {
    Array one = Array.zeros(array.dtype());
    one.copy(0, array, i);
    return ArrayText.exact(one);
  }

  private boolean isClose(Array expected, Array actual, long i) {
    DType type = expected.dtype();
    if (!type.isFloat() && !type.isComplex()) {
      return expected.getLong(i) == actual.getLong(i);
    }
    double size = Math.max(finite(expected.re(i)), finite(expected.im(i)));
    double ulp = type.part() == DType.F32 ? Math.ulp((float) size) : Math.ulp(size);
    double allowed = Math.max(ulps * ulp, absolute);
    return isClose(expected.re(i), actual.re(i), allowed)
        && isClose(expected.im(i), actual.im(i), allowed);
  }

  private static double finite(double x) {
    return Double.isFinite(x) ? Math.abs(x) : 0;
  }

  private boolean isClose(double expected, double actual, double allowed) {
    if (Double.compare(expected, actual) == 0) {
      return true;
    }
    boolean mayDiffer = Double.isFinite(expected) && (expected != 0 || absolute > 0);
    return mayDiffer && Math.abs(expected - actual) <= allowed;
  }
}
