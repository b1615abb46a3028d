package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Fourier transforms. A size that could be 0 is given one of its own. */
final class FourierRules {
  private FourierRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("fft.fft", (m, depth) -> complex(m, "fft", depth));
    rules.put("fft.ifft", (m, depth) -> complex(m, "ifft", depth));
    rules.put("fft.fftn", (m, depth) -> severalComplex(m, "fftn", depth));
    rules.put("fft.ifftn", (m, depth) -> severalComplex(m, "ifftn", depth));
    rules.put("fft.rfft", (m, depth) -> real(m, "rfft", depth));
    rules.put("fft.ihfft", (m, depth) -> real(m, "ihfft", depth));
    rules.put("fft.rfftn", FourierRules::severalReal);
    rules.put("fft.irfft", (m, depth) -> toReal(m, "irfft", depth));
    rules.put("fft.hfft", (m, depth) -> toReal(m, "hfft", depth));
    rules.put("fft.irfftn", FourierRules::severalToReal);
    rules.put("fft.fftfreq", (m, depth) -> grid(m, "fftfreq"));
    rules.put("fft.rfftfreq", (m, depth) -> grid(m, "rfftfreq"));
    rules.put("fft.fftshift", (m, depth) -> shift(m, "fftshift", depth));
    rules.put("fft.ifftshift", (m, depth) -> shift(m, "ifftshift", depth));
    return rules;
  }

  private static DType wide(DType type) {
    return type == DType.F32 ? DType.C64 : type == DType.F64 ? DType.C128 : type;
  }

  private static String norm(Maker m) {
    return m.chance().of("", ", norm=\"ortho\"", ", norm=\"forward\"");
  }

  private static Term complex(Maker m, String name, int depth) {
    Term x = m.some(Kind.FLOATING, 1, 3, depth);
    int axis = m.chance().below(x.type().rank());
    long n = m.chance().from(1, 5);
    boolean isGiven = m.chance().coin();
    Shape shape = isGiven ? x.type().shape().with(axis, Dim.of(n)) : x.type().shape();
    return Term.of(
        new TensorType(wide(x.type().dtype()), shape),
        "fft." + name + "(",
        x,
        (isGiven ? ", n=" + n : "") + ", axis=" + axis + norm(m) + ")");
  }

  private static Term severalComplex(Maker m, String name, int depth) {
    Term x = m.some(Kind.FLOATING, 1, 3, depth);
    TensorType type = x.type().withElement(wide(x.type().dtype()));
    return Term.of(type, "fft." + name + "(", x, norm(m) + ")");
  }

  private static Shape half(Shape shape, int axis) {
    return shape.with(axis, shape.dim(axis).floorDivide(Dim.of(2)).plus(1));
  }

  private static Term real(Maker m, String name, int depth) {
    Term x = m.some(Kind.FLOAT, 1, 3, depth);
    int axis = m.chance().below(x.type().rank());
    return Term.of(
        new TensorType(wide(x.type().dtype()), half(x.type().shape(), axis)),
        "fft." + name + "(",
        x,
        ", axis=" + axis + norm(m) + ")");
  }

  private static Term severalReal(Maker m, int depth) {
    Term x = m.some(Kind.FLOAT, 1, 3, depth);
    Shape shape = half(x.type().shape(), x.type().rank() - 1);
    return Term.of(new TensorType(wide(x.type().dtype()), shape), "fft.rfftn(", x, norm(m) + ")");
  }

  private static Term toReal(Maker m, String name, int depth) {
    Term x = m.some(Kind.FLOATING, 1, 3, depth);
    int axis = m.chance().below(x.type().rank());
    long n = m.chance().from(1, 6);
    Shape shape = x.type().shape().with(axis, Dim.of(n));
    return Term.of(
        new TensorType(x.type().dtype().part(), shape),
        "fft." + name + "(",
        x,
        ", n=" + n + ", axis=" + axis + norm(m) + ")");
  }

  private static Term severalToReal(Maker m, int depth) {
    Term x = m.some(Kind.FLOATING, 2, 3, depth);
    int rank = x.type().rank();
    long n = m.chance().from(1, 6);
    Shape shape = x.type().shape().with(rank - 1, Dim.of(n));
    return Term.of(
        new TensorType(x.type().dtype().part(), shape),
        "fft.irfftn(",
        x,
        ", s=(-1, " + n + ")" + norm(m) + ")");
  }

  private static Term grid(Maker m, String name) {
    long n = m.chance().from(1, 6);
    Dim size = Dim.of(name.startsWith("r") ? n / 2 + 1 : n);
    return Term.of(
        new TensorType(DType.F64, Shape.of(size)),
        "fft." + name + "(" + n + m.chance().of("", ", d=0.5") + ")");
  }

  private static Term shift(Maker m, String name, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 3, depth);
    return Term.of(x.type(), "fft." + name + "(", x, ")");
  }
}
