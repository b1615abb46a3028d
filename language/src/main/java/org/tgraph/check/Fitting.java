package org.tgraph.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Truth;

/**
 * Whether shapes would fit the parameters of a signature. It is asked before a fix is offered, and
 * reports nothing; {@link Binding} does.
 */
final class Fitting {
  private final Context c;
  private final Set<SizeVar> vars;
  private final Map<SizeVar, Dim> sizes;
  private final Map<SizeVar, List<Dim>> packs;

  /**
   * @param sizes what is known of the sizes before
   */
  Fitting(Context c, Set<SizeVar> vars, Map<SizeVar, Dim> sizes, Map<SizeVar, List<Dim>> packs) {
    this.c = c;
    this.vars = vars;
    this.sizes = new HashMap<>(sizes);
    this.packs = new HashMap<>(packs);
  }

  /** Whether the shape fits, after those that were asked about before. */
  boolean fits(Shape pattern, Shape actual) {
    int pack = -1;
    for (int i = 0; i < pattern.rank(); i++) {
      pack = isOpenPack(pattern.dim(i)) ? i : pack;
    }
    int run = actual.rank() - pattern.rank() + (pack >= 0 ? 1 : 0);
    if (pack >= 0 ? run < 0 : run != 0) {
      return pack < 0 && run == 0;
    }
    int at = 0;
    for (int i = 0; i < pattern.rank(); i++) {
      boolean fits =
          i == pack
              ? pack(pattern.dim(i).variable().get(), actual.slice(at, at + run))
              : size(pattern.dim(i), actual.dim(at));
      if (!fits) {
        return false;
      }
      at += i == pack ? run : 1;
    }
    return true;
  }

  private boolean isOpenPack(Dim dim) {
    return dim.isPack() && vars.contains(dim.variable().get());
  }

  private boolean pack(SizeVar var, Shape run) {
    List<Dim> before = packs.putIfAbsent(var, run.dims());
    if (before == null) {
      return true;
    }
    boolean same = before.size() == run.rank();
    for (int i = 0; same && i < before.size(); i++) {
      same = c.isEqual(before.get(i), run.dim(i)) == Truth.YES;
    }
    return same;
  }

  private boolean size(Dim pattern, Dim actual) {
    Dim known = pattern.substitute(v -> sizes.getOrDefault(v, Dim.of(v)));
    List<SizeVar> open =
        known.variables().stream().filter(v -> vars.contains(v) && !sizes.containsKey(v)).toList();
    if (open.isEmpty()) {
      return c.isEqual(known, actual) == Truth.YES;
    }
    if (open.size() > 1 || actual.isPack()) {
      return false;
    }
    Optional<Dim> solved = known.solve(open.get(0), actual);
    if (solved.isEmpty() || c.known(solved.get()).isAtLeast(0) != Truth.YES) {
      return false;
    }
    sizes.put(open.get(0), solved.get());
    return true;
  }
}
