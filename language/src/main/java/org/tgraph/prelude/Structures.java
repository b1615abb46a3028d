package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.StructureMap;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Tuples and records of tensors as one vector, and back: how a function takes any structure, as
 * JAX's {@code ravel_pytree}.
 */
final class Structures {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "ravel(x)",
              "All elements of a tensor, or of the tensors in a tuple or record, in order, as one"
                  + " vector.",
              Structures::ravel),
          Builtin.of(
              "unravel(vector, like)",
              "The elements of a vector in the shapes and the structure of `like`, with its element"
                  + " types.",
              Structures::unravel),
          Builtin.of(
              "tree_map(f, x, *others)",
              "The structure of `x` with `f` of each tensor in its place, and of those at the same"
                  + " place in others of that structure.",
              call -> new StructureMap(call.c()).of(call)));

  private Structures() {}

  private static Val ravel(CallSite call) {
    List<Operand> leaves = call.leaves("x");
    if (leaves.isEmpty()) {
      return new Val.Tensor(
          call.fill(new Val.WeakFloat(0), DType.F64, new Shape(List.of(Dim.ZERO))));
    }
    boolean areTruths =
        leaves.stream().allMatch(l -> call.tensor(l).type().element().isIn(Kind.BOOL));
    List<Value> values = call.together(leaves, areTruths ? Kind.BOOL : Kind.NUMERIC);
    List<Value> flat = new ArrayList<>();
    for (Value value : values) {
      flat.add(call.reshape(value, new Shape(List.of(value.shape().size()))));
    }
    return new Val.Tensor(Concat.of(call.b(), 0, flat));
  }

  private static Val unravel(CallSite call) {
    Value vector = call.tensor("vector");
    if (vector.rank() != 1) {
      throw call.fail(
          Diagnostic.error(Code.TG0303, call.span("vector"), "`unravel` takes a vector.")
              .at("this is " + call.describe(call.val("vector"))));
    }
    List<Value> like = call.leaves("like").stream().map(call::tensor).toList();
    Dim size = Dim.ZERO;
    for (Value leaf : like) {
      size = size.plus(leaf.shape().size());
    }
    Dim actual = vector.shape().dim(0);
    if (!call.isEqual(actual, size)) {
      String[] texts = call.pair(actual, size);
      throw call.fail(
          call.explain(
              Diagnostic.error(
                      Code.TG0308,
                      call.span("vector"),
                      "The vector has %s elements, but `like` has %s."
                          .formatted(texts[0], texts[1]))
                  .label(call.span("like"), "this is " + call.describe(call.val("like"))),
              actual,
              size));
    }
    Value whole = call.coerce(vector, new Shape(List.of(size)));
    List<Value> leaves = new ArrayList<>();
    Dim start = Dim.ZERO;
    for (Value leaf : like) {
      Dim count = leaf.shape().size();
      Value part = Slice.along(call.b(), whole, 0, start, count);
      Value shaped =
          part.shape().equals(leaf.shape()) ? part : call.emit(new Reshape(leaf.shape()), part);
      leaves.add(converted(call, shaped, leaf.type().element()));
      start = start.plus(count);
    }
    return call.like("like", leaves);
  }

  /** Within a kind, or from reals to complex numbers: what would lose more is a mistake. */
  private static Value converted(CallSite call, Value value, Element wanted) {
    Element element = value.type().element();
    boolean fits =
        element.equals(wanted)
            || element.isIn(Kind.INT) && wanted.isIn(Kind.INT)
            || element.isIn(Kind.FLOAT) && wanted.isIn(Kind.FLOATING)
            || element.isIn(Kind.COMPLEX) && wanted.isIn(Kind.COMPLEX);
    if (!fits) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0402,
                  call.span("vector"),
                  "The vector is of `%s`, but `like` has a part of `%s`."
                      .formatted(element, wanted))
              .label(call.span("like"), "this is " + call.describe(call.val("like"))));
    }
    return call.cast(value, wanted);
  }
}
