package org.tgraph.prelude;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Type;

/** Chains of states, which are seen or which emit what is seen: {@code stdlib/series.tgraph}. */
final class MarkovFamilies {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "MarkovChain(start, transition)",
              "The states of a chain: `start` are the probabilities of the first state,"
                  + " `transition[i, j]` those of going from `i` to `j`.",
              MarkovFamilies::chain),
          Builtin.of(
              "HiddenMarkov(start, transition, d)",
              "Numbers that a chain of states emits, one of the distributions along the last axis of"
                  + " `d` in each: `start` are the probabilities of the first state, `transition[i, j]`"
                  + " those of going from `i` to `j`.",
              MarkovFamilies::hidden));

  private MarkovFamilies() {}

  private static Val chain(CallSite call) {
    return made(call, "MarkovChain", DType.I64, Optional.empty());
  }

  private static Val hidden(CallSite call) {
    Val.Distribution d = DistributionsOfOthers.ofNumbers(call);
    return made(call, "HiddenMarkov", d.type().element(), Optional.of(d));
  }

  /**
   * @param emitted a distribution for each state, if the states are not what is seen
   */
  private static Val made(
      CallSite call, String family, Element element, Optional<Val.Distribution> emitted) {
    List<Value> moves =
        call.together(List.of(call.operand("start"), call.operand("transition")), Kind.FLOAT);
    Shape start = moves.get(0).shape();
    Shape transition = moves.get(1).shape();
    requireAxes(call, start.rank(), transition.rank(), emitted);
    Dim states = emitted.map(d -> d.type().batch().dim(0)).orElseGet(() -> start.dim(0));
    Map<String, List<Dim>> sizes = new LinkedHashMap<>();
    sizes.put("start", start.dims());
    sizes.put("transition", transition.dims());
    sizes.forEach((name, dims) ->
        dims.forEach(size -> {
          if (!call.isEqual(size, states)) {
            throw call.fail(different(call, name, size, states, emitted));
          }
        }));
    Map<String, Val> given = new LinkedHashMap<>();
    given.put("start", new Val.Tensor(moves.get(0)));
    given.put("transition", new Val.Tensor(moves.get(1)));
    emitted.ifPresent(d -> given.put("d", d.functions()));
    return Family.made(
        call,
        "series",
        given,
        new Type.Distribution(family, element, Shape.SCALAR, new Shape(List.of(Family.ANY))));
  }

  private static void requireAxes(
      CallSite call, int start, int transition, Optional<Val.Distribution> emitted) {
    int each = emitted.map(d -> d.type().batch().rank()).orElse(1);
    if (start == 1 && transition == 2 && each == 1) {
      return;
    }
    if (emitted.isEmpty()) {
      throw call.fail(
          Code.TG0303,
          call.whole(),
          "`start` must be a vector and `transition` a matrix, but these have %d and %d axes."
              .formatted(start, transition));
    }
    throw call.fail(
        Diagnostic.error(
                Code.TG0303,
                call.whole(),
                "`start` must be a vector, `transition` a matrix, and `d` a distribution for each"
                    + " state, but these have %d, %d and %d axes."
                        .formatted(start, transition, each))
            .label(call.span("d"), "this is `" + call.c().text(emitted.get().type()) + "`"));
  }

  private static Diagnostic different(
      CallSite call, String name, Dim size, Dim states, Optional<Val.Distribution> emitted) {
    String[] texts = call.pair(size, states);
    Diagnostic d =
        Diagnostic.error(
            Code.TG0301,
            call.span(name),
            emitted.isPresent()
                ? "`%s` is of `%s` states, but there are `%s` distributions."
                    .formatted(name, texts[0], texts[1])
                : "`%s` is of `%s` states, but `start` is of `%s`."
                    .formatted(name, texts[0], texts[1]));
    return call.explain(
        emitted.isPresent()
            ? d.label(call.span("d"), "this is `" + call.c().text(emitted.get().type()) + "`")
            : d.label(call.span("start"), "this has the size `" + texts[1] + "`"),
        size,
        states);
  }
}
