package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.inference.NoStart;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.program.Sampling;
import org.tgraph.program.Target;
import org.tgraph.source.Span;

/**
 * A density that a backend has compiled, what is drawn where it is, and why it may have no start.
 *
 * @param span of the call that draws
 */
record TargetRun(Target target, Span span, Backend backend, Memory memory) {
  static final String NO_START = "The log density is not finite at any of 100 random starts.";

  /** What of the computations the backend does not have. */
  static List<Diagnostic> gaps(Target target, Backend backend, Memory memory) {
    List<Diagnostic> gaps = new ArrayList<>();
    gaps.addAll(Gaps.of(Prepared.graph(target.density(), backend, memory), backend));
    gaps.addAll(Gaps.of(Prepared.graph(target.values(), backend, memory), backend));
    return gaps;
  }

  /** How many numbers a position has. */
  int size() {
    return Math.toIntExact(
        target
            .density()
            .graph()
            .inputs()
            .get(0)
            .shape()
            .substitute(memory.substitution())
            .values()[0]);
  }

  /** Makes a density for each thread. */
  Supplier<CompiledDensity> density() {
    Prepared density = Prepared.of(target.density(), backend, memory);
    int size = size();
    return () -> new CompiledDensity(density.call(vector(new double[size])), size);
  }

  static Array vector(double[] position) {
    return Array.of(new long[] {position.length}, position);
  }

  /** What is drawn at positions. */
  Prepared values() {
    return Prepared.of(target.values(), backend, memory);
  }

  /** As many rows as are wanted, the last one again and again. */
  static Array rows(double[][] positions, int count, int size) {
    double[] all = new double[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(positions[Math.min(i, positions.length - 1)], 0, all, i * size, size);
    }
    return Array.of(new long[] {count, size}, all);
  }

  /**
   * Puts what is drawn at positions into memory, an array for each chain; all by their names.
   *
   * @param chains the positions of each, row by row
   */
  Map<String, Array> keep(List<Array> chains, List<Value> draws) {
    Prepared values = values();
    List<List<Array>> drawn = new ArrayList<>();
    chains.forEach(positions -> drawn.add(values.run(positions)));
    Map<String, Array> named = new LinkedHashMap<>();
    for (int i = 0; i < target.values().graph().outputs().size(); i++) {
      int place = i;
      Array all = stacked(drawn.stream().map(d -> d.get(place)).toList());
      memory.put(draws.get(i), all);
      named.put(draws.get(i).hint(), all);
    }
    return named;
  }

  /** Arrays of one shape along a new first axis. */
  static Array stacked(List<Array> parts) {
    Array first = parts.get(0);
    long[] shape = new long[first.rank() + 1];
    shape[0] = parts.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    Array all = Array.zeros(first.dtype(), shape);
    long next = 0;
    for (Array part : parts) {
      MemorySegment.copy(part.data(), 0, all.data(), next, part.data().byteSize());
      next += part.data().byteSize();
    }
    return all;
  }

  /** Which site keeps the density from being finite at the last start that was tried. */
  Diagnostic explain(NoStart none, String message) {
    Diagnostic d = Diagnostic.error(Code.TG0808, span, message);
    try {
      List<Array> terms = Prepared.of(target.terms(), backend, memory).run(vector(none.last()));
      for (int i = 0; i < terms.size(); i++) {
        Array term = terms.get(i);
        for (long at = 0; at < term.size(); at++) {
          if (!Double.isFinite(term.getDouble(at))) {
            return explain(d, target.sources().get(i), term, at);
          }
        }
      }
      return d.note("The terms of all sites are finite, but the gradient is not.");
    } catch (EvaluationProblem problem) {
      Diagnostic found = Places.diagnostic(problem, span);
      return found.span().equals(span)
          ? d.note(found.message())
          : d.label(found.span(), found.message());
    }
  }

  /** Which of the numbers of a term is the first that is not finite. */
  private static Diagnostic explain(Diagnostic d, Sampling.Source source, Array term, long at) {
    double number = term.getDouble(at);
    String place = term.rank() == 0 ? "" : Assertion.index(at, term.shape());
    return d.label(
            source.place(),
            "at the last start `%s%s` adds %s".formatted(source.name(), place, number))
        .note(
            Double.isNaN(number)
                ? "A value of it, or a parameter, is no number. If observations are missing:"
                    + " `given {%s: impute(data)}`.".formatted(source.name())
                : "Its density is 0 there: a value, perhaps of the data, lies where the"
                    + " distribution has none. Places are counted from 0.");
  }
}
