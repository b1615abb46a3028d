package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tgraph.array.Array;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Less;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/** Calls of {@code scan}, {@code fori} and {@code while}: a body is checked for one step. */
public final class LoopCalls {
  private static final TensorType INDEX = TensorType.scalar(DType.I64);

  private final CallSite call;
  private final Context c;

  private LoopCalls(CallSite call) {
    this.call = call;
    this.c = call.c();
  }

  public static Val scan(CallSite call) {
    return new LoopCalls(call).inOrder("xs", List.of(1, 2, 0), "`scan(f, init, xs)`").scan();
  }

  public static Val fori(CallSite call) {
    return new LoopCalls(call)
        .inOrder("n", List.of(2, 0, 1), "`fori_loop(lower, upper, f, init)`")
        .fori();
  }

  public static Val loop(CallSite call) {
    return new LoopCalls(call)
        .inOrder("test", List.of(2, 0, 1), "`while_loop(cond, f, init)`")
        .loop();
  }

  /**
   * A call in JAX's order is told the right one.
   *
   * @param second what the second argument is
   * @param order which argument of such a call belongs at each place
   */
  private LoopCalls inOrder(String second, List<Integer> order, String other) {
    boolean isStep = call.val("step") instanceof Val.Function;
    boolean isFirst = call.val("init") instanceof Val.Function;
    boolean isNumber = second.equals("n") && call.val("n") instanceof Val.Function;
    if (isStep || !isFirst && !isNumber) {
      return this;
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0413,
                call.span("init"),
                "%s takes its start first, and its step last: `%s`."
                    .formatted(call.called(), call.builtin().signature()))
            .label(call.span("step"), "this is " + c.tensors.describe(call.val("step")))
            .note("JAX has " + other + ".");
    throw c.fail(ArgumentOrder.mended(d, call, List.of("init", second, "step"), order));
  }

  /**
   * A loop that a function of the prelude is made of: what the values are when the test first
   * fails.
   *
   * @param test gives a {@code bool} scalar
   * @param step gives values of the same types
   */
  public static List<Value> loop(
      CallSite call,
      List<Value> starts,
      Function<List<Value>, Value> test,
      UnaryOperator<List<Value>> step) {
    Context c = call.c();
    List<TensorType> types = starts.stream().map(Value::type).toList();
    GraphBuilder before = c.builder().inner();
    List<Value> tested = inputs(before, types);
    Value goesOn = c.building(before, () -> test.apply(tested));
    GraphBuilder inner = c.builder().inner();
    List<Value> carries = inputs(inner, types);
    List<Value> outputs = c.building(inner, () -> step.apply(carries));
    return new LoopCalls(call)
        .emit(before, tested, goesOn, inner, carries, outputs, starts, List.of());
  }

  // The functions that a loop is made of

  private Val apply(String function, Val... arguments) {
    if (!(call.val(function) instanceof Val.Function f)) {
      throw c.fail(
          Code.TG0413,
          call.span(function),
          "`%s` of %s must be a function, but this is %s."
              .formatted(function, call.called(), c.tensors.describe(call.val(function))));
    }
    List<Argument> all = new ArrayList<>();
    for (Val argument : arguments) {
      all.add(new Argument(Optional.empty(), argument, call.span("init")));
    }
    return c.keys.inLoop(
        call.whole(),
        List.of(),
        () -> {
          all.forEach(argument -> c.keys.made(argument.val()));
          return c.calls.apply(f, new Arguments(all), call.whole());
        });
  }

  /** Where the text says what the function gives. */
  private Span result(String function) {
    return call.val(function) instanceof Val.Lambda l
        ? last(l.source().body()).span()
        : call.span(function);
  }

  static Expr last(Expr body) {
    return body instanceof Expr.Block b && b.result().isPresent() ? last(b.result().get()) : body;
  }

  private LoopState state(UnaryOperator<Val> step, List<Value> rows, Span at) {
    List<Element> elements = rows.stream().map(v -> v.type().element()).distinct().toList();
    return new LoopState(c, call.called(), call.val("init"), call.span("init"), step, elements, at);
  }

  private static List<Value> inputs(GraphBuilder b, List<TensorType> types) {
    return types.stream().map(t -> b.input(t, "")).toList();
  }

  // scan

