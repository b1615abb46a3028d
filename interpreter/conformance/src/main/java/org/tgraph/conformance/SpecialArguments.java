package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;
import org.tgraph.prelude.Prelude;
import org.tgraph.type.DType;

/**
 * Calls of every function of the prelude with arguments that are nobody's intention: {@code nan},
 * infinite numbers, the largest and the smallest, no elements, singular matrices. Whatever a call
 * is, it gives numbers or a diagnostic.
 */
final class SpecialArguments {
  private static final String FLOATS =
      "[0.0, -0.0, 1.0, 0.5, -2.0, 1e-300, 5e-324, -1e300, 1e16, 170.5, 1e5, inf, -inf, nan]";

  /** For functions of many arguments, of which all combinations are tried. */
  private static final String FEW = "[0.0, 0.5, -2.0, 1e300, 5e-324, inf, nan]";

  private static final String INTS =
      "[0, 1, -1, 2, 7, 63, 64, -64, 1000000, 9223372036854775807, -9223372036854775808]";
  private static final List<String> MATRICES =
      List.of(
          "zeros((0, 0))",
          "zeros((3, 3))",
          "-eye(3)",
          "full((3, 3), nan)",
          "1e-300 * (eye(3) + ones((3, 3)))",
          "zeros((0, 3))",
          "zeros((3, 0))");

  private SpecialArguments() {}

  /** The scripts that call a function, one for each choice of arguments. */
  static List<String> scripts(Builtin function) {
    List<String> required = new ArrayList<>();
    for (Builtin.Param param : function.params()) {
      if (!param.isOptional()) {
        required.add(param.name());
      }
    }
    boolean isRandom = !required.isEmpty() && required.get(0).equals("k");
    int count = required.size() - (isRandom ? 1 : 0);
    String key = isRandom ? count == 0 ? "key(0)" : "key(0), " : "";
    List<String> scripts = new ArrayList<>();
    if (count == 0) {
      scripts.add(call(function, key));
      return scripts;
    }
    for (DType type : List.of(DType.F64, DType.F32)) {
      String floats = count > 2 || type == DType.F32 ? FEW : FLOATS;
      scripts.add(values(floats, type) + call(function, key + outer(count)));
    }
    scripts.add(values(INTS, DType.I64) + call(function, key + outer(count)));
    scripts.add(values(FLOATS, DType.F64) + call(function, key + same("x", count)));
    for (String scalar : List.of("-1", "9223372036854775807", "inf", "nan")) {
      scripts.add(call(function, key + same(scalar, count)));
    }
    for (String matrix : MATRICES) {
      scripts.add("let x = " + matrix + "\n" + call(function, key + same("x", count)));
    }
    scripts.add("let x = zeros(0)\n" + call(function, key + same("x", count)));
    return scripts;
  }

  private static String values(String values, DType type) {
    return "let x = " + (type.isInt() ? values : type + "(" + values + ")") + "\n";
  }

  private static String call(Builtin function, String arguments) {
    return "print(" + function.name() + "(" + arguments + "))\n";
  }

  private static String same(String argument, int count) {
    return Stream.generate(() -> argument).limit(count).reduce((a, b) -> a + ", " + b).orElse("");
  }

  /** The values along an axis of its own in each argument: all combinations. */
  private static String outer(int count) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int own = i;
      List<String> axes =
          IntStream.range(0, count).mapToObj(axis -> axis == own ? ":" : "none").toList();
      arguments.add(count == 1 ? "x" : "x[" + String.join(", ", axes) + "]");
    }
    return String.join(", ", arguments);
  }

  /** All functions that only compute. */
  static Stream<Builtin> functions() {
    return Prelude.FUNCTIONS.stream()
        .filter(f -> !f.isLater())
        .filter(f -> !List.of("print", "save", "read").contains(f.name()));
  }
}
