package org.tgraph.op.random;

import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.BitwiseXor;
import org.tgraph.op.pointwise.LeftShift;
import org.tgraph.op.pointwise.RightShift;

/**
 * The hash of {@link Threefry} in operations on whole numbers of 64 bits, of which the lower 32 are
 * used.
 */
final class ThreefryRounds {
  private static final long WORD = 0xFFFF_FFFFL;

  private final GraphBuilder b;

  ThreefryRounds(GraphBuilder b) {
    this.b = b;
  }

  Value hash(Value key, Value counter) {
    Value first = high(key);
    Value second = low(key);
    Value third = xor(xor(first, second), number(Threefry.PARITY & WORD, key));
    Value[] keys = {first, second, third};
    Value x = sum(high(counter), keys[0]);
    Value y = sum(low(counter), keys[1]);
    for (int injection = 1; injection <= Threefry.INJECTIONS; injection++) {
      int turn = (injection - 1) % 2 * Threefry.ROUNDS_PER_KEY;
      for (int round = 0; round < Threefry.ROUNDS_PER_KEY; round++) {
        x = sum(x, y);
        y = xor(rotated(y, Threefry.ROTATIONS[turn + round]), x);
      }
      x = sum(x, keys[injection % 3]);
      y = sum(sum(y, keys[(injection + 1) % 3]), number(injection, key));
    }
    return b.one(new BitwiseOr(), b.one(new LeftShift(), x, number(32, x)), y);
  }

  private Value number(long value, Value like) {
    return Broadcast.to(b, b.one(new Constant(Array.scalar(value))), like.shape());
  }

  private Value low(Value x) {
    return b.one(new BitwiseAnd(), x, number(WORD, x));
  }

  private Value high(Value x) {
    return low(b.one(new RightShift(), x, number(32, x)));
  }

  private Value sum(Value x, Value y) {
    return low(b.one(new Add(), x, y));
  }

  private Value xor(Value x, Value y) {
    return b.one(new BitwiseXor(), x, y);
  }

  private Value rotated(Value x, int bits) {
    Value left = low(b.one(new LeftShift(), x, number(bits, x)));
    return b.one(new BitwiseOr(), left, b.one(new RightShift(), x, number(32 - bits, x)));
  }
}
