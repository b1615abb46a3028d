package org.tgraph.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.program.Shown;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Summaries and draws as columns, once the shapes of what they are about are known. */
public final class Tables {
  private Tables() {}

  /** A row for each element: {@code theta[0]}, {@code theta[1]}. */
  public static Datum of(Shown.Table table, Function<Value, Array> computed) {
    List<String> names = new ArrayList<>();
    Map<String, List<Double>> columns = new LinkedHashMap<>();
    table
        .rows()
        .forEach((name, row) -> {
          Map<String, Array> cells = arrays(row, computed);
          long[] shape = cells.values().iterator().next().shape();
          names.addAll(elements(name, shape));
          for (long i = 0; i < Array.count(shape); i++) {
            for (Map.Entry<String, Array> cell : cells.entrySet()) {
              columns
                  .computeIfAbsent(cell.getKey(), c -> new ArrayList<>())
                  .add(cell.getValue().getDouble(i));
            }
          }
        });
    Map<String, Datum> all = new LinkedHashMap<>();
    all.put("name", new Datum.Texts(new Shape(List.of(Dim.of(names.size()))), names));
    columns.forEach(
        (name, column) -> all.put(name, vector(column.stream().mapToDouble(d -> d).toArray())));
    return new Datum.Table(new Datum.Record(all));
  }

  /**
   * Draws as Stan's CSV has them: a row for each draw, one chain below the other, first what the
   * sampler recorded and the number of the chain, then each element, {@code theta.1} for the first.
   */
  public static Datum of(Shown.Draws draws, Function<Value, Array> computed) {
    Map<String, Datum> columns = new LinkedHashMap<>();
    Map<String, Array> sites = arrays(draws.sites(), computed);
    arrays(draws.statistics(), computed)
        .forEach((name, array) -> columns.put(name, vector(array.toDoubles())));
    for (Map.Entry<String, Array> site : sites.entrySet()) {
      Array array = site.getValue();
      long[] shape = new long[array.rank() - 2];
      System.arraycopy(array.shape(), 2, shape, 0, shape.length);
      int count = (int) (array.dim(0) * array.dim(1));
      columns.computeIfAbsent("chain__", c -> chains(array));
      long elements = Array.count(shape);
      for (long i = 0; i < elements; i++) {
        double[] column = new double[count];
        for (int row = 0; row < count; row++) {
          column[row] = array.getDouble(row * elements + i);
        }
        String name = site.getKey() + (shape.length == 0 ? "" : index(shape, i, 1, ".", ".", ""));
        columns.put(name, vector(column));
      }
    }
    return new Datum.Record(columns);
  }

  /**
   * Draws as they are, with axes for chains and draws: first the sites, then what the sampler says.
   */
  static Datum whole(Shown.Draws draws, Function<Value, Array> computed) {
    Map<String, Array> all = arrays(draws.sites(), computed);
    all.putAll(arrays(draws.statistics(), computed));
    Map<String, Datum> fields = new LinkedHashMap<>();
    all.forEach((name, array) -> fields.put(name, new Datum.Tensor(array)));
    return new Datum.Record(fields);
  }

  /** The elements of a tensor: {@code theta[0, 0]}, {@code theta[0, 1]}. */
  static List<String> elements(String name, long[] shape) {
    List<String> elements = new ArrayList<>();
    for (long i = 0; i < Array.count(shape); i++) {
      elements.add(name + (shape.length == 0 ? "" : index(shape, i, 0, ", ", "[", "]")));
    }
    return elements;
  }

  private static Datum chains(Array array) {
    long[] chain = new long[(int) (array.dim(0) * array.dim(1))];
    for (int row = 0; row < chain.length; row++) {
      chain[row] = row / array.dim(1) + 1;
    }
    return new Datum.Tensor(Array.of(new long[] {chain.length}, chain));
  }

  private static Map<String, Array> arrays(Shown.Record record, Function<Value, Array> computed) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    record
        .fields()
        .forEach((name, field) -> arrays.put(name, computed.apply(field.values().get(0))));
    return arrays;
  }

  private static Datum vector(double[] numbers) {
    return new Datum.Tensor(Array.of(new long[] {numbers.length}, numbers));
  }

  /** The place along each axis of an element, counted from {@code first}. */
  private static String index(
      long[] shape, long element, int first, String between, String open, String close) {
    List<String> places = new ArrayList<>();
    long rest = element;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      places.add(0, Long.toString(rest % shape[axis] + first));
      rest /= shape[axis];
    }
    return open + String.join(between, places) + close;
  }
}
