package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** Calls of functions of all kinds. */
public final class Calls {
  private final Context c;

  /**
   * The results of calls that are not expanded, or of which the signature leaves sizes open: the
   * same call has the same result.
   */
  private final Memo<List<Object>, Val> results;

  Calls(Context c) {
    this.c = c;
    this.results = new Memo<>(c.recording);
  }

  Val call(Expr.Call e, Scope scope) {
    Val function = c.expressions.callee(e.function(), scope);
    Arguments arguments = arguments(e.args(), scope, function, 0);
    return function.isPoison()
        ? Val.POISON
        : written(function, arguments, e.function(), scope, e.span());
  }

  private Val written(Val function, Arguments arguments, Expr callee, Scope scope, Span whole) {
    if (function instanceof Val.Defined d && !d.definition().isAnnotated()) {
      FunctionDef def = d.definition();
      return unannotated(def, bind(def, arguments, whole), whole, isNamed(def, callee, scope));
    }
    return apply(function, arguments, callee.span(), whole);
  }

  /** Whether a function is called by the name that its definition has. */
  private static boolean isNamed(FunctionDef def, Expr function, Scope scope) {
    return switch (function) {
      case Expr.Field f -> f.name().name().equals(def.name());
      case Expr.Name n ->
          scope
              .find(n.name())
              .flatMap(Scope.Entry::place)
              .filter(def.source().name().span()::equals)
              .isPresent();
      default -> false;
    };
  }

  /** {@code left |> f(a)} is {@code f(left, a)}; {@code left |> f} is {@code f(left)}. */
  Val pipe(Expr.Pipe e, Scope scope) {
    List<Argument> all = new ArrayList<>();
    all.add(new Argument(Optional.empty(), c.expressions.check(e.left(), scope), e.left().span()));
    Expr target = e.right() instanceof Expr.Call call ? call.function() : e.right();
    Val function = c.expressions.callee(target, scope);
    if (e.right() instanceof Expr.Call call) {
      all.addAll(arguments(call.args(), scope, function, 1).list());
    }
    return function.isPoison()
        ? Val.POISON
        : written(function, new Arguments(all), target, scope, e.span());
  }

