package org.tgraph.op.reduce;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Origin;
import org.tgraph.op.Cost;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Strides;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.TensorType;

/** Combines the elements along some axes, which the result does not have. */
public interface Reduction extends Op {
  /** The axes, counted from the front, in increasing order. */
  List<Integer> axes();

  /** The same reduction over other axes. */
  Reduction over(List<Integer> axes);

  Kind kind();

  /** The element type of the result. */
  default Element result(Element operand) {
    return operand;
  }

  /** Combines the elements of {@code x} at {@code start + positions}, into element {@code to}. */
  void combine(Array x, long start, long[] positions, Array result, long to);

  @Override
  default Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (!x.element().isIn(kind())) {
      return Inferred.problem(new ShapeProblem.KindWrong(0, x.element(), kind()));
    }
    List<Dim> kept = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!axes().contains(axis)) {
        kept.add(x.dim(axis));
      }
    }
    for (int axis : axes()) {
      if (axis < 0 || axis >= x.rank()) {
        return Inferred.problem(new ShapeProblem.AxisOutOfRange(0, axis, x.rank()));
      }
    }
    return Inferred.of(result(x.element()), new Shape(kept));
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    TensorType type = infer(List.of(x.type())).orThrow(name()).get(0);
    Array result = Array.zeros((DType) type.element(), type.shape().values());
    long[] strides = Strides.of(x.shape());
    int kept = 0;
    long[] outerSteps = new long[type.rank()];
    long[] innerShape = new long[axes().size()];
    long[] innerSteps = new long[axes().size()];
    int reduced = 0;
    for (int axis = 0; axis < x.rank(); axis++) {
      if (axes().contains(axis)) {
        innerShape[reduced] = x.dim(axis);
        innerSteps[reduced++] = strides[axis];
      } else {
        outerSteps[kept++] = strides[axis];
      }
    }
    long[] positions = new long[Math.toIntExact(Array.count(innerShape))];
    Strides.forEach(innerShape, innerSteps, 0, (i, at) -> positions[(int) i] = at);
    Strides.forEach(
        result.shape(), outerSteps, 0, (to, start) -> combine(x, start, positions, result, to));
    return List.of(result);
  }

  /** What is told of a reduction that has no result for no elements. */
  static EvaluationProblem ofNothing(String operation) {
    return new EvaluationProblem(
        Code.TG0806, "`" + operation + "` of no elements has no result; an axis has size 0.");
  }

  /**
   * The same of the operation that the script has: of {@code argmax}, not the {@code max} in it.
   */
  static EvaluationProblem ofNothing(Equation equation) {
    boolean isPlace =
        equation.origin() instanceof Origin.Derived d
            && (d.transform().equals("argmax") || d.transform().equals("argmin"));
    return ofNothing(
        isPlace ? ((Origin.Derived) equation.origin()).transform() : equation.op().name());
  }

  @Override
  default Op batched(Dim size) {
    return over(axes().stream().map(a -> a + 1).toList());
  }

  @Override
  default Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(operands);
  }
}
