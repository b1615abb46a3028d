package org.tgraph.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** The law of batches: an operation on a batch gives the stack of its results. */
final class Batches {
  private Batches() {}

  /**
   * Compares the operation on all of {@code batch}, lists of operands of the same types, with its
   * results for each; with all operands batched, and with only one of them.
   *
   * @return the first difference; nothing also where there is no result to compare with
   */
  static Optional<String> difference(Op op, List<List<Array>> batch) {
    int operands = batch.get(0).size();
    for (int alone = -1; alone < (operands > 1 ? operands : 0); alone++) {
      List<Boolean> isBatched = new ArrayList<>();
      for (int i = 0; i < operands; i++) {
        isBatched.add(alone < 0 || alone == i);
      }
      try {
        Optional<String> difference = difference(op, batch, isBatched);
        if (difference.isPresent()) {
          return difference.map(d -> "batched " + isBatched + ": " + d);
        }
      } catch (EvaluationProblem | NotBatchable noResult) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(
      Op op, List<List<Array>> batch, List<Boolean> isBatched) {
    List<List<Array>> results = new ArrayList<>();
    for (List<Array> one : batch) {
      results.add(op.evaluate(mixed(one, batch.get(0), isBatched)));
    }
    List<Array> operands = new ArrayList<>();
    for (int i = 0; i < isBatched.size(); i++) {
      operands.add(isBatched.get(i) ? stack(column(batch, i)) : batch.get(0).get(i));
    }
    List<Array> together = batched(op, operands, isBatched, batch.size());
    for (int i = 0; i < together.size(); i++) {
      Array stacked = stack(column(results, i));
      Optional<String> difference = new Closeness(0, 0).difference(stacked, together.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static List<Array> mixed(List<Array> one, List<Array> first, List<Boolean> isBatched) {
    return IntStream.range(0, one.size())
        .mapToObj(i -> isBatched.get(i) ? one.get(i) : first.get(i))
        .toList();
  }

  private static List<Array> column(List<List<Array>> rows, int i) {
    return rows.stream().map(row -> row.get(i)).toList();
  }

  /** The results of the operation for operands that have, or have not, a further first axis. */
  static List<Array> batched(Op op, List<Array> operands, List<Boolean> isBatched, long size) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    for (Array operand : operands) {
      TensorType type = operand.type();
      inputs.add(b.input(type, ""));
    }
    List<Value> results = op.batch(b, inputs, isBatched, Dim.of(size));
    return GraphEvaluator.evaluate(b.build(results), operands, Map.of());
  }

  /** The arrays along a new first axis. */
  private static Array stack(List<Array> arrays) {
    Array first = arrays.get(0);
    long[] shape = new long[first.rank() + 1];
    shape[0] = arrays.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    Array stacked = Array.zeros(first.dtype(), shape);
    for (int i = 0; i < arrays.size(); i++) {
      for (long j = 0; j < first.size(); j++) {
        stacked.copy(i * first.size() + j, arrays.get(i), j);
      }
    }
    return stacked;
  }

  /** The same elements in the opposite order: other operands of the same types, and as valid. */
  static Array reversed(Array array) {
    Array reversed = Array.zeros(array.dtype(), array.shape());
    for (long i = 0; i < array.size(); i++) {
      reversed.copy(i, array, array.size() - 1 - i);
    }
    return reversed;
  }
}
