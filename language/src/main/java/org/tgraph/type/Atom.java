package org.tgraph.type;

/**
 * A factor in the normal form of a {@link Dim} that is not taken apart further: a variable, or a
 * term that is opaque to the arithmetic of polynomials. Arguments are in normal form themselves.
 */
public sealed interface Atom extends Comparable<Atom> {
  record Var(SizeVar var) implements Atom {}

  /** {@code a // b}, rounded down. */
  record Quotient(Dim a, Dim b) implements Atom {}

  /** {@code a % b}, with the sign of {@code b}. */
  record Remainder(Dim a, Dim b) implements Atom {}

  record Min(Dim a, Dim b) implements Atom {}

  record Max(Dim a, Dim b) implements Atom {}

  /** The square root, rounded down. */
  record Root(Dim a) implements Atom {}

  private int rank() {
    return switch (this) {
      case Var v -> 0;
      case Quotient q -> 1;
      case Remainder r -> 2;
      case Min m -> 3;
      case Max m -> 4;
      case Root r -> 5;
    };
  }

  @Override
  default int compareTo(Atom other) {
    if (rank() != other.rank()) {
      return Integer.compare(rank(), other.rank());
    }
    return switch (this) {
      case Var v -> v.var.compareTo(((Var) other).var);
      case Quotient q -> compare(q.a, q.b, ((Quotient) other).a, ((Quotient) other).b);
      case Remainder r -> compare(r.a, r.b, ((Remainder) other).a, ((Remainder) other).b);
      case Min m -> compare(m.a, m.b, ((Min) other).a, ((Min) other).b);
      case Max m -> compare(m.a, m.b, ((Max) other).a, ((Max) other).b);
      case Root r -> r.a.compareTo(((Root) other).a);
    };
  }

  private static int compare(Dim a1, Dim b1, Dim a2, Dim b2) {
    int first = a1.compareTo(a2);
    return first != 0 ? first : b1.compareTo(b2);
  }
}
