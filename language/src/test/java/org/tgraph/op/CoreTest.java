package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.ControlFlow;

/** Every operation is primitive, left to its definition, or made of such. */
class CoreTest {
  @Test
  void theCoreIsSmall() {
    Set<String> names = Ops.ALL.stream().map(Op::name).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(Core.PRIMITIVES);
    unknown.addAll(Core.DEFINITIONS);
    unknown.removeAll(names);
    assertEquals(Set.of(), unknown, "there are no such operations");
    Set<String> both = new TreeSet<>(Core.PRIMITIVES);
    both.retainAll(Core.DEFINITIONS);
    assertEquals(Set.of(), both);
    int size = Core.PRIMITIVES.size();
    assertTrue(size >= 40 && size <= 70, size + " primitives");
  }

  @TestFactory
  Stream<DynamicTest> theRestIsComposed() {
    return Ops.ALL.stream()
        .filter(op -> Core.role(op) == Core.Role.COMPOSITE)
        .map(op -> DynamicTest.dynamicTest(op.name(), () -> isComposed(op)));
  }

  /** Of real numbers at least, all the way down. */
  private static void isComposed(Op op) {
    if (op instanceof ControlFlow closed) {
      closed.graphs().forEach(graph -> require(graph, op.name()));
      return;
    }
    int composed = 0;
    for (NumpyCase c : NumpyCase.read(op.name())) {
      if (c.operands().stream().noneMatch(a -> a.dtype().isComplex())) {
        GraphBuilder b = new GraphBuilder();
        List<Value> inputs = new ArrayList<>();
        c.operands().forEach(a -> inputs.add(b.input(a.type(), "")));
        require(b.build(b.emit(c.op(), inputs)), op.name());
        composed++;
      }
    }
    assertTrue(composed > 0 || op.name().equals("conj"), "there are no cases");
  }

  private static void require(Graph graph, String name) {
    for (Equation equation : graph.body()) {
      Op op = equation.op();
      op.graphs().forEach(inner -> require(inner, name));
      if (Core.role(op) != Core.Role.COMPOSITE) {
        continue;
      }
      GraphBuilder b = new GraphBuilder();
      List<Value> operands = equation.operands().stream().map(v -> b.input(v.type(), "")).toList();
      Optional<List<Value>> parts = op.decompose(b, operands);
      assertTrue(
          parts.isPresent(),
          () ->
              "`%s` is made of nothing for %s: override `decompose` in %s, or name it in op/Core.java"
                  .formatted(op.name(), operands, op.getClass().getSimpleName()));
      require(b.build(parts.get()), name);
    }
  }
}