  private Val scan() {
    Val xs = call.val("xs");
    List<Value> sequences = sequences(xs);
    Dim length = length(sequences);
    List<Value> whole = new ArrayList<>();
    for (Value sequence : sequences) {
      Shape shape = sequence.shape().remove(0).insert(0, length);
      whole.add(c.coerce(sequence, shape));
    }
    boolean reverse = call.flag("reverse", false);
    LoopState state =
        state(now -> next(apply("step", now, row(c.builder(), xs, whole))), whole, nextSpan());
    GraphBuilder inner = c.builder().inner();
    List<Value> carries = inputs(inner, state.types());
    Val row = row(inner, xs, whole);
    Val result = c.building(inner, () -> apply("step", state.of(carries), row));
    if (result.isPoison()) {
      return result;
    }
    Val next = next(result);
    Val output = ((Val.Tuple) result).parts().get(1);
    if (next.isPoison() || output.isPoison()) {
      return Val.POISON;
    }
    List<Value> outputs = new ArrayList<>(c.building(inner, () -> state.after(next, nextSpan())));
    outputs.addAll(outputs(inner, output));
    rejectCounts(inner, outputs);
    Graph body = inner.build(outputs);
    List<Value> operands = new ArrayList<>(state.starts());
    int count = operands.size();
    operands.addAll(whole);
    operands.addAll(inner.captured());
    Scan op = new Scan(body, count, whole.size(), length, reverse);
    List<Value> results = Scan.emit(call.b(), op, operands);
    Val stacked =
        output instanceof Val.Nothing
            ? output
            : Leaves.rebuild(output, results.subList(count, results.size()).iterator());
    return new Val.Tuple(List.of(state.of(results.subList(0, count)), stacked));
  }

  private List<Value> sequences(Val xs) {
    if (xs instanceof Val.Nothing) {
      return List.of();
    }
    return Leaves.values(c, c.builder(), xs, call.span("xs"))
        .orElseThrow(() ->
            c.fail(
                Diagnostic.error(
                        Code.TG0413,
                        call.span("xs"),
                        "`xs` of `scan` must be a tensor, or a tuple or record of them, but this"
                            + " is %s.".formatted(c.tensors.describe(xs)))
                    .note("For a loop without a sequence: `scan(init, none, step, length=n)`.")));
  }

  /** The size of the first axis of all sequences, or that which is given. */
  private Dim length(List<Value> sequences) {
    Optional<Dim> length = call.has("length") ? Optional.of(call.size("length")) : Optional.empty();
    Span from = call.span("length");
    for (Value sequence : sequences) {
      Span at = call.span("xs");
      Dim size = sequence.shape().dim(call.axis(Dim.ZERO, at, sequence.shape()));
      if (length.isPresent() && !call.isEqual(length.get(), size)) {
        String[] texts = call.pair(length.get(), size);
        boolean isGiven = !from.equals(at);
        String what =
            isGiven
                ? "A sequence of `scan` must have `length` rows"
                : "The sequences of `scan` must be equally long";
        Diagnostic d =
            Diagnostic.error(
                Code.TG0301, at, what + ", but `%s` is not `%s`.".formatted(texts[1], texts[0]));
        d = isGiven ? d.label(from, "`length` is `" + texts[0] + "`") : d;
        throw c.fail(call.explain(d, length.get(), size));
      }
      if (length.isEmpty()) {
        length = Optional.of(size);
        from = at;
      }
    }
    if (length.isEmpty()) {
      throw c.fail(
          Diagnostic.error(Code.TG0207, call.span("xs"), "How many steps `scan` takes is not said.")
              .note("For a loop without a sequence: `scan(init, none, step, length=n)`."));
    }
    if (c.known(length.get()).isAtLeast(0) == Truth.NO) {
      String text = c.text(length.get());
      throw c.fail(Code.TG0307, from, "The length `" + text + "` is negative.");
    }
    return length.get();
  }

  /** What a step gets of the sequences. */
  private static Val row(GraphBuilder b, Val xs, List<Value> sequences) {
    return xs instanceof Val.Nothing
        ? xs
        : Leaves.rebuild(
            xs,
            sequences.stream()
                .map(s -> b.input(s.type().withShape(s.shape().remove(0)), ""))
                .iterator());
  }

