package org.tgraph.prelude;

import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseXor;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.RightShift;
import org.tgraph.op.random.Threefry;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Random bits of a key, and uniform floats made of them: what all samplers begin with. */
final class Bits {
  private static final int F64_FRACTION = 52;
  private static final int F32_FRACTION = 23;
  private static final int HALF = 32;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private Bits() {}

  /** 64 bits for each element, as {@code i64}: the hash of the key and of the element's number. */
  static Value words(CallSite call, Value key, Shape shape) {
    Dim size = shape.size();
    Value keys = Broadcast.to(call.b(), key, Shape.of(size));
    Value counters = call.emit(new Iota(size, DType.I64));
    return call.reshape(call.emit(new Threefry(), keys, counters), shape);
  }

  /** 32 bits for each element, as {@code i64} below 2³²: both halves of the word together. */
  static Value halves(CallSite call, Value key, Shape shape) {
    Value words = words(call, key, shape);
    Value mixed = call.emit(new BitwiseXor(), words, shifted(call, words, HALF));
    return call.emit(new BitwiseAnd(), mixed, call.fill(LOW_HALF, mixed));
  }

  /** The bits {@code count} places lower, with zeros at the top. */
  static Value shifted(CallSite call, Value words, int count) {
    Value moved = call.emit(new RightShift(), words, call.fill(count, words));
    return call.emit(new BitwiseAnd(), moved, call.fill(-1L >>> count, words));
  }

  /** The key number {@code counter} of those that {@code key} is split into. */
  static Value child(CallSite call, Value key, long counter) {
    return call.emit(new Threefry(), key, call.fill(counter, key));
  }

  /** As above, for a number that is found later. */
  static Value child(CallSite call, Value key, Value counter) {
    return call.emit(new Threefry(), key, counter);
  }

  /** Multiples of 2⁻⁵², or of 2⁻²³ as {@code f32}, from 0 to 1, without it. */
  static Value unit(CallSite call, Value key, Shape shape, DType type) {
    boolean wide = type == DType.F64;
    int fraction = wide ? F64_FRACTION : F32_FRACTION;
    Value bits = wide ? words(call, key, shape) : halves(call, key, shape);
    int rest = (wide ? Long.SIZE : HALF) - fraction;
    Value whole = call.cast(shifted(call, bits, rest), type);
    double scale = 1.0 / (1L << fraction);
    return Formula.multiply(call.b(), whole, Formula.constant(call.b(), scale, whole));
  }

  /** Floats from {@code low} to {@code high}, without it up to rounding; all of one shape. */
  static Value between(CallSite call, Value key, Value low, Value high) {
    Value unit = unit(call, key, low.shape(), low.type().dtype());
    Value width = Formula.subtract(call.b(), high, low);
    Value moved = Formula.add(call.b(), Formula.multiply(call.b(), unit, width), low);
    return call.emit(new Maximum(), low, moved);
  }

  static Value between(CallSite call, Value key, Shape shape, DType type, double low, double high) {
    Value like = call.fill(new Val.WeakFloat(low), type, shape);
    return between(call, key, like, Formula.constant(call.b(), high, like));
  }
}
