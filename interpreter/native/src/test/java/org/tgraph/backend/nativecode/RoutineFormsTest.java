package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tgraph.backend.nativecode.ir.RoutineText;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.GraphReader;

/**
 * A routine for several numbers at once is a module of its own: LLVM makes those that are called.
 */
class RoutineFormsTest {
  @Test
  void eachIsAModule() {
    String graph =
        """
        graph(%a: f64[n]) {
          %y: f64[n] = gammainc{upper: false}(%a, %a)
          return %y
        }
        """;
    Program program = Program.of(GraphReader.read(graph).orThrow());
    Routine routine = Routine.in(program.statements()).iterator().next();
    Map<String, Supplier<String>> forms = RoutineText.of(routine);
    String name = routine.name();
    assertEquals(Set.of(name, name + "_2", name + "_4", name + "_8"), forms.keySet());
    forms.forEach((form, module) -> {
      String text = module.get();
      assertEquals(2, text.split("(?m)^define ").length, form);
      assertTrue(text.contains("@" + form + "("), form);
    });
  }
}
