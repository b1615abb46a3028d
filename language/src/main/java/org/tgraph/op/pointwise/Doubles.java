package org.tgraph.op.pointwise;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;

/**
 * The loops over tensors of {@code f64}, on which most time is spent. What a tensor of any type
 * asks for each element is asked once; a block of elements stays in the fast memory of a core.
 */
final class Doubles {
  private static final int BLOCK = 1024;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private Doubles() {}

  static void map(Array x, Array result, DoubleUnaryOperator f) {
    int size = (int) Math.min(BLOCK, x.size());
    double[] a = new double[size];
    for (long start = 0; start < x.size(); start += BLOCK) {
      Interruption.check();
      int length = (int) Math.min(BLOCK, x.size() - start);
      read(x, start, a, length);
      for (int i = 0; i < length; i++) {
        a[i] = f.applyAsDouble(a[i]);
      }
      write(a, result, start, length);
    }
  }

  static void map(Array x, Array y, Array result, DoubleBinaryOperator f) {
    int size = (int) Math.min(BLOCK, x.size());
    double[] a = new double[size];
    double[] b = new double[size];
    for (long start = 0; start < x.size(); start += BLOCK) {
      Interruption.check();
      int length = (int) Math.min(BLOCK, x.size() - start);
      read(x, start, a, length);
      read(y, start, b, length);
      for (int i = 0; i < length; i++) {
        a[i] = f.applyAsDouble(a[i], b[i]);
      }
      write(a, result, start, length);
    }
  }

  static void test(Array x, Array y, Array result, Comparison comparison) {
    int size = (int) Math.min(BLOCK, x.size());
    double[] a = new double[size];
    double[] b = new double[size];
    byte[] holds = new byte[size];
    for (long start = 0; start < x.size(); start += BLOCK) {
      Interruption.check();
      int length = (int) Math.min(BLOCK, x.size() - start);
      read(x, start, a, length);
      read(y, start, b, length);
      for (int i = 0; i < length; i++) {
        holds[i] = (byte) (comparison.test(a[i], b[i]) ? 1 : 0);
      }
      MemorySegment.copy(holds, 0, result.data(), ValueLayout.JAVA_BYTE, start, length);
    }
  }

  static void select(Array condition, Array x, Array y, Array result) {
    MemorySegment chosen = condition.data();
    MemorySegment a = x.data();
    MemorySegment b = y.data();
    MemorySegment to = result.data();
    for (long i = 0; i < result.size(); i++) {
      boolean first = chosen.get(ValueLayout.JAVA_BYTE, i) != 0;
      to.setAtIndex(DOUBLE, i, first ? a.getAtIndex(DOUBLE, i) : b.getAtIndex(DOUBLE, i));
    }
  }

  private static void read(Array x, long start, double[] block, int length) {
    MemorySegment.copy(x.data(), DOUBLE, start * Double.BYTES, block, 0, length);
  }

  private static void write(double[] block, Array result, long start, int length) {
    MemorySegment.copy(block, 0, result.data(), DOUBLE, start * Double.BYTES, length);
  }
}
