package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.check.CallSite;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.fourier.Dft;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Real;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Truth;

/**
 * Transforms along one axis, made of {@link Dft} along the last. An axis of another size than that
 * of the transform is cut, or filled up with zeros.
 *
 * @param norm which direction is divided by the size: "backward", "forward", or "ortho", by whose
 *     root both are
 */
record FourierPlan(CallSite call, String norm) {
  private static final List<String> NORMS = List.of("backward", "ortho", "forward");

  static FourierPlan of(CallSite call) {
    String norm = call.has("norm") ? call.text("norm") : "backward";
    if (!NORMS.contains(norm)) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0411, call.span("norm"), "There is no scaling `\"" + norm + "\"`.")
              .note("`norm` is \"backward\", \"ortho\" or \"forward\"."));
    }
    return new FourierPlan(call, norm);
  }

  /** The same with the scaling of the other direction. */
  FourierPlan opposite() {
    return new FourierPlan(call, NORMS.get(2 - NORMS.indexOf(norm)));
  }

  /** A size that is known must be at least 1. */
  void needSize(String name, Dim size) {
    if (call.known(size).isAtLeast(1) == Truth.NO) {
      throw call.fail(
          Code.TG0411,
          call.span(name),
          "%s needs at least 1 element along the axis, but there are `%s`."
              .formatted(call.called(), call.c().text(size)));
    }
  }

  /** The complex numbers of the same precision. */
  Value asComplex(Value x) {
    Element element = x.type().element();
    if (element.isIn(Kind.COMPLEX)) {
      return x;
    }
    if (!(element instanceof DType)) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0401,
                  call.at(),
                  "%s needs `f32`, `f64` or complex numbers, but this is `%s`."
                      .formatted(call.called(), element))
              .label(call.span("x"), "this is `" + call.c().text(x.type()) + "`")
              .note("There is no name for the complex type that belongs to `" + element + "`."));
    }
    return call.cast(x, element == DType.F32 ? DType.C64 : DType.C128);
  }

  /** The transform of complex numbers. */
  Value complex(Value x, int axis, Dim n, boolean inverse) {
    return scaled(transformed(fitted(x, axis, n), axis, inverse), n, inverse);
  }

  /**
   * The first {@code n // 2 + 1} elements of the transform of real numbers; the rest mirrors them.
   */
  Value real(Value x, int axis, Dim n) {
    Value fitted = scaled(fitted(x, axis, n), n, false);
    Value whole = transformed(asComplex(fitted), axis, false);
    return Slice.along(call.b(), whole, axis, Dim.ZERO, half(n));
  }

  /** The inverse of {@link #real}: the missing elements mirror those that are there. */
  Value toReal(Value x, int axis, Dim n) {
    Dim half = half(n);
    Value first = fitted(x, axis, half);
    Value mirrored = Slice.along(call.b(), first, axis, Dim.ONE, n.minus(half));
    Value rest = call.emit(new Conj(), call.emit(new Flip(List.of(axis)), mirrored));
    Value whole = Concat.of(call.b(), axis, List.of(first, rest));
    return scaled(call.emit(new Real(), transformed(whole, axis, true)), n, true);
  }

  private static Dim half(Dim n) {
    return n.floorDivide(Dim.of(2)).plus(1);
  }

  private Value transformed(Value x, int axis, boolean inverse) {
    int last = x.rank() - 1;
    Value moved =
        AxisOrder.permuted(call, x, AxisOrder.moved(x.rank(), List.of(axis), List.of(last)));
    Value result = call.emit(new Dft(inverse), moved);
    return AxisOrder.permuted(
        call, result, AxisOrder.moved(x.rank(), List.of(last), List.of(axis)));
  }

  private Value scaled(Value x, Dim n, boolean inverse) {
    if (norm.equals(inverse ? "forward" : "backward")) {
      return x;
    }
    Element element = x.type().element();
    Value size = call.number(n, element);
    Value divisor = norm.equals("ortho") ? Formula.sqrt(call.b(), size) : size;
    return Formula.multiply(
        call.b(), x, Broadcast.to(call.b(), Formula.reciprocal(call.b(), divisor), x.shape()));
  }

  private Value fitted(Value x, int axis, Dim n) {
    Dim size = x.shape().dim(axis);
    if (call.isEqual(size, n)) {
      return call.coerce(x, x.shape().with(axis, n));
    }
    Dim kept = Dim.min(size, n);
    Value part = Slice.along(call.b(), x, axis, Dim.ZERO, kept);
    if (kept.equals(n)) {
      return part;
    }
    List<Dim> none = Collections.nCopies(x.rank(), Dim.ZERO);
    List<Dim> after = new ArrayList<>(none);
    after.set(axis, n.minus(kept));
    return call.emit(new Pad(none, after, Collections.nCopies(x.rank(), 0)), part);
  }
}
