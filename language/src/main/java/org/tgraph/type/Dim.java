package org.tgraph.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

/**
 * A size: an integer expression over size variables, in normal form. The normal form is a
 * polynomial with whole coefficients over {@link Atom}s, its terms in a fixed order, so that {@code
 * equals} decides equality of polynomials: {@code n + 1 - 1} is {@code n}, {@code n * (m + 1)} is
 * {@code n * m + n}. Whether two sizes are equal at run time is another question: {@link #isEqual}.
 *
 * <p>All arithmetic throws {@link ArithmeticException} where a coefficient leaves 64 bits.
 */
public final class Dim implements Comparable<Dim> {
  public static final Dim ZERO = new Dim(List.of());
  public static final Dim ONE = of(1);

  /** A product of atoms, sorted, times a coefficient that is not 0. */
  private record Term(List<Atom> atoms, long coefficient) {}

  /** Sorted by their atoms, no two with the same. The constant term, without atoms, is last. */
  private final List<Term> terms;

  private final int hash;

  private Dim(List<Term> terms) {
    this.terms = terms;
    this.hash = terms.hashCode();
  }

  public static Dim of(long value) {
    return value == 0 && ZERO != null ? ZERO : new Dim(constantTerms(value));
  }

  private static List<Term> constantTerms(long value) {
    return value == 0 ? List.of() : List.of(new Term(List.of(), value));
  }

  public static Dim of(SizeVar var) {
    return of(new Atom.Var(var));
  }

  public static Dim of(Atom atom) {
    return new Dim(List.of(new Term(List.of(atom), 1)));
  }

  public Dim plus(Dim other) {
    if (terms.isEmpty()) {
      return other;
    }
    TreeMap<List<Atom>, Long> sum = toMap();
    for (Term term : other.terms) {
      add(sum, term.atoms, term.coefficient);
    }
    return ofMap(sum);
  }

  public Dim minus(Dim other) {
    return plus(other.times(-1));
  }

  public Dim plus(long other) {
    return plus(of(other));
  }

  public Dim minus(long other) {
    return plus(of(other).times(-1));
  }

  public Dim times(long factor) {
    return times(of(factor));
  }

  public Dim times(Dim other) {
    TreeMap<List<Atom>, Long> product = new TreeMap<>(Dim::compareAtoms);
    for (Term a : terms) {
      for (Term b : other.terms) {
        List<Atom> atoms = new ArrayList<>(a.atoms);
        atoms.addAll(b.atoms);
        Collections.sort(atoms);
        add(product, List.copyOf(atoms), Math.multiplyExact(a.coefficient, b.coefficient));
      }
    }
    return ofMap(product);
  }

  /** The quotient rounded down; what divides exactly is taken out: {@code (2n + 3) // 2}. */
  public Dim floorDivide(Dim divisor) {
    OptionalLong by = divisor.constant();
    if (by.isPresent() && by.getAsLong() != 0) {
      long c = by.getAsLong();
      if (constant().isPresent()) {
        return of(Math.floorDiv(constant().getAsLong(), c));
      }
      Dim whole = multiplesOf(c);
      Dim rest = minus(whole);
      Dim quotient = whole.divideTerms(c);
      if (rest.constant().isPresent()) {
        return quotient.plus(Math.floorDiv(rest.constant().getAsLong(), c));
      }
      return c == 1 ? this : quotient.plus(of(new Atom.Quotient(rest, divisor)));
    }
    return of(new Atom.Quotient(this, divisor));
  }

  public Dim remainder(Dim divisor) {
    OptionalLong by = divisor.constant();
    if (by.isPresent() && by.getAsLong() != 0) {
      Dim rest = minus(multiplesOf(by.getAsLong()));
      if (rest.constant().isPresent()) {
        return of(Math.floorMod(rest.constant().getAsLong(), by.getAsLong()));
      }
      return of(new Atom.Remainder(rest, divisor));
    }
    return of(new Atom.Remainder(this, divisor));
  }

