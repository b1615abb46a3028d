package org.tgraph.prelude;

import java.math.BigInteger;
import java.util.List;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;

/**
 * The formulas that a call of a composed function makes. The operands of each have one element
 * type; the one with fewer axes, or else the second, is repeated to the shape of the other.
 */
record Arithmetic(CallSite call) {
  Value add(Value x, Value y) {
    return Formula.add(call.b(), fit(x, y), fit(y, x));
  }

  Value subtract(Value x, Value y) {
    return Formula.subtract(call.b(), fit(x, y), fit(y, x));
  }

  Value multiply(Value x, Value y) {
    return Formula.multiply(call.b(), fit(x, y), fit(y, x));
  }

  Value divide(Value x, Value y) {
    return Formula.divide(call.b(), fit(x, y), fit(y, x));
  }

  Value minimum(Value x, Value y) {
    return apply(new Minimum(), x, y);
  }

  Value maximum(Value x, Value y) {
    return apply(new Maximum(), x, y);
  }

  Value less(Value x, Value y) {
    return apply(new Less(), x, y);
  }

  Value lessEqual(Value x, Value y) {
    return apply(new LessEqual(), x, y);
  }

  Value equal(Value x, Value y) {
    return apply(new Equal(), x, y);
  }

  /** An elementwise operation of two operands. */
  Value apply(Op op, Value x, Value y) {
    return call.emit(op, fit(x, y), fit(y, x));
  }

  /** {@code x} where the condition holds, else {@code y}; {@code y} is repeated to them. */
  Value select(Value condition, Value x, Value y) {
    Value test = Broadcast.to(call.b(), condition, x.shape());
    return Formula.select(call.b(), test, x, fit(y, x));
  }

  private Value fit(Value x, Value other) {
    return other.rank() >= x.rank() ? Broadcast.to(call.b(), x, wider(x, other)) : x;
  }

  /** Of two shapes with as many axes that of the first, unless only the other is more than 1. */
  private static Shape wider(Value x, Value other) {
    if (x.rank() < other.rank()) {
      return other.shape();
    }
    Shape shape = x.shape();
    for (int axis = 0; axis < x.rank(); axis++) {
      shape = shape.dim(axis).is(1) ? shape.with(axis, other.shape().dim(axis)) : shape;
    }
    return shape;
  }

  /** A whole number as a scalar of an element type. */
  Value whole(long number, Element element) {
    return call.fill(new Val.WeakInt(BigInteger.valueOf(number)), element, Shape.SCALAR);
  }

  /** A whole number as a scalar of the element type of {@code like}. */
  Value whole(long number, Value like) {
    return whole(number, like.type().element());
  }

  /** A float as a scalar of the element type of {@code like}. */
  Value real(double number, Value like) {
    return call.fill(new Val.WeakFloat(number), like.type().element(), Shape.SCALAR);
  }

  /** A size as an {@code i64} scalar. */
  Value size(Dim size) {
    return call.number(size, DType.I64);
  }

  /** The numbers below a size. */
  Value places(Dim size) {
    return call.emit(new Iota(size, DType.I64));
  }

  /** Places made to lie from 0 to {@code last}. */
  Value clamped(Value places, Dim last) {
    return maximum(minimum(places, size(last)), whole(0, places));
  }

  /** The slices of {@code x} along an axis at places, whose axes take the place of the axis. */
  Value take(Value x, Value places, int axis) {
    return Picking.take(call, x, places, axis);
  }

  /** The slices along an axis from {@code start} on. */
  Value slice(Value x, int axis, Dim start, Dim length) {
    return Slice.along(call.b(), x, axis, start, length);
  }

  Value sum(Value x, int axis) {
    return call.emit(new Sum(List.of(axis)), x);
  }

  Value concat(int axis, Value... parts) {
    return Concat.of(call.b(), axis, List.of(parts));
  }

  /** All elements in their order. */
  Value flat(Value x) {
    return call.reshape(x, Shape.of(x.shape().size()));
  }
}
