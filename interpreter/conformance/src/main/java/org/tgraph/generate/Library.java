package org.tgraph.generate;

import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions over packs and kinds, in a module and in the scripts themselves. */
final class Library {
  static final String MODULE = "generic";

  static final List<String> FUNCTIONS =
      List.of(
          "fn scaled[T: real](x: T[..s]) -> T[..s] = maximum(x, 0) * 2 - x",
          "fn centered(x: f64[..batch, n]) -> f64[..batch, n] = x - mean(x, axis=-1,"
              + " keepdims=true)",
          "fn chosen[T: any](test: bool[..s], x: T[..s], y: T[..s]) -> T[..s] = where(test, y, x)",
          "fn ascending[T: real](x: T[..batch, n]) -> T[..batch, n] = sort(x, axis=-1)",
          "fn lines[T: numeric](x: T[..batch, n]) -> T[..batch] = sum(x, axis=-1, dtype=T)",
          "fn bound(x, low=none) = if low == none { x } else { maximum(x, low) }",
          "fn total(x, over=\"all\") = if over == \"rows\" { sum(x, axis=0) } else { sum(x) }",
          "fn checked[T: any](x: T[..s], limit: i64 = 3) -> T[..s] {\n"
              + "  assert limit > 2, \"too low\"\n  assert all(x == x or x != x)\n  x\n}",
          "fn gram[T: numeric](x: T[..batch, n, k]) -> T[..batch, k, k] = x.mT @ x");

  private Library() {}

  /** The text of the module that has them all. */
  static String text() {
    return FUNCTIONS.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  static String name(String definition) {
    return definition.substring(3).split("[\\[(]")[0];
  }

  /**
   * A call of one of them.
   *
   * @param prefix what stands before the name, if it is imported
   */
  static Term call(Maker m, String prefix, String definition, int depth) {
    String name = name(definition);
    String head = prefix + name + "(";
    return switch (name) {
      case "scaled" -> same(head, m.any(Kind.REAL, 0, 3, depth));
      case "centered" -> same(head, m.of(DType.F64, m.shape(1, 3), depth));
      case "bound" -> {
        Term x = m.any(Kind.REAL, 0, 3, depth);
        yield Term.of(x.type(), head, x, m.chance().of("", ", low=none", ", low=1", ", 0") + ")");
      }
      case "total" -> {
        Term x = m.any(Kind.NUMERIC, 1, 3, depth);
        boolean isRows = m.chance().coin();
        Shape shape = x.type().shape();
        Shape result = isRows ? shape.slice(1, shape.rank()) : Shape.SCALAR;
        String over = isRows ? ", over=\"rows\")" : m.chance().of(")", ", \"all\")");
        yield Term.of(new TensorType(Shapes.wide(x.type().dtype()), result), head, x, over);
      }
      case "checked" -> {
        Term x = m.any(Kind.ANY, 0, 3, depth);
        yield Term.of(x.type(), head, x, m.chance().of("", "", ", 5", ", limit=4") + ")");
      }
      case "ascending" -> same(head, m.any(Kind.REAL, 1, 3, depth));
      case "lines" -> {
        Term x = m.any(Kind.NUMERIC, 1, 3, depth);
        Shape shape = x.type().shape();
        yield Term.of(x.type().withShape(shape.slice(0, shape.rank() - 1)), head, x, ")");
      }
      case "gram" -> {
        Term x = m.any(Kind.NUMERIC, 2, 3, depth);
        Shape shape = x.type().shape();
        Dim k = shape.dim(shape.rank() - 1);
        yield Term.of(x.type().withShape(shape.with(shape.rank() - 2, k)), head, x, ")");
      }
      default -> {
        Term x = m.any(Kind.ANY, 0, 3, depth);
        Term y = m.of(x.type(), depth);
        Term test = m.of(DType.BOOL, x.type().shape(), depth);
        yield Term.of(x.type(), head, test, ", ", x, ", ", y, ")");
      }
    };
  }

  private static Term same(String head, Term x) {
    return Term.of(x.type(), head, x, ")");
  }
}
