package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.inference.Walker;
import org.tgraph.type.DType;

/**
 * One transition of the no-U-turn sampler as loop code, for any density whose value and gradient
 * are machine code: the same as {@code org.tgraph.inference.Nuts} does, which says where it is
 * from, with the same random numbers in the same order. Where that builds a tree of {@code 2 **
 * depth} steps by two of half as many, this makes one step after the other and joins the last two
 * trees as long as they have one size.
 */
public final class NoUTurn {
  /** What the caller leaves in its frame. */
  public enum Slot {
    /** Of a position. */
    SIZE,
    /** A trajectory is doubled so often at most. */
    MAX_DEPTH,
    /** Whether the covariance is a matrix. */
    IS_DENSE,
    /** The code of the density, and what it is called with. */
    CODE,
    FRAME,
    /** Where that reads the position, and leaves the gradient and the value. */
    AT,
    SLOPE,
    VALUE,
    // As a Walker has them.
    STATE,
    COVARIANCE,
    RANDOM,
    SPARE,
    /** As {@link Trees#memory} says. */
    WORK;

    /** Where it is. */
    public int at() {
      return Program.FIRST + ordinal();
    }

    /** How many slots the frame has. */
    public static int count() {
      return Program.FIRST + values().length;
    }
  }

  /** The slots of what is left where the code does not give 0: how often the density failed. */
  public static final int FAILURES = Program.DETAILS;