  /** The part of this whose coefficients, rounded down to multiples of {@code c}, leave a rest. */
  private Dim multiplesOf(long c) {
    TreeMap<List<Atom>, Long> whole = new TreeMap<>(Dim::compareAtoms);
    for (Term term : terms) {
      add(whole, term.atoms, term.coefficient - Math.floorMod(term.coefficient, Math.abs(c)));
    }
    return ofMap(whole);
  }

  private Dim divideTerms(long c) {
    List<Term> divided = new ArrayList<>();
    for (Term term : terms) {
      divided.add(new Term(term.atoms, term.coefficient / c));
    }
    return new Dim(List.copyOf(divided));
  }

  /**
   * The polynomial that times {@code divisor} is this, if there is one and the divisor is a single
   * term: {@code n * m} by {@code n} is {@code m}. Where the divisor is 0, so is this.
   */
  public Optional<Dim> divideExactly(Dim divisor) {
    if (divisor.equals(this)) {
      return Optional.of(ONE);
    }
    if (divisor.terms.size() != 1) {
      return Optional.empty();
    }
    Term by = divisor.terms.get(0);
    TreeMap<List<Atom>, Long> quotient = new TreeMap<>(Dim::compareAtoms);
    for (Term term : terms) {
      List<Atom> atoms = new ArrayList<>(term.atoms);
      for (Atom atom : by.atoms) {
        if (!atoms.remove(atom)) {
          return Optional.empty();
        }
      }
      if (term.coefficient % by.coefficient != 0) {
        return Optional.empty();
      }
      add(quotient, List.copyOf(atoms), term.coefficient / by.coefficient);
    }
    return Optional.of(ofMap(quotient));
  }

  public static Dim min(Dim a, Dim b) {
    return extreme(a, b, false);
  }

  public static Dim max(Dim a, Dim b) {
    return extreme(a, b, true);
  }

  private static Dim extreme(Dim a, Dim b, boolean isMax) {
    if (isKnownEqual(a, b)) {
      return first(a, b);
    }
    return switch (b.minus(a).isAtLeast(0)) {
      case YES -> isMax ? b : a;
      case NO -> isMax ? a : b;
      case UNKNOWN -> {
        if (a.minus(b).isAtLeast(0) == Truth.YES) {
          yield isMax ? a : b;
        }
        // In their order, so that it does not matter which is said first.
        Dim x = first(a, b);
        Dim y = x == a ? b : a;
        yield flat(x, y, isMax)
            .or(() -> flat(y, x, isMax))
            .orElseGet(() -> of(isMax ? new Atom.Max(x, y) : new Atom.Min(x, y)));
      }
    };
  }

