package org.tgraph.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The size of pieces that are joined. Those of what was cut are put together again: {@code min(a,
 * b) + max(a, b)} is {@code a + b}, also where both sizes of one are moved, so that {@code x[:1]}
 * and {@code x[1:]}, of {@code min(n, 1)} and {@code max(0, n - 1)} elements, have {@code n}. The
 * normal form of a {@link Dim} knows nothing of that.
 */
public final class JoinedSizes {
  private JoinedSizes() {}

  public static Dim of(List<Dim> pieces) {
    Dim sum = pieces.stream().reduce(Dim.ZERO, Dim::plus);
    for (Atom least : alone(sum)) {
      for (Atom most : alone(sum)) {
        if (least instanceof Atom.Min min && most instanceof Atom.Max max) {
          Optional<Dim> both = both(min, max);
          if (both.isPresent()) {
            Dim rest = sum.minus(Dim.of(min)).minus(Dim.of(max));
            return of(List.of(rest.plus(both.get())));
          }
        }
      }
    }
    return sum;
  }

  /** The atoms that are counted by themselves. */
  private static List<Atom> alone(Dim sum) {
    List<Atom> atoms = new ArrayList<>();
    sum.forEachTerm((factors, times) -> {
      if (factors.size() == 1 && times > 0) {
        atoms.add(factors.get(0));
      }
    });
    return atoms;
  }

  /** What both are together, if one is of the same two sizes as the other, moved. */
  private static Optional<Dim> both(Atom.Min min, Atom.Max max) {
    Dim sum = min.a().plus(min.b());
    Dim straight = max.a().minus(min.a());
    Dim crossed = max.b().minus(min.a());
    if (straight.equals(max.b().minus(min.b()))) {
      return Optional.of(sum.plus(straight));
    }
    return crossed.equals(max.a().minus(min.b()))
        ? Optional.of(sum.plus(crossed))
        : Optional.empty();
  }
}
