package org.tgraph.type;

import java.util.List;
import java.util.OptionalLong;

/**
 * The least and the greatest value that a size can have, as far as that can be read off its normal
 * form from nothing but "variables are at least 0".
 */
final class SizeBounds {
  private SizeBounds() {}

  /** How many minima and maxima are taken apart before the question is given up. */
  private static final int DEEPEST = 6;

  /** Whether {@code dim} is at least {@code bound} for all values of its variables. */
  static boolean isAtLeast(Dim dim, long bound) {
    return isAtLeast(dim, bound, DEEPEST);
  }

  /**
   * A minimum or maximum is one of its two arguments. Where it adds to the size, a maximum is at
   * least each of them, so that one that is enough will do; otherwise both must be.
   */
  private static boolean isAtLeast(Dim dim, long bound, int depth) {
    OptionalLong low = low(dim);
    if (low.isPresent() && low.getAsLong() >= bound) {
      return true;
    }
    Atom[] choice = new Atom[1];
    boolean[] isEnough = {true};
    dim.forEachTerm((atoms, coefficient) -> {
      if (atoms.size() == 1
          && (atoms.get(0) instanceof Atom.Min || atoms.get(0) instanceof Atom.Max)) {
        boolean one = atoms.get(0) instanceof Atom.Max == coefficient > 0;
        // Those of which both must be come first, so that the others may be chosen for each.
        if (choice[0] == null || !one && isEnough[0]) {
          choice[0] = atoms.get(0);
          isEnough[0] = one;
        }
      }
    });
    if (choice[0] == null || depth == 0) {
      return false;
    }
    Dim a = choice[0] instanceof Atom.Min m ? m.a() : ((Atom.Max) choice[0]).a();
    Dim b = choice[0] instanceof Atom.Min m ? m.b() : ((Atom.Max) choice[0]).b();
    boolean first = isAtLeast(dim.replace(choice[0], a), bound, depth - 1);
    return first == isEnough[0] ? first : isAtLeast(dim.replace(choice[0], b), bound, depth - 1);
  }

  static OptionalLong low(Dim dim) {
    return bound(dim, true);
  }

  static OptionalLong high(Dim dim) {
    return bound(dim, false);
  }

  private static OptionalLong bound(Dim dim, boolean low) {
    long[] sum = {0};
    boolean[] known = {true};
    dim.forEachTerm((atoms, coefficient) -> {
      OptionalLong factor = product(atoms, low == coefficient > 0);
      if (factor.isEmpty() || !known[0]) {
        known[0] = false;
      } else {
        sum[0] = Math.addExact(sum[0], Math.multiplyExact(coefficient, factor.getAsLong()));
      }
    });
    return known[0] ? OptionalLong.of(sum[0]) : OptionalLong.empty();
  }

  /** The bound of a product of atoms; only of those that cannot be negative. */
  private static OptionalLong product(List<Atom> atoms, boolean low) {
    long product = 1;
    for (Atom atom : atoms) {
      OptionalLong least = low(atom);
      boolean negative = least.isEmpty() || least.getAsLong() < 0;
      OptionalLong factor = low ? least : high(atom);
      if (factor.isEmpty() || negative && atoms.size() > 1) {
        return OptionalLong.empty();
      }
      product = Math.multiplyExact(product, factor.getAsLong());
    }
    return OptionalLong.of(product);
  }

  private static OptionalLong low(Atom atom) {
    return switch (atom) {
      case Atom.Var v -> OptionalLong.of(0);
      case Atom.Quotient q -> quotient(q, low(q.a()));
      case Atom.Remainder r -> isPositive(r.b()) ? OptionalLong.of(0) : OptionalLong.empty();
      case Atom.Min m -> both(low(m.a()), low(m.b()), true);
      case Atom.Max m -> either(low(m.a()), low(m.b()), false);
      case Atom.Root r -> OptionalLong.of(root(low(r.a()).orElse(0)));
    };
  }

  private static OptionalLong high(Atom atom) {
    return switch (atom) {
      case Atom.Var v -> OptionalLong.empty();
      case Atom.Quotient q -> quotient(q, high(q.a()));
      case Atom.Remainder r ->
          isPositive(r.b()) && high(r.b()).isPresent()
              ? OptionalLong.of(high(r.b()).getAsLong() - 1)
              : OptionalLong.empty();
      case Atom.Min m -> either(high(m.a()), high(m.b()), true);
      case Atom.Max m -> both(high(m.a()), high(m.b()), false);
      case Atom.Root r -> {
        OptionalLong high = high(r.a());
        yield high.isPresent() ? OptionalLong.of(root(high.getAsLong())) : high;
      }
    };
  }

  /** A quotient by a positive constant keeps the order of its dividend. */
  private static OptionalLong quotient(Atom.Quotient q, OptionalLong dividend) {
    OptionalLong divisor = q.b().constant();
    if (dividend.isPresent() && divisor.isPresent() && divisor.getAsLong() > 0) {
      return OptionalLong.of(Math.floorDiv(dividend.getAsLong(), divisor.getAsLong()));
    }
    return OptionalLong.empty();
  }

  /** The whole part of the square root. */
  static long root(long square) {
    long root = (long) Math.sqrt((double) Math.max(square, 0));
    // The double is the nearest to the square, so its root may be one too large.
    return Math.multiplyHigh(root, root) > 0 || root * root > Math.max(square, 0) ? root - 1 : root;
  }

  private static boolean isPositive(Dim dim) {
    OptionalLong low = low(dim);
    return low.isPresent() && low.getAsLong() > 0;
  }

  private static OptionalLong both(OptionalLong a, OptionalLong b, boolean min) {
    return a.isPresent() && b.isPresent() ? either(a, b, min) : OptionalLong.empty();
  }

  private static OptionalLong either(OptionalLong a, OptionalLong b, boolean min) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    long x = a.getAsLong();
    long y = b.getAsLong();
    return OptionalLong.of(min ? Math.min(x, y) : Math.max(x, y));
  }
}
