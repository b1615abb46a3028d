package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;

/** Discrete Fourier transforms: the extension {@code fft} of the array API standard. */
final class FourierFunctions {
  private static final String ONE = "(x, n=none, axis=-1, norm=\"backward\")";
  private static final String MANY = "(x, s=none, axes=none, norm=\"backward\")";

  private static final String TWO = "(x, s=none, axes=(-2, -1), norm=\"backward\")";

  static final List<Builtin> ALL =
      List.of(
          complex("fft", "The discrete Fourier transform along an axis.", false),
          complex("ifft", "The inverse of `fft.fft`.", true),
          severalComplex("fftn", "The discrete Fourier transform along several axes.", false),
          severalComplex("ifftn", "The inverse of `fft.fftn`.", true),
          Builtin.of(
              "fft.rfft" + ONE,
              "The first `n // 2 + 1` elements of the transform of real numbers; the others mirror"
                  + " them.",
              call -> {
                Value x = realInput(call);
                int axis = axis(call, x);
                Dim n = size(call, x.shape().dim(axis));
                return new Val.Tensor(FourierPlan.of(call).real(x, axis, n));
              }),
          Builtin.of(
              "fft.irfft" + ONE,
              "The inverse of `fft.rfft`; `n` is `2 * (m - 1)` for `m` elements, if not given.",
              call -> {
                FourierPlan plan = FourierPlan.of(call);
                Value x = call.tensor("x", Kind.FLOATING);
                int axis = axis(call, x);
                Dim n = realSize(call, x, axis);
                return new Val.Tensor(plan.toReal(plan.asComplex(x), axis, n));
              }),
          Builtin.of(
              "fft.rfftn" + MANY,
              "`fft.rfft` along the last of the axes, and `fft.fft` along the others.",
              FourierFunctions::severalReal),
          Builtin.of(
              "fft.irfftn" + MANY, "The inverse of `fft.rfftn`.", FourierFunctions::severalToReal),
          severalComplex("fft2", "The discrete Fourier transform along the last two axes.", false),
          severalComplex("ifft2", "The inverse of `fft.fft2`.", true),
          Builtin.of(
              "fft.rfft2" + TWO,
              "`fft.rfftn` along the last two axes.",
              FourierFunctions::severalReal),
          Builtin.of(
              "fft.irfft2" + TWO, "The inverse of `fft.rfft2`.", FourierFunctions::severalToReal),
          Builtin.of(
              "fft.hfft" + ONE,
              "The transform of a signal whose other half mirrors it, which is real.",
              call -> {
                FourierPlan plan = FourierPlan.of(call);
                Value x = call.tensor("x", Kind.FLOATING);
                int axis = axis(call, x);
                Dim n = realSize(call, x, axis);
                Value conjugate = call.emit(new Conj(), plan.asComplex(x));
                return new Val.Tensor(plan.opposite().toReal(conjugate, axis, n));
              }),
          Builtin.of(
              "fft.ihfft" + ONE,
              "The inverse of `fft.hfft`.",
              call -> {
                Value x = realInput(call);
                int axis = axis(call, x);
                Dim n = size(call, x.shape().dim(axis));
                Value half = FourierPlan.of(call).opposite().real(x, axis, n);
                return new Val.Tensor(call.emit(new Conj(), half));
              }));

  private FourierFunctions() {}

  private static Builtin complex(String name, String doc, boolean inverse) {
    return Builtin.of(
        "fft." + name + ONE,
        doc,
        call -> {
          FourierPlan plan = FourierPlan.of(call);
          Value x = call.tensor("x", Kind.FLOATING);
          int axis = axis(call, x);
          Dim n = size(call, x.shape().dim(axis));
          return new Val.Tensor(plan.complex(plan.asComplex(x), axis, n, inverse));
        });
  }

  private static Builtin severalComplex(String name, String doc, boolean inverse) {
    return Builtin.of(
        "fft." + name + (name.endsWith("2") ? TWO : MANY),
        doc,
        call -> {
          FourierPlan plan = FourierPlan.of(call);
          Value x = plan.asComplex(call.tensor("x", Kind.FLOATING));
          for (Line line : lines(call, x)) {
            x = plan.complex(x, line.axis, line.needed(call, x.shape().dim(line.axis)), inverse);
          }
          return new Val.Tensor(x);
        });
  }

