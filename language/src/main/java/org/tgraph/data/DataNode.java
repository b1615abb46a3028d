package org.tgraph.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tgraph.type.DType;

/** What is in a data file, without its numbers: what the checker needs to know of it. */
public sealed interface DataNode {
  /**
   * Numbers. In a text format ({@code .csv}, {@code .json}) {@code dtype} is the narrowest of bool,
   * i64 and f64 that holds them all, and {@code exact} is false: they can be read as others too.
   */
  record Numbers(DType dtype, boolean exact, long[] shape) implements DataNode {}

  record Text(long[] shape) implements DataNode {}

  /** The columns of a table, the arrays of an archive, the members of an object, in order. */
  record Fields(Map<String, DataNode> fields) implements DataNode {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
