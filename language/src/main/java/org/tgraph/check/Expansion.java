package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Coerce;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * Puts the body of a function in place of a call of it. The body was found right for all sizes, but
 * the sizes of a call may show more: that {@code x[5]} is out of range where {@code n} is 3. A
 * function means the same for all sizes, and may never come to that place, so such a call is
 * expanded with its sizes left open, as the body was checked. What is wrong is found when it runs.
 */
final class Expansion {
  private final Context c;
  private final FunctionDef def;
  private final FunctionDef.Signature signature;
  private final Binding binding;
  private final Map<String, Val> arguments;
  private final Span call;

  /**
   * @param arguments by the names of the parameters, of the types that these have in this call
   */
  Expansion(Context c, FunctionDef def, Binding binding, Map<String, Val> arguments, Span call) {
    this.c = c;
    this.def = def;
    this.signature = def.signature().orElseThrow();
    this.binding = binding;
    this.arguments = arguments;
    this.call = call;
  }

  /**
   * What the call gives.
   *
   * @param result its type, with {@code _} for sizes that the signature leaves open
   * @param seen the same with sizes of which only the run knows what they are: whoever calls a
   *     function goes by its signature
   */
  Val of(Type result, Type seen) {
    List<Diagnostic> unforeseen = new ArrayList<>();
    Val val = body(binding, arguments, unforeseen);
    if (unforeseen.stream().anyMatch(Diagnostic::isError)) {
      unforeseen.clear();
      val = open(unforeseen);
    }
    Optional<Diagnostic> left = unforeseen.stream().filter(Diagnostic::isError).findFirst();
    if (left.isPresent()) {
      throw c.fail(left.get().label(call, "in this call of `" + def.name() + "`"));
    }
    Val conforming = c.statements.conform(val, result, call);
    c.at(call);
    return hidden(conforming, result, seen);
  }

  /** The value under a type that hides what the signature leaves open. */
  private Val hidden(Val val, Type result, Type seen) {
    if (result.equals(seen)) {
      return val;
    }
    return switch (seen) {
      case TensorType t when val instanceof Val.Tensor x -> {
        Set<SizeVar> fresh = new LinkedHashSet<>();
        t.shape().dims().forEach(d -> fresh.addAll(d.variables()));
        ((TensorType) result).shape().dims().forEach(d -> fresh.removeAll(d.variables()));
        yield new Val.Tensor(c.emit(new Coerce(t, List.copyOf(fresh)), x.value()));
      }
      case Type.Tuple t when val instanceof Val.Tuple x -> {
        List<Val> parts = new ArrayList<>();
        for (int i = 0; i < x.parts().size(); i++) {
          parts.add(
              hidden(x.parts().get(i), ((Type.Tuple) result).parts().get(i), t.parts().get(i)));
        }
        yield new Val.Tuple(parts);
      }
      case Type.Record t when val instanceof Val.Record x -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        x.fields()
            .forEach((name, field) ->
                fields.put(
                    name,
                    hidden(
                        field, ((Type.Record) result).fields().get(name), t.fields().get(name))));
        yield new Val.Record(fields);
      }
      default -> val;
    };
  }

  private Val body(Binding found, Map<String, Val> parameters, List<Diagnostic> unforeseen) {
    Scope scope = scope(found, parameters);
    return c.inExpanded(
        def,
        call,
        unforeseen,
        () -> c.keys.counted(() -> c.expressions.check(def.source().body(), scope)));
  }

  /** What the body sees in a call: the parameters, and the sizes and types that were found. */
  Scope scope() {
    return scope(binding, arguments);
  }

  private Scope scope(Binding found, Map<String, Val> parameters) {
    Scope scope = def.scope().inner();
    for (SizeVar var : signature.sizes()) {
      if (var.role() == SizeVar.Role.PACK) {
        List<Dim> run = found.packs().getOrDefault(var, List.of());
        List<Val> axes = run.stream().<Val>map(Val.Known::new).toList();
        scope.define(".." + var.name(), new Val.Tuple(axes), Optional.empty());
      } else if (found.sizes().containsKey(var)) {
        scope.define(var.name(), new Val.Known(found.sizes().get(var)), Optional.empty());
      }
    }
    signature.kinds().forEach(k -> scope.define(k.name(), found.apply(k)));
    for (Statement.Param param : def.source().params()) {
      String name = param.name().name();
      scope.define(name, parameters.get(name), Optional.of(param.name().span()));
    }
    c.recording.body(def);
    return scope;
  }

  // Sizes left open

  private Val open(List<Diagnostic> unforeseen) {
    c.at(call);
    Map<SizeVar, Dim> sizes = new HashMap<>();
    binding.sizes().forEach((var, dim) -> sizes.put(var, open(var.name(), dim)));
    Map<SizeVar, List<Dim>> packs = new HashMap<>();
    binding
        .packs()
        .forEach((var, run) -> packs.put(var, run.stream().map(d -> open(var.name(), d)).toList()));
    Binding open = binding.of(sizes, packs);
    Map<String, Val> opened = new LinkedHashMap<>();
    for (int i = 0; i < signature.params().size(); i++) {
      Ident name = def.source().params().get(i).name();
      Val val = arguments.get(name.name());
      if (val != null) {
        opened.put(name.name(), open(name, val, signature.params().get(i), open));
      }
    }
    return body(open, opened, unforeseen);
  }

  /** A size of which only the run knows that it is {@code dim}. */
  private Dim open(String name, Dim dim) {
    SizeVar var = c.newSize(name, SizeVar.Role.COUNTED, call, "is found by this call");
    Value counted = c.emit(new Iota(dim, DType.I64));
    c.emit(new Coerce(TensorType.of(DType.I64, Dim.of(var)), List.of(var)), counted);
    return Dim.of(var);
  }

  private Val open(Ident name, Val val, Type type, Binding open) {
    return switch (type) {
      case Type.Size s -> new Val.Known(open.sizes().get(def.size(name)));
      case Type.Arrow a when val instanceof Val.Function f ->
          new Val.Transformed(
              name.name(),
              f,
              FunctionTypes.Typing.SAME,
              (given, at) -> closed(f, a, given.list(), at, open));
      default -> c.statements.conform(val, open.apply(type), call);
    };
  }

  /** What a function from outside, which knows the sizes of this call, gives to the open body. */
  private Val closed(
      Val.Function f, Type.Arrow arrow, List<Argument> given, Span at, Binding open) {
    List<Argument> closed = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Argument argument = given.get(i);
      Type type = binding.apply(arrow.params().get(i));
      Val val = c.statements.conform(argument.val(), type, argument.span());
      closed.add(new Argument(argument.name(), val, argument.span()));
    }
    Val result = c.calls.apply(f, new Arguments(closed), at);
    return arrow.result().isPresent()
        ? c.statements.conform(result, open.apply(arrow.result().get()), at)
        : result;
  }
}
