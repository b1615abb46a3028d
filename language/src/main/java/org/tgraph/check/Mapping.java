package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Transpose;
import org.tgraph.source.Span;
import org.tgraph.transform.Vmap;
import org.tgraph.type.Dim;
import org.tgraph.type.Truth;

/** {@code vmap(f)}: a function for one made into a function for many, along an axis. */
public final class Mapping {
  private final Context c;
  private final boolean isLoop;

  public Mapping(Context c) {
    this(c, true);
  }

  /**
   * @param isLoop whether each turn must have random keys of its own
   */
  Mapping(Context c, boolean isLoop) {
    this.c = c;
    this.isLoop = isLoop;
  }

  /**
   * @param in for each argument the axis it is mapped over, or nothing if it is passed whole; one
   *     entry counts for all arguments
   * @param out the axis of the results
   */
  public Val.Function of(Val.Function f, List<Optional<Dim>> in, Dim out, Span at) {
    return new Val.Transformed(
        "vmap", f, (arguments, call) -> apply(f, in, out, arguments, at, call));
  }

  private Val apply(
      Val.Function f, List<Optional<Dim>> in, Dim out, Arguments arguments, Span at, Span call) {
    int count = arguments.list().size();
    if (in.size() != 1 && in.size() != count) {
      throw c.fail(
          Code.TG0207,
          call,
          "`in_axes` has %d entries, but there are %d arguments.".formatted(in.size(), count));
    }
    List<Argument> moved = new ArrayList<>();
    List<Boolean> isMapped = new ArrayList<>();
    Dim size = null;
    Argument from = null;
    for (int i = 0; i < count; i++) {
      Argument argument = arguments.list().get(i);
      Optional<Dim> axis = in.get(in.size() == 1 ? 0 : i);
      boolean mapped = axis.isPresent() && !(argument.val() instanceof Val.Function);
      isMapped.add(mapped);
      if (!mapped) {
        moved.add(argument);
        continue;
      }
      List<Value> leaves =
          Leaves.values(c, c.builder(), argument.val(), argument.span())
              .orElseThrow(() -> notMapped(argument));
      List<Value> front = new ArrayList<>();
      for (Value leaf : leaves) {
        if (leaf.rank() == 0) {
          throw notMapped(argument);
        }
        Value toFront = toFront(leaf, Axes.of(c, axis.get(), argument.span(), leaf.shape()));
        Dim here = toFront.shape().dim(0);
        if (size != null && c.isEqual(size, here) != Truth.YES) {
          throw differ(size, from, here, argument);
        }
        size = size == null ? here : size;
        from = from == null ? argument : from;
        front.add(c.coerce(toFront, toFront.shape().with(0, size)));
      }
      moved.add(
          new Argument(
              argument.name(), Leaves.rebuild(argument.val(), front.iterator()), argument.span()));
    }
    if (size == null) {
      throw c.fail(Code.TG0207, call, "`vmap` needs an argument to map over.");
    }
    return mapped(f, moved, isMapped, size, out, at, call);
  }

  private Reported notMapped(Argument argument) {
    return c.fail(
        Diagnostic.error(Code.TG0303, argument.span(), "This has no axis to map over.")
            .at("this is " + c.tensors.describe(argument.val()))
            .note("`in_axes=(0, none)` passes the second argument whole."));
  }

  private Reported differ(Dim size, Argument from, Dim here, Argument argument) {
    String[] texts = c.names.pair(size, here);
    return c.fail(
        c.names.explain(
            Diagnostic.error(
                    Code.TG0301,
                    argument.span(),
                    "The mapped axes must have one size, but `%s` is not `%s`."
                        .formatted(texts[0], texts[1]))
                .at("mapped over `" + texts[1] + "`")
                .label(from.span(), "mapped over `" + texts[0] + "`"),
            size,
            here));
  }

  private Value toFront(Value value, int axis) {
    if (axis == 0) {
      return value;
    }
    List<Integer> order = new ArrayList<>(List.of(axis));
    IntStream.range(0, value.rank()).filter(i -> i != axis).forEach(order::add);
    return c.emit(new Transpose(order), value);
  }

  private Val mapped(
      Val.Function f,
      List<Argument> arguments,
      List<Boolean> isMapped,
      Dim size,
      Dim out,
      Span at,
      Span call) {
    Trace.Inside inside =
        (i, leaf) -> isMapped.get(i) ? leaf.type().withShape(leaf.shape().remove(0)) : leaf.type();
    Supplier<Trace> body = () -> Trace.of(c, f, new Arguments(arguments), 0, inside, call);
    Trace trace = isLoop ? c.keys.inLoop(call, List.of(), body) : body.get();
    if (!KeyUses.in(trace.result()).isEmpty()) {
      throw c.fail(Code.TG0413, call, "There are no tensors of keys, so `vmap` gives none.");
    }
    List<Value> results;
    if (trace.isRunnable()) {
      List<Boolean> batched = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        for (int k = 0; k < trace.arguments().get(i).size(); k++) {
          batched.add(isMapped.get(i));
        }
      }
      trace.captured().forEach(v -> batched.add(false));
      Graph graph = Trace.done(c, Vmap.of(trace.graph(), batched, size), Code.TG0309, at);
      List<Value> all = new ArrayList<>(trace.leaves());
      all.addAll(trace.captured());
      c.at(call);
      results = c.builder().splice(graph, all);
    } else {
      results =
          trace.graph().outputs().stream()
              .map(v -> c.builder().opaque(v.type().withShape(v.shape().insert(0, size)), ""))
              .toList();
    }
    List<Value> placed = new ArrayList<>();
    for (Value result : results) {
      placed.add(fromFront(result, Axes.of(c, out, at, result.shape())));
    }
    return Leaves.rebuild(trace.result(), placed.iterator());
  }

  private Value fromFront(Value value, int axis) {
    if (axis == 0) {
      return value;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(1, value.rank()).boxed().toList());
    order.add(axis, 0);
    return c.emit(new Transpose(order), value);
  }
}
