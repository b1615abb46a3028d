package org.tgraph.type;

import java.util.function.Function;

/** {@code f64[n, 3]}: what the graph knows of a value. */
public record TensorType(Element element, Shape shape) implements Type {
  public static TensorType of(Element element, Dim... dims) {
    return new TensorType(element, Shape.of(dims));
  }

  public static TensorType scalar(Element element) {
    return new TensorType(element, Shape.SCALAR);
  }

  public int rank() {
    return shape.rank();
  }

  public Dim dim(int axis) {
    return shape.dim(axis);
  }

  public DType dtype() {
    return element.concrete();
  }

  public TensorType withShape(Shape shape) {
    return new TensorType(element, shape);
  }

  public TensorType withElement(Element element) {
    return new TensorType(element, shape);
  }

  public TensorType substitute(Function<SizeVar, Dim> sizes) {
    Shape changed = shape.substitute(sizes);
    return changed == shape ? this : new TensorType(element, changed);
  }

  @Override
  public String text(Function<SizeVar, String> names) {
    return element + shape.toString(names);
  }

  @Override
  public String toString() {
    return text(SizeVar::toString);
  }
}
