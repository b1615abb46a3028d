package org.tgraph.call;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.program.Shown;
import org.tgraph.run.Datum;
import org.tgraph.run.Tables;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Tuples and records around tensors. */
final class Structure {
  private Structure() {}

  /** What is shown, with its values. */
  static Datum datum(Shown shown, Map<Value, Array> values) {
    return switch (shown) {
      case Shown.Tensor t -> new Datum.Tensor(values.get(t.value()));
      case Shown.Tuple t -> new Datum.Tuple(t.parts().stream().map(p -> datum(p, values)).toList());
      case Shown.Record r -> {
        Map<String, Datum> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, datum(field, values)));
        yield new Datum.Record(fields);
      }
      case Shown.Table t -> Tables.of(t, values::get);
      case Shown.Draws d -> Tables.of(d, values::get);
      case Shown.Text t -> new Datum.Text(t.text());
      case Shown.Other o -> new Datum.Other(o.type());
      case Shown.TextColumn t -> throw new IllegalStateException("text of a file in a function");
    };
  }

  /** A value of that type, with the tensors in it in order. */
  static Shown shown(Type type, Iterator<Value> tensors) {
    return switch (type) {
      case TensorType t -> new Shown.Tensor(tensors.next());
      case Type.Tuple t -> {
        List<Shown> parts = new ArrayList<>();
        t.parts().forEach(p -> parts.add(shown(p, tensors)));
        yield new Shown.Tuple(parts);
      }
      case Type.Record r -> {
        Map<String, Shown> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, shown(field, tensors)));
        yield new Shown.Record(fields);
      }
      default -> throw new IllegalStateException("not made of tensors: " + type);
    };
  }
}
