package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Transpose;
import org.tgraph.source.Span;
import org.tgraph.transform.Refusal;
import org.tgraph.transform.Vmap;
import org.tgraph.type.Dim;
import org.tgraph.type.Truth;

/** {@code vmap(f)}: a function for one made into a function for many, along an axis. */
public final class Mapping {
  private final Context c;
  private final Val.Function f;
  private final MappedAxes in;
  private final MappedAxes out;
  private final Span at;

  private Mapping(CallSite site) {
    this.c = site.c();
    this.f = site.function("f");
    this.in = MappedAxes.of(site, "in_axes");
    this.out = MappedAxes.of(site, "out_axes");
    this.at = site.at();
  }

  public static Val vmap(CallSite site) {
    Mapping mapping = new Mapping(site);
    return new Val.Transformed(
        "vmap",
        mapping.f,
        FunctionTypes.vmap(mapping.in, mapping.out),
        (arguments, call) -> new Call(mapping, call).apply(arguments));
  }

  /** One call of the mapped function. */
  private static final class Call {
    private final Mapping mapping;
    private final Context c;
    private final Span call;
    private final List<Argument> moved = new ArrayList<>();

    /** For each argument which of its tensors are mapped. */
    private final List<List<Boolean>> isMapped = new ArrayList<>();

    private Dim size;
    private Argument from;

    Call(Mapping mapping, Span call) {
      this.mapping = mapping;
      this.c = mapping.c;
      this.call = call;
    }

    Val apply(Arguments arguments) {
      List<MappedAxes> in = mapping.in.each(arguments.list().size(), call);
      for (int i = 0; i < arguments.list().size(); i++) {
        move(arguments.list().get(i), in.get(i));
      }
      if (size == null) {
        boolean isEmpty = arguments.list().isEmpty();
        Diagnostic none =
            Diagnostic.error(
                Code.TG0207,
                isEmpty ? call : mapping.in.span(),
                "`vmap` needs an argument to map over.");
        throw c.fail(isEmpty ? none : none.label(call, "no tensor here is mapped"));
      }
      return mapped();
    }

    private void move(Argument argument, MappedAxes given) {
      List<Optional<Dim>> axes =
          argument.val() instanceof Val.Function ? List.of() : given.leaves(argument.val());
      if (axes.stream().noneMatch(Optional::isPresent)) {
        isMapped.add(axes.stream().map(a -> false).toList());
        moved.add(argument);
        return;
      }
      List<Value> leaves =
          Leaves.values(c, c.builder(), argument.val(), argument.span())
              .orElseThrow(() -> notMapped(argument));
      List<Value> front = new ArrayList<>();
      for (int k = 0; k < leaves.size(); k++) {
        Value leaf = leaves.get(k);
        front.add(axes.get(k).isPresent() ? toFront(leaf, axes.get(k).get(), argument) : leaf);
      }
      isMapped.add(axes.stream().map(Optional::isPresent).toList());
      Val val = Leaves.rebuild(argument.val(), front.iterator());
      moved.add(new Argument(argument.name(), val, argument.span()));
    }

    private Value toFront(Value leaf, Dim axis, Argument argument) {
      if (leaf.rank() == 0) {
        throw notMapped(argument);
      }
      Value front = exchange(leaf, Axes.of(c, axis, argument.span(), leaf.shape()));
      Dim here = front.shape().dim(0);
      if (size != null && c.isEqual(size, here) != Truth.YES) {
        throw differ(here, argument);
      }
      size = size == null ? here : size;
      from = from == null ? argument : from;
      return c.coerce(front, front.shape().with(0, size));
    }

    private Value exchange(Value value, int axis) {
      if (axis == 0) {
        return value;
      }
      List<Integer> order = new ArrayList<>(List.of(axis));
      IntStream.range(0, value.rank()).filter(i -> i != axis).forEach(order::add);
      return c.emit(new Transpose(order), value);
    }

    private Reported notMapped(Argument argument) {
      boolean hasKeys = !KeyUses.in(argument.val()).isEmpty();
      return c.fail(
          Diagnostic.error(Code.TG0303, argument.span(), "This has no axis to map over.")
              .at("this is " + c.tensors.describe(argument.val()))
              .note(
                  hasKeys
                      ? "There are no tensors of keys; make one of each number instead:"
                          + " `vmap(i -> … fold_in(k, i) …)(arange(n))`."
                      : "`in_axes=(0, none)` passes the second argument whole."));
    }

    private Reported differ(Dim here, Argument argument) {
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

    private Val mapped() {
      Trace.Inside inside =
          (i, k, leaf) ->
              isMapped.get(i).get(k) ? leaf.type().withShape(leaf.shape().remove(0)) : leaf.type();
      Trace trace =
          c.keys.inLoop(
              call,
              List.of(),
              () -> Trace.of(c, mapping.f, new Arguments(moved), List.of(), inside, call));
      if (!KeyUses.in(trace.result()).isEmpty()) {
        throw c.fail(Code.TG0413, call, "There are no tensors of keys, so `vmap` gives none.");
      }
      List<Optional<Dim>> axes = mapping.out.leaves(trace.result());
      c.at(call);
      List<Value> results = trace.isRunnable() ? batched(trace, axes) : opaque(trace, axes);
      List<Value> placed = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        Value result = results.get(i);
        placed.add(
            axes.get(i).isPresent()
                ? fromFront(
                    result, Axes.of(c, axes.get(i).get(), mapping.out.span(), result.shape()))
                : result);
      }
      return Leaves.rebuild(trace.result(), placed.iterator());
    }

    private List<Value> opaque(Trace trace, List<Optional<Dim>> axes) {
      List<Value> results = new ArrayList<>();
      for (int i = 0; i < axes.size(); i++) {
        Value like = trace.graph().outputs().get(i);
        boolean has = axes.get(i).isPresent();
        results.add(
            c.builder()
                .opaque(
                    has ? like.type().withShape(like.shape().insert(0, size)) : like.type(), ""));
      }
      return results;
    }

    private List<Value> batched(Trace trace, List<Optional<Dim>> axes) {
      List<Boolean> batched = new ArrayList<>();
      for (int i = 0; i < moved.size(); i++) {
        batched.addAll(
            isMapped
                .get(i)
                .subList(0, Math.min(isMapped.get(i).size(), trace.arguments().get(i).size())));
      }
      trace.captured().forEach(v -> batched.add(false));
      GraphBuilder b = c.builder();
      Vmap.Partly partly;
      try {
        partly = Vmap.partly(b, trace.graph(), trace.inputs(), batched, size);
      } catch (Refusal refusal) {
        throw Trace.refused(c, refusal.refused(), Code.TG0309, mapping.at);
      }
      List<Value> results = new ArrayList<>();
      for (int i = 0; i < axes.size(); i++) {
        if (axes.get(i).isEmpty() && partly.isBatched().get(i)) {
          throw c.fail(
              Diagnostic.error(
                      Code.TG0303,
                      mapping.out.span(),
                      "A result that differs along the mapped axis must have that axis.")
                  .at("here is `none`")
                  .label(call, "it is `" + c.text(trace.result().type()) + "` for each slice"));
        }
        results.add(axes.get(i).isPresent() ? partly.whole(b, i, size) : partly.values().get(i));
      }
      return results;
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
}
