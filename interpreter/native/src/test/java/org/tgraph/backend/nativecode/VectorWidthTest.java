package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.GraphReader;

/** Where LLVM is asked for vectors as wide as there are: a loop may be long, or is known to be. */
class VectorWidthTest {
  @ParameterizedTest
  @CsvSource({"8, false", "1000, true", "n, true"})
  void wideWhereALoopMayBeLong(String size, boolean isWide) {
    String graph =
        """
        graph(%x: f64[N]) {
          %y: f64[N] = exp(%x)
          return %y
        }
        """
            .replace("N", size);
    Program program = Program.of(GraphReader.read(graph).orThrow());
    String module = ModuleText.of("graph", program.statements());
    assertEquals(isWide, module.contains("\"prefer-vector-width\"=\"512\""), module);
  }
}
