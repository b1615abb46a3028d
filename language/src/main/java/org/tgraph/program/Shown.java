package org.tgraph.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.graph.Value;
import org.tgraph.type.Type;

/** The structure of a value that leaves the computation, with graph values at its leaves. */
public sealed interface Shown {
  record Tensor(Value value) implements Shown {}

  record Tuple(List<Shown> parts) implements Shown {}

  record Record(Map<String, Shown> fields) implements Shown {
    public Record {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** Rows of a table; each has the same columns, whose tensors have one shape. */
  record Table(Map<String, Record> rows) implements Shown {
    public Table {
      rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
  }

  /** Draws from a model: all tensors have axes for chains and draws first. */
  record Draws(Record sites, Record statistics) implements Shown {}

  /** A text of the script itself. */
  record Text(String text) implements Shown {}

  /** Text that was read from a file. */
  record TextColumn(TextInput input) implements Shown {}

  /** A function or something else of which only the type can be shown. */
  record Other(Type type) implements Shown {}

  /** All graph values in it, in order. */
  default List<Value> values() {
    List<Value> found = new ArrayList<>();
    collect(found);
    return found;
  }

  private void collect(List<Value> found) {
    switch (this) {
      case Tensor t -> found.add(t.value());
      case Tuple t -> t.parts().forEach(p -> p.collect(found));
      case Record r -> r.fields().values().forEach(p -> p.collect(found));
      case Table t -> t.rows().values().forEach(r -> ((Shown) r).collect(found));
      case Draws d -> {
        ((Shown) d.sites()).collect(found);
        ((Shown) d.statistics()).collect(found);
      }
      case Text t -> {}
      case TextColumn t -> {}
      case Other o -> {}
    }
  }
}
