package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Functions on types. */
final class Types {
  private Types() {}

  /** All sizes in the shapes of a type. */
  static List<Dim> sizes(Type type) {
    return switch (type) {
      case TensorType t -> t.shape().dims();
      case Type.Tuple t -> t.parts().stream().flatMap(p -> sizes(p).stream()).toList();
      case Type.Record r -> r.fields().values().stream().flatMap(f -> sizes(f).stream()).toList();
      default -> List.of();
    };
  }

  static Type substitute(Type type, Function<SizeVar, Dim> sizes) {
    return switch (type) {
      case TensorType t -> t.substitute(sizes);
      case Type.Tuple t ->
          new Type.Tuple(t.parts().stream().map(p -> substitute(p, sizes)).toList());
      case Type.Record r -> {
        Map<String, Type> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, substitute(field, sizes)));
        yield new Type.Record(fields);
      }
      case Type.Arrow a ->
          new Type.Arrow(
              a.params().stream().map(p -> substitute(p, sizes)).toList(),
              a.result().map(r -> substitute(r, sizes)));
      case Type.Text t -> new Type.Text(t.shape().substitute(sizes));
      default -> type;
    };
  }
}
