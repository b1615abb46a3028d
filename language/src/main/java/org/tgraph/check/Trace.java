package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.transform.Transformed;
import org.tgraph.type.TensorType;

/**
 * A function applied to inputs of its own, as a graph that can be transformed.
 *
 * @param graph the inputs are the leaves of the traced arguments in order, then the captures; the
 *     outputs are the leaves of the result
 * @param arguments the leaves of each argument in the graph around, empty for one that is passed as
 *     it is
 * @param captured the values of the graph around that the function uses
 * @param result the structure of the result
 * @param isRunnable whether all of the graph is known; while a function is checked for all sizes,
 *     calls in it may be opaque, and then only the types of results can be given
 */
record Trace(
    Graph graph,
    List<List<Value>> arguments,
    List<Value> captured,
    Val result,
    boolean isRunnable) {

  /** The type that a leaf of an argument has inside. */
  interface Inside {
    TensorType type(int argument, Value leaf);
  }

  /**
   * @param first how many arguments must be tensors or structures of them; those after may be
   *     anything
   */
  static Trace of(
      Context c, Val.Function f, Arguments arguments, int first, Inside inside, Span call) {
    GraphBuilder inner = c.builder().inner();
    List<List<Value>> outer = new ArrayList<>();
    List<Argument> passed = new ArrayList<>();
    for (int i = 0; i < arguments.list().size(); i++) {
      Argument argument = arguments.list().get(i);
      Optional<List<Value>> leaves =
          i >= first
                  && (argument.val() instanceof Val.Known
                      || argument.val() instanceof Val.Flag
                      || !KeyUses.in(argument.val()).isEmpty())
              ? Optional.empty()
              : Leaves.values(c, c.builder(), argument.val(), argument.span());
      if (leaves.isEmpty()) {
        if (i < first) {
          throw c.fail(
              Code.TG0413,
              argument.span(),
              "The argument must be a tensor, or a tuple or record of them, but this is %s."
                  .formatted(c.tensors.describe(argument.val())));
        }
        outer.add(List.of());
        passed.add(argument);
        continue;
      }
      List<Value> inputs = new ArrayList<>();
      for (Value leaf : leaves.get()) {
        inputs.add(inner.input(inside.type(i, leaf), leaf.hint()));
      }
      outer.add(leaves.get());
      Val val = Leaves.rebuild(argument.val(), inputs.iterator());
      passed.add(new Argument(argument.name(), val, argument.span()));
    }
    Val result =
        c.building(
            inner, () -> c.inlining(true, () -> c.calls.apply(f, new Arguments(passed), call)));
    if (result.isPoison()) {
      throw new Reported();
    }
    List<Value> outputs =
        Leaves.values(c, inner, result, call)
            .orElseThrow(() ->
                c.fail(
                    Code.TG0413,
                    call,
                    "%s must give a tensor, or a tuple or record of them, but gives %s."
                        .formatted(Tensors.upper(f.called()), c.tensors.describe(result))));
    Graph graph = inner.build(outputs);
    return new Trace(graph, outer, inner.captured(), result, Closed.isRunnable(graph));
  }

  /** All leaves of arguments, in order. */
  List<Value> leaves() {
    return arguments.stream().flatMap(List::stream).toList();
  }

  /** The transformed graph; a refusal is reported at the transformation that needed it. */
  static Graph done(Context c, Transformed transformed, Code code, Span at) {
    return switch (transformed) {
      case Transformed.Done done -> done.graph();
      case Transformed.Refused refused -> {
        Diagnostic d = Diagnostic.error(code, at, refused.reason());
        throw c.fail(
            refused
                .origin()
                .place()
                .map(p -> DerivativeMessages.usedHere(d, refused.op().name(), p))
                .orElse(d));
      }
    };
  }
}
