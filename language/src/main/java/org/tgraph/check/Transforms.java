package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.transform.Grad;
import org.tgraph.transform.Transformed;
import org.tgraph.type.Kind;

/** Functions made of functions: {@code grad(f)}. They are resolved while the script is checked. */
public final class Transforms {
  private final Context c;

  Transforms(Context c) {
    this.c = c;
  }

  /**
   * The gradient of a function by its first argument.
   *
   * @param withValue whether the result is the value and the gradient
   */
  public Val grad(Val.Function f, boolean withValue, Span at) {
    String name = withValue ? "value_and_grad" : "grad";
    return new Val.Transformed(
        name, f, (arguments, call) -> grad(f, withValue, arguments, at, call));
  }

  private Val grad(Val.Function f, boolean withValue, Arguments arguments, Span at, Span call) {
    if (arguments.list().isEmpty()) {
      throw c.fail(Code.TG0207, call, "There must be an argument to differentiate by.");
    }
    GraphBuilder inner = c.builder().inner();
    List<Value> outer = new ArrayList<>();
    List<Argument> inside = new ArrayList<>();
    int first = 0;
    for (Argument argument : arguments.list()) {
      var leaves = Leaves.values(c, c.builder(), argument.val(), argument.span());
      boolean kept = leaves.isEmpty() || argument.val() instanceof Val.Known;
      if (kept && !inside.isEmpty()) {
        inside.add(argument);
        continue;
      }
      if (leaves.isEmpty()) {
        throw c.fail(
            Code.TG0413,
            argument.span(),
            "The argument to differentiate by must be a tensor, or a tuple or record of them.");
      }
      List<Value> inputs = leaves.get().stream().map(v -> inner.input(v.type(), v.hint())).toList();
      outer.addAll(leaves.get());
      first = inside.isEmpty() ? inputs.size() : first;
      inside.add(
          new Argument(
              argument.name(), Leaves.rebuild(argument.val(), inputs.iterator()), argument.span()));
    }
    for (Value leaf : outer.subList(0, first)) {
      if (!leaf.type().element().isIn(Kind.FLOATING)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0501,
                    arguments.list().get(0).span(),
                    "There is no derivative by whole numbers, but this is `%s`."
                        .formatted(c.text(leaf.type())))
                .fixIf(
                    first == 1,
                    arguments.list().get(0).span(),
                    "f64(" + arguments.list().get(0).span().text() + ")"));
      }
    }
    Val result =
        c.building(
            inner, () -> c.inlining(true, () -> c.calls.apply(f, new Arguments(inside), call)));
    if (result.isPoison()) {
      return result;
    }
    Value value = c.building(inner, () -> c.tensors.value(result, call));
    if (value.rank() != 0 || !value.type().element().isIn(Kind.FLOAT)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0501,
                  at,
                  "The gradient is that of one float, but %s gives `%s`."
                      .formatted(f.called(), c.text(value.type())))
              .label(call, "called here")
              .note("`sum(…)` or `mean(…)` make one number of many."));
    }
    return gradient(inner, value, outer, first, arguments.list().get(0).val(), withValue, at, call);
  }

  private Val gradient(
      GraphBuilder inner,
      Value value,
      List<Value> outer,
      int count,
      Val wrt,
      boolean withValue,
      Span at,
      Span call) {
    Graph graph = inner.build(List.of(value));
    List<Value> results;
    if (Closed.isRunnable(graph)) {
      results = results(graph, outer, inner.captured(), count, at, call);
    } else {
      results = new ArrayList<>(List.of(c.builder().opaque(value.type(), "")));
      for (Value leaf : outer.subList(0, count)) {
        results.add(c.builder().opaque(leaf.type(), ""));
      }
    }
    Val gradient = Leaves.rebuild(wrt, results.subList(1, results.size()).iterator());
    return withValue ? new Val.Tuple(List.of(new Val.Tensor(results.get(0)), gradient)) : gradient;
  }

  private List<Value> results(
      Graph graph, List<Value> outer, List<Value> captured, int count, Span at, Span call) {
    return switch (Grad.of(graph, IntStream.range(0, count).boxed().toList())) {
      case Transformed.Done done -> {
        List<Value> arguments = new ArrayList<>(outer);
        arguments.addAll(captured);
        c.at(call);
        yield c.builder().splice(done.graph(), arguments);
      }
      case Transformed.Refused refused -> {
        Diagnostic d = Diagnostic.error(Code.TG0501, at, refused.reason());
        if (refused.origin().place().isPresent()) {
          d = d.label(refused.origin().place().get(), "`" + refused.op().name() + "` is used here");
        }
        throw c.fail(d);
      }
    };
  }
}
