package org.tgraph.rewrite;

import java.util.List;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** What the right sides of rules make of parameters, by name. */
final class ParameterFunctions {
  private ParameterFunctions() {}

  static Object apply(String function, List<Object> of, Match match) {
    return switch (function) {
      case "shape" -> match.type().shape();
      case "chosen" -> Layouts.chosen(integers(of.get(0)), integers(of.get(1)));
      case "placed" -> Layouts.placed(integers(of.get(0)), integers(of.get(1)));
      case "joined" -> Layouts.joined(integers(of.get(0)), integers(of.get(1)));
      case "unequal" -> Layouts.unequal(integers(of.get(0)), integers(of.get(1)));
      case "products" -> Layouts.products(integers(of.get(0)), integers(of.get(1)));
      case "starts" -> Layouts.starts(dims(of.get(0)), integers(of.get(1)), dims(of.get(2)));
      case "without_ones" -> {
        Shape x = match.value("x").shape();
        yield Layouts.withoutOnes(x, integers(of.get(0)), (Shape) of.get(1)).orElseThrow();
      }
      default -> throw new IllegalArgumentException("There is no function `" + function + "`.");
    };
  }

  @SuppressWarnings("unchecked") // The rule gives a parameter that is such a list.
  private static List<Integer> integers(Object list) {
    return (List<Integer>) list;
  }

  @SuppressWarnings("unchecked") // As above.
  private static List<Dim> dims(Object list) {
    return (List<Dim>) list;
  }
}
