package org.tgraph.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sizes of a tensor's axes, the first axis first. A scalar has none. */
public record Shape(List<Dim> dims) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  public static Shape of(Dim... dims) {
    return new Shape(List.of(dims));
  }

  public static Shape of(long... sizes) {
    return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
  }

  public int rank() {
    return dims.size();
  }

  public Dim dim(int axis) {
    return dims.get(axis);
  }

  /** Whether there is exactly one element, whatever the sizes are. */
  public boolean isSingle() {
    return dims.stream().allMatch(d -> d.is(1));
  }

  /**
   * How many elements: the product of the sizes.
   *
   * @throws ArithmeticException if that does not fit 64 bits
   */
  public Dim size() {
    Dim product = Dim.ONE;
    for (Dim dim : dims) {
      product = product.times(dim);
    }
    return product;
  }

  public Shape with(int axis, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.set(axis, dim);
    return new Shape(changed);
  }

  public Shape insert(int axis, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.add(axis, dim);
    return new Shape(changed);
  }

  public Shape remove(int axis) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.remove(axis);
    return new Shape(changed);
  }

  /** The axes {@code from} to {@code to}, the last excluded. */
  public Shape slice(int from, int to) {
    return new Shape(dims.subList(from, to));
  }

  public Shape concat(Shape other) {
    List<Dim> all = new ArrayList<>(dims);
    all.addAll(other.dims);
    return new Shape(all);
  }

  /** Whether an axis stands for a {@code ..pack}, so that the number of axes is not known. */
  public boolean hasPack() {
    for (Dim dim : dims) {
      if (dim.isPack()) {
        return true;
      }
    }
    return false;
  }

  public Shape substitute(Function<SizeVar, Dim> sizes) {
    List<Dim> changed = new ArrayList<>(dims.size());
    boolean same = true;
    for (Dim dim : dims) {
      Dim now = dim.substitute(sizes);
      same &= now == dim;
      changed.add(now);
    }
    return same ? this : new Shape(changed);
  }

  /** Whether all sizes are numbers. */
  public boolean isConstant() {
    return dims.stream().allMatch(d -> d.constant().isPresent());
  }

  /** The sizes as numbers, where all are. */
  public long[] values() {
    long[] values = new long[dims.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dims.get(i).value();
    }
    return values;
  }

  /** {@code [n, 3]}; empty for a scalar. */
  @Override
  public String toString() {
    return toString(SizeVar::toString);
  }

  public String toString(Function<SizeVar, String> names) {
    return dims.isEmpty()
        ? ""
        : dims.stream().map(d -> d.toString(names)).collect(Collectors.joining(", ", "[", "]"));
  }
}
