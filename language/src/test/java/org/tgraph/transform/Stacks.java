package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.transform.Samples.Sample;
import org.tgraph.type.Dim;

/** Batches of operands, and the results stacked. */
final class Stacks {
  private Stacks() {}

  /** The batched operation gives the stack of what the operation gives, or refuses. */
  static void check(Sample sample, List<Boolean> batched, int size) {
    Graph graph = sample.graph();
    Transformed vmap = Vmap.of(graph, batched, Dim.of(size));
    if (vmap instanceof Transformed.Refused) {
      return;
    }
    List<List<Array>> elements = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      elements.add(element(sample, batched, k));
    }
    List<Array> inputs = new ArrayList<>();
    for (int i = 0; i < batched.size(); i++) {
      int operand = i;
      inputs.add(
          batched.get(i)
              ? stack(sample.operands().get(i), elements.stream().map(e -> e.get(operand)).toList())
              : sample.operands().get(i));
    }
    List<Array> actual = Numbers.run(Numbers.checked(vmap), inputs);
    List<List<Array>> expected = elements.stream().map(e -> Numbers.run(graph, e)).toList();
    List<Array> like = Numbers.run(graph, sample.operands());
    for (int k = 0; k < like.size(); k++) {
      int output = k;
      Array stacked = stack(like.get(k), expected.stream().map(e -> e.get(output)).toList());
      if (stacked.dtype().isFloat() || stacked.dtype().isComplex()) {
        Numbers.near(stacked, actual.get(k), 1e-12, "batch " + batched + ", output " + k);
      } else {
        assertEquals(stacked, actual.get(k), "batch " + batched + ", output " + k);
      }
    }
  }

  /** The operands of element {@code k}: of the first, the sample's. */
  private static List<Array> element(Sample sample, List<Boolean> batched, int k) {
    List<Array> operands = new ArrayList<>();
    Random random = new Random(k);
    for (int i = 0; i < batched.size(); i++) {
      Array x = sample.operands().get(i);
      operands.add(batched.get(i) && k > 0 ? Samples.like(sample.op(), i, x, random) : x);
    }
    return operands;
  }

  /** The arrays along a new first axis; {@code like} says their type if there are none. */
  static Array stack(Array like, List<Array> parts) {
    long[] shape = new long[like.rank() + 1];
    shape[0] = parts.size();
    System.arraycopy(like.shape(), 0, shape, 1, like.rank());
    Array result = Array.zeros(like.dtype(), shape);
    for (int k = 0; k < parts.size(); k++) {
      for (long i = 0; i < like.size(); i++) {
        result.copy(k * like.size() + i, parts.get(k), i);
      }
    }
    return result;
  }
}
