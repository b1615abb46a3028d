package org.tgraph.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.program.Procedure;
import org.tgraph.program.Program;
import org.tgraph.program.Step;

/** Puts each procedure before the first step that needs it; what no step needs is not done. */
final class Schedule {
  private final Program program;
  private final Set<Value> known;
  private final Set<Procedure> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Step> all = new ArrayList<>();

  private Schedule(Program program, Set<Value> known) {
    this.program = program;
    this.known = known;
  }

  /**
   * The steps, and those of procedures.
   *
   * @param known values that need not be made again
   */
  static List<Step> of(Program program, List<Step> steps, Set<Value> known) {
    if (program.procedures().isEmpty()) {
      return steps;
    }
    Schedule schedule = new Schedule(program, known);
    for (Step step : steps) {
      schedule.require(ScriptRunner.wanted(step));
      schedule.all.add(step);
    }
    return schedule.all;
  }

  private void require(List<Value> wanted) {
    Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    used.addAll(wanted);
    for (Equation equation : GraphBuilder.needed(program.body(), wanted)) {
      used.addAll(equation.operands());
    }
    for (Procedure procedure : program.procedures()) {
      boolean isNeeded =
          procedure.results().stream().anyMatch(v -> used.contains(v) && !known.contains(v));
      if (isNeeded && done.add(procedure)) {
        require(procedure.data());
        all.add(new Step.CarryOut(procedure));
      }
    }
  }
}
