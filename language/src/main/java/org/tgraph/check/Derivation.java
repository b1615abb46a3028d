package org.tgraph.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.transform.Refusal;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * A function at a point, and what it is to be differentiated by there.
 *
 * @param by the arguments to differentiate by
 * @param positions of their leaves among the inputs of the traced graph
 * @param at where the transformation is written
 */
record Derivation(
    Context c, Val.Function f, Trace trace, List<Val> by, List<Integer> positions, Span at) {

  /**
   * Traces the function; that an argument to differentiate by holds no floats is reported.
   *
   * @param places which arguments to differentiate by
   */
  static Derivation of(
      Context c, Val.Function f, Arguments arguments, List<Integer> places, Span at, Span call) {
    List<Argument> list = new ArrayList<>(arguments.list());
    for (int place : places) {
      list.set(place, named(c, f, list.get(place), place));
    }
    Trace trace = Trace.of(c, f, new Arguments(list), places, Trace.Inside.SAME, call).stable();
    for (int place : places) {
      requireFloats(c, trace.arguments().get(place), list.get(place));
    }
    List<Val> by = places.stream().map(i -> list.get(i).val()).toList();
    return new Derivation(c, f, trace, by, trace.positions(places), at);
  }

  /** By all arguments. */
  static Derivation of(Context c, Val.Function f, List<Argument> primals, Span at, Span call) {
    List<Integer> all = IntStream.range(0, primals.size()).boxed().toList();
    return of(c, f, new Arguments(primals), all, at, call);
  }

  /** A bare number as the float that the function takes, as it would be in a call of it. */
  private static Argument named(Context c, Val.Function f, Argument argument, int place) {
    Tensors.Weakness weakness = Tensors.weakness(argument.val());
    if (weakness == Tensors.Weakness.STRONG) {
      return argument;
    }
    Element alone = weakness == Tensors.Weakness.COMPLEX ? DType.C128 : DType.F64;
    Element element =
        declared(c, f, argument, place).filter(e -> Tensors.takes(e, weakness)).orElse(alone);
    Value value = c.tensors.value(argument.val(), element, argument.span());
    return new Argument(argument.name(), new Val.Tensor(value), argument.span());
  }

  private static Optional<Element> declared(
      Context c, Val.Function f, Argument argument, int place) {
    if (!(f instanceof Val.Defined d) || !d.definition().isAnnotated()) {
      return Optional.empty();
    }
    c.bodies.ensureChecked(d.definition(), argument.span());
    if (argument.name().isEmpty()
        && d.definition().signature().isPresent()
        && place < d.definition().signature().get().params().size()
        && d.definition().signature().get().params().get(place) instanceof TensorType t
        && t.element() instanceof DType type
        && type.isIn(Kind.FLOATING)) {
      return Optional.of(type);
    }
    return Optional.empty();
  }

  private static void requireFloats(Context c, List<Value> leaves, Argument argument) {
    if (!KeyUses.in(argument.val()).isEmpty()) {
      throw c.fail(
          Code.TG0501,
          argument.span(),
          "There is no derivative by a random key, which this holds.");
    }
    for (Value leaf : leaves) {
      if (!leaf.type().element().isIn(Kind.FLOATING)) {
        String text = argument.span().text();
        Diagnostic d =
            Diagnostic.error(
                Code.TG0501,
                argument.span(),
                "There is no derivative by whole numbers, but this is `%s`."
                    .formatted(c.text(leaf.type())));
        if (leaves.size() > 1) {
          d =
              d.note(
                  "All of it would be differentiated by; `wrt=` chooses among the arguments, so"
                      + " pass whole numbers as another.");
        }
        throw c.fail(d.fixIf(leaves.size() == 1, argument.span(), "f64(" + text + ")"));
      }
    }
  }

  /** Reports that the function gives anything but one float. */
  void requireOneFloat(Span call) {
    List<Value> outputs = trace.graph().outputs();
    if (outputs.size() != 1
        || !Tensors.isTensor(trace.result())
        || outputs.get(0).rank() != 0
        || !outputs.get(0).type().element().isIn(Kind.FLOAT)) {
      throw c.fail(DerivativeMessages.notOneFloat(c, f, trace.result().type(), at, call));
    }
  }

  /** Reports that the function gives anything but floats. */
  void requireFloatResults() {
    for (Value output : trace.graph().outputs()) {
      if (!output.type().element().isIn(Kind.FLOATING)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0501,
                    at,
                    "There is no derivative of whole numbers, but %s gives `%s`."
                        .formatted(f.called(), c.text(trace.result().type())))
                .note("A count changes in steps: it has no slope."));
      }
    }
  }

  /** The leaves to differentiate by, in the graph around. */
  List<Value> point() {
    List<Value> inputs = trace.inputs();
    return positions.stream().map(inputs::get).toList();
  }

  /**
   * What a transformation writes into the current builder; an operation without a derivative is
   * reported. While only types are known, values of these types.
   */
  List<Value> emit(
      Span call, Function<List<Value>, List<Value>> transform, List<TensorType> types) {
    if (!trace.isRunnable()) {
      return types.stream().map(t -> c.builder().opaque(t, "")).toList();
    }
    return emit(call, () -> transform.apply(trace.inputs()));
  }

  /** What {@code transform} gives; an operation without a derivative is reported. */
  <T> T emit(Span call, Supplier<T> transform) {
    c.at(call);
    try {
      return transform.get();
    } catch (Refusal refusal) {
      throw Trace.refused(c, refusal.refused(), Code.TG0501, at);
    }
  }

  /** What is differentiated by, with other tensors; a tuple if it was asked for as a list. */
  Val like(Iterator<Value> leaves, boolean isMany) {
    List<Val> parts = new ArrayList<>();
    by.forEach(val -> parts.add(Leaves.rebuild(val, leaves)));
    return isMany ? new Val.Tuple(parts) : parts.get(0);
  }

  /** The same with a value for each tensor. */
  Val nested(Iterator<Val> leaves, boolean isMany) {
    List<Val> parts = new ArrayList<>();
    by.forEach(val -> parts.add(Leaves.replace(val, leaves)));
    return isMany ? new Val.Tuple(parts) : parts.get(0);
  }

  /** The tensors of values that must have the structure and types of what is differentiated by. */
  List<Value> directions(List<Argument> given, Span call) {
    if (given.size() != by.size()) {
      throw c.fail(
          Code.TG0207,
          call,
          "There must be a direction for each argument, but of %d there %s %d."
              .formatted(by.size(), given.size() == 1 ? "is" : "are", given.size()));
    }
    List<Value> leaves = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      leaves.addAll(conform(c, by.get(i), given.get(i), "the direction"));
    }
    return leaves;
  }

  /** The tensors of a value that must have the structure and types of another. */
  static List<Value> conform(Context c, Val like, Argument given, String what) {
    Val val = c.statements.conformTo(like.type(), given, what);
    return Leaves.values(c, c.builder(), val, given.span()).orElseThrow();
  }

  /** The result of the function with other tensors. */
  Val result(Iterator<Value> leaves) {
    return Leaves.rebuild(trace.result(), leaves);
  }

  List<TensorType> resultTypes() {
    return trace.graph().outputs().stream().map(Value::type).toList();
  }

  List<TensorType> pointTypes() {
    return point().stream().map(Value::type).toList();
  }
}