  private Val next(Val result) {
    if (result instanceof Val.Tuple t && t.parts().size() == 2) {
      return t.parts().get(0);
    }
    if (result.isPoison()) {
      return result;
    }
    throw c.fail(
        Diagnostic.error(
                Code.TG0413,
                result("step"),
                "The step of `scan` must give the next state and an output, but this gives %s."
                    .formatted(c.tensors.describe(result)))
            .note("`(next, output)`, or without outputs `(next, none)`."));
  }

  private Span nextSpan() {
    return call.val("step") instanceof Val.Lambda l
            && last(l.source().body()) instanceof Expr.Tuple t
            && t.items().size() == 2
        ? t.items().get(0).span()
        : result("step");
  }

  private List<Value> outputs(GraphBuilder inner, Val output) {
    if (output instanceof Val.Nothing) {
      return List.of();
    }
    if (!KeyUses.in(output).isEmpty()) {
      throw c.fail(
          Code.TG0413,
          result("step"),
          "There are no tensors of keys, so a key can be in the state but not in an output.");
    }
    return Leaves.values(c, inner, output, result("step"))
        .orElseThrow(() ->
            c.fail(
                Code.TG0413,
                result("step"),
                "The output of a step must be a tensor, a tuple or record of them, or `none`, but"
                    + " this is %s.".formatted(c.tensors.describe(output))));
  }

