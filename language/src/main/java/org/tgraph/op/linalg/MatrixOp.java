package org.tgraph.op.linalg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.Cost;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.TensorType;

/**
 * An operation on matrices, the last two axes of each operand; the axes before them are batches.
 * Single precision is widened before and rounded after.
 */
interface MatrixOp extends Op {
  /**
   * The results for one matrix of each operand, their elements in row-major order.
   *
   * @throws Unsuitable if there are none
   */
  List<Matrix> apply(List<Matrix> operands);

  @Override
  default List<Array> evaluate(List<Array> operands) {
    List<TensorType> types = operands.stream().map(Array::type).toList();
    List<Array> results = new ArrayList<>();
    for (TensorType type : infer(types).orThrow(name())) {
      results.add(Array.zeros(type.dtype(), type.shape().values()));
    }
    Array first = operands.get(0);
    long[] batches = Arrays.copyOf(first.shape(), first.rank() - 2);
    long count = Array.count(batches);
    for (long batch = 0; batch < count; batch++) {
      List<Matrix> matrices = new ArrayList<>();
      for (Array operand : operands) {
        int rows = Math.toIntExact(operand.dim(operand.rank() - 2));
        int cols = Math.toIntExact(operand.dim(operand.rank() - 1));
        matrices.add(Matrix.read(operand, batch * rows * cols, rows, cols));
      }
      try {
        List<Matrix> done = apply(matrices);
        for (int i = 0; i < done.size(); i++) {
          Matrix matrix = done.get(i);
          matrix.write(results.get(i), batch * matrix.rows() * matrix.cols());
        }
      } catch (Unsuitable problem) {
        throw unsuitable(batches, batch, problem);
      }
    }
    return results;
  }

  /** What is told of one matrix of a batch, by its number, that has no such factor or solution. */
  static EvaluationProblem unsuitable(long[] batches, long batch, Unsuitable problem) {
    return new EvaluationProblem(
        Code.TG0803, subject(batches, batch) + " " + problem.getMessage() + ".");
  }

  private static String subject(long[] batches, long batch) {
    if (batches.length == 0) {
      return "The matrix";
    }
    long[] index = new long[batches.length];
    long rest = batch;
    for (int axis = batches.length - 1; axis >= 0; axis--) {
      index[axis] = rest % batches[axis];
      rest /= batches[axis];
    }
    return "Matrix " + Arrays.toString(index) + " of the batch";
  }

  /**
   * The types of the results, where those at {@code parts} are real even if the operand is complex.
   */
  default Inferred inferWithParts(List<TensorType> operands, List<Integer> parts) {
    Inferred inferred = signature().match(operands);
    if (!(inferred instanceof Inferred.Types t)) {
      return inferred;
    }
    Element element = operands.get(0).element();
    if (!(element instanceof DType) && !element.isIn(Kind.FLOAT)) {
      return Inferred.problem(new ShapeProblem.KindWrong(0, element, Kind.FLOAT));
    }
    List<TensorType> types = new ArrayList<>(t.types());
    for (int part : parts) {
      types.set(
          part,
          element instanceof DType type
              ? types.get(part).withElement(type.part())
              : types.get(part));
    }
    return new Inferred.Types(types);
  }

  @Override
  default Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.cubic(operands.get(0), 2).floorDivide(Dim.of(3));
  }
}