  /**
   * @param before how many arguments stand before these
   */
  private Arguments arguments(List<Expr.Arg> args, Scope scope, Val function, int before) {
    List<Argument> all = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      Expr.Arg arg = args.get(i);
      Optional<Val> names =
          takesNames(function, arg, before + i) ? Wrt.names(arg.value()) : Optional.empty();
      Val val = names.orElseGet(() -> c.expressions.check(arg.value(), scope));
      all.add(new Argument(arg.name(), val, arg.value().span()));
    }
    return new Arguments(all);
  }

  private static boolean takesNames(Val function, Expr.Arg arg, int position) {
    if (!(function instanceof Val.Prelude p)) {
      return false;
    }
    List<Builtin.Param> params = p.builtin().params();
    String name =
        arg.name().isPresent()
            ? arg.name().get().name()
            : position < params.size() ? params.get(position).name() : "";
    return name.equals(Wrt.PARAMETER) && params.stream().anyMatch(q -> q.name().equals(name));
  }

  private Val apply(Val function, Arguments arguments, Span at, Span whole) {
    if (function instanceof Val.Function f) {
      return apply(f, arguments, at, whole);
    }
    Diagnostic d =
        Diagnostic.error(
            Code.TG0404,
            at,
            "Only functions can be called, but this is " + c.tensors.describe(function) + ".");
    if (function instanceof Val.Module m && m.scope().own(m.name()).isPresent()) {
      String member = m.name() + "." + m.name();
      d = d.fix(Fix.replace("write `" + member + "`", at, member));
    }
    if (Prelude.scope().find(at.text()).filter(e -> e.val() instanceof Val.Function).isPresent()) {
      d = d.note("The script defines `" + at.text() + "`, which hides the function of that name.");
    } else if (Tensors.isTensor(function)
        && function.type() instanceof TensorType t
        && t.rank() > 0
        && arguments.list().size() == 1) {
      d =
          d.fix(
              Fix.replace(
                  "index with brackets",
                  whole,
                  at.text() + "[" + arguments.list().get(0).span().text() + "]"));
    }
    throw c.fail(d);
  }

  /** Calls a function from something that is not written as a call. */
  public Val apply(Val.Function function, Arguments arguments, Span whole) {
    return apply(function, arguments, whole, whole);
  }

  private Val apply(Val.Function function, Arguments arguments, Span at, Span whole) {
    if (arguments.hasPoison() && !(function instanceof Val.Defined)) {
      return Val.POISON;
    }
    return switch (function) {
      case Val.Prelude p -> prelude(p.builtin(), arguments, at, whole);
      case Val.Defined d -> defined(d.definition(), arguments, at, whole);
      case Val.ModelMaker m -> c.models.call(m.definition(), arguments, at, whole);
      case Val.Lambda l -> lambda(l, arguments, whole);
      case Val.Unknown u -> unknown(u, arguments, whole);
      case Val.Transformed t -> {
        Val result = t.applied().apply(arguments, whole);
        List<Type> given = arguments.list().stream().map(a -> a.val().type()).toList();
        c.facts.called(t, given, result.type());
        yield result;
      }
      case Val.Host h -> h.applied().apply(arguments, whole);
      case Val.Conversion v -> Conversions.apply(c, v.element(), arguments, at, whole);
    };
  }

  private Val prelude(Builtin builtin, Arguments arguments, Span at, Span whole) {
    List<Parameters.Slot> slots =
        builtin.params().stream()
            .map(p -> new Parameters.Slot(p.name(), p.isOptional(), p.isRest()))
            .toList();
    String signature = "`" + builtin.signature() + "`";
    Map<String, List<Argument>> bound =
        new Parameters(c, "`" + builtin.name() + "`", signature, slots).bind(arguments, whole);
    c.at(whole);
    return ResultNames.named(
        builtin.name(), builtin.body().apply(new CallSite(c, builtin, bound, at, whole)));
  }

  /** Forgets what calls gave: the script is checked anew. */
  void restart() {
    results.clear();
  }

  // Functions with a text

  Map<String, Argument> bind(FunctionDef def, Arguments arguments, Span whole) {
    List<Parameters.Slot> slots =
        def.source().params().stream()
            .map(p -> new Parameters.Slot(p.name().name(), p.defaultValue().isPresent(), false))
            .toList();
    Map<String, List<Argument>> bound =
        new Parameters(c, "`" + def.name() + "`", "`" + def.head() + "`", slots)
            .bind(arguments, whole);
    Map<String, Argument> single = new LinkedHashMap<>();
    for (Statement.Param param : def.source().params()) {
      List<Argument> given = bound.get(param.name().name());
      if (given != null && !given.isEmpty()) {
        given.get(0).name().ifPresent(n -> c.facts.used(n.span(), param.name().span()));
        single.put(param.name().name(), given.get(0));
      } else if (param.defaultValue().isPresent()) {
        Expr value = param.defaultValue().get();
        Val val = c.expressions.check(value, def.scope());
        single.put(param.name().name(), new Argument(Optional.empty(), val, value.span()));
      }
    }
    return single;
  }

  private Val defined(FunctionDef def, Arguments arguments, Span at, Span whole) {
    if (!def.isAnnotated()) {
      return unannotated(def, bind(def, arguments, whole), whole, false);
    }
    c.bodies.ensureChecked(def, at);
    Map<String, Argument> bound = bind(def, arguments, whole);
    if (def.signature().isEmpty()) {
      return Val.POISON;
    }
    FunctionDef.Signature signature = def.signature().get();
    Binding binding = new Binding(c, signature.sizes(), signature.kinds());
    binding.fixes(
        () -> new Exchange(c, def, signature).fix(bound),
        () -> new Vectorizing(c, def, signature).fix(bound, at));
    Map<String, Val> matched = match(def, signature, bound, binding, whole);
    List<Operand> given = new ArrayList<>();
    def.source().params().stream()
        .map(p -> p.name().name())
        .filter(matched::containsKey)
        .forEach(name -> given.add(new Operand(matched.get(name), bound.get(name).span())));
    c.facts.solved(whole, def, binding.sizes());
    c.keys.call(def.keys(), given, whole);
    if (matched.values().stream().anyMatch(Val::isPoison) || signature.result().isEmpty()) {
      // What stands for a kind or a pack is known only from the arguments.
      boolean isOpen =
          !signature.kinds().isEmpty()
              || signature.sizes().stream().anyMatch(v -> v.role() == SizeVar.Role.PACK);
      return isOpen || signature.result().isEmpty()
          ? Val.POISON
          : opaque(renew(binding.apply(signature.result().get()), def, binding, whole), whole);
    }
    Type result = binding.apply(signature.result().get());
    rejectNegative(def, result, whole);
    List<Object> key = new ArrayList<>(List.of(def));
    key.addAll(matched.values());
    boolean isOpen = Types.sizes(result).stream().anyMatch(Calls::isOpen);
    if (isOpen) {
      // What it is in another graph has sizes of its own.
      key.add(c.builder());
    }
    // A function that is checked at each call of it has no type that could stand for it.
    boolean expands =
        (c.isInlining() || hasUntyped(result)) && def.state() == FunctionDef.State.RIGHT;
    if (expands && !isOpen) {
      return new Expansion(c, def, binding, matched, whole).of(result, result);
    }
    Val before = results.get(key);
    if (before != null) {
      return before;
    }
    Type seen = renew(result, def, binding, whole);
    Val val =
        expands
            ? new Expansion(c, def, binding, matched, whole).of(result, seen)
            : opaque(seen, whole);
    results.put(key, val);
    return val;
  }

  private static boolean hasUntyped(Type type) {
    return switch (type) {
      case Type.Arrow a -> a.result().isEmpty();
      case Type.Tuple t -> t.parts().stream().anyMatch(Calls::hasUntyped);
      case Type.Record r -> r.fields().values().stream().anyMatch(Calls::hasUntyped);
      default -> false;
    };
  }

  /** The declared result can be too short only for some arguments: {@code -> f64[n - 3]}. */
  private void rejectNegative(FunctionDef def, Type result, Span whole) {
    for (Dim dim : Types.sizes(result)) {
      if (c.known(dim).isAtLeast(0) == Truth.NO) {
        Diagnostic d =
            Diagnostic.error(
                Code.TG0307,
                whole,
                "The result of `%s` would have the size `%s`, which is negative."
                    .formatted(def.name(), c.text(dim)));
        throw c.fail(def.source().result().map(t -> d.label(t.span(), "declared here")).orElse(d));
      }
    }
  }

  private static boolean isOpen(Dim size) {
    return size.variables().stream().anyMatch(SizeVar::isHole);
  }

  private static Type renew(Type type, FunctionDef def, Binding binding, Span call) {
    return Types.substitute(type, binding.renewed(def.name(), call));
  }

  /** Matches the arguments with the signature: functions last, when the sizes are known. */
  Map<String, Val> match(
      FunctionDef def,
      FunctionDef.Signature signature,
      Map<String, Argument> bound,
      Binding binding,
      Span whole) {
    Map<String, Val> matched = new LinkedHashMap<>();
    for (boolean functions : new boolean[] {false, true}) {
      for (int i = 0; i < signature.params().size(); i++) {
        Statement.Param param = def.source().params().get(i);
        Ident name = param.name();
        Argument argument = bound.get(name.name());
        Type type = signature.params().get(i);
        if (argument == null || type instanceof Type.Arrow != functions) {
          continue;
        }
        String what = "`" + name.name() + "` of `" + def.name() + "`";
        Operand operand = new Operand(argument.val(), argument.span());
        Val val = binding.parameter(param.type()).match(type, operand, what);
        if (type instanceof Type.Size && val instanceof Val.Known k) {
          binding.sizes().put(def.size(name), k.dim());
        }
        matched.put(name.name(), val);
      }
      binding.parameter(Optional.empty()).finish(whole);
    }
    for (int i = 0; i < signature.params().size(); i++) {
      String name = def.source().params().get(i).name().name();
      if (matched.get(name) instanceof Val.Tensor t
          && binding.apply(signature.params().get(i)) instanceof TensorType wanted) {
        matched.put(name, new Val.Tensor(c.coerce(t.value(), wanted.shape())));
      }
    }
    return matched;
  }

  private Val unannotated(
      FunctionDef def, Map<String, Argument> bound, Span whole, boolean isNamed) {
    Scope scope = unannotatedScope(def, bound, whole);
    c.facts.scoped(def.source().span(), scope);
    return c.inCall(
        def,
        "`" + def.name() + "`",
        whole,
        isNamed,
        () -> {
          Val val = c.expressions.check(def.source().body(), scope);
          return def.source()
              .result()
              .map(t -> c.statements.declared(val, t, def.source().body().span(), scope))
              .orElse(val);
        });
  }

  /** What the body of a function sees that is checked at each call. */
  Scope unannotatedScope(FunctionDef def, Map<String, Argument> bound, Span whole) {
    c.recording.body(def);
    Scope scope = def.scope().inner();
    List<SizeVar> fresh = new ArrayList<>();
    Scope signature = def.scope().inner();
    Map<Statement.Param, Type> types = new LinkedHashMap<>();
    for (Statement.Param param : def.source().params()) {
      param.type().ifPresent(t -> types.put(param, c.types.parameter(t, signature, fresh)));
    }
    Binding binding = new Binding(c, fresh, List.of());
    for (Statement.Param param : def.source().params()) {
      Argument argument = bound.get(param.name().name());
      if (argument == null) {
        continue;
      }
      Val val = argument.val();
      if (types.containsKey(param)) {
        String what = "`" + param.name().name() + "` of `" + def.name() + "`";
        Operand operand = new Operand(val, argument.span());
        val = binding.parameter(param.type()).match(types.get(param), operand, what);
      }
      scope.define(param.name().name(), val, Optional.of(param.name().span()));
      c.facts.defined(param.name().span(), param.name().name(), val);
    }
    binding.parameter(Optional.empty()).finish(whole);
    binding
        .sizes()
        .forEach((v, dim) -> scope.define(v.name(), new Val.Known(dim), Optional.empty()));
    return scope;
  }

  private Val lambda(Val.Lambda lambda, Arguments arguments, Span whole) {
    List<Expr.LambdaParam> params = lambda.source().params();
    if (arguments.list().size() != params.size()) {
      Diagnostic d =
          Diagnostic.error(
                  arguments.list().size() < params.size() ? Code.TG0207 : Code.TG0208,
                  whole,
                  wrongCount(params.size(), arguments.list().size()))
              .label(lambda.source().span(), "the function");
      boolean isTakenApart =
          arguments.list().size() == 1
              && arguments.list().get(0).val() instanceof Val.Tuple t
              && t.parts().size() == params.size();
      throw c.fail(
          isTakenApart
              ? d.note("It is given a tuple; a parameter takes its parts so: `((a, b)) -> …`.")
              : d);
    }
    Scope scope = lambda.scope().inner();
    for (int i = 0; i < params.size(); i++) {
      Argument argument = arguments.list().get(i);
      if (argument.name().isPresent()) {
        throw c.fail(
            Code.TG0206,
            argument.name().get().span(),
            "The arguments of a `->` function have no names.");
      }
      Val val = argument.val();
      if (params.get(i).type().isPresent()) {
        val = c.statements.declared(val, params.get(i).type().get(), argument.span(), scope);
      }
      c.patterns.bind(params.get(i).pattern(), val, argument.span(), scope);
    }
    c.facts.scoped(lambda.source().span(), scope);
    return c.inCall(
        lambda,
        "this function",
        whole,
        false,
        () -> c.expressions.check(lambda.source().body(), scope));
  }

  private static String wrongCount(int wanted, int given) {
    return "This function takes %d argument%s, but is given %d."
        .formatted(wanted, wanted == 1 ? "" : "s", given);
  }

  private Val unknown(Val.Unknown function, Arguments arguments, Span whole) {
    Type.Arrow arrow = function.type();
    if (arguments.list().size() != arrow.params().size()) {
      throw c.fail(
          arguments.list().size() < arrow.params().size() ? Code.TG0207 : Code.TG0208,
          whole,
          wrongCount(arrow.params().size(), arguments.list().size()));
    }
    Binding binding = new Binding(c, List.of(), List.of());
    for (int i = 0; i < arrow.params().size(); i++) {
      Argument argument = arguments.list().get(i);
      binding.match(
          arrow.params().get(i),
          new Operand(argument.val(), argument.span()),
          "argument " + (i + 1) + " of this function");
      c.keys.use(argument.val(), argument.span());
    }
    return opaque(arrow.result().orElseGet(Type.Poison::new), whole);
  }

  /** A value of which the type is all that is known. */
  Val opaque(Type type, Span span) {
    c.at(span);
    return switch (type) {
      case TensorType t -> new Val.Tensor(c.builder().opaque(t, ""));
      case Type.Tuple t -> new Val.Tuple(t.parts().stream().map(p -> opaque(p, span)).toList());
      case Type.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, opaque(field, span)));
        yield new Val.Record(fields);
      }
      case Type.Arrow a -> new Val.Unknown(a);
      case Type.Key k -> c.keys.made(c.builder().opaque(Val.Key.IN_GRAPH, ""));
      case Type.Nothing n -> Val.NOTHING;
      default -> Val.POISON;
    };
  }
}
