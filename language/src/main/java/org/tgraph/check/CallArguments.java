package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * The arguments of one call of a function of the prelude, as what the function needs. An argument
 * that is not what is asked for is reported, and {@link Reported} is thrown.
 */
interface CallArguments {
  Context c();

  Builtin builtin();

  Map<String, List<Argument>> arguments();

  /** Where the name of the function is written. */
  Span at();

  /** The whole call. */
  Span whole();

  /** The name of the function in backticks. */
  default String called() {
    return "`" + builtin().name() + "`";
  }

  default boolean has(String name) {
    return arguments().containsKey(name) && !(val(name) instanceof Val.Nothing);
  }

  default Val val(String name) {
    return arguments().get(name).get(0).val();
  }

  /** Where the argument is written; the call where it is left out. */
  default Span span(String name) {
    return arguments().containsKey(name) ? arguments().get(name).get(0).span() : whole();
  }

  default Operand operand(String name) {
    return new Operand(val(name), span(name));
  }

  /** All arguments of the parameter that takes the rest. */
  default List<Operand> rest(String name) {
    return arguments().getOrDefault(name, List.of()).stream()
        .map(a -> new Operand(a.val(), a.span()))
        .toList();
  }

  /** The argument, which must be a key, used up by this call. */
  default Value key(String name) {
    Value key = lentKey(name);
    c().keys.use(val(name), span(name));
    return key;
  }

  /** The argument, which must be a key, and can still be used after this call. */
  default Value lentKey(String name) {
    if (val(name) instanceof Val.Key k) {
      return k.value();
    }
    throw fail(ArgumentMessages.notKey(this, name));
  }

  /** The argument as a tensor. */
  default Value tensor(String name) {
    return c().tensors.value(val(name), span(name));
  }

  default Value tensor(Operand operand) {
    return c().tensors.value(operand.val(), operand.span());
  }

  /**
   * The argument as a tensor of a kind; a bare whole number becomes a float where that is needed.
   */
  default Value tensor(String name, Kind kind) {
    return together(List.of(operand(name)), kind).get(0);
  }

  /** The arguments as tensors of one element type, which is of that kind. */
  default List<Value> together(Kind kind, String... names) {
    return together(Stream.of(names).map(this::operand).toList(), kind);
  }

  /** The operands as tensors of one element type, which is of that kind. */
  default List<Value> together(List<Operand> operands, Kind kind) {
    Element element = c().tensors.promote(called(), operands, at(), kind);
    if (!element.isIn(kind)) {
      throw fail(ArgumentMessages.wrongKind(this, operands, element, kind));
    }
    List<Value> values = new ArrayList<>();
    for (Operand operand : operands) {
      values.add(c().tensors.value(operand.val(), element, operand.span()));
    }
    return values;
  }

  /** A number that is written out, whole or not. */
  default double real(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    return constant(val(name)).orElseThrow(() -> unknown(name, "a number"));
  }

  /** The value of a real number that is known before the program runs. */
  default OptionalDouble constant(Val val) {
    return switch (val) {
      case Val.WeakInt i -> OptionalDouble.of(i.value().doubleValue());
      case Val.WeakFloat f -> OptionalDouble.of(f.value());
      case Val.Known k -> {
        OptionalLong known = c().known(k.dim()).constant();
        yield known.isPresent()
            ? OptionalDouble.of((double) known.getAsLong())
            : OptionalDouble.empty();
      }
      case Val.Tensor t when t.value().rank() == 0 -> c().builder().constant(t.value());
      default -> OptionalDouble.empty();
    };
  }

