package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.check.CallSite;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Sums of products of tensors whose axes have names, as in Einstein's notation. Two factors at a
 * time become one, by a product of matrices where a name is summed over; the pair whose product has
 * the fewest axes goes first.
 */
final class Contraction {
  /** A tensor with a name for each axis; none stands there twice. */
  record Factor(Value value, List<Integer> names) {
    Dim size(int name) {
      return value.shape().dim(names.indexOf(name));
    }
  }

  private final CallSite call;
  private final List<Integer> output;

  /**
   * @param output the names of the axes of the result, in order; each is one of a factor
   */
  Contraction(CallSite call, List<Integer> output) {
    this.call = call;
    this.output = output;
  }

  /** The sum over all names that are not of the output. Axes of one name have equal sizes. */
  Value of(List<Factor> factors) {
    List<Factor> rest = new ArrayList<>(factors);
    for (int i = 0; i < rest.size(); i++) {
      rest.set(i, summed(rest.get(i), wanted(rest, i, i)));
    }
    while (rest.size() > 1) {
      int left = 0;
      int right = 1;
      int fewest = Integer.MAX_VALUE;
      for (int i = 0; i < rest.size(); i++) {
        for (int j = i + 1; j < rest.size(); j++) {
          int axes = kept(rest, i, j).size();
          if (axes < fewest) {
            fewest = axes;
            left = i;
            right = j;
          }
        }
      }
      Factor product = product(rest.get(left), rest.get(right), wanted(rest, left, right));
      rest.remove(right);
      rest.set(left, product);
    }
    Factor result = rest.get(0);
    List<Integer> order = output.stream().map(n -> result.names.indexOf(n)).toList();
    return AxisOrder.permuted(call, result.value, order);
  }

  /** The names that are needed besides the factors i and j. */
  private Set<Integer> wanted(List<Factor> factors, int i, int j) {
    Set<Integer> wanted = new LinkedHashSet<>(output);
    for (int other = 0; other < factors.size(); other++) {
      if (other != i && other != j) {
        wanted.addAll(factors.get(other).names);
      }
    }
    return wanted;
  }

  /** The names of the product of two factors. */
  private Set<Integer> kept(List<Factor> factors, int i, int j) {
    Set<Integer> kept = new LinkedHashSet<>(factors.get(i).names);
    kept.addAll(factors.get(j).names);
    kept.retainAll(wanted(factors, i, j));
    return kept;
  }

  private Factor summed(Factor factor, Set<Integer> wanted) {
    List<Integer> axes = new ArrayList<>();
    List<Integer> names = new ArrayList<>();
    for (int axis = 0; axis < factor.names.size(); axis++) {
      if (wanted.contains(factor.names.get(axis))) {
        names.add(factor.names.get(axis));
      } else {
        axes.add(axis);
      }
    }
    return axes.isEmpty() ? factor : new Factor(call.emit(new Sum(axes), factor.value), names);
  }

  /** The product of two factors, summed over the names that both have and nobody else wants. */
  private Factor product(Factor a, Factor b, Set<Integer> wanted) {
    List<Integer> batch = new ArrayList<>();
    List<Integer> inner = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int name : a.names) {
      boolean shared = b.names.contains(name);
      (!shared ? rows : wanted.contains(name) ? batch : inner).add(name);
    }
    List<Integer> columns = new ArrayList<>(b.names);
    columns.removeAll(a.names);
    List<Integer> names = new ArrayList<>(batch);
    names.addAll(rows);
    names.addAll(columns);
    Shape shape = shape(a, batch).concat(shape(a, rows)).concat(shape(b, columns));
    return new Factor(
        inner.isEmpty()
            ? outer(a, b, names, shape)
            : matrices(a, b, List.of(batch, rows, inner, columns), shape),
        names);
  }

  private static Shape shape(Factor factor, List<Integer> names) {
    return new Shape(names.stream().map(factor::size).toList());
  }

  private Value outer(Factor a, Factor b, List<Integer> names, Shape shape) {
    List<Value> repeated = new ArrayList<>();
    for (Factor factor : List.of(a, b)) {
      List<Integer> own = names.stream().filter(factor.names::contains).toList();
      Value ordered = ordered(factor, own);
      repeated.add(
          own.size() == names.size()
              ? ordered
              : call.emit(
                  new Broadcast(shape, own.stream().map(names::indexOf).toList()), ordered));
    }
    return Formula.multiply(call.b(), repeated.get(0), repeated.get(1));
  }

  private Value matrices(Factor a, Factor b, List<List<Integer>> groups, Shape shape) {
    Shape batch = shape(a, groups.get(0));
    Dim rows = shape(a, groups.get(1)).size();
    Dim inner = shape(a, groups.get(2)).size();
    Dim columns = shape(b, groups.get(3)).size();
    Value left = ordered(a, joined(groups.get(0), groups.get(1), groups.get(2)));
    Value right = ordered(b, joined(groups.get(0), groups.get(2), groups.get(3)));
    Value product =
        call.emit(
            new MatMul(),
            call.reshape(left, batch.concat(Shape.of(rows, inner))),
            call.reshape(right, batch.concat(Shape.of(inner, columns))));
    return call.reshape(product, shape);
  }

  private static List<Integer> joined(List<Integer> a, List<Integer> b, List<Integer> c) {
    List<Integer> all = new ArrayList<>(a);
    all.addAll(b);
    all.addAll(c);
    return all;
  }

  private Value ordered(Factor factor, List<Integer> names) {
    return AxisOrder.permuted(
        call, factor.value, names.stream().map(factor.names::indexOf).toList());
  }
}