  /** And what it told if it was told to end, which is negative. */
  public static final int END = Program.DETAILS + 1;

  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);
  private static final Literal WHOLE = Literal.of(DType.F64, 1);
  private static final Literal HALF = Literal.of(DType.F64, 0.5);
  private static final Literal INFINITE = Literal.of(DType.F64, Double.POSITIVE_INFINITY);

  /** Where the energy has risen by more the trajectory has diverged. */
  private static final Literal DIVERGENCE = Literal.of(DType.F64, 1000);

  private final LoopBuilder b = new LoopBuilder();
  private final Atom size = given(Slot.SIZE);
  private final Atom maxDepth = given(Slot.MAX_DEPTH);
  private final Atom isDense = b.not(b.equal(given(Slot.IS_DENSE), ZERO));
  private final Atom code = given(Slot.CODE);
  private final Buffer frame = argument(Slot.FRAME, DType.I64);
  private final Buffer at = argument(Slot.AT, DType.F64);
  private final Buffer slope = argument(Slot.SLOPE, DType.F64);
  private final Buffer value = argument(Slot.VALUE, DType.F64);
  private final Buffer state = argument(Slot.STATE, DType.F64);
  private final Buffer drawn = b.view(state, ZERO);
  private final Buffer drawnSlope = b.view(state, size);
  private final Buffer numbers = b.view(state, b.times(size, Literal.of(3)));
  private final Buffer covariance = argument(Slot.COVARIANCE, DType.F64);
  private final RandomCode random =
      new RandomCode(b, argument(Slot.RANDOM, DType.U64), argument(Slot.SPARE, DType.F64));

  private final Buffer work = argument(Slot.WORK, DType.F64);

  private final Trees trees = new Trees(b, work, size, maxDepth);

  // The state that moves; its position and gradient are the density's.
  private final Buffer momentum = trees.momentum();
  private final Buffer velocity = trees.velocity();

  private final Leapfrog leapfrog =
      new Leapfrog(b, size, isDense, at, slope, momentum, velocity, covariance, trees.squares());

  private final Cell leaps = b.cell(ZERO);
  private final Cell failures = b.cell(ZERO);
  private final Cell end = b.cell(ZERO);
  private final Cell accepted = b.cell(NOTHING);
  private final Cell isDivergent = b.cell(Literal.FALSE);

  // Those of the state that is drawn.
  private final Cell logDensity = b.cell(NOTHING);
  private final Cell energy = b.cell(NOTHING);

  /** How many trees wait to be joined, beside the newest. */
  private final Cell waiting = b.cell(ZERO);

  /** Whether the newest doubling goes on. */
  private final Cell grows = b.cell(Literal.TRUE);

  private NoUTurn() {}

  /** The statements of a function of a frame. */
  public static List<Statement> statements() {
    NoUTurn transition = new NoUTurn();
    transition.write();
    return transition.b.statements();
  }

  private Atom given(Slot slot) {
    Var given = b.variable(DType.I64);
    b.add(new Statement.Given(given, slot.at()));
    return given;
  }

  private Buffer argument(Slot slot, DType type) {
    Buffer buffer = b.buffer(type);
    b.add(new Statement.Argument(buffer, slot.at()));
    return buffer;
  }

  /** How many doubles the code works in. */
  public static long work(long size, long maxDepth) {
    return Trees.memory(size, maxDepth);
  }

  private Atom number(Walker.Number which) {
    return b.loadNow(numbers, Literal.of(which.ordinal()));
  }

  private void leave(Walker.Number which, Atom number) {
    b.store(numbers, Literal.of(which.ordinal()), number);
  }

  private void increase(Cell cell, int by) {
    b.write(cell, b.plus(b.read(cell), Literal.of(by)));
  }

  private void copy(Buffer to, Buffer from) {
    b.add(new Statement.Copy(to, from, size));
  }

  private void write() {
    List<Atom> before = random.now();
    b.branch(isDense, () -> copy(momentum, b.view(state, b.times(size, Literal.of(2)))), this::drawMomentum);
    copy(slope, drawnSlope);
    leapfrog.arrive(NOTHING);
    b.write(logDensity, number(Walker.Number.LOG_DENSITY));
    Atom start = leapfrog.energy(b.read(logDensity));
    b.write(energy, start);
    copy(trees.sum(), momentum);
    for (Literal way : List.of(ZERO, ONE)) {
      Trees.End end = trees.end(way);
      copy(end.position(), drawn);
      copy(end.gradient(), drawnSlope);
      copy(end.momentum(), momentum);
      copy(end.velocity(), velocity);
    }
    Cell depth = b.cell(ZERO);
    Cell weight = b.cell(NOTHING);
    Cell goesOn = b.cell(Literal.TRUE);
    b.repeat(
        () -> b.and(b.read(goesOn), b.less(b.read(depth), maxDepth)),
        () -> {
          Atom isForward = b.less(HALF, random.uniform());
          Trees.End joint = trees.end(b.convert(DType.I64, isForward));
          move(joint);
          Atom length = number(Walker.Number.STEP);
          Atom step = b.select(isForward, length, b.let(Code.NEGATE, length));
          grow(b.read(depth), step, start);
          b.write(goesOn, b.read(grows));
          b.when(
              b.read(grows),
              () -> {
                increase(depth, 1);
                Trees.Tree grown = trees.tree(ZERO);
                take(grown, weight);
                Trees.End opposite = trees.end(b.convert(DType.I64, b.not(isForward)));
                Trees.Tree whole =
                    new Trees.Tree(
                        opposite.momentum(),
                        opposite.velocity(),
                        joint.momentum(),
                        joint.velocity(),
                        trees.sum(),
                        drawn,
                        drawnSlope);
                b.write(goesOn, isStraight(whole, grown));
                add(trees.sum(), grown.sum());
                copy(joint.position(), at);
                copy(joint.gradient(), slope);
                copy(joint.momentum(), momentum);
                copy(joint.velocity(), velocity);
              });
        });
    leave(depth);
    // It is tried again with the same numbers.
    b.when(b.not(b.equal(b.read(end), ZERO)), () -> random.goOnFrom(before));
    Atom failed = b.read(failures);
    Atom ended = b.read(end);
    Atom isSpecial = b.not(b.equal(b.or(failed, ended), ZERO));
    b.add(new Statement.Check(isSpecial, 0, List.of(failed, ended)));
  }

  /** As {@code DiagonalMetric} draws it. */
  private void drawMomentum() {
    b.loop(
        size,
        i -> {
          Atom number = random.normal();
          Atom scale = b.let(Code.SQRT, b.loadNow(covariance, i));
          b.store(momentum, i, b.let(Code.DIVIDE, number, scale));
        });
  }

  private void leave(Cell depth) {
    Atom steps = b.read(leaps);
    Atom some = b.let(Code.MAXIMUM, steps, ONE);
    Atom divergent = b.convert(DType.F64, b.read(isDivergent));
    leave(Walker.Number.LOG_DENSITY, b.read(logDensity));
    leave(Walker.Number.ENERGY, b.read(energy));
    leave(
        Walker.Number.ACCEPTANCE,
        b.let(Code.DIVIDE, b.read(accepted), b.convert(DType.F64, some)));
    leave(Walker.Number.DEPTH, b.convert(DType.F64, b.read(depth)));
    leave(Walker.Number.LEAPS, b.convert(DType.F64, steps));
    leave(Walker.Number.DIVERGENT, divergent);
  }

  /** The state that moves begins at an end. */
  private void move(Trees.End from) {
    copy(at, from.position());
    copy(slope, from.gradient());
    copy(momentum, from.momentum());
    copy(velocity, from.velocity());
  }

  /** Draws the sample of the trajectory anew, which that of its newest part may become. */
  private void take(Trees.Tree grown, Cell weight) {
    Atom before = b.read(weight);
    Atom newest = trees.score(ZERO, Trees.Score.WEIGHT);
    Atom isTaken =
        b.choose(
            b.less(before, newest),
            () -> Literal.TRUE,
            () -> b.less(random.uniform(), Exponentials.exp(b, b.minus(newest, before))));
    b.when(
        isTaken,
        () -> {
          copy(drawn, grown.position());
          copy(drawnSlope, grown.gradient());
          b.write(logDensity, trees.score(ZERO, Trees.Score.LOG_DENSITY));
          b.write(energy, trees.score(ZERO, Trees.Score.ENERGY));
        });
    b.write(weight, logSum(before, newest));
  }

  /** Follows the trajectory for {@code 2 ** depth} steps, unless it diverges or turns before. */
  private void grow(Atom depth, Atom step, Atom start) {
    Atom count = b.let(Code.SHIFT_LEFT, ONE, depth);
    Cell done = b.cell(ZERO);
    b.write(waiting, ZERO);
    b.write(grows, Literal.TRUE);
    b.repeat(
        () -> b.and(b.read(grows), b.less(b.read(done), count)),
        () -> {
          leap(step, start);
          // As many trees are joined as the number of this step ends in ones.
          Cell rest = b.cell(b.read(done));
          b.repeat(
              () -> b.and(b.read(grows), b.equal(b.let(Code.AND, b.read(rest), ONE), ONE)),
              () -> {
                join();
                b.write(rest, b.let(Code.SHIFT_RIGHT, b.read(rest), ONE));
              });
          increase(waiting, 1);
          increase(done, 1);
        });
  }

  /** A step, and the tree that it is. */
  private void leap(Atom step, Atom start) {
    leapfrog.depart(step);
    Var told = b.variable(DType.I64);
    b.add(new Statement.Invoke(told, code, frame));
    leapfrog.arrive(step);
    increase(leaps, 1);
    Atom hasFailed = b.less(ZERO, told);
    b.write(failures, b.plus(b.read(failures), b.convert(DType.I64, hasFailed)));
    Atom found = b.loadNow(value, ZERO);
    Atom isNone = b.or(hasFailed, Pointwise.isNan(b, found));
    Atom density = b.select(isNone, b.let(Code.NEGATE, INFINITE), found);
    Atom reached = leapfrog.energy(density);
    Atom change = b.minus(start, reached);
    Atom diverges = b.less(DIVERGENCE, b.let(Code.NEGATE, change));
    b.write(isDivergent, b.or(b.read(isDivergent), diverges));
    Atom share = b.let(Code.MINIMUM, WHOLE, Exponentials.exp(b, change));
    b.write(accepted, b.plus(b.read(accepted), share));
    Atom isEnded = b.less(told, ZERO);
    b.write(end, b.select(isEnded, told, b.read(end)));
    b.write(grows, b.not(b.or(diverges, isEnded)));
    b.when(
        b.read(grows),
        () -> {
          Atom level = b.read(waiting);
          Trees.Tree leaf = trees.tree(level);
          copy(leaf.firstMomentum(), momentum);
          copy(leaf.firstVelocity(), velocity);
          copy(leaf.lastMomentum(), momentum);
          copy(leaf.lastVelocity(), velocity);
          copy(leaf.sum(), momentum);
          copy(leaf.position(), at);
          copy(leaf.gradient(), slope);
          trees.score(level, Trees.Score.WEIGHT, change);
          trees.score(level, Trees.Score.LOG_DENSITY, density);
          trees.score(level, Trees.Score.ENERGY, reached);
        });
  }

  /** Makes one tree of the newest two, unless the trajectory turns there. */
  private void join() {
    Atom last = b.read(waiting);
    Atom first = b.minus(last, ONE);
    Trees.Tree near = trees.tree(first);
    Trees.Tree far = trees.tree(last);
    Atom newest = trees.score(last, Trees.Score.WEIGHT);
    Atom weight = logSum(trees.score(first, Trees.Score.WEIGHT), newest);
    Atom takesFar = b.less(random.uniform(), Exponentials.exp(b, b.minus(newest, weight)));
    b.write(grows, isStraight(near, far));
    b.when(
        takesFar,
        () -> {
          copy(near.position(), far.position());
          copy(near.gradient(), far.gradient());
          trees.score(first, Trees.Score.LOG_DENSITY, trees.score(last, Trees.Score.LOG_DENSITY));
          trees.score(first, Trees.Score.ENERGY, trees.score(last, Trees.Score.ENERGY));
        });
    trees.score(first, Trees.Score.WEIGHT, weight);
    copy(near.lastMomentum(), far.lastMomentum());
    copy(near.lastVelocity(), far.lastVelocity());
    add(near.sum(), far.sum());
    b.write(waiting, first);
  }

  private void add(Buffer to, Buffer other) {
    each(i -> b.store(to, i, b.plus(now(to, i), now(other, i))));
  }

  private void each(Consumer<Atom> body) {
    b.kernel(() -> b.loop(size, body));
  }

  private Atom now(Buffer vector, Atom i) {
    return b.loadNow(vector, i);
  }

  /** Whether two stretches, together and each with the next step, lead away from their ends. */
  private Atom isStraight(Trees.Tree near, Trees.Tree far) {
    b.kernel(() -> {
      List<Cell> products =
          IntStream.range(0, Trees.PRODUCTS).mapToObj(i -> b.cell(NOTHING)).toList();
      b.loop(
          size,
          i -> {
            Atom first = now(near.firstVelocity(), i);
            Atom last = now(far.lastVelocity(), i);
            Atom whole = b.plus(now(near.sum(), i), now(far.sum(), i));
            Atom nearer = b.plus(now(near.sum(), i), now(far.firstMomentum(), i));
            Atom farther = b.plus(now(far.sum(), i), now(near.lastMomentum(), i));
            List<Atom> terms =
                List.of(
                    b.times(first, whole),
                    b.times(last, whole),
                    b.times(first, nearer),
                    b.times(now(far.firstVelocity(), i), nearer),
                    b.times(now(near.lastVelocity(), i), farther),
                    b.times(last, farther));
            for (int k = 0; k < Trees.PRODUCTS; k++) {
              b.add(new Statement.Combine(products.get(k), Code.ADD, terms.get(k)));
            }
          });
      for (int k = 0; k < Trees.PRODUCTS; k++) {
        b.store(trees.products(), Literal.of(k), b.read(products.get(k)));
      }
    });
    Atom all = Literal.TRUE;
    for (int k = 0; k < Trees.PRODUCTS; k++) {
      all = b.and(all, b.less(NOTHING, b.loadNow(trees.products(), Literal.of(k))));
    }
    return all;
  }

  /** The logarithm of the sum of what these, which are not minus infinity, are the logarithms of. */
  private Atom logSum(Atom x, Atom y) {
    Atom larger = b.let(Code.MAXIMUM, x, y);
    Atom less = b.minus(b.let(Code.MINIMUM, x, y), larger);
    return b.plus(larger, Exponentials.log1p(b, Exponentials.exp(b, less)));
  }
}
