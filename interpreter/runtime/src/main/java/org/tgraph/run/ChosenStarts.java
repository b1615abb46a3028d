package org.tgraph.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.Starts;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Where a script has chains begin. */
final class ChosenStarts {
  static final String NO_START = "The log density is not finite where `init` has a chain begin.";

  private final Starts starts;
  private final Memory memory;
  private final double[][][] positions;

  ChosenStarts(Starts starts, Memory memory) {
    this.starts = starts;
    this.memory = memory;
    Array all = memory.array(starts.positions());
    double[] numbers = all.toDoubles();
    int size = (int) all.dim(2);
    positions = new double[(int) all.dim(0)][(int) all.dim(1)][size];
    for (int i = 0, next = 0; i < positions.length; i++) {
      for (double[] position : positions[i]) {
        System.arraycopy(numbers, next, position, 0, size);
        next += size;
      }
    }
  }

  /** For each chain where it may begin. */
  double[][][] positions() {
    return positions;
  }

  /** A value that no position is made of, if there is one. */
  Optional<Diagnostic> outside(Span call) {
    for (Starts.Chosen site : starts.sites()) {
      int from = number(site.from(), memory);
      int count = number(site.count(), memory);
      for (int chain = 0; chain < positions.length; chain++) {
        for (int i = 0; i < count; i++) {
          int place = from + i;
          if (Arrays.stream(positions[chain]).noneMatch(p -> Double.isFinite(p[place]))) {
            return Optional.of(outside(call, site, chain, i, count));
          }
        }
      }
    }
    return Optional.empty();
  }

  static int number(Dim size, Memory memory) {
    return Math.toIntExact(new Shape(List.of(size)).substitute(memory.substitution()).values()[0]);
  }

  private Diagnostic outside(Span call, Starts.Chosen site, int chain, int number, int count) {
    Array values = memory.array(site.values());
    long[] shape = Arrays.copyOfRange(values.shape(), 1, values.rank());
    long elements = Array.count(shape);
    // Of a vector whose elements depend on each other nothing says which one is wrong.
    boolean isOwn = elements == count;
    String name = isOwn ? Tables.elements(site.name(), shape).get(number) : site.name();
    String where =
        isOwn
            ? " where `%s` is %s".formatted(name, values.getDouble(chain * elements + number))
            : " at this value of `%s`".formatted(name);
    return Diagnostic.error(
            Code.TG0808,
            call,
            "Chain %d cannot begin%s: it lies where the site has no values."
                .formatted(chain, where))
        .label(site.place(), "the site")
        .note("Chains are counted from 0. A value on a bound is out of range too.");
  }
}
