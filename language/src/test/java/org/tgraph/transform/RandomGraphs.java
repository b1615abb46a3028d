package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.Cond;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.pointwise.Sin;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.pointwise.Tanh;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Random graphs of smooth operations on floats, with sizes {@code n} and {@code m}: all the types
 * of values are scalars, {@code [n]}, {@code [m]}, {@code [n, m]} or {@code [m, n]}.
 */
final class RandomGraphs {
  private static final Dim N = Dim.of(new SizeVar("n", 5, SizeVar.Role.DECLARED));
  private static final Dim M = Dim.of(SizeVar.of("m"));
  private static final List<Shape> SHAPES =
      List.of(Shape.SCALAR, Shape.of(N), Shape.of(M), Shape.of(N, M), Shape.of(M, N));
  private final Random random;

  RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  /** A graph of that many steps with one scalar output, whose inputs are floats. */
  Graph graph(int steps) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    for (Shape shape : SHAPES) {
      inputs.add(b.input(new TensorType(DType.F64, shape), random.nextBoolean() ? "x" : ""));
    }
    return b.build(List.of(body(b, inputs, steps, 2)));
  }

  /** Inputs for a graph, of random sizes. */
  List<Array> inputs(Graph graph, long n, long m) {
    List<Array> arrays = new ArrayList<>();
    for (Value input : graph.inputs()) {
      long[] shape =
          input.shape().dims().stream()
              .mapToLong(d -> d.equals(N) ? n : d.equals(M) ? m : 0)
              .toArray();
      Array array = Array.zeros(DType.F64, shape);
      for (long i = 0; i < array.size(); i++) {
        array.set(i, random.nextDouble() * 2 - 1);
      }
      arrays.add(array);
    }
    return arrays;
  }

  private Value body(GraphBuilder b, List<Value> inputs, int steps, int depth) {
    List<Value> values = new ArrayList<>(inputs);
    for (int i = 0; i < steps; i++) {
      values.add(step(b, values, depth));
    }
    Value sum = b.one(new Constant(Array.scalar(random.nextDouble())));
    for (Value value : values.subList(inputs.size(), values.size())) {
      sum = b.one(new Add(), sum, b.one(new Tanh(), total(b, value)));
    }
    return sum;
  }

  private Value total(GraphBuilder b, Value x) {
    return x.rank() == 0 ? x : b.one(new Sum(IntStream.range(0, x.rank()).boxed().toList()), x);
  }

  private Value step(GraphBuilder b, List<Value> values, int depth) {
    Value x = values.get(random.nextInt(values.size()));
    return switch (random.nextInt(depth > 0 ? 12 : 11)) {
      case 0 ->
          b.one(List.<Op>of(new Exp(), new Sin(), new Tanh()).get(random.nextInt(3)), small(b, x));
      case 1, 2 -> b.one(new Multiply(), x, like(b, values, x));
      case 3 -> b.one(random.nextBoolean() ? new Add() : new Subtract(), x, like(b, values, x));
      case 4 -> {
        Value y = like(b, values, x);
        yield b.one(new Select(), b.one(new Greater(), x, y), b.one(new Sin(), y), x);
      }
      case 5 -> matmul(b, values, x);
      case 6 -> x.rank() == 2 ? Transpose.lastTwo(b, x) : spread(b, x);
      case 7 -> x.rank() == 0 ? spread(b, x) : b.one(new Sum(List.of(0)), x);
      case 8 -> x.rank() == 0 ? x : b.one(new Flip(List.of(0)), x);
      case 9 -> x.rank() == 0 ? x : b.one(new CumSum(x.rank() - 1, false, random.nextBoolean()), x);
      case 10 -> x.rank() == 0 ? x : joined(b, x, like(b, values, x));
      default -> cond(b, values, x, depth);
    };
  }

  private Value small(GraphBuilder b, Value x) {
    return b.one(new Tanh(), x);
  }

  /** A value of the shape of {@code x}. */
  private Value like(GraphBuilder b, List<Value> values, Value x) {
    List<Value> same = values.stream().filter(v -> v.shape().equals(x.shape())).toList();
    Value scalar = values.get(0);
    return random.nextInt(4) == 0
        ? b.one(new Broadcast(x.shape(), List.of()), scalar)
        : same.get(random.nextInt(same.size()));
  }

  private Value spread(GraphBuilder b, Value x) {
    Shape shape = x.rank() == 0 ? Shape.of(N) : Shape.of(x.shape().dim(0), other(x));
    return b.one(new Broadcast(shape, x.rank() == 0 ? List.of() : List.of(0)), x);
  }

  private static Dim other(Value x) {
    return x.shape().dim(0).equals(N) ? M : N;
  }

  private Value matmul(GraphBuilder b, List<Value> values, Value x) {
    if (x.rank() != 2) {
      return x;
    }
    Value y = like(b, values, x);
    Value square = b.one(new MatMul(), x, Transpose.lastTwo(b, y));
    return b.one(new MatMul(), square, x);
  }

  /** The first elements of two tensors, one after the other. */
  private Value joined(GraphBuilder b, Value x, Value y) {
    Dim size = x.shape().dim(0);
    Value both = b.emit(new Concat(0, 2), List.of(x, y)).get(0);
    Value half = Slice.along(b, both, 0, size.floorDivide(Dim.of(2)), size);
    Value flat = b.one(new Reshape(Shape.of(half.shape().size())), half);
    return b.one(new Reshape(x.shape()), flat);
  }

  private Value cond(GraphBuilder b, List<Value> values, Value x, int depth) {
    Value zero = b.one(new Constant(Array.scalar(0.0)));
    Value condition = b.one(new Greater(), total(b, x), zero);
    List<Value> captures = values.subList(0, SHAPES.size());
    return Cond.emit(b, condition, branch(captures, depth), branch(captures, depth), captures)
        .get(0);
  }

  private Graph branch(List<Value> captures, int depth) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = captures.stream().map(v -> b.input(v.type(), v.hint())).toList();
    return b.build(List.of(body(b, inputs, 2, depth - 1)));
  }
}
