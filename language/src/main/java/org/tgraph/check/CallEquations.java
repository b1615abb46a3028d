package org.tgraph.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** The equations that one call of a function of the prelude makes, of its arguments. */
interface CallEquations extends CallArguments {
  /** A scalar of the element type of {@code like}; a number that is not weak must have it. */
  default Value scalar(String name, double otherwise, Element element) {
    if (!has(name)) {
      return fill(new Val.WeakFloat(otherwise), element, Shape.SCALAR);
    }
    return scalar(operand(name), name, element);
  }

  /** As above, for a part of the argument. */
  default Value scalar(Operand operand, String name, Element element) {
    Val val = operand.val();
    Value value =
        Operators.size(val).isPresent()
            ? c().tensors.cast(c().tensors.value(val, operand.span()), element)
            : has("dtype")
                ? c().tensors.converted(val, element, operand.span(), span("dtype"))
                : c().tensors.value(val, element, operand.span());
    if (value.rank() > 0) {
      throw fail(
          Diagnostic.error(
                  Code.TG0303,
                  operand.span(),
                  "`%s` of %s must be one number, but this has %s."
                      .formatted(name, called(), ShapeMessages.axes(value.rank())))
              .note("It is `" + c().text(value.type()) + "`."));
    }
    return value;
  }

  /** A new key. */
  default Val made(Value key) {
    return c().keys.made(key);
  }

  /** Applies an operation to operands that may not fit it. */
  default Value apply(Op op, List<Value> operands, List<Span> spans) {
    return c().apply(op, called(), operands, spans, whole()).get(0);
  }

  /** Applies an operation that has several results to operands that may not fit it. */
  default Val.Tuple tuple(Op op, List<Value> operands, List<Span> spans) {
    return new Val.Tuple(
        c().apply(op, called(), operands, spans, whole()).stream()
            .<Val>map(Val.Tensor::new)
            .toList());
  }

  /** Two stacks of matrices with their batch axes repeated to the same. */
  default List<Value> batches(Value a, Value b, String left, String right) {
    c().at(whole());
    return new Products(c()).batches(a, b, operand(left), operand(right), called(), at());
  }

  /** Applies an operation to operands that were made of the arguments. */
  default Value emit(Op op, Value... operands) {
    return apply(op, List.of(operands), Collections.nCopies(operands.length, whole()));
  }

  /** The builder of the graph, where what is made now comes from this call. */
  default GraphBuilder b() {
    c().at(whole());
    return c().builder();
  }

  default Value cast(Value value, Element element) {
    c().at(whole());
    return c().tensors.cast(value, element);
  }

  /** The same elements in the same order under another shape of the same size. */
  default Value reshape(Value value, Shape shape) {
    return value.shape().equals(shape) ? value : emit(new Reshape(shape), value);
  }

  /** The value under a shape that is equal as far as is known, and checked when it runs. */
  default Value coerce(Value value, Shape shape) {
    c().at(whole());
    return c().coerce(value, shape);
  }

  /** A bare number or flag as a tensor of a type. */
  default Value fill(Val scalar, Element element, Shape shape) {
    Value value = c().tensors.value(scalar, element, whole());
    return Broadcast.to(b(), value, shape);
  }

  /** A size as a scalar of an element type. */
  default Value number(Dim size, Element element) {
    return size.constant().isPresent()
        ? fill(new Val.WeakInt(BigInteger.valueOf(size.value())), element, Shape.SCALAR)
        : cast(emit(new SizeOf(size)), element);
  }

  /** A whole number with the type and shape of {@code like}. */
  default Value fill(long number, Value like) {
    return fill(new Val.WeakInt(BigInteger.valueOf(number)), like.type().element(), like.shape());
  }

  /** The values repeated to the shape that they have together. */
  default List<Value> broadcast(List<Value> values, List<Span> spans) {
    c().at(whole());
    return new Broadcasting(c()).together(values, spans, called(), at());
  }

  /** The positions of the elements that are not zero, an index tensor for each axis. */
  default List<Value> nonzero(String name) {
    return c().counting.nonzero(tensor(name), span(name));
  }

  /**
   * Does {@code inside} in the outermost graph that has the value, so that what it counts has one
   * size wherever this is called of it; it must not be able to fail.
   */
  default <T> T outside(Value value, Function<Value, T> inside) {
    c().at(whole());
    return c().counting.outside(value, inside);
  }

  /**
   * The places of the true elements of a vector that was made of an argument.
   *
   * @param words what their number is of the argument: "is the number of different elements of"
   */
  default Value positions(Value mask, String name, String words) {
    return c().counting.nonzero(mask, words, span(name)).get(0);
  }

  /** The places of the elements of a vector of numbers, each as often as its number says. */
  default Value repeatedPlaces(Value repeats, String name) {
    return c().counting.repeatedPlaces(repeats, "is the sum of the elements of", span(name));
  }

  default Val codes(String name) {
    return c().texts.codes(this, name);
  }

  default Val matmul(String left, String right) {
    return new Products(c()).matmul(operand(left), operand(right), called(), at(), whole());
  }

  /** What calling an element type does: {@code f32(x)}. */
  default Val convert(String name, Element element) {
    Argument x = new Argument(Optional.empty(), val(name), span(name));
    return Conversions.apply(c(), element, new Arguments(List.of(x)), at(), whole());
  }

  /** The result of an elementwise operation on some of the arguments. */
  default Val elementwise(Op op, String... names) {
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      operands.add(operand(name));
    }
    return new Elementwise(c()).apply(op, called(), operands, at(), whole());
  }

  /** As above, for arguments of a narrower kind than the operation takes. */
  default Val elementwise(Op op, Kind kind, String... names) {
    List<Operand> operands = Stream.of(names).map(this::operand).toList();
    return new Elementwise(c()).apply(op, kind, called(), operands, at(), whole());
  }
}