  /** {@code true} or {@code false}, known before the program runs. */
  default boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (val(name) instanceof Val.Flag f) {
      return f.value();
    }
    throw unknown(name, "`true` or `false`");
  }

  /** A whole number or size, known before the program runs. */
  default Dim size(String name) {
    return Operators.size(val(name)).orElseThrow(() -> unknown(name, "a whole number or a size"));
  }

  /** A whole number that is written out. */
  default long number(String name) {
    OptionalLong constant = c().known(size(name)).constant();
    return constant.orElseThrow(() -> unknown(name, "a whole number"));
  }

  default String text(String name) {
    if (val(name) instanceof Val.Str s) {
      return s.text();
    }
    throw unknown(name, "a text in quotes");
  }

  /** The element type of a tensor. */
  default Element element(Operand tensor) {
    return c().tensors.element(tensor);
  }

  /** An element type: {@code dtype=f32}. */
  default Element element(String name, Element otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (val(name) instanceof Val.Conversion v) {
      return v.element();
    }
    throw unknown(name, "an element type such as `f64`");
  }

  default Reported unknown(String name, String what) {
    return fail(ArgumentMessages.unknown(this, name, what));
  }

  /**
   * A shape: a tuple of sizes, or one size.
   *
   * @param elements how many there must be, if one of the sizes may be {@code -1}
   */
  default Shape shape(String name, Optional<Dim> elements) {
    return ShapeArgument.of(this, name, elements);
  }

  /** A size or a whole number, if the value is one that is known before the program runs. */
  default Optional<Dim> size(Val val) {
    return Operators.size(val);
  }

  /** The size with what the files say put in. */
  default Dim known(Dim dim) {
    return c().known(dim);
  }

  /** What a value is, in a sentence: "a function", "`(f64, f64)`". */
  default String describe(Val val) {
    return c().tensors.describe(val);
  }

  default boolean isTensor(Val val) {
    return Tensors.isTensor(val);
  }

  /** The parts of a tuple or list; a single value as a list of one. */
  default List<Operand> list(String name) {
    return list(operand(name));
  }

  default List<Operand> list(Operand operand) {
    return switch (operand.val()) {
      case Val.Tuple t -> c().tensors.parts(t, operand.span());
      case Val.Items i -> Tensors.operands(i);
      default -> List.of(operand);
    };
  }

  /** An axis of {@code x}, counted from the front; negative ones are given from the end. */
  default int axis(String name, Value x, int otherwise) {
    return has(name) ? axis(size(name), span(name), x.shape()) : otherwise;
  }

  /** The axes of a reduction of {@code x}, in increasing order; all of them if not given. */
  default List<Integer> axes(String name, Value x) {
    if (!has(name)) {
      return IntStream.range(0, x.rank()).boxed().toList();
    }
    return axesInOrder(name, x.shape()).stream().sorted().toList();
  }

  /** The axes in the order in which they are given, counted from the front. */
  default List<Integer> axesInOrder(String name, Shape shape) {
    return axesInOrder(operand(name), name, shape);
  }

  /** As above, for a part of the argument. */
  default List<Integer> axesInOrder(Operand given, String name, Shape shape) {
    return AxisArgument.inOrder(this, given, name, shape);
  }

  /** Whole numbers or sizes: those of a tuple or list, or one. */
  default List<Dim> sizes(String name) {
    return list(name).stream()
        .map(part ->
            Operators.size(part.val())
                .orElseThrow(() -> unknown(name, "a whole number or a size, or a tuple of them")))
        .toList();
  }

  /** The last axes must be axes, not what a pack stands for. */
  default void needLastAxes(String name, Value x, int count) {
    for (int axis = 1; axis <= count && x.rank() >= count; axis++) {
      axis(Dim.of(-axis), span(name), x.shape());
    }
    if (x.rank() < count) {
      throw fail(ArgumentMessages.tooFewAxes(this, name, x, count));
    }
  }

  /** Adds where the variables in two sizes come from, and what the difference of the two is. */
  default Diagnostic explain(Diagnostic diagnostic, Dim a, Dim b) {
    return c().names.explain(diagnostic, a, b);
  }

  /** Two sizes as text that tells them apart. */
  default String[] pair(Dim a, Dim b) {
    return c().names.pair(a, b);
  }

  default boolean isEqual(Dim a, Dim b) {
    return c().isEqual(a, b) == Truth.YES;
  }

  /** An axis of a shape, counted from the front. */
  default int axis(Dim written, Span span, Shape shape) {
    return AxisArgument.axis(this, written, span, shape);
  }

  /** The argument, which must be a function. */
  default Val.Function function(String name) {
    if (val(name) instanceof Val.Function f) {
      return f;
    }
    throw c().fail(DerivativeMessages.notFunction(this, name));
  }

  /** The arguments that a tuple stands for; anything else is one argument. */
  default List<Argument> points(String name) {
    return val(name) instanceof Val.Tuple
        ? list(name).stream().map(o -> new Argument(Optional.empty(), o.val(), o.span())).toList()
        : List.of(new Argument(Optional.empty(), val(name), span(name)));
  }

  /** All tensors in a tuple or record of whatever depth, in order; in a tensor, itself. */
  default List<Operand> leaves(String name) {
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
  default Val like(String name, List<Value> leaves) {
    return Leaves.rebuild(val(name), leaves.iterator());
  }

  default Reported fail(Diagnostic diagnostic) {
    return c().fail(diagnostic);
  }

  default Reported fail(Code code, Span span, String message) {
    return c().fail(code, span, message);
  }
}
