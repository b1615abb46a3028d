package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Checkpoint;
import org.tgraph.op.control.Custom;
import org.tgraph.op.control.Implicit;
import org.tgraph.op.pointwise.StopGradient;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Pattern.Bind;
import org.tgraph.transform.Jvp;
import org.tgraph.transform.Linearity;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Functions that say how a function or a value is to be differentiated. */
public final class Rules {
  private final Context c;

  private Rules(Context c) {
    this.c = c;
  }

  /** {@code stop_gradient(x)}: the tensors of {@code x}, which derivatives take for constants. */
  public static Val stop(CallSite site) {
    Val x = site.val("x");
    List<Value> leaves =
        Leaves.values(site.c(), site.b(), x, site.span("x"))
            .orElseThrow(() -> noTensors(site.c(), x, site.span("x")));
    return Leaves.rebuild(
        x, leaves.stream().map(v -> site.b().one(new StopGradient(), v)).iterator());
  }

  private static Reported noTensors(Context c, Val x, Span span) {
    return c.fail(
        Code.TG0413,
        span,
        "The argument must be a tensor, or a tuple or record of them, but this is %s."
            .formatted(c.tensors.describe(x)));
  }

  /** {@code checkpoint(f)}: the same function, of which derivatives keep the arguments only. */
  public static Val checkpoint(CallSite site) {
    Val.Function f = site.function("f");
    Rules rules = new Rules(site.c());
    return new Val.Transformed(
        "checkpoint",
        f,
        FunctionTypes.Typing.SAME,
        (arguments, call) -> rules.checkpoint(f, arguments, call));
  }

  private Val checkpoint(Val.Function f, Arguments arguments, Span call) {
    Trace trace = Trace.of(c, f, arguments, List.of(), Trace.Inside.SAME, call);
    if (!trace.isRunnable()) {
      return c.calls.opaque(trace.result().type(), call);
    }
    rejectCounts(trace.graph(), "`checkpoint`", call);
    c.at(call);
    List<Value> results = Checkpoint.emit(c.builder(), trace.graph(), true, trace.inputs());
    return Leaves.rebuild(trace.result(), results.iterator());
  }

