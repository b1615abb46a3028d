package org.tgraph.op.random;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The Threefry-2x32 hash with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
 * as easy as 1, 2, 3", 2011): 64 random bits for each pair of a key and a counter. The two words of
 * 32 bits that keys, counters and results have there are the high and the low half of the 64 bits
 * of one number here, which is signed only because more backends compute with those.
 *
 * <p>With counters from 0 on, these are the bits that JAX makes for a key ({@code
 * jax_threefry_partitionable}, its default), and the keys that it splits one into.
 */
public record Threefry() implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(key: i64[..s], counter: i64[..s]) -> i64[..s]");

  /** By how much the second word is rotated, round by round, in turns of eight. */
  static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

  /** Makes a key of zeros as good as any other. */
  static final int PARITY = 0x1BD11BDA;

  static final int ROUNDS_PER_KEY = 4;
  static final int INJECTIONS = 5;

  @Override
  public String name() {
    return "threefry";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array key = operands.get(0);
    Array counter = operands.get(1);
    Array result = Array.zeros(DType.I64, key.shape());
    for (long i = 0; i < result.size(); i++) {
      Interruption.check(i);
      result.set(i, hash(key.getLong(i), counter.getLong(i)));
    }
    return List.of(result);
  }

  /** The bits for one key and counter. */
  static long hash(long key, long counter) {
    int[] keys = {(int) (key >>> 32), (int) key, 0};
    keys[2] = keys[0] ^ keys[1] ^ PARITY;
    int x = (int) (counter >>> 32) + keys[0];
    int y = (int) counter + keys[1];
    for (int injection = 1; injection <= INJECTIONS; injection++) {
      int turn = (injection - 1) % 2 * ROUNDS_PER_KEY;
      for (int round = 0; round < ROUNDS_PER_KEY; round++) {
        x += y;
        y = Integer.rotateLeft(y, ROTATIONS[turn + round]) ^ x;
      }
      x += keys[injection % 3];
      y += keys[(injection + 1) % 3] + injection;
    }
    return Integer.toUnsignedLong(x) << 32 | Integer.toUnsignedLong(y);
  }

  /** Round by round, on unsigned numbers of 32 bits. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(List.of(new ThreefryRounds(b).hash(operands.get(0), operands.get(1))));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(40);
  }
}
