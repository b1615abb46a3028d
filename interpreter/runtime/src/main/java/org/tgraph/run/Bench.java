package org.tgraph.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.create.Constant;
import org.tgraph.program.Program;
import org.tgraph.program.Step;
import org.tgraph.source.Span;

/**
 * Measures how long the computation of a {@code bench} takes: what names from outside of it stand
 * for is computed once before, the rest again and again, after some rounds to warm up.
 */
public final class Bench {
  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 10_000;
  private static final long WARM_UP = 200_000_000;
  private static final long MEASURED = 500_000_000;

  /**
   * @param preparation nanoseconds that the backend took to prepare the graph
   * @param nanoseconds of each round, in increasing order; empty if it failed
   */
  public record Result(
      String name,
      Span span,
      Optional<Diagnostic> failure,
      long preparation,
      List<Long> nanoseconds) {
    public Result {
      nanoseconds = List.copyOf(nanoseconds);
    }

    public long median() {
      return nanoseconds.get(nanoseconds.size() / 2);
    }
  }

  private final Program program;
  private final Backend backend;

  Bench(Program program, Backend backend) {
    this.program = program;
    this.backend = backend;
  }

  Result run(Program.Block block, Memory script, List<Diagnostic> problems) {
    if (!problems.isEmpty()) {
      return failed(block, problems.get(0));
    }
    List<Value> wanted = wanted(block.steps());
    List<Plan.Segment> segments =
        Plan.of(program.body(), script.known(), List.of(given(block), wanted), Set.of());
    Plan.Segment segment = segments.get(1);
    Graph graph = Prepare.forBackend(segment.graph(), backend);
    List<Diagnostic> gaps = Gaps.of(graph, backend);
    if (!gaps.isEmpty()) {
      return failed(block, gaps.get(0));
    }
    try {
      long before = System.nanoTime();
      Executable executable = backend.compile(graph);
      long preparation = System.nanoTime() - before;
      Memory memory = new Memory(script);
      Plan.Segment shared = segments.get(0);
      if (!shared.graph().body().isEmpty()) {
        memory.run(backend.compile(Prepare.forBackend(shared.graph(), backend)), shared);
      }
      Runnable round = memory.again(executable, segment);
      rounds(round, WARM_UP);
      return new Result(
          block.name(), block.span(), Optional.empty(), preparation, rounds(round, MEASURED));
    } catch (EvaluationProblem problem) {
      return failed(block, Places.diagnostic(problem, block.span()));
    }
  }

  private static Result failed(Program.Block block, Diagnostic why) {
    return new Result(block.name(), block.span(), Optional.of(why), 0, List.of());
  }

  private static List<Value> wanted(List<Step> steps) {
    return steps.stream().flatMap(s -> ScriptRunner.wanted(s).stream()).toList();
  }

  /** What is not measured; constants are part of the code. */
  private List<Value> given(Program.Block block) {
    Set<Value> constants = Collections.newSetFromMap(new IdentityHashMap<>());
    program.body().stream()
        .filter(e -> e.op() instanceof Constant)
        .forEach(e -> constants.addAll(e.results()));
    return block.given().stream().filter(v -> !constants.contains(v)).toList();
  }

  private static List<Long> rounds(Runnable round, long budget) {
    List<Long> times = new ArrayList<>();
    long start = System.nanoTime();
    while (times.size() < LEAST_ROUNDS
        || times.size() < MOST_ROUNDS && System.nanoTime() - start < budget) {
      long before = System.nanoTime();
      round.run();
      times.add(System.nanoTime() - before);
    }
    return Arrays.asList(times.stream().sorted().toArray(Long[]::new));
  }
}