  /**
   * The largest of {@code a} and {@code b = max(p, q) + rest}, where {@code p + rest} is never
   * above {@code a}: {@code max(0, max(0, n - 1) - 1)} is {@code max(0, n - 2)}. The least
   * likewise.
   */
  private static Optional<Dim> flat(Dim a, Dim b, boolean isMax) {
    for (Term term : b.terms) {
      if (term.coefficient != 1 || term.atoms.size() != 1) {
        continue;
      }
      Atom atom = term.atoms.get(0);
      List<Dim> both =
          switch (atom) {
            case Atom.Max m when isMax -> List.of(m.a(), m.b());
            case Atom.Min m when !isMax -> List.of(m.a(), m.b());
            default -> List.of();
          };
      Dim rest = b.minus(of(atom));
      for (int i = 0; i < both.size(); i++) {
        Dim left = both.get(i).plus(rest);
        Dim space = isMax ? a.minus(left) : left.minus(a);
        if (space.isAtLeast(0) == Truth.YES) {
          return Optional.of(extreme(a, both.get(1 - i).plus(rest), isMax));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether two sizes, however written, are the same: {@code min(n, 1) // 2} and 0. */
  private static boolean isKnownEqual(Dim a, Dim b) {
    return a.minus(b).isAtLeast(0) == Truth.YES && b.minus(a).isAtLeast(0) == Truth.YES;
  }

  private static Dim first(Dim a, Dim b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** The square root rounded down; that of a negative number is 0. */
  public Dim root() {
    return constant().isPresent()
        ? of(SizeBounds.root(constant().getAsLong()))
        : of(new Atom.Root(this));
  }

  /** The value, if it does not depend on any variable. */
  public OptionalLong constant() {
    if (terms.isEmpty()) {
      return OptionalLong.of(0);
    }
    Term first = terms.get(0);
    return terms.size() == 1 && first.atoms.isEmpty()
        ? OptionalLong.of(first.coefficient)
        : OptionalLong.empty();
  }

  public boolean is(long value) {
    OptionalLong constant = constant();
    return constant.isPresent() && constant.getAsLong() == value;
  }

  /** The value where all sizes are known; to be asked for only then. */
  public long value() {
    return constant()
        .orElseThrow(() -> new IllegalStateException("size " + this + " is not a number"));
  }

  /** The variable, if the size is one variable and nothing else. */
  public Optional<SizeVar> variable() {
    if (terms.size() == 1
        && terms.get(0).coefficient == 1
        && terms.get(0).atoms.size() == 1
        && terms.get(0).atoms.get(0) instanceof Atom.Var v) {
      return Optional.of(v.var());
    }
    return Optional.empty();
  }

  /** Whether this is the one axis that stands for the axes of a {@code ..pack}. */
  public boolean isPack() {
    return variable().filter(v -> v.role() == SizeVar.Role.PACK).isPresent();
  }

  /**
   * Solves {@code this = value} for {@code var}, if {@code var} stands in one term only, alone with
   * a coefficient: {@code 2 * n + 1 = 7} gives 3, and {@code n * n = 9} too.
   *
   * @return nothing where it has another form, or where the division is not exact
   */
  public Optional<Dim> solve(SizeVar var, Dim value) {
    Atom atom = new Atom.Var(var);
    long coefficient = 0;
    int power = 1;
    TreeMap<List<Atom>, Long> rest = new TreeMap<>(Dim::compareAtoms);
    for (Term term : terms) {
      boolean alone = term.atoms.stream().allMatch(atom::equals) && !term.atoms.isEmpty();
      if (alone && coefficient == 0) {
        coefficient = term.coefficient;
        power = term.atoms.size();
      } else if (mentions(term, var)) {
        return Optional.empty();
      } else {
        add(rest, term.atoms, term.coefficient);
      }
    }
    if (coefficient == 0) {
      return Optional.empty();
    }
    Optional<Dim> quotient = value.minus(ofMap(rest)).divideExactly(of(coefficient));
    int degree = power;
    return power == 1 ? quotient : quotient.flatMap(q -> q.root(degree));
  }

  /** The number of which this is the power, if both are numbers of 0 or more. */
  private Optional<Dim> root(int degree) {
    if (constant().isEmpty() || value() < 0) {
      return Optional.empty();
    }
    long near = Math.round(Math.pow((double) value(), 1.0 / degree));
    Dim power = ONE;
    for (int i = 0; i < degree; i++) {
      power = power.times(near);
    }
    return power.equals(this) ? Optional.of(of(near)) : Optional.empty();
  }

  private static boolean mentions(Term term, SizeVar var) {
    return new Dim(List.of(term)).variables().contains(var);
  }

  /** All variables, those inside opaque terms too, in order. */
  public Set<SizeVar> variables() {
    Set<SizeVar> found = new TreeSet<>();
    collect(found);
    return found;
  }

  private void collect(Set<SizeVar> found) {
    for (Term term : terms) {
      for (Atom atom : term.atoms) {
        switch (atom) {
          case Atom.Var v -> found.add(v.var());
          case Atom.Quotient q -> collect(found, q.a(), q.b());
          case Atom.Remainder r -> collect(found, r.a(), r.b());
          case Atom.Min m -> collect(found, m.a(), m.b());
          case Atom.Max m -> collect(found, m.a(), m.b());
          case Atom.Root r -> r.a().collect(found);
        }
      }
    }
  }

  private static void collect(Set<SizeVar> found, Dim a, Dim b) {
    a.collect(found);
    b.collect(found);
  }

  /** This size with every variable replaced by what {@code sizes} gives for it. */
  public Dim substitute(Function<SizeVar, Dim> sizes) {
    if (constant().isPresent()) {
      return this;
    }
    Dim sum = ZERO;
    for (Term term : terms) {
      Dim product = of(term.coefficient);
      for (Atom atom : term.atoms) {
        product = product.times(substitute(atom, sizes));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  private static Dim substitute(Atom atom, Function<SizeVar, Dim> sizes) {
    return switch (atom) {
      case Atom.Var v -> sizes.apply(v.var());
      case Atom.Quotient q -> q.a().substitute(sizes).floorDivide(q.b().substitute(sizes));
      case Atom.Remainder r -> r.a().substitute(sizes).remainder(r.b().substitute(sizes));
      case Atom.Min m -> min(m.a().substitute(sizes), m.b().substitute(sizes));
      case Atom.Max m -> max(m.a().substitute(sizes), m.b().substitute(sizes));
      case Atom.Root r -> r.a().substitute(sizes).root();
    };
  }

  /** The value for given values of the variables. */
  public long evaluate(ToLongFunction<SizeVar> sizes) {
    return substitute(v -> of(sizes.applyAsLong(v))).value();
  }

  /** Whether two sizes are equal at run time, whatever the variables are. */
  public static Truth isEqual(Dim a, Dim b) {
    if (a.equals(b)) {
      return Truth.YES;
    }
    Dim difference = a.minus(b);
    if (difference.isAtLeast(1) == Truth.YES || difference.times(-1).isAtLeast(1) == Truth.YES) {
      return Truth.NO;
    }
    return Truth.UNKNOWN;
  }

  /** Whether this is at least {@code bound}, whatever the variables are. */
  public Truth isAtLeast(long bound) {
    if (SizeBounds.isAtLeast(this, bound)) {
      return Truth.YES;
    }
    return SizeBounds.isAtLeast(times(-1), Math.subtractExact(1, bound)) ? Truth.NO : Truth.UNKNOWN;
  }

  /** This size with an atom, which stands in terms of its own only, replaced by what it equals. */
  Dim replace(Atom atom, Dim by) {
    Dim sum = ZERO;
    for (Term term : terms) {
      boolean alone = term.atoms.equals(List.of(atom));
      sum = sum.plus(alone ? by.times(term.coefficient) : new Dim(List.of(term)));
    }
    return sum;
  }

  /** Calls {@code visitor} with each term, in order. */
  public void forEachTerm(ObjLongConsumer<List<Atom>> visitor) {
    for (Term term : terms) {
      visitor.accept(term.atoms, term.coefficient);
    }
  }

  private TreeMap<List<Atom>, Long> toMap() {
    TreeMap<List<Atom>, Long> map = new TreeMap<>(Dim::compareAtoms);
    for (Term term : terms) {
      map.put(term.atoms, term.coefficient);
    }
    return map;
  }

  private static void add(TreeMap<List<Atom>, Long> map, List<Atom> atoms, long coefficient) {
    map.merge(atoms, coefficient, Math::addExact);
  }

  private static Dim ofMap(TreeMap<List<Atom>, Long> map) {
    List<Term> terms = new ArrayList<>(map.size());
    for (Map.Entry<List<Atom>, Long> entry : map.entrySet()) {
      if (entry.getValue() != 0) {
        terms.add(new Term(entry.getKey(), entry.getValue()));
      }
    }
    return terms.isEmpty() ? ZERO : new Dim(List.copyOf(terms));
  }

  /** By degree downwards, then by the atoms: {@code n * m}, {@code m}, {@code n}, {@code 1}. */
  private static int compareAtoms(List<Atom> a, List<Atom> b) {
    if (a.size() != b.size()) {
      return Integer.compare(b.size(), a.size());
    }
    for (int i = 0; i < a.size(); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public int compareTo(Dim other) {
    for (int i = 0; i < Math.min(terms.size(), other.terms.size()); i++) {
      Term a = terms.get(i);
      Term b = other.terms.get(i);
      int order = compareAtoms(a.atoms, b.atoms);
      if (order == 0) {
        order = Long.compare(a.coefficient, b.coefficient);
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(terms.size(), other.terms.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dim dim && hash == dim.hash && terms.equals(dim.terms);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return DimText.of(this, SizeVar::toString);
  }

  /** The text with the variables shown as {@code names} says: in messages, without their ids. */
  public String toString(Function<SizeVar, String> names) {
    return DimText.of(this, names);
  }
}
