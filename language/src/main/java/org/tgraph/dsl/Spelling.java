package org.tgraph.dsl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tgraph.check.Val;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** Writes an argument as an expression of the language. */
final class Spelling {
  private Spelling() {}

  /** The text; what its names stand for is added to {@code names}. */
  static String of(Object argument, Map<String, Val> names) {
    return switch (argument) {
      case Tensor t -> {
        names.put(t.name(), t.val());
        yield t.name();
      }
      case Dim d -> {
        for (SizeVar var : d.variables()) {
          names.put(var.name(), new Val.Known(Dim.of(var)));
        }
        yield d.toString(SizeVar::name);
      }
      case Computation.Named n -> n.name() + "=" + of(n.value(), names);
      case Index i -> i.text(names);
      case String s -> "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case Double d -> number(d);
      case Float f -> number(f.doubleValue());
      case Boolean b -> b.toString();
      case DType t -> t.toString();
      case Number n -> n.toString();
      case List<?> list -> {
        String inside = list.stream().map(a -> of(a, names)).collect(Collectors.joining(", "));
        yield list.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
      }
      default ->
          throw new IllegalArgumentException(
              "an argument cannot be a " + argument.getClass().getName());
    };
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value).replace("E", "e");
  }
}
