package org.tgraph.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.run.Datum;
import org.tgraph.run.print.DatumText;

/** What a call gives: a tensor, or a tuple or record of results. */
public final class Result {
  private final Datum datum;

  Result(Datum datum) {
    this.datum = datum;
  }

  /** The same, as what is printed and saved. */
  public Datum datum() {
    return datum;
  }

  /**
   * The tensor.
   *
   * @throws IllegalStateException if it is a tuple or record
   */
  public Array array() {
    if (datum instanceof Datum.Tensor tensor) {
      return tensor.array();
    }
    throw new IllegalStateException("The result is `" + datum.typeText() + "`, not a tensor.");
  }

  /** All numbers, row by row; whole numbers are converted. */
  public double[] toDoubles() {
    return array().toDoubles();
  }

  /** All whole numbers, row by row. */
  public long[] toLongs() {
    return array().toLongs();
  }

  public boolean[] toBooleans() {
    Array array = array();
    boolean[] values = new boolean[Math.toIntExact(array.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.getBoolean(i);
    }
    return values;
  }

  /** The rows of a matrix. */
  public double[][] toRows() {
    Array array = array();
    if (array.rank() != 2) {
      throw new IllegalStateException("The result is `" + array.type() + "`, not a matrix.");
    }
    double[][] rows = new double[Math.toIntExact(array.dim(0))][Math.toIntExact(array.dim(1))];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = array.getDouble((long) i * rows[i].length + j);
      }
    }
    return rows;
  }

  /** The one number that it is. */
  public double scalar() {
    return one().getDouble(0);
  }

  /** The one whole number that it is. */
  public long scalarLong() {
    return one().getLong(0);
  }

  public boolean scalarBoolean() {
    return one().getBoolean(0);
  }

  private Array one() {
    Array array = array();
    if (array.size() != 1) {
      throw new IllegalStateException("The result is `" + array.type() + "`, not one number.");
    }
    return array;
  }

  /** The names of a record's fields, in order; of all else there are none. */
  public Set<String> names() {
    return datum instanceof Datum.Record record ? record.fields().keySet() : Set.of();
  }

  /** How many parts or fields a tuple or record has; of a tensor, 1. */
  public int count() {
    return switch (datum) {
      case Datum.Tuple t -> t.parts().size();
      case Datum.Record r -> r.fields().size();
      default -> 1;
    };
  }

  /** A field of a record; a dotted name leads to one of an inner record. */
  public Result get(String name) {
    Result at = this;
    for (String part : name.split("\\.", -1)) {
      if (!(at.datum instanceof Datum.Record record) || !record.fields().containsKey(part)) {
        throw new IllegalArgumentException(
            "There is no `" + part + "` in `" + at.datum.typeText() + "`.");
      }
      at = new Result(record.fields().get(part));
    }
    return at;
  }

  /** A part of a tuple. */
  public Result get(int index) {
    if (datum instanceof Datum.Tuple tuple) {
      return new Result(tuple.parts().get(index));
    }
    throw new IllegalStateException("The result is `" + datum.typeText() + "`, not a tuple.");
  }

  // What Kotlin calls for: val (q, r) = f(x)

  public Result component1() {
    return get(0);
  }

  public Result component2() {
    return get(1);
  }

  public Result component3() {
    return get(2);
  }

  /** The parts of a tuple. */
  public List<Result> parts() {
    List<Result> parts = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      parts.add(get(i));
    }
    return parts;
  }

  /** As {@code print} shows it. */
  @Override
  public String toString() {
    return DatumText.of(datum);
  }
}
