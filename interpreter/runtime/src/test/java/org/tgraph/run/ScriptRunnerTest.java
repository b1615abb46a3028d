package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.reduce.Sum;
import org.tgraph.program.InputFile;
import org.tgraph.program.Program;
import org.tgraph.program.Shown;
import org.tgraph.program.Step;
import org.tgraph.run.print.Output;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

class ScriptRunnerTest {
  private static final Source SOURCE = new Source("a.tgraph", "line 1\nline 2\nline 3\n");
  private static final Dim N = Dim.of(SizeVar.of("n"));
  private final GraphBuilder b = new GraphBuilder();
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Array> files = new HashMap<>();
  private final Map<String, Datum> saved = new HashMap<>();

  private static Span line(int line) {
    return SOURCE.span(SOURCE.lineStart(line - 1), SOURCE.lineStart(line - 1) + 6);
  }

  private static InputFile input(int line, Value value) {
    return new InputFile(
        value.hint(),
        line(line),
        value.hint(),
        List.of(new InputFile.Leaf(List.of(), value)),
        List.of());
  }

  private final class Files implements DataStore {
    @Override
    public Loading load(InputFile input) {
      Array array = files.get(input.path());
      return array == null
          ? new Loading.Failed(new DataProblem(Code.TG0701, "There is no file."))
          : new Loading.Loaded(Map.of(input.leaves().get(0).value(), array), Map.of());
    }

    @Override
    public Optional<DataProblem> save(String path, Datum value) {
      saved.put(path, value);
      return Optional.empty();
    }

    @Override
    public Optional<DataProblem> write(String path, byte[] content) {
      return Optional.empty();
    }
  }

  private List<Equation> body() {
    // Everything built so far: a graph of all values keeps all equations.
    return all;
  }

  private final List<Equation> all = new ArrayList<>();

  private Value emit(Op op, Value... operands) {
    Value result = b.one(op, operands);
    all.clear();
    shown.add(result);
    all.addAll(b.build(shown).body());
    return result;
  }

  private final List<Value> shown = new ArrayList<>();

  private ScriptRunner runner(List<InputFile> inputs, List<Step> steps, List<Program.Block> tests) {
    Program program = new Program(inputs, body(), List.of(), steps, tests, tests);
    return new ScriptRunner(program, new ReferenceBackend(), new Files(), Output.text(out));
  }

  private static Step print(int line, Value value) {
    return new Step.Print(line(line), List.of(new Shown.Text("v"), new Shown.Tensor(value)));
  }

  @Test
  void doesTheStepsInOrder() {
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    Value sum = emit(new Sum(List.of(0)), x);
    Value twice = emit(new Add(), sum, sum);
    emit(new Exp(), x);
    files.put("x", Array.of(new long[] {3}, 1.0, 2, 3.5));
    List<Step> steps =
        List.of(
            print(1, twice), new Step.Save(line(2), "y.npy", new Shown.Tensor(sum)), print(3, x));
    assertEquals(List.of(), runner(List.of(input(1, x)), steps, List.of()).run());
    assertEquals("v 13.0\nv [1.  2.  3.5]\n", out.toString());
    assertEquals(new Datum.Tensor(Array.scalar(6.5)), saved.get("y.npy"));
  }

  @Test
  void sizesOfInputsMustAgree() {
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    Value y = b.input(TensorType.of(DType.F64, N), "y");
    files.put("x", Array.of(new long[] {3}, 1.0, 2, 3));
    files.put("y", Array.of(new long[] {2}, 1.0, 2));
    Diagnostic problem =
        runner(List.of(input(1, x), input(2, y)), List.of(), List.of()).run().get(0);
    assertEquals(Code.TG0703, problem.code());
    assertEquals("Axis 0 of `y` has size 2, but `n` is 3, from axis 0 of `x`.", problem.message());
    assertEquals(line(2), problem.span());
    assertEquals(line(1), problem.labels().get(0).span());
  }

  @Test
  void elementTypesOfInputsMustBeTheDeclaredOnes() {
    Value x = b.input(TensorType.of(DType.F64, N, Dim.of(2)), "x");
    files.put("x", Array.of(new long[] {1}, 7L));
    assertEquals(
        "`x` is `i64[1]`, but `f64[n, 2]` was declared.",
        runner(List.of(input(1, x)), List.of(), List.of()).run().get(0).message());
  }

  @Test
  void aFailedStepEndsTheRunAtItsPlace() {
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    b.at(new Origin.Text(line(2)));
    Value less = emit(new Broadcast(Shape.of(N.plus(-5)), List.of()), emit(new Sum(List.of(0)), x));
    files.put("x", Array.of(new long[] {3}, 1.0, 2, 3));
    List<Diagnostic> problems =
        runner(List.of(input(1, x)), List.of(print(1, x), print(3, less)), List.of()).run();
    assertEquals("v [1. 2. 3.]\n", out.toString());
    assertEquals(Code.TG0307, problems.get(0).code());
    assertEquals(line(2), problems.get(0).span());
  }

  @Test
  void testsReportWhatTheyCompare() {
    Value x = b.input(TensorType.of(DType.F64, Dim.of(2)), "x");
    Value y = emit(new Exp(), x);
    Value isGreater = emit(new Greater(), x, y);
    Value isLess = emit(new Greater(), y, x);
    files.put("x", Array.of(new long[] {2}, 0.0, Double.POSITIVE_INFINITY));
    List<Step.Part> parts = List.of(new Step.Part("x", new Shown.Tensor(x)));
    Optional<String> none = Optional.empty();
    List<Program.Block> tests =
        List.of(
            new Program.Block(
                "wrong",
                line(1),
                List.of(new Step.Assert(line(1), isLess, none, parts)),
                List.of()),
            new Program.Block(
                "right",
                line(2),
                List.of(new Step.Compute(line(2), new Shown.Tensor(y))),
                List.of()),
            new Program.Block(
                "said",
                line(3),
                List.of(new Step.Assert(line(3), isGreater, Optional.of("x is small"), parts)),
                List.of()));
    ScriptRunner runner = runner(List.of(input(1, x)), List.of(), tests);
    List<ScriptRunner.TestResult> results = runner.test();
    Diagnostic failure = results.get(0).failure().orElseThrow();
    assertEquals(Code.TG0801, failure.code());
    assertEquals(
        List.of("it does not hold for 1 of 2 elements, the first at [1]", "x = [ 0. inf]"),
        failure.notes());
    assertTrue(results.get(1).failure().isEmpty());
    assertEquals(
        "The assertion failed: x is small.", results.get(2).failure().orElseThrow().message());
  }

  @Test
  void benchesAreMeasured() {
    Value x = b.input(TensorType.of(DType.F64, Dim.of(2)), "x");
    Value y = emit(new Exp(), x);
    files.put("x", Array.of(new long[] {2}, 0.0, 1));
    List<Program.Block> blocks =
        List.of(
            new Program.Block(
                "exp",
                line(1),
                List.of(new Step.Compute(line(1), new Shown.Tensor(y))),
                List.of()));
    List<Bench.Result> results = runner(List.of(input(1, x)), List.of(), blocks).bench();
    assertTrue(results.get(0).median() > 0);
  }
}
