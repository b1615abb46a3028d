package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** NumPy's ways to join tensors that get further axes for it. */
final class Stacking {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "vstack(arrays)",
              "Tensors joined along the first axis; a vector is a row.",
              call -> joined(call, 0, Stacking::asRow)),
          Builtin.of(
              "hstack(arrays)",
              "Tensors joined along the second axis, vectors along their only one.",
              call -> joined(call, 1, Stacking::asVector)),
          Builtin.of(
              "column_stack(arrays)",
              "Tensors joined along the second axis; a vector is a column.",
              call -> joined(call, 1, Stacking::asColumn)),
          Builtin.of(
              "dstack(arrays)",
              "Tensors joined along the third axis; a vector is a row, a matrix gets an axis of"
                  + " size 1.",
              call -> joined(call, 2, Stacking::asSheet)));

  private Stacking() {}

  private interface Widening {
    Shape of(Shape shape);
  }

  private static Val joined(CallSite call, int axis, Widening widening) {
    List<Operand> operands = Joining.operands(call);
    List<Value> values =
        call.together(operands, Kind.ANY).stream().map(v -> widened(call, v, widening)).toList();
    Joining.needSameRank(call, operands, values);
    int last = values.get(0).rank() - 1;
    return new Val.Tensor(Joining.along(call, operands, values, Math.min(axis, last)));
  }

  private static Value widened(CallSite call, Value value, Widening widening) {
    return call.reshape(value, widening.of(value.shape()));
  }

  private static Shape asVector(Shape shape) {
    return shape.rank() == 0 ? Shape.of(Dim.ONE) : shape;
  }

  private static Shape asRow(Shape shape) {
    return shape.rank() < 2 ? asVector(shape).insert(0, Dim.ONE) : shape;
  }

  private static Shape asColumn(Shape shape) {
    return shape.rank() < 2 ? asVector(shape).insert(1, Dim.ONE) : shape;
  }

  private static Shape asSheet(Shape shape) {
    return shape.rank() < 3 ? asRow(shape).insert(2, Dim.ONE) : shape;
  }
}
