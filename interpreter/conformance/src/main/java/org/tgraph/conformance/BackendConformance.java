package org.tgraph.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.run.Backend;
import org.tgraph.run.Call;
import org.tgraph.run.Decompose;
import org.tgraph.run.Executable;
import org.tgraph.run.Gaps;
import org.tgraph.type.DType;

/**
 * Holds a backend against NumPy's numbers and the operations' own definitions: every operation, on
 * every element type, with {@code nan}, infinite numbers, zeros of both signs and axes of size 0
 * and 1; the functions of the prelude; small programs with what they print, diagnostics included;
 * the tour and the standard library, where {@code -Dtgraph.root} names a checkout of this project.
 *
 * <p>To be extended by a test class for each backend. Operations that it lacks reach it as what
 * they are made of. A gap is no failure: it is data, in what {@link Backend#lowering} says, and a
 * test all of whose cases are gaps is skipped.
 */
public abstract class BackendConformance {
  private final Backend backend;

  protected BackendConformance(Backend backend) {
    this.backend = backend;
  }

  /** By how much more than the definition a result may be off, as libraries round differently. */
  protected Closeness slack(Op op, DType type) {
    return new Closeness(4, 0);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithNumPy() {
    return Ops.ALL.stream()
        .map(op -> DynamicTest.dynamicTest(op.name(), () -> agree(Case.named(op.name()))));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheDefinition() {
    return Ops.ALL.stream()
        .map(op -> DynamicTest.dynamicTest(op.name(), () -> agree(RandomCases.like(op.name()))));
  }

  @TestFactory
  Stream<DynamicTest> runsPrograms() {
    return Programs.all().stream()
        .map(script -> DynamicTest.dynamicTest(script.name(), () -> runs(script)));
  }

  /** The tour prints its numbers, and does so after the formatter too. */
  @TestFactory
  Stream<DynamicTest> printsTheNumbersOfTheTour() {
    return Stream.of(false, true)
        .flatMap(formatted ->
            Stream.of(
                    "01-tensors",
                    "02-functions",
                    "03-data",
                    "04-gradients",
                    "05-loops",
                    "06-linear-algebra",
                    "10-tests")
                .map(name ->
                    DynamicTest.dynamicTest(
                        name + (formatted ? " formatted" : ""),
                        () -> printsItsNumbers(name, formatted))));
  }

  private void printsItsNumbers(String name, boolean formatted) {
    Optional<Path> file =
        Samples.below("samples/tour").stream()
            .filter(f -> f.endsWith(name + ".tgraph"))
            .findFirst();
    assumeTrue(file.isPresent(), "the samples are not at hand: set -Dtgraph.root");
    Samples.Run run = Samples.run(file.get(), formatted, backend);
    assumeTrue(run.gap().isEmpty(), () -> run.gap().orElseThrow());
    assertEquals("", run.problems());
    assertEquals(name.equals("10-tests") ? 2 : 0, run.tests());
    for (TourNumbers.Expected expected : TourNumbers.ALL) {
      if (expected.program().equals(name)) {
        double[] printed = run.prints().get(expected.print());
        for (int i = 0; i < expected.values().length; i++) {
          double value = expected.values()[i];
          assertEquals(
              value, printed[expected.from() + i], expected.relative() * Math.abs(value), name);
        }
      }
    }
  }

  /** Whether programs are tried too that take the reference a few seconds. */
  protected boolean takesLongPrograms() {
    return true;
  }

  /** Whether the models among the samples are sampled too, which takes machine code seconds. */
  protected boolean samplesModels() {
    return false;
  }

  @Test
  void trainsTheNetworkOfTheTour() {
    assumeTrue(takesLongPrograms(), "it takes seconds");
    printsItsNumbers("09-network", false);
  }

  /** The tests of the standard library and of the samples pass. */
  @TestFactory
  Stream<DynamicTest> passesTheTestsOfScripts() {
    List<String> scripts =
        new ArrayList<>(List.of("stdlib", "samples/longley/longley.tgraph", "samples/kalman"));
    if (takesLongPrograms()) {
      scripts.addAll(List.of("samples/ode", "samples/network", "samples/gaussian_process"));
    }
    if (samplesModels()) {
      scripts.add("samples/models");
    }
    return scripts.stream()
        .flatMap(folder -> Samples.below(folder).stream())
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  Samples.Run run = Samples.run(file, false, backend);
                  assumeTrue(run.gap().isEmpty(), () -> run.gap().orElseThrow());
                  assertEquals("", run.problems());
                  assertTrue(run.tests() > 0, "it has no tests");
                }));
  }

  /** By how much more than the tests of the prelude allow the result of a function may be off. */
  protected Closeness preludeSlack(DType type) {
    return new Closeness(64, type.part() == DType.F32 ? 1e-5 : 1e-13);
  }

  /** Of more calls and numbers, and of others, by {@code -Dspecial.calls}, rounds and seed. */
  @TestFactory
  Stream<DynamicTest> agreesOnSpecialNumbers() {
    SpecialNumbers numbers =
        new SpecialNumbers(
            Integer.getInteger("special.calls", 1),
            Integer.getInteger("special.rounds", 6),
            Long.getLong("special.seed", 1));
    return Programs.of("/prelude").stream()
        .map(script ->
            DynamicTest.dynamicTest(
                script.name(),
                () -> {
                  List<String> wrong = numbers.compare(script, backend);
                  assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
                }));
  }

  @TestFactory
  Stream<DynamicTest> agreesOnThePrelude() {
    return Programs.of("/prelude").stream()
        .map(script -> DynamicTest.dynamicTest(script.name(), () -> agrees(script)));
  }

  /**
   * What would never end does when its thread is interrupted, and it is known which loop it was.
   */
  @TestFactory
  Stream<DynamicTest> endsWhenItIsToldTo() {
    return Stream.of(
            "while(1.0, x -> x > 0.0, x -> x)",
            "fori(0, 10**15, (i, s) -> s + i)",
            "scan(0.0, none, (s, _) -> (s + 1.0, none), length=10**15).0",
            "vmap(x -> while(x, y -> sum(y) > 0.0, y -> y * 1.0))(ones((2, 3)))",
            "if sum([1.0]) > 0.0 { while(1.0, x -> x > 0.0, x -> x) } else { 1.0 }",
            "scan(0.0, [1.0], (s, v) -> (while(v, x -> x > 0.0, x -> x), none)).0")
        .map(loop -> DynamicTest.dynamicTest(loop, () -> interrupted(loop)));
  }

  private void interrupted(String loop)
      throws InterruptedException, ExecutionException, TimeoutException {
    ScriptRun.Endless run = ScriptRun.Endless.of("print(" + loop + ")\n", backend);
    assumeTrue(run.gap().isEmpty(), () -> run.gap().orElseThrow());
    String place = loop.substring(Math.max(0, loop.indexOf("while")));
    String call = call(place);
    // In the loop, of which backends tell more or less: not just at a number that comes before.
    String found = run.interruptAt(at -> call.contains(at) && at.length() > 4);
    assertTrue(place.startsWith(found) && found.endsWith(")"), found);
  }

  /** The call that a text begins with, up to its closing bracket. */
  private static String call(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0 && text.charAt(i) == ')') {
        return text.substring(0, i + 1);
      }
    }
    return text;
  }

  private void agrees(Programs.Script script) {
    PreludeNumbers.Result result =
        PreludeNumbers.compare(script, backend, type -> preludeSlack(type));
    assumeTrue(result.compared() > 0, backend.name() + " has only gaps here");
    assertTrue(
        result.wrong().isEmpty(),
        () ->
            result.wrong().size()
                + " of "
                + result.compared()
                + " wrong:\n"
                + String.join("\n", result.wrong()));
  }

  private void runs(Programs.Script script) {
    Optional<String> printed = ScriptRun.of(script, backend);
    assumeTrue(printed.isPresent(), backend.name() + " has a gap here");
    if (!PrintedText.agree(script.expected(), printed.get())) {
      assertEquals(script.expected(), printed.get());
    }
  }

  private void agree(List<Case> cases) {
    List<String> wrong = new ArrayList<>();
    int run = 0;
    for (Case c : cases) {
      Optional<Graph> graph = graph(c);
      if (graph.isPresent()) {
        run++;
        difference(c, graph.get())
            .ifPresent(d -> wrong.add(c.op() + " of " + shortened(c.operands()) + ": " + d));
      }
    }
    assumeTrue(run > 0, backend.name() + " has only gaps here, or there are no cases");
    int count = run;
    assertTrue(
        wrong.isEmpty(),
        () ->
            wrong.size()
                + " of "
                + count
                + " wrong:\n"
                + String.join("\n", wrong.subList(0, Math.min(wrong.size(), 20))));
  }

  private static String shortened(List<Array> operands) {
    String text = operands.toString();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private Optional<Graph> graph(Case c) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    c.operands().forEach(a -> inputs.add(b.input(a.type(), "")));
    Graph graph = Decompose.forBackend(b.build(b.emit(c.op(), inputs)), backend);
    // Nothing may be left of an operation, not even where the backend does not have its type.
    boolean works = !graph.body().isEmpty() && Gaps.of(graph, backend).isEmpty();
    return works ? Optional.of(graph) : Optional.empty();
  }

  /**
   * What a prepared call makes of the same, which the data's own sizes keep from being prepared.
   */
  private static List<Array> repeated(
      Executable executable, List<Array> operands, List<Array> results) {
    if (!executable.graph().counted().isEmpty()) {
      return results;
    }
    Call call = executable.prepare(operands, Map.of());
    List<Array> copies = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Array operand = operands.get(i);
      long bytes = operand.size() * operand.dtype().bytes();
      MemorySegment.copy(operand.data(), 0, call.input(i), 0, bytes);
    }
    call.run();
    for (int i = 0; i < results.size(); i++) {
      Array result = results.get(i);
      copies.add(Array.of(result.dtype(), result.shape(), call.output(i)));
    }
    return copies;
  }

  private Optional<String> difference(Case c, Graph graph) {
    List<Array> results;
    try {
      Executable executable = backend.compile(graph);
      results = executable.run(c.operands(), Map.of()).outputs();
      // By their exact texts: what bits `nan` has is not said.
      String again = repeated(executable, c.operands(), results).toString();
      if (!results.toString().equals(again)) {
        return Optional.of("a prepared call computes something else");
      }
    } catch (RuntimeException e) {
      // Of whatever kind: there is a result, so it is a failure of the backend.
      return Optional.of(e.toString());
    }
    for (int i = 0; i < results.size(); i++) {
      Array expected = c.results().get(i);
      Closeness slack = slack(c.op(), expected.dtype());
      Closeness closeness = new Closeness(c.ulps() + slack.ulps(), c.absolute() + slack.absolute());
      Optional<String> difference = closeness.difference(expected, results.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }
}
