package org.tgraph.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.data.DataProblem;
import org.tgraph.graph.Value;
import org.tgraph.inference.Draws;
import org.tgraph.program.Shown;
import org.tgraph.run.print.Output;

/**
 * What was drawn when sampling was interrupted, as columns: chains may have different numbers of
 * draws, so they are no draws that a script could go on with.
 *
 * @param values what is drawn, then the statistics of draws
 */
record UnfinishedDraws(List<Value> values, List<Draws> chains) {
  /** How many there are. */
  int count() {
    return chains.stream().mapToInt(c -> c.positions().length).sum();
  }

  /**
   * Keeps them, where that is wanted.
   *
   * @param so what happened
   * @param count how many positions the graph of {@code target} takes
   * @return what tells of it
   */
  CancellationException kept(
      String so, TargetRun target, int count, DataStore store, Output output) {
    Optional<String> file = output.unfinished();
    if (file.isEmpty() || count() == 0) {
      return new CancellationException(so + ".");
    }
    // Whoever interrupts once wants what there is.
    boolean again = Thread.interrupted();
    Prepared drawn = target.values();
    Datum columns =
        columns(positions -> drawn.run(TargetRun.rows(positions, count, target.size())));
    Optional<DataProblem> problem = store.save(file.get(), columns);
    if (again) {
      Thread.currentThread().interrupt();
    }
    return new CancellationException(
        problem
            .map(p -> so + ". They could not be kept: " + p.message())
            .orElse(so + "; they are in `" + file.get() + "`."));
  }

  /**
   * As {@code save} writes draws.
   *
   * @param drawn at some positions, row by row
   */
  private Datum columns(Function<double[][], List<Array>> drawn) {
    Map<String, List<Array>> parts = new LinkedHashMap<>();
    for (int i = 0; i < chains.size(); i++) {
      if (chains.get(i).positions().length > 0) {
        long number = i + 1L;
        one(chains.get(i), drawn.apply(chains.get(i).positions()))
            .fields()
            .forEach((name, d) -> {
              Array column = ((Datum.Tensor) d).array();
              boolean isNumber = name.equals("chain__");
              parts
                  .computeIfAbsent(name, n -> new ArrayList<>())
                  .add(isNumber ? filled(column.size(), number) : column);
            });
      }
    }
    Map<String, Datum> columns = new LinkedHashMap<>();
    parts.forEach((name, each) -> columns.put(name, new Datum.Tensor(joined(each))));
    return new Datum.Record(columns);
  }

  /** The draws of one chain as if there were no others. */
  private Datum.Record one(Draws chain, List<Array> drawn) {
    int draws = chain.positions().length;
    Map<Value, Array> arrays = new HashMap<>();
    Map<String, Shown> sites = new LinkedHashMap<>();
    Map<String, Shown> statistics = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      boolean isSite = i < drawn.size();
      (isSite ? sites : statistics).put(value.hint(), new Shown.Tensor(value));
      Array array =
          isSite
              ? first(drawn.get(i), draws)
              : Array.of(new long[] {1, draws}, chain.statistics()[i - drawn.size()]);
      arrays.put(value, array);
    }
    Shown.Draws shown = new Shown.Draws(new Shown.Record(sites), new Shown.Record(statistics));
    return (Datum.Record) Tables.of(shown, arrays::get);
  }

  /** The first rows, as those of one chain. */
  private static Array first(Array rows, int count) {
    long[] shape = new long[rows.rank() + 1];
    System.arraycopy(rows.shape(), 0, shape, 1, rows.rank());
    shape[0] = 1;
    shape[1] = count;
    Array some = Array.zeros(rows.dtype(), shape);
    some.data().copyFrom(rows.data().asSlice(0, some.data().byteSize()));
    return some;
  }

  private static Array filled(long size, long number) {
    long[] all = new long[(int) size];
    java.util.Arrays.fill(all, number);
    return Array.of(new long[] {size}, all);
  }

  private static Array joined(List<Array> vectors) {
    long size = vectors.stream().mapToLong(Array::size).sum();
    Array all = Array.zeros(vectors.get(0).dtype(), size);
    long next = 0;
    for (Array vector : vectors) {
      all.data().asSlice(next, vector.data().byteSize()).copyFrom(vector.data());
      next += vector.data().byteSize();
    }
    return all;
  }
}
