package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.LoopCalls;

/** Loops that carry a state from step to step. */
final class LoopFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "scan(init, xs, step, length=none, reverse=false)",
              "Carries a state along the rows of `xs`: `step(state, row)` gives `(next, output)`."
                  + " The result is the last state and the outputs, stacked.",
              LoopCalls::scan),
          Builtin.of(
              "fori(init, n, step)",
              "The state after `step(i, state)` for each i from 0 to n, without n.",
              LoopCalls::fori),
          Builtin.of(
              "while(init, test, step, limit=none)",
              "The state after `step(state)` for as long as `test(state)` holds, for `limit` steps"
                  + " at most.",
              LoopCalls::loop));

  private LoopFunctions() {}
}
