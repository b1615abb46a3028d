package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.syntax.Expr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * {@code x with [1:3] = v}: a tensor like {@code x} with other elements where the subscripts say,
 * which are those of reading. {@code +=} and {@code -=} add up where an index stands twice; of
 * several {@code =} to one element the last counts.
 */
final class Updates {
  private final Context c;

  Updates(Context c) {
    this.c = c;
  }

  Val update(Expr.With e, Scope scope) {
    Val val = c.expressions.check(e.target(), scope);
    for (Expr.Update update : e.updates()) {
      if (val.isPoison()) {
        return val;
      }
      val =
          switch (update) {
            case Expr.Update.At at -> at(val, at, e, scope);
            case Expr.Update.Fields fields -> fields(val, fields, e, scope);
          };
    }
    return val;
  }

  private Val fields(Val val, Expr.Update.Fields update, Expr.With e, Scope scope) {
    if (!(val instanceof Val.Record record)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0405,
                  update.span(),
                  "Only a record has fields to change, but this is %s."
                      .formatted(c.tensors.describe(val)))
              .label(e.target().span(), "this is " + c.tensors.describe(val)));
    }
    Map<String, Val> fields = new LinkedHashMap<>(record.fields());
    for (Expr.RecordField field : update.fields()) {
      String name = field.name().name();
      if (!fields.containsKey(name)) {
        Diagnostic d =
            Diagnostic.error(
                Code.TG0203,
                field.name().span(),
                "There is no `%s` in `%s`.".formatted(name, c.text(record.type())));
        Optional<String> near = Similar.to(name, fields.keySet());
        throw c.fail(
            near.isPresent()
                ? d.fix(Fix.replace("write `" + near.get() + "`", field.name().span(), near.get()))
                : d);
      }
      Val now = c.expressions.check(field.value(), scope);
      fields.put(name, c.expressions.strong(now, field.value().span()));
    }
    return new Val.Record(fields);
  }

  private Val at(Val val, Expr.Update.At update, Expr.With e, Scope scope) {
    if (!Tensors.isTensor(val)) {
      throw c.fail(
          Code.TG0414,
          update.span(),
          "Only a tensor has elements to change, but this is %s."
              .formatted(c.tensors.describe(val)));
    }
    Value x = c.tensors.value(val, e.target().span());
    update.op().ifPresent(op -> rejectKind(x, op, update, e.target().span()));
    Value positions = positions(x, update, e, scope);
    Val given = c.expressions.check(update.value(), scope);
    if (given.isPoison()) {
      return given;
    }
    Operand operand = new Operand(given, update.value().span());
    Value value = fitting(x, positions, operand, update);
    Optional<SelectedBlock> block = SelectedBlock.of(c.builder(), positions, x.shape());
    if (block.isPresent()) {
      c.at(update.span());
      return new Val.Tensor(changed(block.get(), x, value, update.op()));
    }
    Value flat = c.emit(new Reshape(Shape.of(x.shape().size())), x);
    Value places = c.emit(new Reshape(Shape.of(positions.shape().size())), positions);
    Value news = c.emit(new Reshape(places.shape()), value);
    BinaryOp op = update.op().orElse(null);
    c.at(update.span());
    Value changed =
        op == BinaryOp.ADD || op == BinaryOp.SUBTRACT
            ? added(flat, places, news, op)
            : written(flat, places, op == null ? news : combined(flat, places, news, op));
    return new Val.Tensor(c.emit(new Reshape(x.shape()), changed));
  }

  /** Neighbouring elements, none of which is there twice. */
  private Value changed(SelectedBlock block, Value x, Value value, Optional<BinaryOp> op) {
    Value news = c.emit(new Reshape(new Shape(block.lengths())), value);
    if (op.isEmpty()) {
      return block.written(c.builder(), x, news);
    }
    Value now = block.read(c.builder(), x);
    return block.written(c.builder(), x, c.emit(Ops.named(op.get().function()), now, news));
  }

  /** What is combined with the elements must be something that can be done with their type. */
  private void rejectKind(Value x, BinaryOp op, Expr.Update.At update, Span target) {
    Element element = x.type().element();
    Kind kind = Kind.named(Ops.named(op.function()).signature().params().get(0).element());
    if (element.isIn(kind)) {
      return;
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0401,
                update.span(),
                "`%s=` needs %s, but the elements are `%s`."
                    .formatted(op.text(), Elementwise.words(kind), element))
            .label(target, "this is `" + c.text(x.type()) + "`");
    String cast = "f64(" + target.text() + ")";
    throw c.fail(
        op == BinaryOp.DIVIDE && element.isIn(Kind.INT)
            ? d.fix(Fix.replace("write `" + cast + "`", target, cast))
            : d);
  }

  /** The place of each element that the subscripts select, in row-major order of {@code x}. */
  private Value positions(Value x, Expr.Update.At update, Expr.With e, Scope scope) {
    Value all = c.emit(new Iota(x.shape().size(), DType.I64));
    Val places = new Val.Tensor(c.emit(new Reshape(x.shape()), all));
    Expr.Index index =
        new Expr.Index(update.span(), e.target(), update.subscripts(), update.span());
    Val selected = c.indexing.index(index, places, scope);
    if (selected.isPoison()) {
      throw new Reported();
    }
    return c.tensors.value(selected, update.span());
  }

  /** The new elements, of the element type of {@code x}, repeated to the shape that is written. */
  private Value fitting(Value x, Value positions, Operand given, Expr.Update.At update) {
    Element element = x.type().element();
    boolean weak = Tensors.weakness(given.val()) != Tensors.Weakness.STRONG;
    if (!weak && !c.tensors.element(given).equals(element)) {
      String cast = element + "(" + given.span().text() + ")";
      throw c.fail(
          Diagnostic.error(
                  Code.TG0402,
                  given.span(),
                  "The elements are `%s`, but this is `%s`."
                      .formatted(element, c.text(given.val().type())))
              .fix(Fix.replace("write `" + cast + "`", given.span(), cast)));
    }
    Value value = c.tensors.value(given.val(), element, given.span());
    Span span = update.span();
    Value like = c.builder().opaque(new TensorType(element, positions.shape()), "");
    Shape shape =
        new Broadcasting(c)
            .shape(List.of(like, value), List.of(span, given.span()), "the update", span);
    if (!shape.equals(positions.shape())) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0302,
                  given.span(),
                  "There are more new elements than places: shape `%s` for `%s`."
                      .formatted(c.text(value.shape()), c.text(positions.shape())))
              .at("this has shape `" + c.text(value.shape()) + "`")
              .label(span, "this selects `" + c.text(positions.shape()) + "`"));
    }
    return new Broadcasting(c).repeated(value, shape);
  }

  private Value added(Value flat, Value places, Value news, BinaryOp op) {
    Value sum = c.emit(new ScatterAdd(0, 1, flat.shape()), news, places);
    return c.emit(Ops.named(op == BinaryOp.ADD ? "add" : "subtract"), flat, sum);
  }

  private Value combined(Value flat, Value places, Value news, BinaryOp op) {
    return c.emit(Ops.named(op.function()), c.emit(new Gather(0, 1), flat, places), news);
  }

  private Value written(Value flat, Value places, Value news) {
    Dim size = flat.shape().dim(0);
    if (places.shape().dim(0).is(0)) {
      return flat;
    }
    Value last = c.emit(new LastWrite(0, size), places);
    Value zero = Broadcast.to(c.builder(), c.emit(new Constant(Array.scalar(0L))), last.shape());
    Value isWritten = c.emit(Ops.named("greater_equal"), last, zero);
    // A place that nothing is written to reads some element all the same, which is not taken. There
    // may be none to read, so one that does not matter is put before the others.
    Value one = c.emit(new Constant(Array.scalar(1L)));
    Value source = c.emit(Ops.named("add"), last, Broadcast.to(c.builder(), one, last.shape()));
    Value padded = Concat.of(c.builder(), 0, List.of(blank(news), news));
    Value taken = c.emit(new Gather(0, 1), padded, source);
    return c.emit(Ops.named("select"), isWritten, taken, flat);
  }

  /** One element of the element type, whatever its value. */
  private Value blank(Value like) {
    Value zero = c.tensors.cast(c.emit(new Constant(Array.scalar(0L))), like.type().element());
    return c.emit(new Reshape(Shape.of(Dim.ONE)), zero);
  }
}