  /** A size that is counted inside could not be told outside. */
  private void rejectCounts(Graph graph, String what, Span call) {
    Set<SizeVar> sizes = new LinkedHashSet<>();
    graph.outputs().forEach(v -> v.shape().dims().forEach(d -> sizes.addAll(d.variables())));
    for (Equation equation : graph.body()) {
      if (equation.op().defines().stream().anyMatch(sizes::contains)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0309,
                    equation.origin().place().orElse(call),
                    "A function under %s cannot give a size that the data decide.".formatted(what))
                .label(call, "a result has this size")
                .note(KeptShape.NOTE));
      }
    }
  }

  /**
   * {@code implicit(x, f)}: the vector {@code x}, a root of {@code f}, whose derivatives are those
   * of the root by what {@code f} uses.
   */
  public static Val implicit(CallSite site) {
    Value x = site.tensor("x", Kind.FLOAT);
    Val.Tensor root = new Val.Tensor(x);
    if (x.rank() != 1) {
      throw site.fail(
          Diagnostic.error(
                  Code.TG0411,
                  site.span("x"),
                  "The root must be a vector, but this is a `%s`."
                      .formatted(root.type().text(SizeVar::shown)))
              .note("`ravel` makes a vector of any structure, and `unravel` is the way back."));
    }
    return new Rules(site.c()).implicit(root, site.function("f"), site);
  }

  private Val implicit(Val.Tensor root, Val.Function f, CallSite site) {
    Argument argument = new Argument(Optional.empty(), root, site.span("x"));
    Span call = site.span("f");
    Arguments arguments = new Arguments(List.of(argument));
    Trace trace = Trace.of(c, f, arguments, List.of(0), Trace.Inside.SAME, call);
    List<Value> outputs = trace.graph().outputs();
    if (outputs.size() != 1 || !outputs.get(0).type().equals(root.value().type())) {
      throw c.fail(
          Diagnostic.error(
              Code.TG0413,
              call,
              "The function must give a `%s`, as many numbers as it takes, but this gives %s."
                  .formatted(
                      root.type().text(SizeVar::shown), c.tensors.describe(trace.result()))));
    }
    if (!trace.isRunnable()) {
      return c.calls.opaque(root.type(), call);
    }
    rejectCounts(trace.graph(), "`implicit`", call);
    c.at(call);
    return new Val.Tensor(c.builder().emit(new Implicit(trace.graph()), trace.inputs()).get(0));
  }

  /** {@code custom_derivative(f, rule)}: {@code f}, with a forward rule of its author's. */
  public static Val custom(CallSite site) {
    Val.Function f = site.function("f");
    Val.Function rule = site.function("rule");
    Rules rules = new Rules(site.c());
    Span at = site.span("rule");
    int count = ParameterNames.of(rule).map(List::size).orElse(2);
    if (!(rule instanceof Val.Prelude) && count != 2) {
      throw site.fail(
          Diagnostic.error(
                  Code.TG0503,
                  at,
                  "The rule takes the arguments of the function and their tangents, but this takes"
                      + " %d argument%s.".formatted(count, count == 1 ? "" : "s"))
              .note("Of several arguments both are tuples: `((x, y), (dx, dy)) -> …`.")
              .fix(paired(rule)));
    }
    return new Val.Transformed(
        "custom_derivative",
        f,
        FunctionTypes.Typing.SAME,
        (arguments, call) -> rules.custom(f, rule, arguments, at, call));
  }

  /** The parameters of a rule written one by one, first half and second half as tuples. */
  private static Optional<Fix> paired(Val.Function rule) {
    if (!(rule instanceof Val.Lambda lambda)) {
      return Optional.empty();
    }
    List<Expr.LambdaParam> params = lambda.source().params();
    int half = params.size() / 2;
    if (half < 2
        || params.size() % 2 != 0
        || params.stream().anyMatch(p -> p.type().isPresent() || !(p.pattern() instanceof Bind))) {
      return Optional.empty();
    }
    String first = tuple(params.subList(0, half));
    String second = tuple(params.subList(half, params.size()));
    Span all = params.get(0).pattern().span().to(params.get(params.size() - 1).pattern().span());
    String title = "write `(" + first + ", " + second + ") -> …`";
    return Optional.of(Fix.replace(title, all, first + ", " + second));
  }

  private static String tuple(List<Expr.LambdaParam> params) {
    return params.stream()
        .map(p -> ((Bind) p.pattern()).name())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private Val custom(Val.Function f, Val.Function rule, Arguments arguments, Span at, Span call) {
    List<Integer> all = IntStream.range(0, arguments.list().size()).boxed().toList();
    Trace trace = Trace.of(c, f, arguments, all, Trace.Inside.SAME, call);
    rejectCounts(trace.graph(), "`custom_derivative`", call);
    GraphBuilder inner = c.builder().inner();
    List<Value> primals = new ArrayList<>();
    List<Value> tangents = new ArrayList<>();
    List<Val> primalParts = new ArrayList<>();
    List<Val> tangentParts = new ArrayList<>();
    for (int i = 0; i < arguments.list().size(); i++) {
      List<Value> here =
          trace.arguments().get(i).stream().map(v -> inner.input(v.type(), v.hint())).toList();
      primals.addAll(here);
      primalParts.add(Leaves.rebuild(arguments.list().get(i).val(), here.iterator()));
    }
    int next = 0;
    for (int i = 0; i < arguments.list().size(); i++) {
      List<Value> here = new ArrayList<>();
      for (int k = 0; k < trace.arguments().get(i).size(); k++) {
        Value like = primals.get(next++);
        if (Jvp.hasTangents(like.type())) {
          Value tangent = inner.input(like.type(), like.hint().isEmpty() ? "" : "d_" + like.hint());
          tangents.add(tangent);
          here.add(tangent);
        } else {
          here.add(like);
        }
      }
      tangentParts.add(Leaves.rebuild(arguments.list().get(i).val(), here.iterator()));
    }
    Arguments given =
        new Arguments(
            List.of(
                new Argument(Optional.empty(), joined(primalParts), call),
                new Argument(Optional.empty(), joined(tangentParts), call)));
    Val made = c.building(inner, () -> c.inlining(true, () -> c.calls.apply(rule, given, at)));
    if (made.isPoison()) {
      throw new Reported();
    }
    List<Value> outputs = outputs(inner, rule, made, trace, at);
    Graph graph = inner.build(outputs);
    if (!trace.isRunnable() || !Closed.isRunnable(graph)) {
      return c.calls.opaque(trace.result().type(), call);
    }
    requireLinear(graph, tangents, trace.graph().outputs().size(), at);
    return emit(trace, graph, inner.captured(), primals.size(), call);
  }

  private static Val joined(List<Val> parts) {
    return parts.size() == 1 ? parts.get(0) : new Val.Tuple(parts);
  }

  /** The value and the tangent that a rule gives, as tensors of the types that they must have. */
  private List<Value> outputs(
      GraphBuilder inner, Val.Function rule, Val made, Trace trace, Span at) {
    if (!(made instanceof Val.Tuple pair) || pair.parts().size() != 2) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0413,
                  at,
                  "The rule must give the value and its tangent, but this gives %s."
                      .formatted(c.tensors.describe(made)))
              .note("`(x, dx) -> (f(x), derivative * dx)`, as `jvp(f, x, dx)` gives them."));
    }
    List<Value> outputs = new ArrayList<>();
    String[] names = {"the value of the rule", "the tangent of the rule"};
    for (int i = 0; i < 2; i++) {
      Argument part = new Argument(Optional.empty(), pair.parts().get(i), item(rule, i, at));
      String name = names[i];
      List<Value> leaves =
          c.building(inner, () -> Derivation.conform(c, trace.result(), part, name));
      for (Value leaf : leaves) {
        if (i == 0 || Jvp.hasTangents(leaf.type())) {
          outputs.add(leaf);
        }
      }
    }
    return outputs;
  }

  /** Where the text says a part of what the rule gives. */
  private static Span item(Val.Function rule, int i, Span otherwise) {
    if (rule instanceof Val.Lambda lambda
        && LoopCalls.last(lambda.source().body()) instanceof Expr.Tuple tuple
        && tuple.items().size() == 2) {
      return tuple.items().get(i).span();
    }
    return otherwise;
  }

  private void requireLinear(Graph rule, List<Value> tangents, int values, Span at) {
    List<Value> outputs = rule.outputs();
    Optional<Linearity.Broken> broken =
        Linearity.check(
            rule, tangents, outputs.subList(0, values), outputs.subList(values, outputs.size()));
    if (broken.isPresent()) {
      Diagnostic d = Diagnostic.error(Code.TG0503, at, "The rule " + broken.get().reason());
      throw c.fail(
          broken
              .get()
              .origin()
              .place()
              .filter(p -> !p.equals(at))
              .map(p -> d.label(p, "here"))
              .orElse(d)
              .note("Twice the tangents must give twice the tangent of the value."));
    }
  }

  /** Both graphs over the same captures. */
  private Val emit(Trace trace, Graph rule, List<Value> captured, int arguments, Span call) {
    Set<Value> captures = new LinkedHashSet<>(trace.captured());
    captures.addAll(captured);
    Graph body = widened(trace.graph(), trace.captured(), captures);
    List<Value> operands = new ArrayList<>(trace.leaves());
    operands.addAll(captures);
    c.at(call);
    Custom op = new Custom(body, widened(rule, captured, captures), arguments);
    return Leaves.rebuild(trace.result(), c.builder().emit(op, operands).iterator());
  }

  /**
   * The graph, whose last inputs are {@code has}, with an input for each of {@code all} instead.
   */
  private static Graph widened(Graph graph, List<Value> has, Set<Value> all) {
    int first = graph.inputs().size() - has.size();
    List<Value> inputs = new ArrayList<>(graph.inputs().subList(0, first));
    for (Value value : all) {
      int at = has.indexOf(value);
      TensorType type = value.type();
      inputs.add(at >= 0 ? graph.inputs().get(first + at) : new Value(type, value.hint()));
    }
    return new Graph(inputs, graph.body(), graph.outputs());
  }
}
