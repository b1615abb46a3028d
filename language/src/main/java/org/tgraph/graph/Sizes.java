package org.tgraph.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/**
 * The values of size variables, as they become known from the shapes of actual arrays; and from
 * where each is known, so that a contradiction can name both places.
 */
public final class Sizes {
  /** Something that has a shape: an input, a column of a file. {@code axis} -1 is none of them. */
  public record Place(String name, int axis) {
    /** Known from outside, or because an operation counted it. */
    public static final Place GIVEN = new Place("", -1);

    @Override
    public String toString() {
      return axis < 0 ? "`" + name + "`" : "axis " + axis + " of `" + name + "`";
    }
  }

  /** A size of a declared type, and the size of the array there. */
  public record Claim(Place place, Dim declared, long actual) {}

  /** A claim that cannot hold. */
  public sealed interface Conflict {
    Claim claim();

    /**
     * The array has another size than the declared one has by what is known.
     *
     * @param because where the variables in the declared size are known from
     */
    record Differs(Claim claim, long expected, Map<SizeVar, Place> because) implements Conflict {}

    /** No sizes of 0 or more give this one: {@code 2 * n} is 7. */
    record Impossible(Claim claim) implements Conflict {}

    /** The variables cannot be found from this, nor from the others. */
    record Unsolved(Claim claim) implements Conflict {}
  }

  private final TreeMap<SizeVar, Long> values = new TreeMap<>();
  private final TreeMap<SizeVar, Place> places = new TreeMap<>();

  public Sizes() {}

  /** Begins with the given values. */
  public Sizes(Map<SizeVar, Long> given) {
    given.forEach((var, value) -> set(var, value, Place.GIVEN));
  }

  private void set(SizeVar var, long value, Place place) {
    values.put(var, value);
    places.put(var, place);
  }

  /** The sizes known so far. */
  public Map<SizeVar, Long> values() {
    return Collections.unmodifiableMap(values);
  }

  /** What each variable stands for; itself where it is not known. */
  public Function<SizeVar, Dim> substitution() {
    return var -> {
      Long value = values.get(var);
      return value == null ? Dim.of(var) : Dim.of(value);
    };
  }

  /** The claims that a shape of the same rank makes. */
  public static List<Claim> claims(String name, Shape declared, long[] actual) {
    List<Claim> claims = new ArrayList<>();
    for (int axis = 0; axis < actual.length; axis++) {
      claims.add(new Claim(new Place(name, axis), declared.dim(axis), actual[axis]));
    }
    return claims;
  }

  /**
   * Finds the variables in the claims, in whatever order they can be solved.
   *
   * @return the first claim that cannot hold, if there is one; what was found before is kept
   */
  public Optional<Conflict> bind(List<Claim> claims) {
    List<Claim> open = new ArrayList<>(claims);
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Iterator<Claim> next = open.iterator(); next.hasNext(); ) {
        Claim claim = next.next();
        Dim left = claim.declared.substitute(substitution());
        Set<SizeVar> unknown = left.variables();
        if (unknown.isEmpty()) {
          if (left.value() != claim.actual) {
            return Optional.of(new Conflict.Differs(claim, left.value(), because(claim.declared)));
          }
        } else if (unknown.size() > 1 || !solve(claim, left, unknown.iterator().next())) {
          continue;
        } else if (values.get(unknown.iterator().next()) < 0) {
          return Optional.of(new Conflict.Impossible(claim));
        }
        next.remove();
        progress = true;
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(unsolved(open.get(0)));
  }

  /** A linear size with one variable has a solution or none; of others that is not known. */
  private boolean solve(Claim claim, Dim left, SizeVar var) {
    Optional<Dim> solution = left.solve(var, Dim.of(claim.actual));
    solution.ifPresent(value -> set(var, value.value(), claim.place));
    return solution.isPresent();
  }

  private Conflict unsolved(Claim claim) {
    Dim left = claim.declared.substitute(substitution());
    Dim rest = left.substitute(v -> Dim.ZERO);
    boolean linear =
        left.variables().size() == 1
            && left.solve(left.variables().iterator().next(), rest).isPresent();
    return linear ? new Conflict.Impossible(claim) : new Conflict.Unsolved(claim);
  }

  private Map<SizeVar, Place> because(Dim declared) {
    Map<SizeVar, Place> because = new TreeMap<>();
    for (SizeVar var : declared.variables()) {
      because.put(var, places.getOrDefault(var, Place.GIVEN));
    }
    return because;
  }
}
