package org.tgraph.op.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tgraph.op.linalg.Matrices.matrix;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;

/** Matrices without the factor or the solution that is asked for. */
class LinalgProblemsTest {
  private static final Array SINGULAR = matrix(new double[] {1, 2}, new double[] {2, 4});

  private static void fails(String message, Op op, Array... operands) {
    EvaluationProblem problem =
        assertThrows(EvaluationProblem.class, () -> op.evaluate(List.of(operands)));
    assertEquals(Code.TG0803, problem.code());
    assertEquals(message, problem.getMessage());
  }

  @Test
  void singular() {
    fails("The matrix is singular.", new Inv(), SINGULAR);
    fails("The matrix is singular.", new Solve(), SINGULAR, SINGULAR);
    Array triangle = matrix(new double[] {1, 2}, new double[] {2, 0});
    fails("The matrix is singular.", new SolveTriangular(true, false, false), triangle, SINGULAR);
    assertEquals(
        1.0,
        new SolveTriangular(true, false, true)
            .evaluate(List.of(triangle, SINGULAR))
            .get(0)
            .getDouble(0));
  }

  @Test
  void notPositiveDefinite() {
    String message = " is not positive definite: its leading minor of order 2 is not positive.";
    fails("The matrix" + message, new Cholesky(), SINGULAR);
    Array nan = matrix(new double[] {1, 2}, new double[] {2, Double.NaN});
    fails("The matrix" + message, new Cholesky(), nan);
  }

  @Test
  void namesTheMatrixOfABatch() {
    Array batch = Array.of(new long[] {2, 1, 1, 1}, 1.0, 0.0);
    fails("Matrix [1, 0] of the batch is singular.", new Inv(), batch);
  }
}
