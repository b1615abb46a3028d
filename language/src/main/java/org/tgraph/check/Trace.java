package org.tgraph.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.rewrite.Stabilize;
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

  /** The type that a leaf of an argument has inside: of its argument that in {@code position}. */
  interface Inside {
    Inside SAME = (argument, position, leaf) -> leaf.type();

    TensorType type(int argument, int position, Value leaf);
  }

  /**
   * @param needed which arguments must be tensors or structures of them; the others may be
   *     anything, and where they are known or bare numbers they stay so
   */
  static Trace of(
      Context c,
      Val.Function f,
      Arguments arguments,
      Collection<Integer> needed,
      Inside inside,
      Span call) {
    GraphBuilder inner = c.builder().inner();
    List<List<Value>> outer = new ArrayList<>();
    List<Argument> passed = new ArrayList<>();
    for (int i = 0; i < arguments.list().size(); i++) {
      Argument argument = arguments.list().get(i);
      Optional<List<Value>> leaves =
          !needed.contains(i) && isPassed(argument.val())
              ? Optional.empty()
              : Leaves.values(c, c.builder(), argument.val(), argument.span());
      if (leaves.isEmpty()) {
        if (needed.contains(i)) {
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
      for (int k = 0; k < leaves.get().size(); k++) {
        Value leaf = leaves.get().get(k);
        inputs.add(inner.input(inside.type(i, k, leaf), leaf.hint()));
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

  /** The same where sums of exponentials and the like are computed as is best to differentiate. */
  Trace stable() {
    return isRunnable
        ? new Trace(Stabilize.of(graph), arguments, captured, result, isRunnable)
        : this;
  }

  private static boolean isPassed(Val val) {
    return val instanceof Val.Known
        || val instanceof Val.Flag
        || Tensors.weakness(val) != Tensors.Weakness.STRONG
        || !KeyUses.in(val).isEmpty();
  }

  /** Where the leaves of some arguments are among the inputs of the graph, in their order. */
  List<Integer> positions(List<Integer> places) {
    List<Integer> positions = new ArrayList<>();
    for (int place : places) {
      int first = arguments.subList(0, place).stream().mapToInt(List::size).sum();
      for (int k = 0; k < arguments.get(place).size(); k++) {
        positions.add(first + k);
      }
    }
    return positions;
  }

  /** What the inputs of the graph stand for in the graph around. */
  List<Value> inputs() {
    List<Value> inputs = new ArrayList<>(leaves());
    inputs.addAll(captured);
    return inputs;
  }

  /** All leaves of arguments, in order. */
  List<Value> leaves() {
    return arguments.stream().flatMap(List::stream).toList();
  }

  /** Reports a transformation for which an operation has no rule, where it is written. */
  static Reported refused(Context c, Transformed.Refused refused, Code code, Span at) {
    Diagnostic d = Diagnostic.error(code, at, refused.reason());
    return c.fail(
        refused
            .origin()
            .place()
            .map(p -> DerivativeMessages.usedHere(d, refused.op().name(), p))
            .orElse(d));
  }
}
