package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.SizeFixes;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Slice;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Functions that join tensors, given as a list or a tuple or as the rows of one, and take apart.
 */
final class Joining {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "stack(arrays, axis=0)",
              "Tensors of one shape, joined along a new axis.",
              Joining::stack),
          Builtin.of(
              "concat(arrays, axis=0)",
              "Tensors joined along an axis; with `axis=none`, all their elements.",
              Joining::concat),
          Builtin.of(
              "unstack(x, axis=0)",
              "The parts along the axis, as a tuple; the size of the axis must be known.",
              Joining::unstack));

  private Joining() {}

  /** The rows of a tensor that is given in place of a list; their number may be any size. */
  private static boolean isRows(CallSite call) {
    return call.val("arrays") instanceof Val.Tensor;
  }

  /** {@code stack(a, b)} instead of {@code stack([a, b])}. */
  private static void needList(CallSite call) {
    if (!call.has("axis") || call.size(call.val("axis")).isPresent()) {
      return;
    }
    Val axis = call.val("axis");
    if (call.isTensor(call.val("arrays")) && call.isTensor(axis)) {
      Span arrays = call.span("arrays");
      Span both = arrays.source().span(arrays.start(), call.span("axis").end());
      boolean inOrder = arrays.end() <= call.span("axis").start();
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0413,
                  call.at(),
                  "The tensors for %s are given as one list.".formatted(call.called()))
              .label(call.span("axis"), "this is taken for the axis");
      throw call.fail(d.fixIf(inOrder, both, "[" + both.text() + "]"));
    }
  }

  private static Val stack(CallSite call) {
    needList(call);
    if (isRows(call)) {
      Value rows = needRows(call);
      int axis = call.axis("axis", rows, 0);
      return new Val.Tensor(
          AxisOrder.permuted(call, rows, AxisOrder.moved(rows.rank(), List.of(0), List.of(axis))));
    }
    List<Operand> operands = operands(call);
    List<Value> values = call.together(operands, Kind.ANY);
    Shape first = values.get(0).shape();
    int axis = 0;
    if (call.has("axis")) {
      axis = call.axis(call.size("axis"), call.span("axis"), first.insert(first.rank(), Dim.ONE));
    }
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value same = fitted(call, operands, values, i, first, -1);
      parts.add(call.reshape(same, first.insert(axis, Dim.of(1))));
    }
    return new Val.Tensor(Concat.of(call.b(), axis, parts));
  }

  /** The tensors of the list. */
  static List<Operand> operands(CallSite call) {
    Val val = call.val("arrays");
    List<Operand> operands = call.list("arrays");
    boolean isList = val instanceof Val.Items || val instanceof Val.Tuple;
    if (!isList) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0413,
                  call.span("arrays"),
                  "%s needs a list of tensors, but this is %s."
                      .formatted(call.called(), call.describe(val)))
              .fixIf(
                  val instanceof Val.Record,
                  call.span("arrays"),
                  "columns(" + call.span("arrays").text() + ")"));
    }
    if (operands.isEmpty()) {
      throw call.fail(
          Code.TG0413, call.span("arrays"), call.called() + " needs at least one tensor.");
    }
    return operands;
  }

  /** Tensor {@code i} with the shape of the first, but for one axis. */
  private static Value fitted(
      CallSite call, List<Operand> operands, List<Value> values, int i, Shape first, int joined) {
    Shape shape = values.get(i).shape();
    boolean same = shape.rank() == first.rank();
    Shape fitting = shape;
    for (int axis = 0; same && axis < first.rank(); axis++) {
      if (axis != joined) {
        same = call.isEqual(shape.dim(axis), first.dim(axis));
        fitting = fitting.with(axis, first.dim(axis));
      }
    }
    if (same) {
      return call.coerce(values.get(i), fitting);
    }
    throw call.fail(
        misfit(call, operands.get(0).span(), first, operands.get(i).span(), shape, joined));
  }

  private static Diagnostic misfit(
      CallSite call, Span one, Shape first, Span other, Shape shape, int joined) {
    String what = joined < 0 ? "one shape" : "the same sizes but along axis " + joined;
    Diagnostic d =
        Diagnostic.error(
            Code.TG0301, call.at(), "%s needs tensors of %s.".formatted(call.called(), what));
    d = d.label(one, "this has shape `" + call.c().text(first) + "`");
    d = d.label(other, "this has shape `" + call.c().text(shape) + "`");
    if (first.rank() != shape.rank()) {
      return otherRank(d, one, first, other, shape);
    }
    int differing = 0;
    int differ = -1;
    for (int axis = 0; axis < first.rank(); axis++) {
      if (!call.isEqual(shape.dim(axis), first.dim(axis))) {
        differing++;
        differ = axis != joined ? axis : differ;
      }
    }
    d = call.explain(d, shape.dim(differ), first.dim(differ));
    if (joined < 0 && first.rank() == 1) {
      d = d.fix(Fix.replace("put one after the other: write `concat`", call.at(), "concat"));
    } else if (joined >= 0 && differing == 1 && call.has("axis")) {
      String axis = Integer.toString(differ);
      d = d.fix(Fix.replace("join along axis " + axis, call.span("axis"), axis));
    }
    return new SizeFixes(call.c())
        .add(d, new SizeFixes.Side(first, differ, one), new SizeFixes.Side(shape, differ, other));
  }

  /** Offers a new axis for the vector among matrices. */
  private static Diagnostic otherRank(
      Diagnostic d, Span one, Shape first, Span other, Shape shape) {
    Span small = first.rank() < shape.rank() ? one : other;
    boolean isVector =
        Math.min(first.rank(), shape.rank()) == 1 && Math.max(first.rank(), shape.rank()) == 2;
    String text = small.text();
    return isVector && text.matches("[\\w.]+|\\w+\\([^()]*\\)")
        ? d.fix(
                Fix.replace(
                    "make it a column: write `" + text + "[:, none]`", small, text + "[:, none]"))
            .fix(
                Fix.replace(
                    "make it a row: write `" + text + "[none, :]`", small, text + "[none, :]"))
        : d;
  }

  private static Value needRows(CallSite call) {
    Value rows = call.tensor("arrays");
    if (rows.rank() == 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0413,
                  call.span("arrays"),
                  call.called() + " needs a list of tensors, but this is a scalar.")
              .note("Lists are written with brackets: `" + call.builtin().name() + "([a, b])`."));
    }
    return rows;
  }

  private static Val concat(CallSite call) {
    needList(call);
    boolean flat = call.arguments().containsKey("axis") && !call.has("axis");
    if (isRows(call)) {
      return new Val.Tensor(concatRows(call, needRows(call), flat));
    }
    List<Operand> operands = operands(call);
    List<Value> values = call.together(operands, Kind.ANY);
    if (flat) {
      values = values.stream().map(v -> call.reshape(v, Shape.of(v.shape().size()))).toList();
    }
    Shape first = values.get(0).shape();
    if (first.rank() == 0) {
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0303, call.at(), "Scalars have no axis along which they can be joined.")
              .label(operands.get(0).span(), "this is a scalar");
      throw call.fail(d.fix(Fix.replace("write `stack`", call.at(), "stack")));
    }
    needSameRank(call, operands, values);
    int axis = call.has("axis") ? call.axis(call.size("axis"), call.span("axis"), first) : 0;
    return new Val.Tensor(along(call, operands, values, axis));
  }

  static void needSameRank(CallSite call, List<Operand> operands, List<Value> values) {
    Shape first = values.get(0).shape();
    for (int i = 1; i < values.size(); i++) {
      Shape shape = values.get(i).shape();
      if (shape.rank() != first.rank()) {
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0303,
                    call.at(),
                    "%s needs tensors with the same number of axes.".formatted(call.called()))
                .label(operands.get(0).span(), "this has shape `" + call.c().text(first) + "`")
                .label(operands.get(i).span(), "this has shape `" + call.c().text(shape) + "`");
        throw call.fail(otherRank(d, operands.get(0).span(), first, operands.get(i).span(), shape));
      }
    }
  }

  /** Tensors of one rank, made of the operands, joined along an axis. */
  static Value along(CallSite call, List<Operand> operands, List<Value> values, int axis) {
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(fitted(call, operands, values, i, values.get(0).shape(), axis));
    }
    return Concat.of(call.b(), axis, parts);
  }

  /** The rows of a tensor one after the other: the first axis goes into another. */
  private static Value concatRows(CallSite call, Value rows, boolean flat) {
    if (flat) {
      return call.reshape(rows, Shape.of(rows.shape().size()));
    }
    Shape row = rows.shape().slice(1, rows.rank());
    if (row.rank() == 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303, call.at(), "Scalars have no axis along which they can be joined.")
              .label(call.span("arrays"), "the rows of this are scalars")
              .note("Several tensors are joined as a list: `concat([a, b])`."));
    }
    int axis = call.has("axis") ? call.axis(call.size("axis"), call.span("axis"), row) : 0;
    Value moved =
        AxisOrder.permuted(call, rows, AxisOrder.moved(rows.rank(), List.of(0), List.of(axis)));
    Dim joined = rows.shape().dim(0).times(row.dim(axis));
    return call.reshape(moved, row.with(axis, joined));
  }

  private static Val unstack(CallSite call) {
    Value x = call.tensor("x");
    int axis = call.axis("axis", x, 0);
    if (x.rank() == 0) {
      throw call.fail(Code.TG0303, call.span("x"), "A scalar has no parts.");
    }
    Dim size = x.shape().dim(axis);
    OptionalLong count = call.known(size).constant();
    if (count.isEmpty()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0309,
                  call.at(),
                  "How many parts there are must be known, but axis %d is `%s`."
                      .formatted(axis, call.c().text(size)))
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
    }
    Value known = call.coerce(x, x.shape().with(axis, Dim.of(count.getAsLong())));
    List<Val> parts = new ArrayList<>();
    for (long i = 0; i < count.getAsLong(); i++) {
      Value part = Slice.along(call.b(), known, axis, Dim.of(i), Dim.ONE);
      parts.add(new Val.Tensor(call.reshape(part, x.shape().remove(axis))));
    }
    return new Val.Tuple(parts);
  }
}
