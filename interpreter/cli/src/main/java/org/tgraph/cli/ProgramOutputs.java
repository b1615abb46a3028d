package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.cli.drawing.GraphDiagram;
import org.tgraph.graph.Value;
import org.tgraph.program.Step;

/** What a script's effects take from its graph, for a drawing. */
final class ProgramOutputs {
  private ProgramOutputs() {}

  static List<GraphDiagram.Output> of(List<Step> steps) {
    List<GraphDiagram.Output> outputs = new ArrayList<>();
    for (Step step : steps) {
      List<Value> values =
          switch (step) {
            case Step.Print p -> p.values().stream().flatMap(v -> v.values().stream()).toList();
            case Step.Save s -> s.value().values();
            case Step.Compute c -> c.value().values();
            case Step.Draw d ->
                d.plot().values().stream().flatMap(v -> v.values().stream()).toList();
            case Step.Assert a -> List.of(a.condition());
            case Step.CarryOut s -> s.procedure().data();
          };
      if (!values.isEmpty()) {
        outputs.add(new GraphDiagram.Output(title(step), values, Optional.of(step.span())));
      }
    }
    return outputs;
  }

  private static String title(Step step) {
    int line = step.span().source().position(step.span().start()).line() + 1;
    String what =
        switch (step) {
          case Step.Print p -> "print";
          case Step.Save s -> "save " + s.path();
          case Step.Compute c -> "compute";
          case Step.Draw d -> "draw " + d.path();
          case Step.Assert a -> "assert";
          case Step.CarryOut s -> "procedure";
        };
    return what + ", line " + line;
  }
}