  /** The size of an output must not differ from one step to the next. */
  private void rejectCounts(GraphBuilder inner, List<Value> outputs) {
    Set<SizeVar> sizes = new LinkedHashSet<>();
    outputs.forEach(v -> v.shape().dims().forEach(d -> sizes.addAll(d.variables())));
    for (Equation equation : inner.body()) {
      if (equation.op().defines().stream().anyMatch(sizes::contains)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0309,
                    equation.origin().place().orElse(result("step")),
                    "How many elements this selects could differ from one step to the next.")
                .label(result("step"), "an output has this size")
                .note(KeptShape.NOTE)
                .fix(KeptShape.of(equation.origin().place())));
      }
    }
  }

  // fori

  private Val fori() {
    Optional<Dim> n = Operators.size(call.val("n"));
    return n.isPresent() ? counted(n.get()) : open();
  }

  private Val index(GraphBuilder b) {
    return new Val.Tensor(b.input(INDEX, "i"));
  }

  private Val counted(Dim given) {
    if (c.known(given).isAtLeast(0) == Truth.NO) {
      throw c.fail(Code.TG0307, call.span("n"), "The length `" + c.text(given) + "` is negative.");
    }
    // In a call of a function it may turn out to be negative, and is no step then.
    Dim n = Dim.max(Dim.of(0), given);
    LoopState state =
        state(now -> apply("step", index(c.builder()), now), List.of(), result("step"));
    GraphBuilder inner = c.builder().inner();
    List<Value> carries = inputs(inner, state.types());
    Val i = index(inner);
    Val next = c.building(inner, () -> apply("step", i, state.of(carries)));
    if (next.isPoison()) {
      return next;
    }
    Graph body = inner.build(c.building(inner, () -> state.after(next, result("step"))));
    List<Value> operands = new ArrayList<>(state.starts());
    operands.add(call.emit(new Iota(n, DType.I64)));
    operands.addAll(inner.captured());
    Scan op = new Scan(body, carries.size(), 1, n, false);
    return state.of(Scan.emit(call.b(), op, operands));
  }

  /** A number of steps that is known only when the program runs. */
  private Val open() {
    Value n = call.tensor("n");
    if (n.rank() != 0 || !n.type().element().isIn(Kind.INT)) {
      throw c.fail(
          Code.TG0413,
          call.span("n"),
          "`n` of `fori` must be one whole number, but this is `%s`.".formatted(c.text(n.type())));
    }
    Value limit = call.cast(n, DType.I64);
    LoopState state =
        state(now -> apply("step", index(c.builder()), now), List.of(), result("step"));
    List<TensorType> types = new ArrayList<>(List.of(INDEX));
    types.addAll(state.types());
    GraphBuilder test = c.builder().inner();
    List<Value> tested = inputs(test, types);
    Value goesOn = test.one(new Less(), tested.get(0), limit);
    GraphBuilder inner = c.builder().inner();
    List<Value> carries = inputs(inner, types);
    Val now = state.of(carries.subList(1, carries.size()));
    Val next = c.building(inner, () -> apply("step", new Val.Tensor(carries.get(0)), now));
    if (next.isPoison()) {
      return next;
    }
    List<Value> outputs = new ArrayList<>();
    outputs.add(inner.one(new Add(), carries.get(0), inner.one(new Constant(Array.scalar(1L)))));
    outputs.addAll(c.building(inner, () -> state.after(next, result("step"))));
    List<Value> starts = new ArrayList<>();
    starts.add(call.emit(new Constant(Array.scalar(0L))));
    starts.addAll(state.starts());
    List<Value> results = emit(test, tested, goesOn, inner, carries, outputs, starts, List.of());
    return state.of(results.subList(1, results.size()));
  }

  // while

  private Val loop() {
    List<Dim> limit = limit();
    LoopState state = state(now -> apply("step", now), List.of(), result("step"));
    GraphBuilder test = c.builder().inner();
    List<Value> tested = new ArrayList<>(inputs(test, state.types()));
    Val condition = c.building(test, () -> apply("test", state.of(tested)));
    GraphBuilder inner = c.builder().inner();
    List<Value> carries = new ArrayList<>(inputs(inner, state.types()));
    Val next = c.building(inner, () -> apply("step", state.of(carries)));
    if (condition.isPoison() || next.isPoison()) {
      return Val.POISON;
    }
    Value goesOn = c.building(test, () -> predicate(condition));
    List<Value> outputs =
        new ArrayList<>(c.building(inner, () -> state.after(next, result("step"))));
    List<Value> starts = new ArrayList<>(state.starts());
    int count = starts.size();
    if (!limit.isEmpty()) {
      starts.add(call.emit(new Constant(Array.scalar(0L))));
      tested.add(test.input(INDEX, "i"));
      carries.add(inner.input(INDEX, "i"));
      Value most = test.one(new SizeOf(limit.get(0)));
      goesOn = test.one(new BitwiseAnd(), goesOn, test.one(new Less(), tested.get(count), most));
      outputs.add(
          inner.one(new Add(), carries.get(count), inner.one(new Constant(Array.scalar(1L)))));
    }
    List<Value> results = emit(test, tested, goesOn, inner, carries, outputs, starts, limit);
    return state.of(results.subList(0, count));
  }

  private List<Dim> limit() {
    if (!call.has("limit")) {
      return List.of();
    }
    Dim limit = call.size("limit");
    if (c.known(limit).isAtLeast(0) == Truth.NO) {
      throw c.fail(
          Code.TG0307, call.span("limit"), "The limit `" + c.text(limit) + "` is negative.");
    }
    return List.of(limit);
  }

  private Value predicate(Val condition) {
    if (Tensors.isTensor(condition)) {
      Value value = c.tensors.value(condition, result("test"));
      if (value.type().equals(TensorType.scalar(DType.BOOL))) {
        return value;
      }
    }
    Diagnostic d =
        Diagnostic.error(
            Code.TG0407,
            result("test"),
            "The test of `while` must give one `bool`, but this gives %s."
                .formatted(c.tensors.describe(condition)));
    boolean many =
        condition.type() instanceof TensorType t && t.element().isIn(Kind.BOOL) && t.rank() > 0;
    Span span = result("test");
    throw c.fail(
        d.fixIf(many, span, "any(" + span.text() + ")")
            .fixIf(many, span, "all(" + span.text() + ")"));
  }

  /** The loop over both graphs, which get the captures of either. */
  private List<Value> emit(
      GraphBuilder test,
      List<Value> tested,
      Value goesOn,
      GraphBuilder inner,
      List<Value> carries,
      List<Value> outputs,
      List<Value> starts,
      List<Dim> limit) {
    test.own(goesOn);
    outputs.forEach(inner::own);
    Set<Value> captured = new LinkedHashSet<>(test.captured());
    captured.addAll(inner.captured());
    While op =
        new While(
            ordered(test, tested, List.of(goesOn), captured),
            ordered(inner, carries, outputs, captured),
            carries.size(),
            limit);
    List<Value> operands = new ArrayList<>(starts);
    operands.addAll(captured);
    return While.emit(call.b(), op, operands);
  }

  private static Graph ordered(
      GraphBuilder b, List<Value> first, List<Value> outputs, Set<Value> captured) {
    List<Value> inputs = new ArrayList<>(first);
    captured.forEach(v -> inputs.add(b.own(v)));
    Graph graph = b.build(outputs);
    return new Graph(inputs, graph.body(), graph.outputs());
  }
}
