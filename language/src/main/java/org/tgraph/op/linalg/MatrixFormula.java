package org.tgraph.op.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Real;
import org.tgraph.op.reduce.Prod;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Writes formulas over matrices, the last two axes, into a graph. */
final class MatrixFormula {
  private MatrixFormula() {}

  static boolean isReal(Value x) {
    return x.type().element().isIn(Kind.REAL);
  }

  static Value product(GraphBuilder b, Value x, Value y) {
    return b.one(new MatMul(), x, y);
  }

  static Value transposed(GraphBuilder b, Value x) {
    return Transpose.lastTwo(b, x);
  }

  static Value conjugate(GraphBuilder b, Value x) {
    return isReal(x) ? x : b.one(new Conj(), x);
  }

  static Value adjoint(GraphBuilder b, Value x) {
    return conjugate(b, transposed(b, x));
  }

  static Value real(GraphBuilder b, Value x) {
    return isReal(x) ? x : b.one(new Real(), x);
  }

  /** {@code x - y}, where what is absent is 0. */
  static Optional<Value> difference(GraphBuilder b, Optional<Value> x, Optional<Value> y) {
    if (x.isEmpty()) {
      return y.map(v -> Formula.negative(b, v));
    }
    return y.isEmpty() ? x : x.map(v -> Formula.subtract(b, v, y.get()));
  }

  /** The sign of a permutation, given for each matrix as numbers from 0 on: 1 or -1. */
  static Value sign(GraphBuilder b, Value permutation, Value like) {
    Shape square = permutation.shape().concat(Shape.of(permutation.shape().dims().getLast()));
    Value isLater = b.one(new Greater(), columnNumber(b, square), rowNumber(b, square));
    Value isLess =
        b.one(new Greater(), inColumns(b, permutation, square), inRows(b, permutation, square));
    Value isSwap = b.one(new BitwiseAnd(), isLater, isLess);
    Value minus = b.one(new Cast(like.type().element()), isSwap);
    Value minusTwo = Formula.multiply(b, minus, Formula.constant(b, -2, minus));
    Value signs = Formula.add(b, minusTwo, Formula.constant(b, 1, minus));
    return b.one(new Prod(List.of(signs.rank() - 2, signs.rank() - 1)), signs);
  }

  /** The first rows and columns. */
  static Value corner(GraphBuilder b, Value x, Dim rows, Dim cols) {
    Value few = Slice.along(b, x, x.rank() - 2, Dim.ZERO, rows);
    return Slice.along(b, few, x.rank() - 1, Dim.ZERO, cols);
  }

  /** {@code x⁻¹ y} for a triangular x. */
  static Value lowerSolve(GraphBuilder b, Value x, Value y, boolean unit) {
    return b.one(new SolveTriangular(true, false, unit), x, y);
  }

  /** {@code y x⁻¹} for an upper triangular x. */
  static Value divideByUpper(GraphBuilder b, Value y, Value x) {
    SolveTriangular solve = new SolveTriangular(false, true, false);
    return transposed(b, b.one(solve, x, transposed(b, y)));
  }

  private static Value rowNumber(GraphBuilder b, Shape shape) {
    return number(b, shape, shape.rank() - 2);
  }

  private static Value columnNumber(GraphBuilder b, Shape shape) {
    return number(b, shape, shape.rank() - 1);
  }

  private static Value number(GraphBuilder b, Shape shape, int axis) {
    Value iota = b.one(new Iota(shape.dim(axis), DType.I64));
    return b.one(new Broadcast(shape, List.of(axis)), iota);
  }

  static Value isDiagonal(GraphBuilder b, Shape shape) {
    return b.one(new Equal(), rowNumber(b, shape), columnNumber(b, shape));
  }

  /** What is on the diagonal; zeros elsewhere. */
  static Value onDiagonal(GraphBuilder b, Value x) {
    return upper(b, lower(b, x));
  }

  /** Whether an element belongs to a triangle, with the diagonal or without. */
  static Value isInTriangle(GraphBuilder b, Shape shape, boolean lower, boolean strict) {
    Value row = rowNumber(b, shape);
    Value column = columnNumber(b, shape);
    return b.one(
        strict ? new Greater() : new GreaterEqual(), lower ? row : column, lower ? column : row);
  }

