package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Span;

/**
 * Calls of functions of the prelude and of the standard library's module of posteriors, as a script
 * would make them at a place; that one has a mistake has been reported.
 */
record CallsFromJava(Context c, Span at) {
  private static final String MODULE = "posterior";

  Val library(String function, Val... arguments) {
    return applied(c.imports.library(MODULE, function), arguments);
  }

  Val prelude(String name, Val... arguments) {
    return applied((Val.Function) Prelude.scope().find(name).orElseThrow().val(), arguments);
  }

  Val applied(Val.Function f, Val... arguments) {
    List<Argument> all = new ArrayList<>();
    for (Val argument : arguments) {
      all.add(new Argument(Optional.empty(), argument, at));
    }
    Val result = c.calls.apply(f, new Arguments(all), at);
    if (result.isPoison()) {
      throw new Reported();
    }
    return result;
  }
}
