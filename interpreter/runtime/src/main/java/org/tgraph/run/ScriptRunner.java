package org.tgraph.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.graph.Whereabouts;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.program.Calibration;
import org.tgraph.program.Drawing;
import org.tgraph.program.Procedure;
import org.tgraph.program.Program;
import org.tgraph.program.Sampling;
import org.tgraph.program.Step;
import org.tgraph.program.Summary;
import org.tgraph.program.Target;
import org.tgraph.rewrite.Stabilize;
import org.tgraph.run.print.Output;
import org.tgraph.source.Span;

/**
 * Runs a checked script on a backend: reads its inputs, and does its steps in order, each as soon
 * as what it needs is computed. A mistake of the user is a diagnostic; an exception is one of ours,
 * except {@link java.util.concurrent.CancellationException}, when the thread was interrupted.
 */
public final class ScriptRunner {
  /**
   * @param failure absent if the test passed
   */
  public record TestResult(
      String name, Span span, Optional<Diagnostic> failure, long nanoseconds) {}

  private final Program program;

  /** Benches are measured of this: of what is simplified, a part may have moved out of them. */
  private final Program asWritten;

  private final Backend backend;
  private final DataStore store;
  private final Output output;

  public ScriptRunner(Program program, Backend backend, DataStore store, Output output) {
    this.program = stable(program);
    this.asWritten = program;
    this.backend = backend;
    this.store = store;
    this.output = output;
  }

  /** With the rules of stability applied while it is one graph yet. */
  private static Program stable(Program program) {
    List<Value> wanted = new ArrayList<>();
    program.steps().forEach(s -> wanted.addAll(wanted(s)));
    program.tests().forEach(t -> t.steps().forEach(s -> wanted.addAll(wanted(s))));
    program.procedures().forEach(s -> wanted.addAll(s.data()));
    return program.withBody(Stabilize.body(program.body(), wanted));
  }

  /** All that a program may compute, as one graph for each of its parts: to choose a backend by. */
  public static List<Graph> graphs(Program program) {
    List<Graph> graphs = new ArrayList<>();
    graphs.addAll(graphs(program, program.steps()));
    program.tests().forEach(t -> graphs.addAll(graphs(program, t.steps())));
    program.benches().forEach(t -> graphs.addAll(graphs(program, t.steps())));
    for (Procedure procedure : program.procedures()) {
      switch (procedure) {
        case Sampling sampling -> addGraphs(sampling.target(), graphs);
        case Drawing drawing -> addGraphs(drawing.target(), graphs);
        case Calibration calibration -> {}
        case Summary summary -> {}
      }
    }
    return graphs;
  }

  private static void addGraphs(Target target, List<Graph> graphs) {
    graphs.add(target.density().graph());
    graphs.add(target.values().graph());
  }

  /** What is computed for steps; one graph where nothing is sampled in between. */
  private static List<Graph> graphs(Program program, List<Step> steps) {
    if (program.procedures().isEmpty()) {
      return List.of(graph(program, steps));
    }
    List<Step> all = Schedule.of(program, steps, Set.of());
    List<List<Value>> wanted = all.stream().map(ScriptRunner::wanted).toList();
    return Plan.of(program.body(), Set.of(), wanted, Set.of()).stream()
        .map(Plan.Segment::graph)
        .toList();
  }

  private static Graph graph(Program program, List<Step> steps) {
    List<Value> wanted = steps.stream().flatMap(s -> wanted(s).stream()).toList();
    return Graph.of(program.body(), wanted);
  }

  /** The values that a step needs. */
  static List<Value> wanted(Step step) {
    return switch (step) {
      case Step.Print p -> p.values().stream().flatMap(v -> v.values().stream()).toList();
      case Step.Save s -> s.value().values();
      case Step.Draw d -> d.plot().values().stream().flatMap(v -> v.values().stream()).toList();
      case Step.Compute c -> c.value().values();
      case Step.Assert a -> {
        List<Value> wanted = new ArrayList<>(List.of(a.condition()));
        a.parts().forEach(p -> wanted.addAll(p.value().values()));
        yield wanted;
      }
      case Step.CarryOut s -> s.procedure().data();
    };
  }

  /** Does the steps of the script, up to the first that fails; why that one did. */
  public List<Diagnostic> run() {
    if (program.procedures().stream().anyMatch(Sampling.class::isInstance)) {
      Thread.ofPlatform().daemon().name("preparing the sampler").start(backend::prepareSampler);
    }
    Memory memory = new Memory();
    List<Diagnostic> problems = memory.load(program.inputs(), store);
    return problems.isEmpty() ? run(program.steps(), memory, Set.of()) : problems;
  }

  /** Does what a test consists of, within its limits; what went wrong. */
  @FunctionalInterface
  public interface TestLimit {
    List<Diagnostic> of(Program.Block test, Supplier<List<Diagnostic>> steps);
  }

  /** Does the steps of every test. If an input cannot be read, all tests fail by that. */
  public List<TestResult> test() {
    return test((test, steps) -> steps.get());
  }

