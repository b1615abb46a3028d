package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.op.control.Implicit;
import org.tgraph.op.control.While;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.StopGradient;
import org.tgraph.transform.Samples.Sample;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.TensorType;

/**
 * What holds for every operation of {@link Ops#ALL}: its derivatives are those of what it computes,
 * a batch is the stack of its elements, and its equations print and read back.
 */
class OpLawsTest {
  private static final double FIRST = 1e-6;
  private static final double SECOND = 2e-5;

  private static Stream<DynamicTest> all(Consumer<Sample> law) {
    return Ops.ALL.stream().flatMap(op -> tests(op, law));
  }

  private static Stream<DynamicTest> tests(Op op, Consumer<Sample> law) {
    List<Sample> samples = new ArrayList<>(Samples.of(op, DType.F64));
    if (op.signature().params().stream().noneMatch(p -> p.element().equals("any"))) {
      samples.addAll(Samples.of(op, DType.C128));
    }
    return samples.stream().map(s -> dynamicTest(s.toString(), () -> named(s, law)));
  }

  private static void named(Sample sample, Consumer<Sample> law) {
    try {
      law.accept(sample);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(sample + ": " + e.getMessage(), e);
    }
  }

  /** How much larger errors may be: where results are rounded to f32, differences tell little. */
  private static double slack(Sample sample) {
    boolean narrow =
        sample.graph().outputs().stream()
            .anyMatch(v -> v.type().element() == DType.F32 || v.type().element() == DType.C64);
    return narrow ? 1e5 : 1;
  }

  private static List<Array> randoms(Sample sample, Random random) {
    List<Array> tangents = new ArrayList<>();
    for (int i : sample.floating()) {
      tangents.add(Numbers.random(sample.operands().get(i), random));
    }
    return tangents;
  }

  private static List<Array> plus(List<Array> inputs, List<Array> more) {
    List<Array> all = new ArrayList<>(inputs);
    all.addAll(more);
    return all;
  }

  @TestFactory
  Stream<DynamicTest> everyOperationHasSamples() {
    return Ops.ALL.stream().map(op -> dynamicTest(op.name(), () -> assertTrue(hasElements(op))));
  }

  /** Whether there is a sample that is not empty, so that the laws say something. */
  private static boolean hasElements(Op op) {
    return Samples.of(op, DType.F64).stream()
        .anyMatch(s -> s.operands().stream().allMatch(x -> x.size() > 0));
  }

  @TestFactory
  Stream<DynamicTest> derivativesInSinglePrecision() {
    return all(sample -> {
      Sample narrow = sample.as(DType.F32);
      if (!isReversible(sample) || !fits(narrow) || !narrow.hasResult()) {
        return;
      }
      Sample wide = narrow.as(DType.F64);
      Graph vjp = Numbers.checked(Vjp.of(narrow.graph(), narrow.floating()));
      Graph wideVjp = Vjp.of(wide.graph(), wide.floating()).orThrow();
      List<Array> inputs = new ArrayList<>(narrow.operands());
      List<Array> wideInputs = new ArrayList<>(wide.operands());
      Random random = new Random(4);
      for (int i = inputs.size(); i < vjp.inputs().size(); i++) {
        inputs.add(Numbers.random(zeros(vjp.inputs().get(i).type()), random));
        wideInputs.add(wide(inputs.get(i), wideVjp.inputs().get(i).type()));
      }
      List<Array> results = Numbers.run(vjp, inputs);
      List<Array> wideResults = Numbers.run(wideVjp, wideInputs);
      for (int i = narrow.graph().outputs().size(); i < results.size(); i++) {
        Array widened = wide(results.get(i), wideResults.get(i).type());
        Numbers.near(wideResults.get(i), widened, 1e-2, "cotangent");
      }
    });
  }

  /** Whether there is reverse mode through it. */
  private static boolean isReversible(Sample sample) {
    return !(sample.op().derivative() instanceof Derivative.Undefined)
        && !(sample.op() instanceof While);
  }

  private static boolean fits(Sample sample) {
    List<TensorType> types = sample.operands().stream().map(Array::type).toList();
    return sample.op().infer(types) instanceof Inferred.Types;
  }

  private static Array zeros(TensorType type) {
    return Array.zeros(type.dtype(), type.shape().values());
  }

  private static Array wide(Array x, TensorType type) {
    return new Cast(type.dtype()).evaluate(List.of(x)).get(0);
  }

