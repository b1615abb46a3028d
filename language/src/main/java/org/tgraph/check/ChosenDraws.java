package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * What a table or a picture of draws is about: all that a sampler has drawn, or, as a record of
 * tensors or as one tensor, what a person wants to see of it, and what they have computed of it.
 * The first axes of such tensors are chains and draws.
 */
public final class ChosenDraws {
  private static final Pattern LAST_NAME = Pattern.compile("(?:\\w+\\s*\\.\\s*)*([a-zA-Z_]\\w*)");

  private final CallSite call;
  private final String argument;
  private final Map<String, Val> sites = new LinkedHashMap<>();

  private ChosenDraws(CallSite call, String argument) {
    this.call = call;
    this.argument = argument;
  }

  /** The draws that an argument stands for. */
  public static Val.Draws of(CallSite call, String argument) {
    Val val = call.val(argument);
    return val instanceof Val.Draws all ? all : new ChosenDraws(call, argument).some(val);
  }

  private Val.Draws some(Val val) {
    add(val, val instanceof Val.Record ? "" : written());
    if (sites.isEmpty()) {
      throw fail(val);
    }
    Val.Record none = new Val.Record(Map.of());
    return new Val.Draws(new Val.Record(sites), none, none, Map.of());
  }

  private void add(Val val, String name) {
    if (val instanceof Val.Record record) {
      record
          .fields()
          .forEach((field, part) -> add(part, name.isEmpty() ? field : name + "." + field));
      return;
    }
    if (!Tensors.isTensor(val)) {
      throw fail(val);
    }
    Value value = call.c().tensors.value(val, call.span(argument));
    if (value.rank() < 2) {
      throw fail(val);
    }
    requireSame(name, value);
    sites.put(name, new Val.Tensor(value));
  }

  /** All have as many chains and draws. */
  private void requireSame(String name, Value value) {
    if (sites.isEmpty()) {
      return;
    }
    Map.Entry<String, Val> first = sites.entrySet().iterator().next();
    List<Dim> others = counts(call.c().tensors.value(first.getValue(), call.span(argument)));
    List<Dim> own = counts(value);
    if (!call.isEqual(others.get(0), own.get(0)) || !call.isEqual(others.get(1), own.get(1))) {
      throw call.fail(
          Code.TG0301,
          call.span(argument),
          "The axes for chains and draws are `%s` of `%s`, but `%s` of `%s`."
              .formatted(
                  call.c().text(new Shape(others)),
                  first.getKey(),
                  call.c().text(new Shape(own)),
                  name));
    }
  }

  private static List<Dim> counts(Value value) {
    return value.shape().dims().subList(0, 2);
  }

  /** The last name of `posterior.theta`; `x` for what has none. */
  private String written() {
    Matcher matcher = LAST_NAME.matcher(call.span(argument).text().strip());
    return matcher.matches() ? matcher.group(1) : "x";
  }

  private RuntimeException fail(Val val) {
    return call.fail(
        Diagnostic.error(
                Code.TG0413,
                call.span(argument),
                "`%s` of %s must be draws from a model, as `sample` makes them, but this is %s."
                    .formatted(argument, call.called(), call.describe(val)))
            .note(
                ("Of some numbers only, `%s` takes a tensor with axes for chains and draws before"
                        + " its own, or a record of such:"
                        + " `{mu: posterior.mu, ratio: posterior.a / posterior.b}`.")
                    .formatted(argument)));
  }
}
