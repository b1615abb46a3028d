package org.tgraph.minimal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tgraph.conformance.BackendConformance;
import org.tgraph.conformance.Closeness;
import org.tgraph.op.Core;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.type.DType;

/** The backend of the core passes what every backend must, and is as short as it is said to be. */
class MinimalConformanceTest extends BackendConformance {
  /** Coerce and nonzero, whose sizes the data decide, and control flow have no kernels. */
  private static final Set<String> WITHOUT_KERNELS =
      Set.of("coerce", "nonzero", "cond", "scan", "while");

  MinimalConformanceTest() {
    super(new MinimalBackend());
  }

  /** What is composed is rounded in each of its parts. */
  @Override
  protected Closeness slack(Op op, DType type) {
    return Core.role(op) == Core.Role.COMPOSITE ? new Closeness(16, 0) : new Closeness(2, 0);
  }

  @Test
  void hasAKernelForEachPrimitive() {
    Set<String> kernels = new TreeSet<>();
    List.of(Pointwise.ALL, Layout.ALL, Others.ALL).forEach(m -> kernels.addAll(m.keySet()));
    Set<String> primitives = new TreeSet<>();
    Ops.ALL.stream()
        .filter(op -> Core.role(op) == Core.Role.PRIMITIVE)
        .map(Op::name)
        .filter(n -> !WITHOUT_KERNELS.contains(n) && !Core.COMPLEX.contains(n))
        .forEach(primitives::add);
    assertEquals(primitives, kernels);
  }

  /** As {@code docs/backends.md} says. */
  @Test
  void isAsShortAsItIsSaidToBe() throws IOException {
    Path root = Path.of(System.getProperty("tgraph.root"));
    long lines = 0;
    try (Stream<Path> files =
        Files.list(root.resolve("interpreter/conformance/src/test/java/org/tgraph/minimal"))) {
      for (Path file : files.filter(f -> !f.toString().endsWith("Test.java")).toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    long count = lines;
    String page = Files.readString(root.resolve("docs/backends.md"));
    assertTrue(page.contains("**" + count + " lines**"), () -> "it has " + count + " lines now");
    long primitives = Core.PRIMITIVES.size();
    assertTrue(
        page.contains("**" + primitives + " primitive"), () -> primitives + " primitives now");
  }

  /** Its loops are the plainest there are. */
  @Override
  protected boolean takesLongPrograms() {
    return false;
  }
}
