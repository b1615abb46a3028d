package org.tgraph.run.print;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.array.Array;
import org.tgraph.run.Datum;
import org.tgraph.type.DType;

/** Values as JSON, each with its type; whole numbers are exact, non-finite ones are strings. */
public final class Json {
  private Json() {}

  /** {@code {"line": 7, "values": [...]}}; the line counts from 1. */
  public static String print(int line, List<Datum> values) {
    return "{\"line\": %d, \"values\": [%s]}"
        .formatted(line, values.stream().map(Json::of).collect(Collectors.joining(", ")));
  }

  public static String of(Datum value) {
    if (value instanceof Datum.Table table) {
      return of(table.columns());
    }
    String type = "{\"type\": " + Quote.text(value.typeText()) + ", ";
    return type
        + switch (value) {
          case Datum.Tensor t -> tensor(t.array());
          case Datum.Table t -> throw new IllegalStateException("its columns are shown");
          case Datum.Text t -> "\"data\": " + Quote.text(t.text());
          case Datum.Texts t -> texts(t);
          case Datum.Other o -> "\"data\": null";
          case Datum.Tuple t ->
              t.parts().stream()
                  .map(Json::of)
                  .collect(Collectors.joining(", ", "\"parts\": [", "]"));
          case Datum.Record r ->
              r.fields().entrySet().stream()
                  .map(f -> Quote.text(f.getKey()) + ": " + of(f.getValue()))
                  .collect(Collectors.joining(", ", "\"fields\": {", "}"));
        }
        + "}";
  }

  private static String tensor(Array array) {
    StringBuilder out = new StringBuilder(shape(array.shape())).append(", \"data\": [");
    for (long i = 0; i < array.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(element(array, i));
    }
    return out.append(']').toString();
  }

  private static String texts(Datum.Texts texts) {
    return shape(texts.shape().values())
        + texts.elements().stream()
            .map(Quote::text)
            .collect(Collectors.joining(", ", ", \"data\": [", "]"));
  }

  private static String shape(long[] shape) {
    return "\"shape\": " + Arrays.toString(shape);
  }

  private static String element(Array array, long i) {
    DType type = array.dtype();
    if (type.isComplex()) {
      boolean single = NumberText.isSingle(type);
      return "[" + real(array.re(i), single) + ", " + real(array.im(i), single) + "]";
    }
    return type.isFloat()
        ? real(array.getDouble(i), NumberText.isSingle(type))
        : NumberText.of(array, i);
  }

  private static String real(double value, boolean single) {
    String text = NumberText.real(value, single);
    return Double.isFinite(value) ? text : Quote.text(text);
  }
}
