package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * How the transform of a size is done: in a step for each of its factors or, where one of these is
 * large, as a convolution (L. Bluestein, 1970) by transforms of a size that is a power of two. What
 * is known of the size when the code is written is decided then.
 *
 * @param size of the transforms that are done in steps
 * @param steps how many there are
 * @param factors memory with the factor of each: fours, one two at most, odd ones
 * @param occurring which may be among them
 * @param isConvolution whether it is one
 * @param isOwn whether the memory is to be released
 */
record FourierPlan(
    Atom size,
    Atom steps,
    Buffer factors,
    List<Occurring> occurring,
    Atom isConvolution,
    boolean isOwn) {
  private static final Literal ONE = Literal.of(1);

  /** Above this factor a convolution takes less time, as in the definition. */
  private static final int LARGEST = 61;

  /** At least as many as a size of 64 bits has factors. */
  private static final int MOST = 64;

  /** The kinds of steps. */
  enum Occurring {
    TWO,
    FOUR,
    OTHER
  }

  FourierPlan {
    occurring = List.copyOf(occurring);
  }

  /** Factors as they are found. */
  private record Found(LoopBuilder b, Buffer factors, Cell rest, Cell count) {
    /** Divides the rest by a factor as often as that can be. */
    void divide(Atom factor) {
      b.loopWhile(
          () -> b.equal(b.let(Code.UNSIGNED_REST, b.read(rest), factor), Literal.of(0)),
          () -> {
            Atom number = b.read(count);
            b.store(factors, number, factor);
            b.add(new Statement.Write(count, b.plus(number, ONE)));
            b.add(new Statement.Write(rest, b.let(Code.UNSIGNED_QUOTIENT, b.read(rest), factor)));
          });
    }
  }

  static FourierPlan of(Block block, Equation equation, Dim n) {
    return n.constant().isPresent()
        ? known(block, Math.max(1, n.constant().getAsLong()))
        : open(block, equation, block.sizes.of(n));
  }

  private static FourierPlan known(Block block, long n) {
    List<Long> factors = new ArrayList<>();
    long rest = factors(n, factors);
    boolean isConvolution = rest > 1;
    long size = isConvolution ? Long.highestOneBit(2 * n - 1) << 1 : n;
    if (isConvolution) {
      factors.clear();
      factors(size, factors);
    }
    List<Occurring> occurring = new ArrayList<>();
    if (factors.contains(2L)) {
      occurring.add(Occurring.TWO);
    }
    if (factors.contains(4L)) {
      occurring.add(Occurring.FOUR);
    }
    if (factors.stream().anyMatch(f -> f != 2 && f != 4)) {
      occurring.add(Occurring.OTHER);
    }
    LoopBuilder b = block.b;
    Buffer memory = b.buffer(DType.I64);
    Array table =
        Array.of(new long[] {factors.size()}, factors.stream().mapToLong(f -> f).toArray());
    b.add(new Statement.Argument(memory, block.program.constant(table)));
    return new FourierPlan(
        Literal.of(size),
        Literal.of(factors.size()),
        memory,
        occurring,
        Literal.of(isConvolution),
        false);
  }

  /** Adds the factors that are not large, and gives what is left. */
  private static long factors(long n, List<Long> factors) {
    long rest = n;
    for (long factor = 4; factor <= LARGEST; factor += factor == 4 ? -2 : factor == 2 ? 1 : 2) {
      for (; rest % factor == 0; rest /= factor) {
        factors.add(factor);
      }
    }
    return rest;
  }

  private static FourierPlan open(Block block, Equation equation, Atom n) {
    LoopBuilder b = block.b;
    Buffer factors = block.scratch(DType.I64, Shape.of(MOST), equation);
    Atom whole = b.let(Code.MAXIMUM, n, ONE);
    Found found = new Found(b, factors, b.cell(whole), b.cell(Literal.of(0)));
    found.divide(Literal.of(4));
    found.divide(Literal.of(2));
    Cell odd = b.cell(Literal.of(3));
    b.loopWhile(
        () -> b.let(Code.LESS_EQUAL, DType.BOOL, b.read(odd), Literal.of(LARGEST)),
        () -> {
          Atom factor = b.read(odd);
          found.divide(factor);
          b.add(new Statement.Write(odd, b.plus(factor, Literal.of(2))));
        });
    Atom isConvolution = b.less(ONE, b.read(found.rest));
    Cell size = b.cell(whole);
    b.branch(
        isConvolution,
        () -> {
          b.add(new Statement.Write(size, ONE));
          Atom least = b.minus(b.times(n, Literal.of(2)), ONE);
          b.loopWhile(
              () -> b.less(b.read(size), least),
              () -> b.add(new Statement.Write(size, b.times(b.read(size), Literal.of(2)))));
          b.add(new Statement.Write(found.rest, b.read(size)));
          b.add(new Statement.Write(found.count, Literal.of(0)));
          found.divide(Literal.of(4));
          found.divide(Literal.of(2));
        },
        () -> {});
    return new FourierPlan(
        b.read(size),
        b.read(found.count),
        factors,
        List.of(Occurring.values()),
        isConvolution,
        true);
  }
}
