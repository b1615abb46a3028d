package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.reduce.Sum;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions that multiply tensors and sum the products. */
final class ProductFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "matmul(a, b)",
              "The product of matrices and vectors, with batches that broadcast: `a @ b`.",
              call -> call.matmul("a", "b")),
          Builtin.of(
              "dot(a, b)",
              "The product of vectors and matrices, as `a @ b`; of scalars, `a * b`.",
              ProductFunctions::dot),
          Builtin.of(
              "vecdot(x, y, axis=-1)",
              "The sum of `conj(x) * y` along the axis.",
              ProductFunctions::vecdot),
          Builtin.of(
              "vdot(x, y)", "The sum of `conj(x) * y` over all elements.", ProductFunctions::vdot),
          Builtin.of(
              "outer(a, b)",
              "Each element of one vector times each of another, as a matrix.",
              ProductFunctions::outer),
          Builtin.of(
              "tensordot(a, b, axes=2)",
              "The product summed over axes: the last of `a` with the first of `b`, or pairs.",
              ProductFunctions::tensordot),
          Builtin.of(
              "einsum(subscripts, *operands)",
              "A sum of products in Einstein's notation: `einsum(\"ij,jk->ik\", a, b)`.",
              call -> new Einsum(call).result()),
          Builtin.of(
              "cross(x, y, axis=-1)",
              "The vector product of vectors of 3 elements along the axis.",
              ProductFunctions::cross),
          Builtin.of(
              "kron(a, b)",
              "Each element of `a` replaced by its product with all of `b`.",
              ProductFunctions::kron));

  private ProductFunctions() {}

  private static List<Span> spans(CallSite call, String a, String b) {
    return List.of(call.span(a), call.span(b));
  }

  private static Val dot(CallSite call) {
    Value a = call.tensor("a");
    Value b = call.tensor("b");
    if (a.rank() == 0 || b.rank() == 0) {
      return call.elementwise(new Multiply(), "a", "b");
    }
    if (b.rank() > 2) {
      throw call.fail(
          Diagnostic.error(Code.TG0303, call.at(), "`dot` is for vectors and matrices.")
              .label(call.span("b"), "this has shape `" + call.c().text(b.shape()) + "`")
              .note("`matmul` multiplies batches of matrices, `tensordot` sums over any axes.")
              .fix(Fix.replace("write `matmul`", call.at(), "matmul")));
    }
    return call.matmul("a", "b");
  }

  private static Value conj(CallSite call, Value x) {
    return x.type().element().isIn(Kind.REAL) ? x : call.emit(new Conj(), x);
  }

  /** The axis is counted in each operand by itself; the others broadcast. */
  private static Val vecdot(CallSite call) {
    List<Value> both = new ArrayList<>(call.together(Kind.NUMERIC, "x", "y"));
    List<String> names = List.of("x", "y");
    for (int i = 0; i < 2; i++) {
      Value value = both.get(i);
      call.needLastAxes(names.get(i), value, 1);
      int axis = call.axis("axis", value, value.rank() - 1);
      both.set(
          i,
          AxisOrder.permuted(
              call,
              value,
              AxisOrder.moved(value.rank(), List.of(axis), List.of(value.rank() - 1))));
    }
    Dim sizeX = both.get(0).shape().dim(both.get(0).rank() - 1);
    Dim sizeY = both.get(1).shape().dim(both.get(1).rank() - 1);
    if (!call.isEqual(sizeX, sizeY)) {
      throw differ(call, "The vectors must be equally long", "x", sizeX, "y", sizeY);
    }
    List<Value> same = call.broadcast(both, spans(call, "x", "y"));
    Value products = Formula.multiply(call.b(), conj(call, same.get(0)), same.get(1));
    return new Val.Tensor(call.emit(new Sum(List.of(products.rank() - 1)), products));
  }

  private static RuntimeException differ(
      CallSite call, String message, String x, Dim sizeX, String y, Dim sizeY) {
    String[] sizes = call.pair(sizeX, sizeY);
    return call.fail(
        call.explain(
            Diagnostic.error(
                    Code.TG0301,
                    call.at(),
                    "%s, but `%s` is not `%s`.".formatted(message, sizes[0], sizes[1]))
                .label(call.span(x), "this size is `" + sizes[0] + "`")
                .label(call.span(y), "this size is `" + sizes[1] + "`"),
            sizeX,
            sizeY));
  }

  private static Val vdot(CallSite call) {
    List<Value> flat = new ArrayList<>();
    for (Value value : call.together(Kind.NUMERIC, "x", "y")) {
      flat.add(call.reshape(value, Shape.of(value.shape().size())));
    }
    Dim sizeX = flat.get(0).shape().dim(0);
    Dim sizeY = flat.get(1).shape().dim(0);
    if (!call.isEqual(sizeX, sizeY)) {
      throw differ(call, "There must be as many elements", "x", sizeX, "y", sizeY);
    }
    Value y = call.coerce(flat.get(1), flat.get(0).shape());
    Value products = Formula.multiply(call.b(), conj(call, flat.get(0)), y);
    return new Val.Tensor(call.emit(new Sum(List.of(0)), products));
  }

  private static Val outer(CallSite call) {
    List<Value> both = call.together(Kind.NUMERIC, "a", "b");
    for (int i = 0; i < 2; i++) {
      Value value = both.get(i);
      if (value.rank() != 1 || value.shape().hasPack()) {
        Span span = call.span(i == 0 ? "a" : "b");
        throw call.fail(
            Diagnostic.error(Code.TG0303, call.at(), "`outer` needs two vectors.")
                .label(span, "this has shape `" + call.c().text(value.shape()) + "`")
                .note("`x[:, none] * y[none, :]` multiplies any tensors so."));
      }
    }
    Shape shape = both.get(0).shape().concat(both.get(1).shape());
    Value a = call.emit(new Broadcast(shape, List.of(0)), both.get(0));
    Value b = call.emit(new Broadcast(shape, List.of(1)), both.get(1));
    return new Val.Tensor(Formula.multiply(call.b(), a, b));
  }

  /** Pairs of axes, one of each operand. */
  private record Pairs(List<Integer> a, List<Integer> b) {}

  private static Val tensordot(CallSite call) {
    List<Value> both = call.together(Kind.NUMERIC, "a", "b");
    Value a = both.get(0);
    Value b = both.get(1);
    Pairs pairs = pairs(call, a, b);
    List<Integer> namesA = new ArrayList<>(AxisOrder.inOrder(a.rank()));
    List<Integer> namesB = new ArrayList<>();
    AxisOrder.inOrder(b.rank()).forEach(axis -> namesB.add(a.rank() + axis));
    for (int i = 0; i < pairs.a.size(); i++) {
      Dim sizeA = a.shape().dim(pairs.a.get(i));
      Dim sizeB = b.shape().dim(pairs.b.get(i));
      if (!call.isEqual(sizeA, sizeB)) {
        throw differ(
            call,
            "Axis %d of `a` must have the size of axis %d of `b`"
                .formatted(pairs.a.get(i), pairs.b.get(i)),
            "a",
            sizeA,
            "b",
            sizeB);
      }
      b = call.coerce(b, b.shape().with(pairs.b.get(i), sizeA));
      namesB.set(pairs.b.get(i), pairs.a.get(i));
    }
    List<Integer> output = new ArrayList<>(namesA);
    output.addAll(namesB);
    output.removeIf(name -> namesA.contains(name) && namesB.contains(name));
    return new Val.Tensor(
        new Contraction(call, output)
            .of(List.of(new Contraction.Factor(a, namesA), new Contraction.Factor(b, namesB))));
  }

  private static Pairs pairs(CallSite call, Value a, Value b) {
    if (call.has("axes") && call.val("axes") instanceof Val.Tuple t && t.parts().size() == 2) {
      Span span = call.span("axes");
      Pairs pairs =
          new Pairs(
              call.axesInOrder(new Operand(t.parts().get(0), span), "axes", a.shape()),
              call.axesInOrder(new Operand(t.parts().get(1), span), "axes", b.shape()));
      if (pairs.a.size() != pairs.b.size()) {
        throw call.fail(
            Code.TG0315,
            span,
            "There must be as many axes of `a` as of `b`, but %d are not %d."
                .formatted(pairs.a.size(), pairs.b.size()));
      }
      return pairs;
    }
    long count = call.has("axes") ? call.number("axes") : 2;
    if (count < 0 || count > Math.min(a.rank(), b.rank())) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0315, call.at(), "There are not %d axes to sum over.".formatted(count))
              .label(call.span("a"), "this has shape `" + call.c().text(a.shape()) + "`")
              .label(call.span("b"), "this has shape `" + call.c().text(b.shape()) + "`"));
    }
    for (int i = 0; i < count; i++) {
      call.axis(Dim.of(i), call.span("b"), b.shape());
    }
    call.needLastAxes("a", a, (int) count);
    int first = a.rank() - (int) count;
    return new Pairs(
        AxisOrder.inOrder(a.rank()).subList(first, a.rank()),
        AxisOrder.inOrder(b.rank()).subList(0, (int) count));
  }

  private static Val cross(CallSite call) {
    List<Value> both = new ArrayList<>(call.together(Kind.NUMERIC, "x", "y"));
    both = call.broadcast(both, spans(call, "x", "y"));
    Value x = both.get(0);
    call.needLastAxes("x", x, 1);
    int axis = call.axis("axis", x, x.rank() - 1);
    Dim size = x.shape().dim(axis);
    if (!size.is(3)) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0301,
                  call.at(),
                  "`cross` needs vectors of 3 elements, but axis %d is `%s`."
                      .formatted(axis, call.c().text(size)))
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
    }
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int next = (i + 1) % 3;
      int last = (i + 2) % 3;
      Value forth = part(call, both, axis, next, last);
      Value back = part(call, both, axis, last, next);
      parts.add(Formula.subtract(call.b(), forth, back));
    }
    return new Val.Tensor(Concat.of(call.b(), axis, parts));
  }

  private static Value part(CallSite call, List<Value> both, int axis, int i, int j) {
    Value x = Slice.along(call.b(), both.get(0), axis, Dim.of(i), Dim.ONE);
    Value y = Slice.along(call.b(), both.get(1), axis, Dim.of(j), Dim.ONE);
    return Formula.multiply(call.b(), x, y);
  }

  private static Val kron(CallSite call) {
    List<Value> both = call.together(Kind.NUMERIC, "a", "b");
    int rank = Math.max(both.get(0).rank(), both.get(1).rank());
    List<Dim> wide = new ArrayList<>();
    List<Dim> result = new ArrayList<>();
    List<Integer> axesA = new ArrayList<>();
    List<Integer> axesB = new ArrayList<>();
    List<Value> full = new ArrayList<>();
    for (Value value : both) {
      if (value.shape().hasPack()) {
        throw call.fail(Code.TG0314, call.at(), "`kron` needs to know how many axes there are.");
      }
      Shape shape = value.shape();
      while (shape.rank() < rank) {
        shape = shape.insert(0, Dim.ONE);
      }
      full.add(call.reshape(value, shape));
    }
    for (int axis = 0; axis < rank; axis++) {
      Dim a = full.get(0).shape().dim(axis);
      Dim b = full.get(1).shape().dim(axis);
      axesA.add(wide.size());
      wide.add(a);
      axesB.add(wide.size());
      wide.add(b);
      result.add(a.times(b));
    }
    Value a = call.emit(new Broadcast(new Shape(wide), axesA), full.get(0));
    Value b = call.emit(new Broadcast(new Shape(wide), axesB), full.get(1));
    Value products = Formula.multiply(call.b(), a, b);
    return new Val.Tensor(call.reshape(products, new Shape(result)));
  }
}
