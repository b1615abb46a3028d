package org.tgraph.graph;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.array.ArrayText;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Reads the parameters of an operation, each as the type of its record component says. */
final class ParameterReader {
  private final GraphScanner in;
  private final GraphReader graphs;
  private final SizeReader sizes;

  ParameterReader(GraphScanner in, GraphReader graphs) {
    this.in = in;
    this.graphs = graphs;
    this.sizes = new SizeReader(in);
  }

  /** {@code {axis: 1, size: n}}; nothing at all for a record without components. */
  Object record(Class<?> type, int start) throws GraphScanner.Bad {
    List<Object> values = new ArrayList<>();
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      in.expect(values.isEmpty() ? "{" : ",");
      int at = in.position();
      if (!in.name().equals(component.getName())) {
        throw new GraphScanner.Bad(at, "Here `" + component.getName() + "` is expected.");
      }
      in.expect(":");
      values.add(value(component.getGenericType()));
    }
    if (components.length > 0) {
      in.expect("}");
    }
    return OpParameters.make(type, values)
        .<Object>map(o -> o)
        .orElseThrow(() -> new GraphScanner.Bad(start, "It does not take these parameters."));
  }

  private Object value(Type type) throws GraphScanner.Bad {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0]);
    }
    if (type == int.class || type == Integer.class) {
      int start = in.position();
      long number = in.number();
      if (number != (int) number) {
        throw new GraphScanner.Bad(start, "This is not a whole number of 32 bits.");
      }
      return (int) number;
    }
    if (type == long.class || type == Long.class) {
      return in.number();
    }
    if (type == boolean.class || type == Boolean.class) {
      boolean is = in.sees("true");
      in.expect(is ? "true" : "false");
      return is;
    }
    if (type == double.class || type == Double.class) {
      return real();
    }
    return object((Class<?>) type);
  }

  private Object object(Class<?> type) throws GraphScanner.Bad {
    if (type == String.class) {
      return in.string();
    }
    if (type == Dim.class) {
      return sizes.dim();
    }
    if (type == SizeVar.class) {
      return sizes.variable();
    }
    if (type == Shape.class) {
      return shape(true);
    }
    if (type == TensorType.class) {
      return graphs.type();
    }
    if (type == Graph.class) {
      return graphs.graph();
    }
    if (type == Array.class) {
      return array();
    }
    if (type == Element.class) {
      return graphs.element();
    }
    int start = in.position();
    if (type == DType.class) {
      return DType.named(in.name()).orElseThrow(() -> new GraphScanner.Bad(start, noElement()));
    }
    if (type.isEnum()) {
      return constant(type);
    }
    if (type.isRecord()) {
      return record(type, start);
    }
    throw new IllegalStateException("a parameter that has no text: " + type);
  }

  private static String noElement() {
    return "Here an element type is expected.";
  }

  private Object constant(Class<?> type) throws GraphScanner.Bad {
    int start = in.position();
    String name = in.name();
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new GraphScanner.Bad(start, "There is no `" + name + "` here.");
  }

  private List<Object> list(Type item) throws GraphScanner.Bad {
    List<Object> items = new ArrayList<>();
    in.expect("[");
    while (!in.sees("]")) {
      if (!items.isEmpty()) {
        in.expect(",");
      }
      items.add(value(item));
    }
    in.expect("]");
    return items;
  }

  /** {@code [n, 3]}; that of a scalar is empty in a type and {@code []} in a parameter. */
  Shape shape(boolean required) throws GraphScanner.Bad {
    List<Dim> dims = new ArrayList<>();
    if (!required && !in.sees("[")) {
      return Shape.SCALAR;
    }
    in.expect("[");
    while (!in.sees("]")) {
      if (!dims.isEmpty()) {
        in.expect(",");
      }
      dims.add(sizes.dim());
    }
    in.expect("]");
    return new Shape(dims);
  }

  private double real() throws GraphScanner.Bad {
    int start = in.position();
    try {
      return Double.parseDouble(in.until(",}]"));
    } catch (NumberFormatException e) {
      throw new GraphScanner.Bad(start, "Here a number is expected.");
    }
  }

  /** {@code f64[2](1.0, nan)}. */
  private Array array() throws GraphScanner.Bad {
    int start = in.position();
    TensorType type = graphs.type();
    in.expect("(");
    List<String> texts = new ArrayList<>();
    while (!in.sees(")")) {
      if (!texts.isEmpty()) {
        in.expect(",");
      }
      texts.add(in.until(",)"));
      if (in.isAtEnd()) {
        throw new GraphScanner.Bad(start, "These elements have no end.");
      }
    }
    in.expect(")");
    if (!(type.element() instanceof DType dtype) || !type.shape().size().is(texts.size())) {
      throw new GraphScanner.Bad(start, "The type has not as many elements as are given.");
    }
    for (Dim dim : type.shape().dims()) {
      if (dim.constant().isEmpty() || dim.value() < 0) {
        throw new GraphScanner.Bad(start, "The sizes of a constant are whole numbers.");
      }
    }
    Array array = Array.zeros(dtype, type.shape().values());
    for (int i = 0; i < texts.size(); i++) {
      if (ArrayText.set(array, i, texts.get(i)).isEmpty()) {
        throw new GraphScanner.Bad(start, "`" + texts.get(i) + "` is no " + dtype + ".");
      }
    }
    return array;
  }
}
