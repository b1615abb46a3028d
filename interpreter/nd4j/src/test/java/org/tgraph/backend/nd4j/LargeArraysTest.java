package org.tgraph.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.conformance.Closeness;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.reduce.ArgMax;
import org.tgraph.op.reduce.ArgMin;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.op.sort.Sort;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/** ND4J divides large arrays among threads, which small cases do not show. */
class LargeArraysTest {
  private static final long[] SHAPE = {150, 200};
  private final Nd4jBackend backend = new Nd4jBackend();

  @TestFactory
  Stream<DynamicTest> agreeWithTheDefinition() {
    List<Op> ops =
        List.of(
            new Exp(),
            new Add(),
            new Maximum(),
            new Less(),
            new Sum(List.of(0)),
            new Sum(List.of(0, 1)),
            new Max(List.of(1)),
            new ArgMax(0),
            new ArgMax(1),
            new ArgMin(0),
            new CumSum(0, false, false),
            new Sort(0, true),
            new Transpose(List.of(1, 0)),
            new Flip(List.of(0)),
            new Flip(List.of(0, 1)),
            new Broadcast(Shape.of(2, 150, 200), List.of(1, 2)),
            new Concat(0, 2));
    return ops.stream()
        .flatMap(op -> Stream.of(DType.F64, DType.F32, DType.I32).map(type -> test(op, type)));
  }

  private DynamicTest test(Op op, DType type) {
    return DynamicTest.dynamicTest(
        op + " of " + type,
        () -> {
          int operands = op instanceof Concat || op.signature().params().size() == 2 ? 2 : 1;
          List<Array> in = new ArrayList<>();
          for (int i = 0; i < operands; i++) {
            in.add(array(type, SHAPE, i));
          }
          boolean known = !(op instanceof Exp) || type.isFloat();
          if (known) {
            agree(op, in);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> products() {
    return Stream.of(DType.F64, DType.F32, DType.I64)
        .map(type ->
            DynamicTest.dynamicTest(
                type.toString(),
                () ->
                    agree(
                        new MatMul(),
                        List.of(
                            array(type, new long[] {90, 70}, 1),
                            array(type, new long[] {70, 80}, 2)))));
  }

  /** Few different values, so that many are equal. */
  private static Array array(DType type, long[] shape, int seed) {
    Random random = new Random(seed);
    Array array = Array.zeros(type, shape);
    for (long i = 0; i < array.size(); i++) {
      int value = random.nextInt(100) - 50;
      if (type.isFloat()) {
        array.set(i, value / 8.0);
      } else {
        array.set(i, value);
      }
    }
    return array;
  }

  private void agree(Op op, List<Array> in) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    in.forEach(a -> inputs.add(b.input(a.type(), "")));
    List<Array> actual = backend.compile(b.build(b.emit(op, inputs))).run(in, Map.of()).outputs();
    assertEquals(
        Optional.empty(), new Closeness(4, 1e-9).difference(op.evaluate(in).get(0), actual.get(0)));
  }
}
