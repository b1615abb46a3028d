package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.Program;
import org.tgraph.program.Shown;
import org.tgraph.program.Step;
import org.tgraph.run.Backend;
import org.tgraph.run.Decompose;
import org.tgraph.run.Executable;

/** All that a checked script prints, as one graph, and the arrays for its inputs. */
public record Computation(Graph graph, List<Array> inputs) {
  /** That of a script, if it is right. */
  static Optional<Computation> of(Script script) {
    Memory files = new Memory(script);
    Checked checked = files.check(script.print().text(), true);
    return checked.hasErrors() ? Optional.empty() : Optional.of(of(checked, files));
  }

  static Computation of(Checked checked, Memory files) {
    Program program = checked.program();
    List<Value> outputs = new ArrayList<>();
    for (Step step : program.steps()) {
      if (step instanceof Step.Print print) {
        print.values().stream().map(Shown::values).forEach(outputs::addAll);
      }
    }
    List<Value> inputs = new ArrayList<>();
    List<Array> arrays = new ArrayList<>();
    for (InputFile input : program.inputs()) {
      for (InputFile.Leaf leaf : input.leaves()) {
        inputs.add(leaf.value());
        arrays.add(files.array(input.path()));
      }
    }
    return new Computation(
        new Graph(inputs, GraphBuilder.needed(program.body(), outputs), outputs), arrays);
  }

  Executable.Outcome run(Backend backend) {
    return backend.compile(Decompose.forBackend(graph, backend)).run(inputs, Map.of());
  }
}
