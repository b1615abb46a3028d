package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.Program;
import org.tgraph.program.Step;
import org.tgraph.rewrite.Simplify;
import org.tgraph.run.Backend;
import org.tgraph.run.Prepare;

/** Between a script and its result, where its graph can be looked at. */
enum Stage {
  /** As the checker made it. */
  CHECK,

  /** With simpler, faster or more accurate expressions. */
  SIMPLIFY,

  /** With what the backend does not have replaced by what that is made of. */
  DECOMPOSE,

  /** What the backend keeps in memory, and computes on the way there. */
  PLAN;

  /** What there is to look at. */
  String text(Program program, Backend backend) {
    Graph checked = graphOf(program);
    return switch (this) {
      case CHECK -> checked.toString();
      case SIMPLIFY -> Simplify.of(checked).toString();
      case DECOMPOSE -> Prepare.forBackend(checked, backend).toString();
      case PLAN ->
          backend
              .plan(Prepare.forBackend(checked, backend))
              .orElse("The backend `" + backend.name() + "` has no plan.\n");
    };
  }

  /**
   * All that the steps of a script need, from its inputs, and what procedures make, to what leaves
   * the computation.
   */
  static Graph graphOf(Program program) {
    List<Value> inputs = new ArrayList<>();
    for (InputFile file : program.inputs()) {
      file.leaves().forEach(leaf -> inputs.add(leaf.value()));
      for (InputFile.TextQuery query : file.queries()) {
        switch (query) {
          case InputFile.TextQuery.Read read -> {}
          case InputFile.TextQuery.Equals equals -> inputs.add(equals.result());
          case InputFile.TextQuery.Codes codes -> inputs.add(codes.result());
        }
      }
    }
    program.procedures().forEach(p -> inputs.addAll(p.results()));
    List<Value> outputs = new ArrayList<>();
    for (Step step : program.steps()) {
      outputs.addAll(
          switch (step) {
            case Step.Print p -> p.values().stream().flatMap(v -> v.values().stream()).toList();
            case Step.Save s -> s.value().values();
            case Step.Compute c -> c.value().values();
            case Step.Draw d ->
                d.plot().values().stream().flatMap(v -> v.values().stream()).toList();
            case Step.Assert a -> List.of(a.condition());
            case Step.CarryOut s -> s.procedure().data();
          });
    }
    return new Graph(inputs, GraphBuilder.needed(program.body(), outputs), outputs);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