  /** What is below the diagonal; zeros elsewhere. */
  static Value strictlyLower(GraphBuilder b, Value x) {
    return b.one(new Triangle(true, true), x);
  }

  /** What is on the diagonal or above it; zeros elsewhere. */
  static Value upper(GraphBuilder b, Value x) {
    return b.one(new Triangle(false, false), x);
  }

  /** What is on the diagonal or below it; zeros elsewhere. */
  static Value lower(GraphBuilder b, Value x) {
    return b.one(new Triangle(true, false), x);
  }

  /** The same matrix with the real part of its diagonal. */
  static Value realDiagonal(GraphBuilder b, Value x) {
    if (isReal(x)) {
      return x;
    }
    return Formula.select(b, isDiagonal(b, x.shape()), cast(b, real(b, x), x), x);
  }

  /** The lower triangle with half of the diagonal: its sum with its adjoint is Hermitian. */
  static Value halfLower(GraphBuilder b, Value x) {
    Value twice = Formula.add(b, lower(b, x), strictlyLower(b, x));
    return Formula.multiply(b, twice, Formula.constant(b, 0.5, x));
  }

  /** The Hermitian matrix whose lower triangle and real diagonal are those of x. */
  static Value hermitian(GraphBuilder b, Value x) {
    Value half = halfLower(b, x);
    return Formula.add(b, half, adjoint(b, half));
  }

  /** The diagonal of a square matrix. */
  static Value diagonal(GraphBuilder b, Value x) {
    return b.one(new Sum(List.of(x.rank() - 1)), onDiagonal(b, x));
  }

  static Value trace(GraphBuilder b, Value x) {
    return sumAll(b, onDiagonal(b, x));
  }

  /** The trace of {@code x y}. */
  static Value traceOfProduct(GraphBuilder b, Value x, Value y) {
    return sumAll(b, Formula.multiply(b, transposed(b, x), y));
  }

  /** The sum of all elements of each matrix. */
  static Value sumAll(GraphBuilder b, Value x) {
    return b.one(new Sum(List.of(x.rank() - 2, x.rank() - 1)), x);
  }

  static Value identity(GraphBuilder b, Value like) {
    return cast(b, isDiagonal(b, like.shape()), like);
  }

  /** A vector repeated in every row of matrices of that shape. */
  static Value inRows(GraphBuilder b, Value vector, Shape shape) {
    return repeated(b, vector, shape, shape.rank() - 1);
  }

  /** A vector repeated in every column of matrices of that shape. */
  static Value inColumns(GraphBuilder b, Value vector, Shape shape) {
    return repeated(b, vector, shape, shape.rank() - 2);
  }

  private static Value repeated(GraphBuilder b, Value vector, Shape shape, int axis) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, shape.rank() - 2).boxed().toList());
    axes.add(axis);
    return b.one(new Broadcast(shape, axes), vector);
  }

  /** {@code 1 / x} off the diagonal, and on it 0, with the element type of {@code like}. */
  static Value inverseOffDiagonal(GraphBuilder b, Value x, Value like) {
    Value isDiagonal = isDiagonal(b, x.shape());
    Value divisor = Formula.select(b, isDiagonal, Formula.constant(b, 1, x), x);
    Value inverse = Formula.reciprocal(b, divisor);
    return cast(b, Formula.select(b, isDiagonal, Formula.constant(b, 0, x), inverse), like);
  }

  /** With the element type of {@code like}. */
  static Value cast(GraphBuilder b, Value x, Value like) {
    return x.type().element().equals(like.type().element())
        ? x
        : b.one(new Cast(like.type().element()), x);
  }

  /** A number for each matrix, repeated in all its elements. */
  static Value everywhere(GraphBuilder b, Value scalar, Shape shape) {
    List<Integer> axes = IntStream.range(0, shape.rank() - 2).boxed().toList();
    return b.one(new Broadcast(shape, axes), scalar);
  }
}
