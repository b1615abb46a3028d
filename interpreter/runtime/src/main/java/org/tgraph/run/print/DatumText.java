package org.tgraph.run.print;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.run.Datum;

/** Values as people read them: {@code (55, 89)}, {@code {w: [1. 2.], b: 0.5}}. */
public final class DatumText {
  private DatumText() {}

  /** Several values on one line, if they fit one; what has several lines keeps its columns. */
  public static String line(List<Datum> values) {
    List<String> texts = new ArrayList<>();
    for (Datum value : values) {
      texts.add(value instanceof Datum.Text t ? t.text() : of(value));
    }
    return join(texts, "");
  }

  /** One value. A text of the script stands in quotes here, as inside of others. */
  public static String of(Datum value) {
    return switch (value) {
      case Datum.Tensor t -> TensorText.of(t.array());
      case Datum.Table t -> TableText.of(t);
      case Datum.Text t -> Quote.text(t.text());
      case Datum.Texts t -> TensorText.of(t.shape().values(), t.elements());
      case Datum.Other o -> "<" + o.typeText() + ">";
      case Datum.Tuple t -> {
        List<String> parts = t.parts().stream().map(DatumText::of).toList();
        yield enclose("(", parts, parts.size() == 1 ? ",)" : ")");
      }
      case Datum.Record r -> {
        List<String> fields =
            r.fields().entrySet().stream()
                .map(f -> hang(f.getKey() + ": ", of(f.getValue())))
                .toList();
        yield enclose("{", fields, "}");
      }
    };
  }

  private static String enclose(String open, List<String> parts, String close) {
    boolean tall = parts.stream().anyMatch(p -> p.indexOf('\n') >= 0);
    String inside = String.join(tall ? ",\n" : ", ", parts);
    return hang(open, inside) + close;
  }

  private static String join(List<String> texts, String before) {
    StringBuilder out = new StringBuilder(before);
    boolean first = true;
    boolean tall = false;
    for (String text : texts) {
      boolean isTall = text.indexOf('\n') >= 0;
      // What follows a tall value begins a line of its own.
      String separator = first ? "" : tall ? "\n" : " ";
      out.append(separator);
      int column = out.length() - out.lastIndexOf("\n") - 1;
      out.append(isTall ? text.replace("\n", "\n" + " ".repeat(column)) : text);
      first = false;
      tall = isTall;
    }
    return out.toString();
  }

  /** Lines after the first are moved to the column where the first begins. */
  private static String hang(String start, String text) {
    return start + text.replace("\n", "\n" + " ".repeat(start.length()));
  }
}
