package org.tgraph.backend.nativecode.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.backend.nativecode.loop.Atom;

/**
 * The functions of the runtime that are there for several doubles at once too, so that a call of
 * one does not keep LLVM from making vectors of a loop: each call names those for vectors, as
 * LLVM's "vector function ABI" has it.
 */
final class VectorFunctions {
  private static final List<String> NAMES = List.of("tg_far_sine", "tg_far_cosine");

  private static final List<Integer> LENGTHS = List.of(2, 4, 8);

  private static final String PURE = " nounwind willreturn memory(none)";

  private VectorFunctions() {}

  static String call(FunctionText out, String name, Atom x) {
    List<String> used = new ArrayList<>();
    for (String function : NAMES) {
      out.declare("declare double @" + function + "(double)" + PURE);
      for (int length : LENGTHS) {
        String type = "<" + length + " x double>";
        String variant = "@" + function + "_" + length;
        out.declare("declare " + type + " " + variant + "(" + type + ")" + PURE);
        used.add("ptr " + variant);
      }
    }
    // What nothing calls yet would be dropped before LLVM looks for it.
    out.declare(
        "@llvm.compiler.used = appending global ["
            + used.size()
            + " x ptr] ["
            + String.join(", ", used)
            + "], section \"llvm.metadata\"");
    String variants =
        LENGTHS.stream()
            .map(n -> "_ZGV_LLVM_N" + n + "v_" + name + "(" + name + "_" + n + ")")
            .collect(Collectors.joining(","));
    return "call double @"
        + name
        + "("
        + Types.typed(x)
        + ")"
        + PURE
        + " \"vector-function-abi-variant\"=\""
        + variants
        + "\"";
  }
}
