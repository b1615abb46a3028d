package org.tgraph.program;

import java.util.List;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * A checked script, ready to be run: one computation for the whole of it, and what is done with its
 * values, in order.
 *
 * @param body all equations of the script; each step needs some of them
 * @param procedures what is done for the equations, if a step needs it
 */
public record Program(
    List<InputFile> inputs,
    List<Equation> body,
    List<Procedure> procedures,
    List<Step> steps,
    List<Block> tests,
    List<Block> benches) {
  public Program {
    inputs = List.copyOf(inputs);
    body = List.copyOf(body);
    procedures = List.copyOf(procedures);
    steps = List.copyOf(steps);
    tests = List.copyOf(tests);
    benches = List.copyOf(benches);
  }

  /** With other equations for the same values. */
  public Program withBody(List<Equation> equations) {
    return new Program(inputs, equations, procedures, steps, tests, benches);
  }

  /**
   * A {@code test} or {@code bench}: steps of its own, after those of the script.
   *
   * @param given what names from outside of a bench stand for in it, which is not measured
   */
  public record Block(String name, Span span, List<Step> steps, List<Value> given) {
    public Block {
      steps = List.copyOf(steps);
      given = List.copyOf(given);
    }
  }
}
