package org.tgraph.backend.nativecode.ir;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a module declares of functions that are elsewhere. */
final class Declarations {
  private final Set<String> lines = new TreeSet<>();
  private final Set<String> used = new TreeSet<>();

  void add(String line) {
    lines.add(line);
  }

  /** Keeps a function that nothing calls yet, before LLVM looks for it. */
  void use(String function) {
    used.add("ptr @" + function);
  }

  String text() {
    String kept =
        used.isEmpty()
            ? ""
            : "@llvm.compiler.used = appending global [%d x ptr] [%s], section \"llvm.metadata\"%n"
                .formatted(used.size(), String.join(", ", used));
    return lines.stream().collect(Collectors.joining("\n", "", "\n")) + kept;
  }
}
