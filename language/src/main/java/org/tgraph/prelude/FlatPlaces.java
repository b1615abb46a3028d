package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Places among all elements of a tensor, as they are given by its axes. */
final class FlatPlaces {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "unravel_index(indices, shape)",
              "The places along each axis of `shape` of places among all elements, as a tuple:"
                  + " `unravel_index(argmax(x), x.shape)`.",
              FlatPlaces::unravel),
          Builtin.of(
              "ravel_multi_index(multi_index, shape)",
              "The places among all elements of a tensor of `shape` of places along each axis.",
              FlatPlaces::ravel),
          Builtin.of(
              "lexsort(keys)",
              "The places of vectors' elements in the order of the last vector; equal ones in the"
                  + " order of the one before it, and so on.",
              FlatPlaces::lexsort));

  private FlatPlaces() {}

  private static Val unravel(CallSite call) {
    Value rest = call.cast(call.tensor("indices", Kind.INT), DType.I64);
    Shape shape = call.shape("shape", Optional.empty());
    List<Val> places = new ArrayList<>();
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      // Whatever is too large stays in the first axis, and is out of range there.
      Value size = size(call, axis == 0 ? Dim.ONE : shape.dim(axis), rest);
      boolean isFirst = axis == 0;
      places.add(new Val.Tensor(isFirst ? rest : call.emit(new Remainder(), rest, size)));
      rest = isFirst ? rest : call.emit(new FloorDivide(), rest, size);
    }
    Collections.reverse(places);
    return new Val.Tuple(places);
  }

  private static Value size(CallSite call, Dim size, Value like) {
    return Broadcast.to(call.b(), call.number(size, DType.I64), like.shape());
  }

  private static Val ravel(CallSite call) {
    List<Operand> operands = call.list("multi_index");
    Shape shape = call.shape("shape", Optional.empty());
    if (operands.size() != shape.rank()) {
      throw call.fail(
          Diagnostic.error(Code.TG0411, call.at(), "There must be places for each axis.")
              .label(call.span("multi_index"), "these are " + operands.size())
              .label(call.span("shape"), "these are " + shape.rank() + " axes"));
    }
    List<Value> places = new ArrayList<>();
    for (Value value : call.together(operands, Kind.INT)) {
      places.add(call.cast(value, DType.I64));
    }
    List<Span> spans = operands.stream().map(Operand::span).toList();
    List<Value> together = call.broadcast(places, spans);
    Value flat = together.get(0);
    for (int axis = 1; axis < shape.rank(); axis++) {
      Value scaled = Formula.multiply(call.b(), flat, size(call, shape.dim(axis), flat));
      flat = Formula.add(call.b(), scaled, together.get(axis));
    }
    return new Val.Tensor(flat);
  }

  /** By the last key last, each time without changing the order of equal ones. */
  private static Val lexsort(CallSite call) {
    List<Operand> keys = call.list("keys");
    if (keys.isEmpty()) {
      throw call.fail(
          Code.TG0413, call.span("keys"), "`lexsort` needs at least one key to sort by.");
    }
    List<Value> values = keys.stream().map(call::tensor).toList();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).rank() != 1) {
        throw call.fail(
            Code.TG0303,
            keys.get(i).span(),
            "The keys of `lexsort` must be vectors, but this is `%s`."
                .formatted(call.c().text(values.get(i).type())));
      }
      call.needLastAxes("keys", values.get(i), 1);
    }
    Dim size = values.get(0).shape().dim(0);
    Value order = new Arithmetic(call).places(size);
    for (int i = 0; i < values.size(); i++) {
      Dim other = values.get(i).shape().dim(0);
      Requirements.sameSize(call, "The keys must be equally long", "keys", other, "keys", size);
      Value key = call.coerce(values.get(i), Shape.of(size));
      Value moved = Picking.take(call, key, order, 0);
      order = Picking.take(call, order, call.emit(new ArgSort(0, false), moved), 0);
    }
    return new Val.Tensor(order);
  }
}
