package org.tgraph.prelude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.testing.Golden;

/** The Python array API standard 2024.12 as data: {@code resources/array-api}. */
record Standard(List<Entry> entries, Map<String, String> differences) {
  private static final String FOLDER = "language/src/test/resources/array-api/";

  /** How a parameter may be given. */
  enum How {
    BY_PLACE,
    BY_BOTH,
    BY_NAME,
    REST
  }

  record Parameter(String name, How how) {}

  /**
   * A function, constant, attribute or operator.
   *
   * @param section the page of the standard
   * @param text as the standard writes it
   */
  record Entry(String section, String text) {
    boolean isFunction() {
      return text.matches("[a-z]\\w*\\(.*\\)") && section.contains("functions");
    }

    String name() {
      return text.matches("\\w+\\(.*\\)") ? text.substring(0, text.indexOf('(')) : text;
    }

    List<Parameter> parameters() {
      String inside = text.substring(text.indexOf('(') + 1, text.length() - 1);
      List<Parameter> parameters = new ArrayList<>();
      How how = How.BY_BOTH;
      for (String part : inside.split(", ")) {
        if (part.equals("/")) {
          parameters.replaceAll(p -> new Parameter(p.name, How.BY_PLACE));
        } else if (part.equals("*")) {
          how = How.BY_NAME;
        } else if (part.startsWith("*")) {
          parameters.add(new Parameter(part.substring(1), How.REST));
          how = How.BY_NAME;
        } else {
          parameters.add(new Parameter(part.replaceFirst("=.*", ""), how));
        }
      }
      return parameters;
    }
  }

  static Standard read() {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    for (String line : lines("2024.12.txt")) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        entries.add(new Entry(section, line));
      }
    }
    Map<String, String> differences = new LinkedHashMap<>();
    for (String line : lines("differences.txt")) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(": ");
        differences.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return new Standard(List.copyOf(entries), differences);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Golden.root().resolve(FOLDER + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a parameter is not here. */
  boolean isWithout(String function, String parameter) {
    return differences.containsKey(function + "." + parameter)
        || differences.containsKey("*." + parameter);
  }
}
