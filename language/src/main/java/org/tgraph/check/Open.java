package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.diagnostic.Code;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * Closes the types of a signature that leave something open: the first tensor of a kind {@code T}
 * says what it is, and the first with a pack {@code ..s} how many axes that is.
 */
final class Open {
  private final Context c;
  private final Map<String, Functions.Given> given;
  private final Span at;
  private final Map<Element.Variable, DType> elements = new HashMap<>();
  private final Map<SizeVar, List<Dim>> packs = new HashMap<>();

  /**
   * @param given what is known of the tensors by their names: {@code x}, {@code p.w}
   */
  Open(Context c, Map<String, Functions.Given> given, Span at) {
    this.c = c;
    this.given = given;
    this.at = at;
  }

  /** Whether the type leaves something open. */
  static boolean is(Type type) {
    return switch (type) {
      case TensorType t -> !(t.element() instanceof DType) || t.shape().hasPack();
      case Type.Tuple t -> t.parts().stream().anyMatch(Open::is);
      case Type.Record r -> r.fields().values().stream().anyMatch(Open::is);
      default -> false;
    };
  }

  /** The type without kinds and packs. */
  Type close(String name, Type type) {
    return switch (type) {
      case TensorType t -> tensor(name, t);
      case Type.Tuple t -> {
        List<Type> parts = new ArrayList<>();
        for (int i = 0; i < t.parts().size(); i++) {
          parts.add(close(name + "." + i, t.parts().get(i)));
        }
        yield new Type.Tuple(parts);
      }
      case Type.Record r -> {
        Map<String, Type> fields = new LinkedHashMap<>();
        r.fields().forEach((field, of) -> fields.put(field, close(name + "." + field, of)));
        yield new Type.Record(fields);
      }
      case Type.Size s -> s;
      default ->
          throw c.fail(
              Code.TG0411,
              at,
              "The parameter `%s: %s` cannot be given from outside.".formatted(name, c.text(type)));
    };
  }

  private TensorType tensor(String name, TensorType type) {
    DType dtype =
        switch (type.element()) {
          case DType known -> known;
          case Element.Variable v -> {
            DType found = elements.computeIfAbsent(v, k -> of(name, type).dtype());
            if (!found.isIn(v.kind())) {
              throw c.fail(
                  Code.TG0401,
                  at,
                  "`%s` is of `%s`, but `%s` is of kind `%s`."
                      .formatted(name, found, v.name(), v.kind()));
            }
            yield found;
          }
        };
    List<Dim> dims = new ArrayList<>();
    for (Dim dim : type.shape().dims()) {
      if (dim.isPack()) {
        dims.addAll(packs.computeIfAbsent(dim.variable().orElseThrow(), v -> pack(v, name, type)));
      } else {
        dims.add(dim);
      }
    }
    return new TensorType(dtype, new Shape(dims));
  }

  private List<Dim> pack(SizeVar pack, String name, TensorType type) {
    int axes = of(name, type).rank() - (type.rank() - 1);
    if (axes < 0) {
      throw c.fail(
          Code.TG0303,
          at,
          "`%s` has %s, too few for `%s`."
              .formatted(name, ShapeMessages.axes(of(name, type).rank()), c.text(type)));
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      dims.add(Dim.of(c.newSize(pack.name() + i, SizeVar.Role.DECLARED, at, "is any size")));
    }
    return dims;
  }

  private Functions.Given of(String name, TensorType type) {
    Functions.Given found = given.get(name);
    if (found == null) {
      throw c.fail(
          Code.TG0411,
          at,
          "The type of `%s: %s` must be known to call the function from outside."
              .formatted(name, c.text(type)));
    }
    return found;
  }
}
