package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.reduce.ArgMax;
import org.tgraph.op.reduce.ArgMin;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;

/** Values for which an operation has no result. */
class NoResultTest {
  private static void fails(String message, Op op, Array... operands) {
    EvaluationProblem problem =
        assertThrows(EvaluationProblem.class, () -> op.evaluate(List.of(operands)));
    assertEquals(Code.TG0806, problem.code());
    assertEquals(message, problem.getMessage());
  }

  @Test
  void wholeNumbers() {
    String byZero = "A whole number cannot be divided by 0.";
    fails(byZero, new FloorDivide(), Array.scalar(3L), Array.scalar(0L));
    fails(byZero, new Remainder(), Array.scalar(3L), Array.scalar(0L));
    fails(
        "A whole number cannot be raised to the negative power -2; use floats.",
        new Pow(),
        Array.scalar(3L),
        Array.scalar(-2L));
  }

  @Test
  void extremesOfNoElements() {
    Array none = Array.of(new long[] {2, 0}, new double[0]);
    String end = "` of no elements has no result; an axis has size 0.";
    fails("`min" + end, new Min(List.of(1)), none);
    fails("`max" + end, new Max(List.of(0, 1)), none);
    fails("`argmin" + end, new ArgMin(1), none);
    fails("`argmax" + end, new ArgMax(1), none);
    assertEquals(0, new Max(List.of(0)).evaluate(List.of(none)).get(0).size());
  }
}
