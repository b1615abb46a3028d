package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.Step;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;

/**
 * One call of a function of the prelude: its arguments, the equations that it makes of them, and
 * what else it may do.
 *
 * @param at where the name of the function is written
 * @param whole the whole call
 */
public record CallSite(
    Context c, Builtin builtin, Map<String, List<Argument>> arguments, Span at, Span whole)
    implements CallEquations {
  /** What makes functions of functions. */
  public Transforms transforms() {
    return c().transforms;
  }

  /** Adds an effect to the script. Inside a function it is a mistake: functions are pure. */
  public void effect(Step step) {
    if (c().isInFunction()) {
      throw c().fail(
              Diagnostic.error(
                  Code.TG0211,
                  at(),
                  "%s belongs to the top of a script, not into a function."
                      .formatted(Tensors.upper(called()))));
    }
    c().statements.effect(step);
  }

  /** Reports a call in a function of what is done once, before or while a script runs. */
  void needTop() {
    if (c().isInFunction()) {
      throw fail(
          Code.TG0211,
          at(),
          "%s belongs to the top of a script or into a test, not into a function."
              .formatted(called()));
    }
  }

  /** Calls a function of the standard library with the same arguments, but for some. */
  Val forward(String module, String function, Map<String, Val> others) {
    List<Argument> all = new ArrayList<>();
    arguments()
        .forEach((name, given) ->
            given.forEach(a -> {
              Val val = others.getOrDefault(name, a.val());
              all.add(new Argument(Optional.of(new Ident(name, a.span())), val, a.span()));
            }));
    return library(module, function, all);
  }

  /** Calls a function of the standard library with arguments made of those that there are. */
  public Val library(String module, String function, Map<String, Val> made) {
    List<Argument> all = new ArrayList<>();
    made.forEach(
        (name, val) -> all.add(new Argument(Optional.of(new Ident(name, whole())), val, whole())));
    return library(module, function, all);
  }

  private Val library(String module, String function, List<Argument> all) {
    return c().calls.apply(c().imports.library(module, function), new Arguments(all), whole());
  }
}