  private static Val severalReal(CallSite call) {
    FourierPlan plan = FourierPlan.of(call);
    Value x = realInput(call);
    List<Line> lines = lines(call, x);
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      Dim n = line.needed(call, x.shape().dim(line.axis));
      boolean isFirst = i == lines.size() - 1;
      x = isFirst ? plan.real(x, line.axis, n) : plan.complex(x, line.axis, n, false);
    }
    return new Val.Tensor(x);
  }

  private static Val severalToReal(CallSite call) {
    FourierPlan plan = FourierPlan.of(call);
    Value x = plan.asComplex(call.tensor("x", Kind.FLOATING));
    List<Line> lines = lines(call, x);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Dim m = x.shape().dim(line.axis);
      x =
          i < lines.size() - 1
              ? plan.complex(x, line.axis, line.needed(call, m), true)
              : plan.toReal(x, line.axis, line.needed(call, m.minus(1).times(Dim.of(2))));
    }
    return new Val.Tensor(x);
  }

  /** Real numbers, of which a transform keeps half. */
  private static Value realInput(CallSite call) {
    Val x = call.val("x");
    if (call.isTensor(x) && call.tensor("x").type().element().isIn(Kind.COMPLEX)) {
      String whole = call.called().contains("rfftn") ? "fftn" : "fft";
      throw call.fail(
          Diagnostic.error(
                  Code.TG0401,
                  call.span("x"),
                  "%s is for real numbers, but this is `%s`."
                      .formatted(call.called(), call.tensor("x").type().element()))
              .note("`fft.%s` transforms complex numbers.".formatted(whole))
              .fix(Fix.replace("write `fft." + whole + "`", call.at(), "fft." + whole)));
    }
    return call.tensor("x", Kind.FLOAT);
  }

  private static int axis(CallSite call, Value x) {
    call.needLastAxes("x", x, call.has("axis") ? 0 : 1);
    return call.axis("axis", x, x.rank() - 1);
  }

  private static Dim size(CallSite call, Dim otherwise) {
    Dim n = call.has("n") ? call.size("n") : otherwise;
    FourierPlan.of(call).needSize(call.has("n") ? "n" : "x", n);
    return n;
  }

  private static Dim realSize(CallSite call, Value x, int axis) {
    return size(call, x.shape().dim(axis).minus(1).times(Dim.of(2)));
  }

  /** An axis to transform, and the size of the transform if one is given. */
  private record Line(int axis, Optional<Dim> size) {
    Dim needed(CallSite call, Dim otherwise) {
      Dim n = size.orElse(otherwise);
      FourierPlan.of(call).needSize(size.isPresent() ? "s" : "x", n);
      return n;
    }
  }

  /**
   * The axes to transform, in order: those given, else the last of which sizes are given, or all.
   */
  private static List<Line> lines(CallSite call, Value x) {
    List<Dim> sizes = call.has("s") ? call.sizes("s") : List.of();
    List<Integer> axes = axes(call, x, sizes.size());
    if (call.has("s") && sizes.size() != axes.size()) {
      throw call.fail(
          Code.TG0315,
          call.span("s"),
          "There must be as many sizes as axes, but %d are not %d."
              .formatted(sizes.size(), axes.size()));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      // As in the standard, -1 stands for the size that is there.
      Optional<Dim> size =
          sizes.isEmpty() || sizes.get(i).is(-1) ? Optional.empty() : Optional.of(sizes.get(i));
      lines.add(new Line(axes.get(i), size));
    }
    if (lines.isEmpty()) {
      throw call.fail(
          Diagnostic.error(Code.TG0303, call.at(), call.called() + " needs at least 1 axis.")
              .label(call.span("x"), "this is `" + call.c().text(x.type()) + "`"));
    }
    return lines;
  }

  private static List<Integer> axes(CallSite call, Value x, int count) {
    if (call.has("axes")) {
      return call.axesInOrder("axes", x.shape());
    }
    if (call.builtin().name().endsWith("2")) {
      call.needLastAxes("x", x, 2);
      return List.of(x.rank() - 2, x.rank() - 1);
    }
    if (count > 0) {
      call.needLastAxes("x", x, count);
      return AxisOrder.inOrder(x.rank()).subList(x.rank() - count, x.rank());
    }
    AxisOrder.needNoPack(call, x, true);
    return AxisOrder.inOrder(x.rank());
  }
}
