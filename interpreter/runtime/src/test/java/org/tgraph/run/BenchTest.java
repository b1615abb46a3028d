package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataProblem;
import org.tgraph.graph.Graph;
import org.tgraph.op.Op;
import org.tgraph.program.InputFile;
import org.tgraph.run.print.Output;
import org.tgraph.source.Source;
import org.tgraph.type.DType;

/** What of a script is in the time of a bench. */
class BenchTest {
  private final List<List<String>> compiled = new ArrayList<>();

  /** The reference, which writes down the operations of what it compiles. */
  private final class Listening implements Backend {
    private final Backend backend = new ReferenceBackend();

    @Override
    public String name() {
      return "listening";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public Lowering lowering(Op op, DType type) {
      return backend.lowering(op, type);
    }

    @Override
    public Executable compile(Graph graph) {
      compiled.add(graph.body().stream().map(e -> e.op().name()).toList());
      return backend.compile(graph);
    }
  }

  private static final class Nowhere implements DataStore {
    @Override
    public Loading load(InputFile input) {
      throw new IllegalStateException("no input");
    }

    @Override
    public Optional<DataProblem> save(String path, Datum value) {
      throw new IllegalStateException("nothing to save");
    }

    @Override
    public Optional<DataProblem> write(String path, byte[] content) {
      throw new IllegalStateException("nothing to write");
    }
  }

  /** The operations that are measured. */
  private List<String> measured(String text) {
    Source source = new Source("script.tgraph", text);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    List<Bench.Result> results =
        new ScriptRunner(
                checked.program(), new Listening(), new Nowhere(), Output.text(new StringBuilder()))
            .bench();
    assertTrue(results.get(0).median() > 0);
    return compiled.get(0);
  }

  @Test
  void whatNamesStandForIsNotMeasured() {
    assertEquals(
        List.of("exp"),
        measured(
            """
            let x = sin(linspace(0.0, 1.0, 10))
            bench "exp" { exp(x) }
            """));
  }

  @Test
  void partsOfTuplesAndRecordsAreNotMeasuredEither() {
    assertEquals(
        List.of("multiply"),
        measured(
            """
            let p = {w: cos(linspace(0.0, 1.0, 3)), b: (sin(linspace(0.0, 1.0, 3)), 1)}
            bench "product" { p.w * p.b.0 }
            """));
  }

  @Test
  void whatTheScriptComputesTooIsMeasuredIfTheBenchSaysIt() {
    assertEquals(
        List.of("exp"),
        measured(
            """
            let x = sin(linspace(0.0, 1.0, 10))
            print(exp(x))
            let y = exp(x)
            bench "exp" { exp(x) }
            """));
  }

  @Test
  void constantsArePartOfTheCode() {
    assertEquals(
        List.of("constant", "broadcast", "multiply"),
        measured(
            """
            let two = 2.0
            let x = sin(linspace(0.0, 1.0, 10))
            bench "twice" { two * x }
            """));
  }
}
