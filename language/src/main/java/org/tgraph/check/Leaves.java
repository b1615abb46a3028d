package org.tgraph.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/** Tuples and records of tensors and keys as flat lists of graph values, and back. */
final class Leaves {
  private Leaves() {}

  /** The tensors and keys in a value, in order; nothing if there is something else in it. */
  static Optional<List<Value>> values(Context c, GraphBuilder builder, Val val, Span span) {
    List<Value> leaves = new ArrayList<>();
    boolean whole = c.building(builder, () -> collect(c, val, span, leaves));
    return whole ? Optional.of(leaves) : Optional.empty();
  }

  private static boolean collect(Context c, Val val, Span span, List<Value> leaves) {
    switch (val) {
      case Val.Tuple t -> {
        return t.parts().stream().allMatch(p -> collect(c, p, span, leaves));
      }
      case Val.Record r -> {
        return r.fields().values().stream().allMatch(p -> collect(c, p, span, leaves));
      }
      case Val.Key k -> {
        leaves.add(k.value());
        return true;
      }
      default -> {
        if (!Tensors.isTensor(val)) {
          return false;
        }
        leaves.add(c.tensors.value(val, span));
        return true;
      }
    }
  }

  /** A value with the structure of {@code like}, which has no keys, and others at its leaves. */
  static Val replace(Val like, Iterator<Val> leaves) {
    return switch (like) {
      case Val.Tuple t -> {
        List<Val> parts = new ArrayList<>();
        t.parts().forEach(p -> parts.add(replace(p, leaves)));
        yield new Val.Tuple(parts);
      }
      case Val.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, replace(field, leaves)));
        yield new Val.Record(fields);
      }
      default -> leaves.next();
    };
  }

  /** A value with the structure of {@code like} and the given tensors at its leaves. */
  static Val rebuild(Val like, Iterator<Value> leaves) {
    return switch (like) {
      case Val.Tuple t -> {
        List<Val> parts = new ArrayList<>();
        t.parts().forEach(p -> parts.add(rebuild(p, leaves)));
        yield new Val.Tuple(parts);
      }
      case Val.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, rebuild(field, leaves)));
        yield new Val.Record(fields);
      }
      case Val.Key k -> new Val.Key(leaves.next());
      default -> new Val.Tensor(leaves.next());
    };
  }
}
