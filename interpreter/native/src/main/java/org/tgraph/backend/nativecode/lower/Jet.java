package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Literal;

/**
 * A Taylor polynomial in one or two small numbers, {@code Σ c(i, j) ε^i δ^j} up to a given {@code i
 * + j}, while code is written: arithmetic on such gives the derivatives by two parameters of
 * whatever is computed with it (Griewank and Walther, "Evaluating derivatives", chapter 13).
 *
 * @param coefficients by {@code i + j}, then by j
 */
record Jet(Doubles d, int order, boolean isOfTwo, List<Atom> coefficients) {
  Jet {
    coefficients = List.copyOf(coefficients);
  }

  /** A constant. */
  static Jet of(Doubles d, int order, boolean isOfTwo, Atom value) {
    int count = isOfTwo ? (order + 1) * (order + 2) / 2 : order + 1;
    List<Atom> all = new ArrayList<>(Collections.nCopies(count, Doubles.number(0)));
    all.set(0, value);
    return new Jet(d, order, isOfTwo, all);
  }

  /** Where the coefficients of that {@code i + j} begin. */
  private int start(int degree) {
    return isOfTwo ? degree * (degree + 1) / 2 : degree;
  }

  private int last(int degree) {
    return isOfTwo ? degree : 0;
  }

  Atom get(int i, int j) {
    return coefficients.get(start(i + j) + j);
  }

  Jet with(int i, int j, Atom value) {
    List<Atom> all = new ArrayList<>(coefficients);
    all.set(start(i + j) + j, value);
    return with(all);
  }

  private Jet with(List<Atom> all) {
    return new Jet(d, order, isOfTwo, all);
  }

  /** The derivative of orders i and j by ε and δ. */
  Atom derivative(int i, int j) {
    double factor = 1;
    for (int k = 2; k <= i; k++) {
      factor *= k;
    }
    for (int k = 2; k <= j; k++) {
      factor *= k;
    }
    return d.times(factor, get(i, j));
  }

  Jet plus(Jet other) {
    List<Atom> all = new ArrayList<>();
    for (int k = 0; k < coefficients.size(); k++) {
      all.add(d.plus(coefficients.get(k), other.coefficients.get(k)));
    }
    return with(all);
  }

  /** The sum with {@code value + first ε + second δ}. */
  Jet plus(Atom value, Atom first, Atom second) {
    return plus(linear(value, first, second));
  }

  private Jet linear(Atom value, Atom first, Atom second) {
    Jet jet = of(d, order, isOfTwo, value);
    if (order > 0) {
      jet = jet.with(1, 0, first);
    }
    return order > 0 && isOfTwo ? jet.with(0, 1, second) : jet;
  }

  Jet times(Atom value, Atom first, Atom second) {
    return times(linear(value, first, second));
  }

  Jet over(Atom value, Atom first, Atom second) {
    return over(linear(value, first, second));
  }

  Jet times(Jet other) {
    List<Atom> all = new ArrayList<>();
    for (int degree = 0; degree <= order; degree++) {
      for (int j = 0; j <= last(degree); j++) {
        Atom leading = d.times(get(degree - j, j), other.coefficients.get(0));
        all.add(d.plus(leading, known(coefficients, other, degree, j)));
      }
    }
    return with(all);
  }

  Jet over(Jet other) {
    Atom inverse = d.over(1, other.coefficients.get(0));
    List<Atom> all = new ArrayList<>();
    for (int degree = 0; degree <= order; degree++) {
      for (int j = 0; j <= last(degree); j++) {
        Atom rest = d.minus(get(degree - j, j), known(all, other, degree, j));
        all.add(d.times(rest, inverse));
      }
    }
    return with(all);
  }

  /** What coefficients of lower powers add to one of the product with another polynomial. */
  private Atom known(List<Atom> own, Jet other, int degree, int j) {
    Atom sum = Doubles.number(0);
    for (int lower = 0; lower < degree; lower++) {
      int at = start(lower);
      int rest = start(degree - lower) + j;
      for (int k = Math.max(0, j - degree + lower); k <= Math.min(lower, j); k++) {
        sum = added(sum, own.get(at + k), other.coefficients.get(rest - k));
      }
    }
    return sum;
  }

  /** {@code sum + x y}, which is nothing where one of them is known to be 0. */
  private Atom added(Atom sum, Atom x, Atom y) {
    Atom zero = Doubles.number(0);
    return x.equals(zero) || y.equals(zero) ? sum : d.plus(sum, d.times(x, y));
  }

  /** The exponential, by the differential equation that it has in εt and δt. */
  Jet exp(LoopBuilder b) {
    List<Atom> exp = new ArrayList<>();
    exp.add(Exponentials.exp(b, coefficients.get(0)));
    for (int degree = 1; degree <= order; degree++) {
      for (int j = 0; j <= last(degree); j++) {
        Atom sum = Doubles.number(0);
        for (int power = 1; power <= degree; power++) {
          int first = Math.max(0, j - degree + power);
          for (int k = first; k <= (isOfTwo ? Math.min(power, j) : 0); k++) {
            Atom rest = exp.get(start(degree - power) + j - k);
            sum = added(sum, d.times(power, coefficients.get(start(power) + k)), rest);
          }
        }
        exp.add(d.times(1.0 / degree, sum));
      }
    }
    return with(exp);
  }

  /** Whether no coefficient changes that of {@code sum} by as much as its last digit. */
  Atom isNegligibleIn(LoopBuilder b, Jet sum) {
    Atom all = Literal.TRUE;
    for (int k = 0; k < coefficients.size(); k++) {
      Atom size = d.times(0x1p-56, d.size(sum.coefficients.get(k)));
      Atom least = d.select(d.less(Double.MIN_NORMAL, size), size, Double.MIN_NORMAL);
      all = b.and(all, b.not(b.less(least, d.size(coefficients.get(k)))));
    }
    return all;
  }

  /** A jet that changes while a loop runs. */
  record Place(Jet first, List<Cell> cells) {
    static Place of(LoopBuilder b, Jet first) {
      return new Place(first, first.coefficients.stream().map(b::cell).toList());
    }

    Jet read(LoopBuilder b) {
      return first.with(cells.stream().<Atom>map(b::read).toList());
    }

    void write(LoopBuilder b, Jet now) {
      for (int k = 0; k < cells.size(); k++) {
        b.write(cells.get(k), now.coefficients.get(k));
      }
    }
  }
}
