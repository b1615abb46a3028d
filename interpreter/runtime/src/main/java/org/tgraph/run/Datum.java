package org.tgraph.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tgraph.array.Array;
import org.tgraph.program.Shown;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** What a {@link Shown} is once it is computed: what is printed, saved and compared. */
public sealed interface Datum {
  record Tensor(Array array) implements Datum {}

  record Tuple(List<Datum> parts) implements Datum {
    public Tuple {
      parts = List.copyOf(parts);
    }
  }

  record Record(Map<String, Datum> fields) implements Datum {
    public Record {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** A table, whose columns are vectors of one size; the first is of texts, the names of rows. */
  record Table(Record columns) implements Datum {}

  /** A text of the script. */
  record Text(String text) implements Datum {}

  /** Text from a file, in row-major order. */
  record Texts(Shape shape, List<String> elements) implements Datum {
    public Texts {
      elements = List.copyOf(elements);
    }
  }

  /** Something of which only the type can be shown. */
  record Other(Type type) implements Datum {}

  /** Its type, as the language writes it; sizes are numbers now. */
  default String typeText() {
    return switch (this) {
      case Tensor t -> t.array().type().toString();
      case Tuple t ->
          t.parts().stream()
              .map(Datum::typeText)
              .collect(Collectors.joining(", ", "(", t.parts().size() == 1 ? ",)" : ")"));
      case Record r ->
          r.fields().entrySet().stream()
              .map(f -> f.getKey() + ": " + f.getValue().typeText())
              .collect(Collectors.joining(", ", "{", "}"));
      case Table t -> t.columns().typeText();
      case Text t -> "str";
      case Texts t -> "str" + t.shape();
      case Other o -> o.type().text(SizeVar::name);
    };
  }
}
