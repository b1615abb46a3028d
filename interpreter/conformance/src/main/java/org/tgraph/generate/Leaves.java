package org.tgraph.generate;

import java.util.List;
import java.util.OptionalLong;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** The smallest expressions of a type: literals, and tensors made of numbers. */
final class Leaves {
  private static final List<String> FLOATS =
      List.of("0.5", "1.25", "2.0", "-0.75", "3.5", "0.0", "-1.0", "1e-3", "pi", "e");
  private static final List<String> INTS = List.of("0", "1", "2", "3", "5", "-1", "-4");

  private Leaves() {}

  /** A bare number that every type of the kind of {@code type} can hold. */
  static String number(Maker m, DType type) {
    if (type == DType.BOOL) {
      return m.chance().of("true", "false");
    }
    if (type.isInt()) {
      String text = m.chance().of(INTS);
      return type.isUnsigned() ? text.replace("-", "") : text;
    }
    return m.chance().of(m.chance().oneIn(3) ? INTS : FLOATS);
  }

  static Term of(Maker m, TensorType type) {
    Shape shape = type.shape();
    DType dtype = type.dtype();
    if (!Maker.isWritten(shape)) {
      return like(m, type);
    }
    OptionalLong count = shape.size().constant();
    boolean isConstant = shape.dims().stream().allMatch(d -> d.constant().isPresent());
    if (isConstant && count.getAsLong() > 0 && count.getAsLong() < 10 && !m.chance().oneIn(3)) {
      return Term.of(type, Maker.element(dtype), "(", list(m, dtype, shape, 0), ")");
    }
    return switch (m.chance().below(4)) {
      case 0 -> Term.of(type, "zeros(", m.tuple(shape), ", dtype=", Maker.element(dtype), ")");
      case 1 -> Term.of(type, "ones(", m.tuple(shape), ", dtype=", Maker.element(dtype), ")");
      case 2 ->
          Term.of(
              type,
              "full(",
              m.tuple(shape),
              ", " + number(m, dtype) + ", dtype=",
              Maker.element(dtype),
              ")");
      default -> range(m, type);
    };
  }

  private static Term range(Maker m, TensorType type) {
    Shape shape = type.shape();
    if (type.dtype() == DType.BOOL || shape.rank() == 0) {
      return Term.of(type, "ones(", m.tuple(shape), ", dtype=", Maker.element(type.dtype()), ")");
    }
    Dim size = shape.size();
    return Term.of(
        type,
        "reshape(arange(",
        Maker.size(size),
        ", dtype=",
        Maker.element(type.dtype()),
        "), ",
        m.tuple(shape),
        ")");
  }

  private static String list(Maker m, DType dtype, Shape shape, int axis) {
    if (axis == shape.rank()) {
      return number(m, dtype);
    }
    StringBuilder out = new StringBuilder("[");
    for (long i = 0; i < shape.dim(axis).value(); i++) {
      out.append(i == 0 ? "" : ", ").append(list(m, dtype, shape, axis + 1));
    }
    return out.append("]").toString();
  }

  /** Of a shape that cannot be written: made of something in scope that has it. */
  private static Term like(Maker m, TensorType type) {
    Named donor =
        m.chance()
            .of(m.scope().stream().filter(v -> v.type().shape().equals(type.shape())).toList());
    DType dtype = type.dtype();
    boolean converts = !donor.type().element().isIn(Kind.COMPLEX) || dtype.isComplex();
    if (donor.type().equals(type)) {
      return Maker.name(donor);
    }
    return converts && m.chance().coin()
        ? Term.of(type, Maker.element(dtype), "(", Maker.name(donor), ")")
        : Term.of(
            type,
            m.chance().of("zeros_like(", "ones_like("),
            Maker.name(donor),
            ", dtype=",
            Maker.element(dtype),
            ")");
  }
}
