package org.tgraph.backend.nativecode.ir;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.type.DType;

/**
 * The functions of the runtime and the routines that are there for several doubles at once too, so
 * that a call of one does not keep LLVM from making vectors of a loop: each call names those for
 * vectors, as LLVM's "vector function ABI" has it.
 */
final class VectorFunctions {
  private static final List<String> NAMES = List.of("tg_far_sine", "tg_far_cosine");

  static final List<Integer> LENGTHS = List.of(2, 4, 8);

  private static final String PURE = " nounwind willreturn memory(none)";

  private VectorFunctions() {}

  /** What the function for so many numbers is called. */
  static String name(String function, Lanes lanes) {
    return lanes.count() == 1 ? function : function + "_" + lanes.count();
  }

  /** A call of one that is in {@code runtime.ll}. */
  static String call(FunctionText out, Lanes lanes, String function, Atom x) {
    NAMES.forEach(name -> declare(out, name, 1));
    return call(lanes, function, List.of(x));
  }

  /** A call of a routine. */
  static String call(FunctionText out, Routine routine, List<Atom> operands) {
    declare(out, routine.name(), operands.size());
    return call(Lanes.ONE, routine.name(), operands);
  }

  private static void declare(FunctionText out, String function, int operands) {
    declare(out, function, Lanes.ONE, operands);
    for (int length : LENGTHS) {
      Lanes lanes = new Lanes(length);
      declare(out, function, lanes, operands);
      out.use(name(function, lanes));
    }
  }

  private static void declare(FunctionText out, String function, Lanes lanes, int operands) {
    String type = lanes.of(DType.F64);
    String types = String.join(", ", Collections.nCopies(operands, type));
    out.declare("declare " + type + " @" + name(function, lanes) + "(" + types + ")" + PURE);
  }

  private static String call(Lanes lanes, String name, List<Atom> operands) {
    String parameters = "v".repeat(operands.size());
    String variants =
        LENGTHS.stream()
            .map(n -> "_ZGV_LLVM_N" + n + parameters + "_" + name + "(" + name + "_" + n + ")")
            .collect(Collectors.joining(","));
    return "call "
        + lanes.of(DType.F64)
        + " @"
        + name(name, lanes)
        + "("
        + operands.stream().map(lanes::typed).collect(Collectors.joining(", "))
        + ")"
        + PURE
        + (lanes.count() == 1 ? " \"vector-function-abi-variant\"=\"" + variants + "\"" : "");
  }
}
