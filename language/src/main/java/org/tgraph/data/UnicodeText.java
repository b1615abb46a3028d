package org.tgraph.data;

import org.tgraph.diagnostic.Code;

/** Text that no file can hold is refused before one is begun. */
final class UnicodeText {
  private UnicodeText() {}

  static void check(DataSource file, DataValue value) throws BadData {
    switch (value) {
      case DataValue.Numbers numbers -> {}
      case DataValue.Text text -> {
        for (String one : text.texts()) {
          check(file, one);
        }
      }
      case DataValue.Fields record -> {
        for (var field : record.fields().entrySet()) {
          check(file, field.getKey());
          check(file, field.getValue());
        }
      }
    }
  }

  /** Half a surrogate pair would become a question mark. */
  private static void check(DataSource file, String text) throws BadData {
    boolean broken =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (broken) {
      throw file.bad(Code.TG0706, "cannot hold text that is not Unicode");
    }
  }
}
