package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** The convolution and the correlation of two vectors, as NumPy has them. */
final class VectorConvolutions {
  private static final List<String> MODES = List.of("full", "same", "valid");

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "convolve(a, v, mode=\"full\")",
              "The sums of `a[i] * v[k - i]`: for all `k`, \"same\" as many as the longer has"
                  + " elements, or \"valid\" those for which both overlap completely.",
              call -> {
                List<Value> both = vectors(call);
                return convolved(call, both.get(0), both.get(1), "full");
              }),
          Builtin.of(
              "correlate(a, v, mode=\"valid\")",
              "The sums of `a[i + k] * conj(v[i])`, for the same `k` as those of `convolve`.",
              call -> {
                List<Value> both = vectors(call);
                Value v = call.emit(new Flip(List.of(0)), both.get(1));
                Value conj = v.type().element().isIn(Kind.REAL) ? v : call.emit(new Conj(), v);
                return convolved(call, both.get(0), conj, "valid");
              }));

  private VectorConvolutions() {}

  private static List<Value> vectors(CallSite call) {
    List<Value> both = call.together(Kind.NUMERIC, "a", "v");
    Requirements.rank(call, "a", both.get(0), 1);
    Requirements.rank(call, "v", both.get(1), 1);
    for (int i = 0; i < 2; i++) {
      Requirements.someElements(call, i == 0 ? "a" : "v", both.get(i).shape().dim(0));
    }
    return both;
  }

  private static Val convolved(CallSite call, Value a, Value v, String otherwise) {
    String mode = Requirements.option(call, "mode", otherwise, MODES);
    boolean isCorrelation = otherwise.equals("valid");
    Dim n = a.shape().dim(0);
    Dim m = v.shape().dim(0);
    Dim shorter = min(call, n, m);
    Value full = full(call, a, v);
    if (mode.equals("full")) {
      return new Val.Tensor(full);
    }
    Arithmetic all = new Arithmetic(call);
    Dim longer = n.plus(m).minus(shorter);
    if (mode.equals("valid")) {
      Dim count = longer.minus(shorter).plus(1);
      return new Val.Tensor(all.slice(full, 0, shorter.minus(1), count));
    }
    Dim start = shorter.minus(isCorrelation ? isFirst(n, m) : Dim.ONE).floorDivide(Dim.of(2));
    return new Val.Tensor(all.slice(full, 0, start, longer));
  }

  /** 1 if {@code n} is at least {@code m}, else 0: NumPy correlates the longer with the shorter. */
  private static Dim isFirst(Dim n, Dim m) {
    return Dim.min(Dim.ONE, Dim.max(Dim.ZERO, n.minus(m).plus(1)));
  }

  private static Dim min(CallSite call, Dim n, Dim m) {
    if (call.known(n.minus(m)).isAtLeast(0) == Truth.YES) {
      return m;
    }
    return call.known(m.minus(n)).isAtLeast(0) == Truth.YES ? n : Dim.min(n, m);
  }

  /** Element {@code k} is the product of {@code v}, turned around, with a window of {@code a}. */
  private static Value full(CallSite call, Value a, Value v) {
    Dim n = a.shape().dim(0);
    Dim m = v.shape().dim(0);
    Padding.Width width = new Padding.Width(m.minus(1), m.minus(1));
    Windows.Axis axis = new Windows.Axis(m, width, 1, 1, n.plus(m).minus(1));
    Value zero = new Arithmetic(call).whole(0, a);
    Value windows = Windows.elements(call, a, List.of(axis), zero);
    Value turned = call.emit(new Flip(List.of(0)), v);
    Value column = call.reshape(turned, Shape.of(m, Dim.ONE));
    Value product = call.emit(new MatMul(), windows, column);
    return call.reshape(product, Shape.of(n.plus(m).minus(1)));
  }
}
