package org.tgraph.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;

/** What is in a data file, or is to be written to one. */
public sealed interface DataValue {
  record Numbers(Array array) implements DataValue {}

  /**
   * @param texts in row-major order, as many as the product of {@code shape}
   */
  record Text(List<String> texts, long[] shape) implements DataValue {
    public Text {
      texts = List.copyOf(texts);
      if (texts.size() != Array.count(shape)) {
        throw new IllegalArgumentException(texts.size() + " texts");
      }
    }
  }

  record Fields(Map<String, DataValue> fields) implements DataValue {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