  /** The same, each test within a limit. */
  public List<TestResult> test(TestLimit limit) {
    Memory memory = new Memory();
    List<Diagnostic> problems = memory.load(program.inputs(), store);
    List<TestResult> results = new ArrayList<>();
    for (int i = 0; i < program.tests().size(); i++) {
      Program.Block test = program.tests().get(i);
      long start = System.nanoTime();
      Set<Value> kept = neededAfter(i);
      List<Diagnostic> failures =
          problems.isEmpty() ? limit.of(test, () -> run(test.steps(), memory, kept)) : problems;
      results.add(
          new TestResult(
              test.name(), test.span(), failures.stream().findFirst(), System.nanoTime() - start));
    }
    return results;
  }

  /** The values of the script that tests after the given one need too, so that they are kept. */
  private Set<Value> neededAfter(int test) {
    Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Program.Block later : program.tests().subList(test + 1, program.tests().size())) {
      List<Step> steps = Schedule.of(program, later.steps(), Set.of());
      for (Equation equation : graph(program, steps).body()) {
        needed.addAll(equation.operands());
      }
      steps.forEach(s -> needed.addAll(wanted(s)));
    }
    return needed;
  }

  /** Measures every bench; for one that fails, why. */
  public List<Bench.Result> bench() {
    Memory memory = new Memory();
    List<Diagnostic> problems = memory.load(program.inputs(), store);
    List<Bench.Result> results = new ArrayList<>();
    for (Program.Block block : asWritten.benches()) {
      results.add(new Bench(asWritten, backend).run(block, memory, problems));
    }
    return results;
  }

  private List<Diagnostic> run(List<Step> asked, Memory memory, Set<Value> kept) {
    List<Step> steps = Schedule.of(program, asked, memory.known());
    List<List<Value>> wanted = steps.stream().map(ScriptRunner::wanted).toList();
    List<Plan.Segment> segments = Plan.of(program.body(), memory.known(), wanted, kept);
    List<Graph> graphs = new ArrayList<>();
    List<Diagnostic> gaps = new ArrayList<>();
    for (Plan.Segment segment : segments) {
      Graph graph = Prepare.forBackend(segment.graph(), backend);
      gaps.addAll(Gaps.of(graph, backend));
      graphs.add(graph);
    }
    for (Step step : steps) {
      if (step instanceof Step.CarryOut(Sampling sampling)) {
        gaps.addAll(TargetRun.gaps(sampling.target(), backend, memory));
      }
      if (step instanceof Step.CarryOut(Drawing drawing)) {
        gaps.addAll(DrawingRun.gaps(drawing, backend, memory));
      }
      if (step instanceof Step.CarryOut(Calibration calibration)) {
        gaps.addAll(CalibrationRun.gaps(calibration, backend, memory));
      }
    }
    if (!gaps.isEmpty()) {
      return gaps;
    }
    for (int i = 0; i < steps.size(); i++) {
      Optional<Diagnostic> failure = attempt(steps.get(i), segments.get(i), graphs.get(i), memory);
      if (failure.isPresent()) {
        return List.of(failure.get());
      }
    }
    return List.of();
  }

  private Optional<Diagnostic> attempt(
      Step step, Plan.Segment segment, Graph graph, Memory memory) {
    try {
      Whereabouts.ofThread().begin(new Origin.Text(step.span()));
      if (!segment.graph().body().isEmpty()) {
        memory.run(backend.compileOnce(graph), segment);
      }
      Optional<Diagnostic> failure = perform(step, memory);
      memory.drop(segment.dropped());
      return failure;
    } catch (EvaluationProblem problem) {
      return Optional.of(Places.diagnostic(problem, step.span()));
    } catch (OutOfMemoryError e) {
      return Optional.of(
          Diagnostic.error(Code.TG0805, step.span(), "This does not fit into memory."));
    }
  }

  private Optional<Diagnostic> perform(Step step, Memory memory) {
    return switch (step) {
      case Step.Print p -> {
        output.print(p.span(), p.values().stream().map(memory::datum).toList());
        yield Optional.empty();
      }
      case Step.Save s ->
          store
              .save(s.path(), memory.saved(s.value(), s.path()))
              .map(problem -> Diagnostic.error(problem.code(), s.span(), problem.message()));
      case Step.Draw d -> draw(d, memory);
      case Step.Assert a -> Assertion.check(a, memory);
      case Step.Compute c -> Optional.empty();
      case Step.CarryOut(Sampling sampling) ->
          new SamplingRun(sampling, backend, memory, store, output).run();
      case Step.CarryOut(Drawing drawing) ->
          new DrawingRun(drawing, backend, memory, store, output).run();
      case Step.CarryOut(Calibration calibration) ->
          new CalibrationRun(calibration, backend, memory, output).run();
      case Step.CarryOut(Summary summary) -> {
        SummaryRun.run(summary, memory);
        yield Optional.empty();
      }
    };
  }

  private Optional<Diagnostic> draw(Step.Draw d, Memory memory) {
    Optional<Diagnostic> failure =
        store
            .write(d.path(), Pictures.of(d.plot(), d.path(), memory))
            .map(problem -> Diagnostic.error(problem.code(), d.span(), problem.message()));
    if (failure.isEmpty()) {
      output.drew(d.span(), d.path());
    }
    return failure;
  }
}
