package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Functions;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.graph.Graph;
import org.tgraph.run.Prepare;
import org.tgraph.source.Source;

/** Functions of scripts as the backend is given them. */
final class CheckedFunction {
  private CheckedFunction() {}

  /** The graph of the script's function {@code f}; fails if there is a mistake in the script. */
  static Graph of(String text) {
    Source source = new Source("a.tgraph", text);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    Graph graph =
        ((Functions.Lookup.Found) checked.functions().find("f", Map.of())).function().graph();
    return Prepare.forBackend(graph, new NativeBackend());
  }
}
