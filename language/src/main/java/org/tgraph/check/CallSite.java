package org.tgraph.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.tgraph.program.Step;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * One call of a function of the prelude: its arguments as what the function needs. An argument that
 * is not what is asked for is reported, and {@link Reported} is thrown.
 *
 * @param at where the name of the function is written
 * @param whole the whole call
 */
public record CallSite(
    Context c, Builtin builtin, Map<String, List<Argument>> arguments, Span at, Span whole) {

  /** The name of the function in backticks. */
  public String called() {
    return "`" + builtin.name() + "`";
  }

  public boolean has(String name) {
    return arguments.containsKey(name) && !(val(name) instanceof Val.Nothing);
  }

  public Val val(String name) {
    return arguments.get(name).get(0).val();
  }

  /** Where the argument is written; the call where it is left out. */
  public Span span(String name) {
    return arguments.containsKey(name) ? arguments.get(name).get(0).span() : whole;
  }

  public Operand operand(String name) {
    return new Operand(val(name), span(name));
  }

  /** All arguments of the parameter that takes the rest. */
  public List<Operand> rest(String name) {
    return arguments.getOrDefault(name, List.of()).stream()
        .map(a -> new Operand(a.val(), a.span()))
        .toList();
  }

  /** The argument, which must be a key, used up by this call. */
  public Value key(String name) {
    Value key = lentKey(name);
    c.keys.use(val(name), span(name));
    return key;
  }

  /** The argument, which must be a key, and can still be used after this call. */
  public Value lentKey(String name) {
    if (val(name) instanceof Val.Key k) {
      return k.value();
    }
    throw fail(ArgumentMessages.notKey(this, name));
  }

  /** A new key. */
  public Val made(Value key) {
    return c.keys.made(key);
  }

  /** The argument as a tensor. */
  public Value tensor(String name) {
    return c.tensors.value(val(name), span(name));
  }

  public Value tensor(Operand operand) {
    return c.tensors.value(operand.val(), operand.span());
  }

  /**
   * The argument as a tensor of a kind; a bare whole number becomes a float where that is needed.
   */
  public Value tensor(String name, Kind kind) {
    return together(List.of(operand(name)), kind).get(0);
  }

  /** The arguments as tensors of one element type, which is of that kind. */
  public List<Value> together(Kind kind, String... names) {
    return together(Stream.of(names).map(this::operand).toList(), kind);
  }

  /** The operands as tensors of one element type, which is of that kind. */
  public List<Value> together(List<Operand> operands, Kind kind) {
    Element element = c.tensors.promote(called(), operands, at, kind);
    if (!element.isIn(kind)) {
      throw fail(ArgumentMessages.wrongKind(this, operands, element, kind));
    }
    List<Value> values = new ArrayList<>();
    for (Operand operand : operands) {
      values.add(c.tensors.value(operand.val(), element, operand.span()));
    }
    return values;
  }

  /** A scalar of the element type of {@code like}; a number that is not weak must have it. */
  public Value scalar(String name, double otherwise, Element element) {
    if (!has(name)) {
      return fill(new Val.WeakFloat(otherwise), element, Shape.SCALAR);
    }
    return scalar(operand(name), name, element);
  }

  /** As above, for a part of the argument. */
  public Value scalar(Operand operand, String name, Element element) {
    Val val = operand.val();
    Value value =
        Operators.size(val).isPresent()
            ? c.tensors.cast(c.tensors.value(val, operand.span()), element)
            : has("dtype")
                ? c.tensors.converted(val, element, operand.span(), span("dtype"))
                : c.tensors.value(val, element, operand.span());
    if (value.rank() > 0) {
      throw fail(
          Diagnostic.error(
                  Code.TG0303,
                  operand.span(),
                  "`%s` of %s must be one number, but this has %s."
                      .formatted(name, called(), ShapeMessages.axes(value.rank())))
              .note("It is `" + c.text(value.type()) + "`."));
    }
    return value;
  }

  /** A number that is written out, whole or not. */
  public double real(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    return constant(val(name)).orElseThrow(() -> unknown(name, "a number"));
  }

  /** The value of a real number that is known before the program runs. */
  public OptionalDouble constant(Val val) {
    return switch (val) {
      case Val.WeakInt i -> OptionalDouble.of(i.value().doubleValue());
      case Val.WeakFloat f -> OptionalDouble.of(f.value());
      case Val.Known k -> {
        OptionalLong known = c.known(k.dim()).constant();
        yield known.isPresent()
            ? OptionalDouble.of((double) known.getAsLong())
            : OptionalDouble.empty();
      }
      case Val.Tensor t when t.value().rank() == 0 -> c.builder().constant(t.value());
      default -> OptionalDouble.empty();
    };
  }

  /** {@code true} or {@code false}, known before the program runs. */
  public boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (val(name) instanceof Val.Flag f) {
      return f.value();
    }
    throw unknown(name, "`true` or `false`");
  }

  /** A whole number or size, known before the program runs. */
  public Dim size(String name) {
    return Operators.size(val(name)).orElseThrow(() -> unknown(name, "a whole number or a size"));
  }

  /** A whole number that is written out. */
  public long number(String name) {
    OptionalLong constant = c.known(size(name)).constant();
    return constant.orElseThrow(() -> unknown(name, "a whole number"));
  }

  public String text(String name) {
    if (val(name) instanceof Val.Str s) {
      return s.text();
    }
    throw unknown(name, "a text in quotes");
  }

  /** The element type of a tensor. */
  public Element element(Operand tensor) {
    return c.tensors.element(tensor);
  }

  /** An element type: {@code dtype=f32}. */
  public Element element(String name, Element otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (val(name) instanceof Val.Conversion v) {
      return v.element();
    }
    throw unknown(name, "an element type such as `f64`");
  }

  Reported unknown(String name, String what) {
    return fail(ArgumentMessages.unknown(this, name, what));
  }

  /**
   * A shape: a tuple of sizes, or one size.
   *
   * @param elements how many there must be, if one of the sizes may be {@code -1}
   */
  public Shape shape(String name, Optional<Dim> elements) {
    return ShapeArgument.of(this, name, elements);
  }

  /** A size or a whole number, if the value is one that is known before the program runs. */
  public Optional<Dim> size(Val val) {
    return Operators.size(val);
  }

  /** The size with what the files say put in. */
  public Dim known(Dim dim) {
    return c.known(dim);
  }

  /** What a value is, in a sentence: "a function", "`(f64, f64)`". */
  public String describe(Val val) {
    return c.tensors.describe(val);
  }

  public boolean isTensor(Val val) {
    return Tensors.isTensor(val);
  }

  /** The parts of a tuple or list; a single value as a list of one. */
  public List<Operand> list(String name) {
    return list(operand(name));
  }

  List<Operand> list(Operand operand) {
    return switch (operand.val()) {
      case Val.Tuple t -> c.tensors.parts(t, operand.span());
      case Val.Items i -> Tensors.operands(i);
      default -> List.of(operand);
    };
  }

  /** An axis of {@code x}, counted from the front; negative ones are given from the end. */
  public int axis(String name, Value x, int otherwise) {
    return has(name) ? axis(size(name), span(name), x.shape()) : otherwise;
  }

  /** The axes of a reduction of {@code x}, in increasing order; all of them if not given. */
  public List<Integer> axes(String name, Value x) {
    if (!has(name)) {
      return IntStream.range(0, x.rank()).boxed().toList();
    }
    return axesInOrder(name, x.shape()).stream().sorted().toList();
  }

  /** The axes in the order in which they are given, counted from the front. */
  public List<Integer> axesInOrder(String name, Shape shape) {
    return axesInOrder(operand(name), name, shape);
  }

  /** As above, for a part of the argument. */
  public List<Integer> axesInOrder(Operand given, String name, Shape shape) {
    return AxisArgument.inOrder(this, given, name, shape);
  }

  /** Whole numbers or sizes: those of a tuple or list, or one. */
  public List<Dim> sizes(String name) {
    return list(name).stream()
        .map(part ->
            Operators.size(part.val())
                .orElseThrow(() -> unknown(name, "a whole number or a size, or a tuple of them")))
        .toList();
  }

  /** The last axes must be axes, not what a pack stands for. */
  public void needLastAxes(String name, Value x, int count) {
    for (int axis = 1; axis <= count && x.rank() >= count; axis++) {
      axis(Dim.of(-axis), span(name), x.shape());
    }
    if (x.rank() < count) {
      throw fail(ArgumentMessages.tooFewAxes(this, name, x, count));
    }
  }

  /** Adds where the variables in two sizes come from, and what the difference of the two is. */
  public Diagnostic explain(Diagnostic diagnostic, Dim a, Dim b) {
    return c.names.explain(diagnostic, a, b);
  }

  /** Two sizes as text that tells them apart. */
  public String[] pair(Dim a, Dim b) {
    return c.names.pair(a, b);
  }

  public boolean isEqual(Dim a, Dim b) {
    return c.isEqual(a, b) == Truth.YES;
  }

  /** An axis of a shape, counted from the front. */
  public int axis(Dim written, Span span, Shape shape) {
    return AxisArgument.axis(this, written, span, shape);
  }

  /** Applies an operation to operands that may not fit it. */
  public Value apply(Op op, List<Value> operands, List<Span> spans) {
    return c.apply(op, called(), operands, spans, whole).get(0);
  }

  /** Applies an operation that has several results to operands that may not fit it. */
  public Val.Tuple tuple(Op op, List<Value> operands, List<Span> spans) {
    return new Val.Tuple(
        c.apply(op, called(), operands, spans, whole).stream().<Val>map(Val.Tensor::new).toList());
  }

  /** Two stacks of matrices with their batch axes repeated to the same. */
  public List<Value> batches(Value a, Value b, String left, String right) {
    c.at(whole);
    return new Products(c).batches(a, b, operand(left), operand(right), called(), at);
  }

  /** Applies an operation to operands that were made of the arguments. */
  public Value emit(Op op, Value... operands) {
    return apply(op, List.of(operands), Collections.nCopies(operands.length, whole));
  }

  /** The builder of the graph, where what is made now comes from this call. */
  public GraphBuilder b() {
    c.at(whole);
    return c.builder();
  }

  public Value cast(Value value, Element element) {
    c.at(whole);
    return c.tensors.cast(value, element);
  }

  /** The same elements in the same order under another shape of the same size. */
  public Value reshape(Value value, Shape shape) {
    return value.shape().equals(shape) ? value : emit(new Reshape(shape), value);
  }

  /** The value under a shape that is equal as far as is known, and checked when it runs. */
  public Value coerce(Value value, Shape shape) {
    c.at(whole);
    return c.coerce(value, shape);
  }

  /** A bare number or flag as a tensor of a type. */
  public Value fill(Val scalar, Element element, Shape shape) {
    Value value = c.tensors.value(scalar, element, whole);
    return Broadcast.to(b(), value, shape);
  }

  /** A size as a scalar of an element type. */
  public Value number(Dim size, Element element) {
    return size.constant().isPresent()
        ? fill(new Val.WeakInt(BigInteger.valueOf(size.value())), element, Shape.SCALAR)
        : cast(emit(new SizeOf(size)), element);
  }

  /** A whole number with the type and shape of {@code like}. */
  public Value fill(long number, Value like) {
    return fill(new Val.WeakInt(BigInteger.valueOf(number)), like.type().element(), like.shape());
  }

  /** The values repeated to the shape that they have together. */
  public List<Value> broadcast(List<Value> values, List<Span> spans) {
    c.at(whole);
    return new Broadcasting(c).together(values, spans, called(), at);
  }

  /** The positions of the elements that are not zero, an index tensor for each axis. */
  public List<Value> nonzero(String name) {
    return c.counting.nonzero(tensor(name), span(name));
  }

  /**
   * Does {@code inside} in the outermost graph that has the value, so that what it counts has one
   * size wherever this is called of it; it must not be able to fail.
   */
  public <T> T outside(Value value, Function<Value, T> inside) {
    c.at(whole);
    return c.counting.outside(value, inside);
  }

  /**
   * The places of the true elements of a vector that was made of an argument.
   *
   * @param words what their number is of the argument: "is the number of different elements of"
   */
  public Value positions(Value mask, String name, String words) {
    return c.counting.nonzero(mask, words, span(name)).get(0);
  }

  /** The places of the elements of a vector of numbers, each as often as its number says. */
  public Value repeatedPlaces(Value repeats, String name) {
    return c.counting.repeatedPlaces(repeats, "is the sum of the elements of", span(name));
  }

  /** The argument, which must be a function. */
  public Val.Function function(String name) {
    if (val(name) instanceof Val.Function f) {
      return f;
    }
    throw c.fail(DerivativeMessages.notFunction(this, name));
  }

  /** What makes functions of functions. */
  public Transforms transforms() {
    return c.transforms;
  }

  /** The arguments that a tuple stands for; anything else is one argument. */
  public List<Argument> points(String name) {
    return val(name) instanceof Val.Tuple
        ? list(name).stream().map(o -> new Argument(Optional.empty(), o.val(), o.span())).toList()
        : List.of(new Argument(Optional.empty(), val(name), span(name)));
  }

  /** All tensors in a tuple or record of whatever depth, in order; in a tensor, itself. */
  public List<Operand> leaves(String name) {
    List<Operand> leaves = new ArrayList<>();
    collect(val(name), span(name), name, leaves);
    return leaves;
  }

  private void collect(Val val, Span span, String name, List<Operand> leaves) {
    switch (val) {
      case Val.Tuple t -> t.parts().forEach(p -> collect(p, span, name, leaves));
      case Val.Record r -> r.fields().values().forEach(f -> collect(f, span, name, leaves));
      case Val leaf when Tensors.isTensor(leaf) -> leaves.add(new Operand(leaf, span));
      default ->
          throw fail(
              Code.TG0413,
              span,
              "`%s` of %s must be a tensor, or a tuple or record of them, but this is %s."
                  .formatted(name, called(), describe(val)));
    }
  }

  /** A value of the structure of an argument, with these tensors in it. */
  public Val like(String name, List<Value> leaves) {
    return Leaves.rebuild(val(name), leaves.iterator());
  }

  public Val codes(String name) {
    return c.texts.codes(this, name);
  }

  public Val matmul(String left, String right) {
    return new Products(c).matmul(operand(left), operand(right), called(), at, whole);
  }

  /** What calling an element type does: {@code f32(x)}. */
  public Val convert(String name, Element element) {
    Argument x = new Argument(Optional.empty(), val(name), span(name));
    return Conversions.apply(c, element, new Arguments(List.of(x)), at, whole);
  }

  /** Adds an effect to the script. Inside a function it is a mistake: functions are pure. */
  public void effect(Step step) {
    if (c.isInFunction()) {
      throw c.fail(
          Diagnostic.error(
              Code.TG0211,
              at,
              "%s belongs to the top of a script, not into a function."
                  .formatted(Tensors.upper(called()))));
    }
    c.statements.effect(step);
  }

  /** Calls a function of the standard library with the same arguments, but for some. */
  Val forward(String module, String function, Map<String, Val> others) {
    List<Argument> all = new ArrayList<>();
    arguments.forEach((name, given) ->
        given.forEach(a -> {
          Val val = others.getOrDefault(name, a.val());
          all.add(new Argument(Optional.of(new Ident(name, a.span())), val, a.span()));
        }));
    return library(module, function, all);
  }

  /** Calls a function of the standard library with arguments made of those that there are. */
  public Val library(String module, String function, Map<String, Val> made) {
    List<Argument> all = new ArrayList<>();
    made.forEach(
        (name, val) -> all.add(new Argument(Optional.of(new Ident(name, whole)), val, whole)));
    return library(module, function, all);
  }

  private Val library(String module, String function, List<Argument> all) {
    return c.calls.apply(c.imports.library(module, function), new Arguments(all), whole);
  }

  public Reported fail(Diagnostic diagnostic) {
    return c.fail(diagnostic);
  }

  public Reported fail(Code code, Span span, String message) {
    return c.fail(code, span, message);
  }

  /** The result of an elementwise operation on some of the arguments. */
  public Val elementwise(Op op, String... names) {
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      operands.add(operand(name));
    }
    return new Elementwise(c).apply(op, called(), operands, at, whole);
  }

  /** As above, for arguments of a narrower kind than the operation takes. */
  public Val elementwise(Op op, Kind kind, String... names) {
    List<Operand> operands = Stream.of(names).map(this::operand).toList();
    return new Elementwise(c).apply(op, kind, called(), operands, at, whole);
  }
}
