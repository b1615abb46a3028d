package org.tgraph.prelude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Builtin;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.prelude.Standard.Entry;
import org.tgraph.prelude.Standard.How;
import org.tgraph.prelude.Standard.Parameter;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;

/**
 * All of the array API standard is there, under its names and parameters, or it is said why not;
 * {@code docs/array-api.md} is that list.
 */
class ArrayApiTest {
  private static final Standard STANDARD = Standard.read();

  private static final Map<String, Builtin> PRELUDE =
      Prelude.FUNCTIONS.stream().collect(Collectors.toMap(Builtin::name, Function.identity()));

  @Test
  void functionsAreThere() {
    List<String> wrong = new ArrayList<>();
    for (Entry entry : STANDARD.entries()) {
      if (entry.isFunction() && !STANDARD.differences().containsKey(entry.name())) {
        Builtin ours = PRELUDE.get(entry.name());
        if (ours == null) {
          wrong.add(entry.text() + " is missing");
        } else {
          wrong.addAll(differences(entry, ours));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> differences(Entry entry, Builtin ours) {
    List<String> wrong = new ArrayList<>();
    List<Parameter> parameters = entry.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      boolean atPlace =
          i < ours.params().size()
              && ours.params().get(i).isRest() == (p.how() == How.REST)
              && (p.how() == How.BY_PLACE || ours.params().get(i).name().equals(p.name()));
      boolean named = ours.params().stream().anyMatch(q -> q.name().equals(p.name()));
      boolean isThere = p.how() == How.BY_NAME ? named : atPlace;
      if (isThere == STANDARD.isWithout(entry.name(), p.name())) {
        wrong.add(
            "%s, parameter %s: here it is %s".formatted(entry.text(), p.name(), ours.signature()));
      }
    }
    return wrong;
  }

  @Test
  void constantsTypesAttributesAndOperatorsAreThere() {
    List<String> wrong = new ArrayList<>();
    for (Entry entry : STANDARD.entries()) {
      if (!entry.section().contains("functions")
          && isRight(program(entry)) == STANDARD.differences().containsKey(entry.name())) {
        wrong.add(entry.text());
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** A script that uses it. */
  private static String program(Entry entry) {
    String use =
        switch (entry.section()) {
          case "Attributes" -> "x" + entry.text();
          case "Data types" -> "zeros(1, dtype=" + entry.text() + ")";
          default -> entry.text();
        };
    String element = entry.text().equals("x / y") ? "1.0" : "1";
    return "let x = [[%s]]\nlet y = x\nlet i = 0\nlet result = %s\n".formatted(element, use);
  }

  private static boolean isRight(String program) {
    return Checker.check(
            new Source("use.tgraph", program), Modules.NONE, DataHeaders.NONE, Overrides.NONE, true)
        .diagnostics()
        .stream()
        .noneMatch(d -> d.isError());
  }

  @Test
  void noDifferenceIsOfSomethingElse() {
    Set<String> known = new HashSet<>();
    for (Entry entry : STANDARD.entries()) {
      known.add(entry.name());
      if (entry.isFunction()) {
        entry.parameters().forEach(p -> known.add(entry.name() + "." + p.name()));
        entry.parameters().forEach(p -> known.add("*." + p.name()));
      }
    }
    assertTrue(known.containsAll(STANDARD.differences().keySet()), "differences.txt");
  }

  @Test
  void documentationSaysSo() throws IOException {
    Path file = Golden.root().resolve("docs/array-api.md");
    String text = documentation();
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(file, text);
    }
    assertEquals(text, Files.readString(file), "run with -Dgolden=update");
  }

  private static String documentation() {
    StringBuilder text =
        new StringBuilder(
            """
            # The array API standard

            What there is of the main namespace of the [Python array API standard](https://data-apis.org/array-api/2024.12/),
            version 2024.12. `ArrayApiTest` compares this page with the prelude. Parameters that the standard takes by place alone
            may have another name here; all others have the same. Numbers, `nan`, infinities and the signs of zeros are those of
            the standard; `language/src/test/python/real_special_cases.py` has its tables.
            """);
    String section = "";
    for (Entry entry : STANDARD.entries()) {
      if (!entry.section().equals(section)) {
        section = entry.section();
        text.append("\n## ").append(section).append("\n\n| standard | here |\n|---|---|\n");
      }
      text.append("| `%s` | %s |\n".formatted(cell(entry.text()), cell(here(entry))));
    }
    text.append("\n## Parameters\n\n| parameter | why it is not here |\n|---|---|\n");
    STANDARD
        .differences()
        .forEach((name, why) -> {
          if (name.matches("[\\w*]+\\.\\w+")) {
            String of = name.startsWith("*") ? "of all functions" : "of `" + function(name) + "`";
            String parameter = name.substring(name.indexOf('.') + 1);
            text.append("| `%s` %s | %s |\n".formatted(parameter, of, cell(why)));
          }
        });
    return text.toString();
  }

  private static String function(String parameter) {
    return parameter.substring(0, parameter.indexOf('.'));
  }

  private static String here(Entry entry) {
    String difference = STANDARD.differences().get(entry.name());
    if (difference != null) {
      return difference;
    }
    return entry.isFunction() ? "`" + PRELUDE.get(entry.name()).signature() + "`" : "the same";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