  @TestFactory
  Stream<DynamicTest> resultsHaveTheInferredTypes() {
    return all(sample -> {
      Numbers.checked(sample.graph());
      List<TensorType> types = sample.operands().stream().map(Array::type).toList();
      List<Array> results = sample.op().evaluate(sample.operands());
      if (sample.op().defines().isEmpty()) {
        assertEquals(
            sample.op().infer(types).orThrow("infer"), results.stream().map(Array::type).toList());
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> tangentsAreDifferences() {
    return all(sample -> {
      Random random = new Random(1);
      Graph graph = sample.graph();
      Transformed jvp = Jvp.of(graph, sample.floating());
      if (sample.op().derivative() instanceof Derivative.Undefined u) {
        if (!sample.floating().isEmpty()) {
          assertEquals(u.reason(), assertInstanceOf(Transformed.Refused.class, jvp).reason());
        }
        return;
      }
      if (isStopped(sample)) {
        return;
      }
      differences(
          graph,
          sample.operands(),
          sample.floating(),
          randoms(sample, random),
          FIRST * slack(sample));
    });
  }

  /** These are to differ from what is computed; the numbers of the prelude say how. */
  private static boolean isStopped(Sample sample) {
    return sample.op() instanceof StopGradient || sample.op() instanceof Implicit;
  }

  private static void differences(
      Graph graph, List<Array> inputs, List<Integer> wrt, List<Array> tangents, double tolerance) {
    Graph jvp = Numbers.checked(Jvp.of(graph, wrt));
    List<Array> results = Numbers.run(jvp, plus(inputs, tangents));
    List<Array> values = Numbers.run(graph, inputs);
    int count = graph.outputs().size();
    assertEquals(values, results.subList(0, count), "values beside the tangents");
    List<Array> actual = results.subList(count, results.size());
    Numbers.checkTangents(graph, inputs, wrt, tangents, actual, tolerance);
  }

  @TestFactory
  Stream<DynamicTest> transposesAreAdjoint() {
    return all(sample -> {
      if (!isReversible(sample)) {
        return;
      }
      Random random = new Random(2);
      Graph graph = sample.graph();
      List<Array> tangents = randoms(sample, random);
      Graph jvp = Numbers.checked(Jvp.of(graph, sample.floating()));
      Graph vjp = Numbers.checked(Vjp.of(graph, sample.floating()));
      int count = graph.outputs().size();
      List<Array> forward = Numbers.run(jvp, plus(sample.operands(), tangents));
      List<Array> pushed = forward.subList(count, forward.size());
      List<Array> seeds = pushed.stream().map(p -> Numbers.random(p, random)).toList();
      List<Array> backward = Numbers.run(vjp, plus(sample.operands(), seeds));
      List<Array> pulled = backward.subList(count, backward.size());
      assertEquals(forward.subList(0, count), backward.subList(0, count));
      Numbers.near(
          Numbers.paired(pushed, seeds),
          Numbers.paired(tangents, pulled),
          1e-9 * slack(sample),
          "<Jt, c>");
    });
  }

  /** The tangents of the cotangents, by forward over reverse. */
  @TestFactory
  Stream<DynamicTest> secondDerivatives() {
    return all(sample -> {
      if (!isReversible(sample) || isStopped(sample)) {
        return;
      }
      Random random = new Random(3);
      Graph vjp = Numbers.checked(Vjp.of(sample.graph(), sample.floating()));
      List<Array> inputs = new ArrayList<>(sample.operands());
      List<Integer> wrt = new ArrayList<>(sample.floating());
      List<Array> tangents = randoms(sample, random);
      for (int i = inputs.size(); i < vjp.inputs().size(); i++) {
        TensorType type = vjp.inputs().get(i).type();
        Array like = Array.zeros(type.dtype(), type.shape().values());
        inputs.add(Numbers.random(like, random));
        tangents.add(Numbers.random(like, random));
        wrt.add(i);
      }
      differences(vjp, inputs, wrt, tangents, SECOND * slack(sample));
      Numbers.checked(Vjp.of(vjp, wrt));
    });
  }

  @TestFactory
  Stream<DynamicTest> batchesAreStacks() {
    return all(sample -> {
      int count = sample.operands().size();
      for (int subset = 1; subset < 1 << Math.min(count, 4); subset++) {
        List<Boolean> batched = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          batched.add((subset >> i & 1) == 1);
        }
        Stacks.check(sample, batched, 3);
        Stacks.check(sample, batched, 0);
      }
    });
  }

  /** The gradient of a batch is the batch of the gradients. */
  @TestFactory
  Stream<DynamicTest> derivativesOfBatchesAreBatchesOfDerivatives() {
    return all(sample -> {
      if (!isReversible(sample) || sample.floating().isEmpty()) {
        return;
      }
      Graph graph = sample.graph();
      Graph vjp = Vjp.of(graph, sample.floating()).orThrow();
      List<Boolean> inputs = graph.inputs().stream().map(v -> true).toList();
      List<Boolean> all = vjp.inputs().stream().map(v -> true).toList();
      if (!(Vmap.of(graph, inputs, Dim.of(2)) instanceof Transformed.Done batch)
          || !(Vmap.of(vjp, all, Dim.of(2)) instanceof Transformed.Done one)) {
        return;
      }
      Graph other = Numbers.checked(Vjp.of(batch.graph(), sample.floating()));
      Random random = new Random(5);
      List<Array> operands = new ArrayList<>();
      for (int i = 0; i < vjp.inputs().size(); i++) {
        Array x =
            i < sample.operands().size()
                ? sample.operands().get(i)
                : Numbers.random(zeros(vjp.inputs().get(i).type()), random);
        Array y =
            i < sample.operands().size()
                ? Samples.like(sample.op(), i, x, random)
                : Numbers.random(x, random);
        operands.add(Stacks.stack(x, List.of(x, y)));
      }
      List<Array> expected = Numbers.run(Numbers.checked(one), operands);
      List<Array> actual = Numbers.run(other, operands);
      for (int i = 0; i < expected.size(); i++) {
        if (Jvp.hasTangents(expected.get(i).type())) {
          Numbers.near(expected.get(i), actual.get(i), 1e-9 * slack(sample), "output " + i);
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> batchesOfDerivatives() {
    return all(sample -> {
      if (!isReversible(sample) || sample.floating().isEmpty()) {
        return;
      }
      Graph vjp = Vjp.of(sample.graph(), sample.floating()).orThrow();
      List<Boolean> batched = vjp.inputs().stream().map(v -> true).toList();
      Transformed vmap = Vmap.of(vjp, batched, Dim.of(2));
      if (sample.op().defines().isEmpty()) {
        Numbers.checked(vmap);
      } else {
        assertInstanceOf(Transformed.Refused.class, vmap);
      }
    });
  }
}
