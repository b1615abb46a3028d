package org.tgraph.op.control;

import java.util.List;
import java.util.stream.Stream;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** The operations that hold graphs. */
public final class ControlOps {
  public static final List<Op> ALL =
      List.of(branch(), scan(), loop(), checkpoint(), custom(), implicit());

  private ControlOps() {}

  private static Op branch() {
    return new Cond(ofTwo(new Add()), ofTwo(new Multiply()));
  }

  /** {@code s + x} and {@code s * x}, for each of two x. */
  private static Op scan() {
    GraphBuilder b = new GraphBuilder();
    Value state = b.input(TensorType.scalar(DType.F64), "state");
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    List<Value> outputs = List.of(b.one(new Add(), state, x), b.one(new Multiply(), state, x));
    return new Scan(b.build(outputs), 1, 1, Dim.of(2), false);
  }

  /** Halves a number while it is greater than 1. */
  private static Op loop() {
    TensorType type = TensorType.scalar(DType.F64);
    GraphBuilder test = new GraphBuilder();
    Value one = test.one(new Constant(Array.scalar(1.0)));
    Value goesOn = test.one(new Greater(), test.input(type, "x"), one);
    GraphBuilder body = new GraphBuilder();
    Value half = body.one(new Constant(Array.scalar(0.5)));
    Value next = body.one(new Multiply(), body.input(type, "x"), half);
    return new While(test.build(List.of(goesOn)), body.build(List.of(next)), 1, List.of());
  }

  private static Op checkpoint() {
    return new Checkpoint(ofTwo(new Multiply()), true);
  }

  /** {@code x * y}, with its derivative. */
  private static Op custom() {
    TensorType type = TensorType.scalar(DType.F64);
    GraphBuilder b = new GraphBuilder();
    List<Value> in = Stream.of("x", "y", "d_x", "d_y").map(name -> b.input(type, name)).toList();
    Value product = b.one(new Multiply(), in.get(0), in.get(1));
    Value first = b.one(new Multiply(), in.get(2), in.get(1));
    Value second = b.one(new Multiply(), in.get(0), in.get(3));
    Value tangent = b.one(new Add(), first, second);
    return new Custom(ofTwo(new Multiply()), b.build(List.of(product, tangent)), 2);
  }

  /** The {@code x} with {@code x * c = x + c}. */
  private static Op implicit() {
    TensorType type = TensorType.of(DType.F64, Dim.of(3));
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(type, "x");
    Value c = b.input(type, "c");
    Value sum = b.one(new Add(), x, c);
    return new Implicit(b.build(List.of(b.one(new Subtract(), b.one(new Multiply(), x, c), sum))));
  }

  private static Graph ofTwo(Op op) {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    Value y = b.input(TensorType.scalar(DType.F64), "y");
    return b.build(List.of(b.one(op, x, y)));
  }
}
