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
    /** As {@link #work} says. */
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

  /** The vectors of a state, of which the whole has two, its ends. */
  private static final int STATE = 4;

  /** Those of a tree. */
  private static final int TREE = 7;

  /** Those before the trees: the ends, the sum of all momenta, the state that moves. */
  private static final int BEFORE = 2 * STATE + 3;

  /** The whole numbers that are the state of the random numbers. */
  private static final int STATES = 4;

  /** The numbers before those of the trees: six products, and a kinetic energy. */
  private static final int PRODUCTS = 6;

  private static final Literal SQUARES = Literal.of(PRODUCTS);

  private static final int SCORES = PRODUCTS + 1;

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
  private final Buffer drawn = vector(state, ZERO);
  private final Buffer drawnSlope = vector(state, ONE);
  private final Buffer numbers = vector(state, Literal.of(3));
  private final Buffer covariance = argument(Slot.COVARIANCE, DType.F64);
  private final Buffer random = argument(Slot.RANDOM, DType.U64);

  /** The spare normal number is in the place behind the state, and not a number if there is none. */
  private final Buffer spare = argument(Slot.SPARE, DType.F64);

  private final Buffer work = argument(Slot.WORK, DType.F64);

  /** The sum of the momenta of the whole trajectory. */
  private final Buffer sum = vector(2 * STATE);

  // The state that moves; its position and gradient are the density's.
  private final Buffer momentum = vector(2 * STATE + 1);
  private final Buffer velocity = vector(2 * STATE + 2);

  /** Numbers that are not vectors: products, then those of the trees. */
  private final Buffer scores =
      b.view(
          work, b.times(size, b.plus(Literal.of(BEFORE), b.times(levels(), Literal.of(TREE)))));

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

  /** How many doubles the code works in. */
  public static long work(long size, long maxDepth) {
    return size * (BEFORE + TREE * (maxDepth + 1)) + SCORES + Score.values().length * (maxDepth + 1);
  }

  /** The statements of a function of a frame. */
  public static List<Statement> statements() {
    NoUTurn transition = new NoUTurn();
    transition.write();
    return transition.b.statements();
  }

  /** The vectors of an end of the trajectory. */
  private record State(Buffer position, Buffer momentum, Buffer velocity, Buffer gradient) {}

  /**
   * The vectors of a tree, as {@code Nuts.Tree} has them; the position and the gradient are those
   * of its sample.
   */
  private record Tree(
      Buffer firstMomentum,
      Buffer firstVelocity,
      Buffer lastMomentum,
      Buffer lastVelocity,
      Buffer sum,
      Buffer position,
      Buffer gradient) {}

  /** The numbers of a tree. */
  private enum Score {
    WEIGHT,
    LOG_DENSITY,
    ENERGY
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

  /** Trees that there may be at once. */
  private Atom levels() {
    return b.plus(maxDepth, ONE);
  }

  private Buffer vector(int number) {
    return vector(work, Literal.of(number));
  }

  private Buffer vector(Buffer of, Atom number) {
    return b.view(of, b.times(size, number));
  }

  private State end(Atom way) {
    Atom first = b.times(way, Literal.of(STATE));
    return new State(part(first, 0), part(first, 1), part(first, 2), part(first, 3));
  }

  private Tree tree(Atom level) {
    Atom first = b.plus(Literal.of(BEFORE), b.times(level, Literal.of(TREE)));
    return new Tree(
        part(first, 0),
        part(first, 1),
        part(first, 2),
        part(first, 3),
        part(first, 4),
        part(first, 5),
        part(first, 6));
  }

  private Buffer part(Atom first, int number) {
    return vector(work, b.plus(first, Literal.of(number)));
  }

  private Atom score(Atom level, Score which) {
    return b.loadNow(scores, scoreAt(level, which));
  }

  private void score(Atom level, Score which, Atom number) {
    b.store(scores, scoreAt(level, which), number);
  }

  private Atom scoreAt(Atom level, Score which) {
    Atom first = b.times(level, Literal.of(Score.values().length));
    return b.plus(first, Literal.of(SCORES + which.ordinal()));
  }

  private Atom number(Walker.Number which) {
    return b.loadNow(numbers, Literal.of(which.ordinal()));
  }

  private void leave(Walker.Number which, Atom number) {
    b.store(numbers, Literal.of(which.ordinal()), number);
  }

  private void set(Cell cell, Atom now) {
    b.add(new Statement.Write(cell, now));
  }

  private void increase(Cell cell, int by) {
    set(cell, b.plus(b.read(cell), Literal.of(by)));
  }

  /** As long as the condition holds. */
  private void repeat(Supplier<Atom> condition, Runnable body) {
    Atom[] holds = new Atom[1];
    List<Statement> test = b.block(true, () -> holds[0] = condition.get());
    b.add(new Statement.While(test, holds[0], b.block(true, body)));
  }

  private void when(Atom condition, Runnable body) {
    b.branch(condition, body, () -> {});
  }

  private void copy(Buffer to, Buffer from) {
    b.add(new Statement.Copy(to, from, size));
  }

  private void write() {
    Atom[] before = randomNow();
    b.branch(isDense, () -> copy(momentum, vector(state, Literal.of(2))), this::drawMomentum);
    copy(slope, drawnSlope);
    arrive(NOTHING);
    set(logDensity, number(Walker.Number.LOG_DENSITY));
    Atom start = energy(b.read(logDensity));
    set(energy, start);
    copy(sum, momentum);
    for (Literal way : List.of(ZERO, ONE)) {
      State end = end(way);
      copy(end.position, drawn);
      copy(end.gradient, drawnSlope);
      copy(end.momentum, momentum);
      copy(end.velocity, velocity);
    }
    Cell depth = b.cell(ZERO);
    Cell weight = b.cell(NOTHING);
    Cell goesOn = b.cell(Literal.TRUE);
    repeat(
        () -> b.and(b.read(goesOn), b.less(b.read(depth), maxDepth)),
        () -> {
          Atom isForward = b.less(HALF, uniform());
          State joint = end(b.convert(DType.I64, isForward));
          move(joint);
          Atom length = number(Walker.Number.STEP);
          Atom step = b.select(isForward, length, b.let(Code.NEGATE, length));
          grow(b.read(depth), step, start);
          set(goesOn, b.read(grows));
          when(
              b.read(grows),
              () -> {
                increase(depth, 1);
                Tree grown = tree(ZERO);
                take(grown, weight);
                State opposite = end(b.convert(DType.I64, b.not(isForward)));
                Tree whole =
                    new Tree(
                        opposite.momentum,
                        opposite.velocity,
                        joint.momentum,
                        joint.velocity,
                        sum,
                        drawn,
                        drawnSlope);
                set(goesOn, isStraight(whole, grown));
                add(sum, grown.sum);
                copy(joint.position, at);
                copy(joint.gradient, slope);
                copy(joint.momentum, momentum);
                copy(joint.velocity, velocity);
              });
        });
    leave(depth);
    // It is tried again with the same numbers.
    when(
        b.not(b.equal(b.read(end), ZERO)),
        () -> {
          for (int i = 0; i < STATES; i++) {
            b.store(random, Literal.of(i), before[i]);
          }
          b.store(spare, ZERO, before[STATES]);
        });
    Atom failed = b.read(failures);
    Atom ended = b.read(end);
    Atom isSpecial = b.not(b.equal(b.or(failed, ended), ZERO));
    b.add(new Statement.Check(isSpecial, 0, List.of(failed, ended)));
  }

  /** The state of the random numbers. */
  private Atom[] randomNow() {
    Atom[] now = new Atom[STATES + 1];
    for (int i = 0; i < STATES; i++) {
      now[i] = b.loadNow(random, Literal.of(i));
    }
    now[STATES] = b.loadNow(spare, ZERO);
    return now;
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
  private void move(State from) {
    copy(at, from.position);
    copy(slope, from.gradient);
    copy(momentum, from.momentum);
    copy(velocity, from.velocity);
  }

  /** Draws the sample of the trajectory anew, which that of its newest part may become. */
  private void take(Tree grown, Cell weight) {
    Atom before = b.read(weight);
    Atom newest = score(ZERO, Score.WEIGHT);
    Atom isTaken =
        b.choose(
            b.less(before, newest),
            () -> Literal.TRUE,
            () -> b.less(uniform(), Exponentials.exp(b, b.minus(newest, before))));
    when(
        isTaken,
        () -> {
          copy(drawn, grown.position);
          copy(drawnSlope, grown.gradient);
          set(logDensity, score(ZERO, Score.LOG_DENSITY));
          set(energy, score(ZERO, Score.ENERGY));
        });
    set(weight, logSum(before, newest));
  }

  /** Follows the trajectory for {@code 2 ** depth} steps, unless it diverges or turns before. */
  private void grow(Atom depth, Atom step, Atom start) {
    Atom count = b.let(Code.SHIFT_LEFT, ONE, depth);
    Cell done = b.cell(ZERO);
    set(waiting, ZERO);
    set(grows, Literal.TRUE);
    repeat(
        () -> b.and(b.read(grows), b.less(b.read(done), count)),
        () -> {
          leap(step, start);
          // As many trees are joined as the number of this step ends in ones.
          Cell rest = b.cell(b.read(done));
          repeat(
              () -> b.and(b.read(grows), b.equal(b.let(Code.AND, b.read(rest), ONE), ONE)),
              () -> {
                join();
                set(rest, b.let(Code.SHIFT_RIGHT, b.read(rest), ONE));
              });
          increase(waiting, 1);
          increase(done, 1);
        });
  }

  /** A step, and the tree that it is. */
  private void leap(Atom step, Atom start) {
    depart(step);
    Var told = b.variable(DType.I64);
    b.add(new Statement.Invoke(told, code, frame));
    arrive(step);
    increase(leaps, 1);
    Atom hasFailed = b.less(ZERO, told);
    set(failures, b.plus(b.read(failures), b.convert(DType.I64, hasFailed)));
    Atom found = b.loadNow(value, ZERO);
    Atom isNone = b.or(hasFailed, Pointwise.isNan(b, found));
    Atom density = b.select(isNone, b.let(Code.NEGATE, INFINITE), found);
    Atom reached = energy(density);
    Atom change = b.minus(start, reached);
    Atom diverges = b.less(DIVERGENCE, b.let(Code.NEGATE, change));
    set(isDivergent, b.or(b.read(isDivergent), diverges));
    Atom share = b.let(Code.MINIMUM, WHOLE, Exponentials.exp(b, change));
    set(accepted, b.plus(b.read(accepted), share));
    Atom isEnded = b.less(told, ZERO);
    set(end, b.select(isEnded, told, b.read(end)));
    set(grows, b.not(b.or(diverges, isEnded)));
    when(
        b.read(grows),
        () -> {
          Atom level = b.read(waiting);
          Tree leaf = tree(level);
          copy(leaf.firstMomentum, momentum);
          copy(leaf.firstVelocity, velocity);
          copy(leaf.lastMomentum, momentum);
          copy(leaf.lastVelocity, velocity);
          copy(leaf.sum, momentum);
          copy(leaf.position, at);
          copy(leaf.gradient, slope);
          score(level, Score.WEIGHT, change);
          score(level, Score.LOG_DENSITY, density);
          score(level, Score.ENERGY, reached);
        });
  }

  /** Makes one tree of the newest two, unless the trajectory turns there. */
  private void join() {
    Atom last = b.read(waiting);
    Atom first = b.minus(last, ONE);
    Tree near = tree(first);
    Tree far = tree(last);
    Atom newest = score(last, Score.WEIGHT);
    Atom weight = logSum(score(first, Score.WEIGHT), newest);
    Atom takesFar = b.less(uniform(), Exponentials.exp(b, b.minus(newest, weight)));
    set(grows, isStraight(near, far));
    when(
        takesFar,
        () -> {
          copy(near.position, far.position);
          copy(near.gradient, far.gradient);
          score(first, Score.LOG_DENSITY, score(last, Score.LOG_DENSITY));
          score(first, Score.ENERGY, score(last, Score.ENERGY));
        });
    score(first, Score.WEIGHT, weight);
    copy(near.lastMomentum, far.lastMomentum);
    copy(near.lastVelocity, far.lastVelocity);
    add(near.sum, far.sum);
    set(waiting, first);
  }

  /** The first half of a leap, as {@code Metric.depart} does it. */
  private void depart(Atom step) {
    Atom half = b.times(HALF, step);
    b.branch(
        isDense,
        () -> {
          push(half);
          turn();
          each(i -> b.store(at, i, b.plus(now(at, i), b.times(step, now(velocity, i)))));
        },
        () ->
            each(i -> {
              Atom pushed = b.plus(now(momentum, i), b.times(half, now(slope, i)));
              b.store(momentum, i, pushed);
              Atom moved = b.times(b.times(step, now(covariance, i)), pushed);
              b.store(at, i, b.plus(now(at, i), moved));
            }));
  }

  /** The second half, as {@code Metric.arrive} does it; leaves the sum of squares. */
  private void arrive(Atom step) {
    Atom half = b.times(HALF, step);
    b.branch(
        isDense,
        () -> {
          push(half);
          turn();
          b.kernel(() ->
              b.store(scores, SQUARES, Work.sum(b, ZERO, size, this::square)));
        },
        () ->
            b.kernel(() -> {
              Atom squares =
                  Work.sum(
                      b,
                      ZERO,
                      size,
                      i -> {
                        Atom pushed = b.plus(now(momentum, i), b.times(half, now(slope, i)));
                        Atom turned = b.times(now(covariance, i), pushed);
                        b.store(momentum, i, pushed);
                        b.store(velocity, i, turned);
                        return b.times(turned, pushed);
                      });
              b.store(scores, SQUARES, squares);
            }));
  }

  private Atom square(Atom i) {
    return b.times(now(velocity, i), now(momentum, i));
  }

  private void push(Atom half) {
    each(i -> b.store(momentum, i, b.plus(now(momentum, i), b.times(half, now(slope, i)))));
  }

  /** The velocity by a covariance that is a matrix. */
  private void turn() {
    each(i -> {
      Atom row = b.times(i, size);
      Atom turned =
          Work.sum(b, ZERO, size, j -> b.times(now(covariance, b.plus(row, j)), now(momentum, j)));
      b.store(velocity, i, turned);
    });
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

  /** The total energy where the squares are those of the momentum; infinite where there is none. */
  private Atom energy(Atom density) {
    Atom kinetic = b.times(HALF, b.loadNow(scores, SQUARES));
    Atom energy = b.minus(kinetic, density);
    return b.select(Pointwise.isNan(b, energy), INFINITE, energy);
  }

  /** Whether two stretches, together and each with the next step, lead away from their ends. */
  private Atom isStraight(Tree near, Tree far) {
    b.kernel(() -> {
      List<Cell> products =
          IntStream.range(0, PRODUCTS).mapToObj(i -> b.cell(NOTHING)).toList();
      b.loop(
          size,
          i -> {
            Atom first = now(near.firstVelocity, i);
            Atom last = now(far.lastVelocity, i);
            Atom whole = b.plus(now(near.sum, i), now(far.sum, i));
            Atom nearer = b.plus(now(near.sum, i), now(far.firstMomentum, i));
            Atom farther = b.plus(now(far.sum, i), now(near.lastMomentum, i));
            List<Atom> terms =
                List.of(
                    b.times(first, whole),
                    b.times(last, whole),
                    b.times(first, nearer),
                    b.times(now(far.firstVelocity, i), nearer),
                    b.times(now(near.lastVelocity, i), farther),
                    b.times(last, farther));
            for (int k = 0; k < PRODUCTS; k++) {
              b.add(new Statement.Combine(products.get(k), Code.ADD, terms.get(k)));
            }
          });
      for (int k = 0; k < PRODUCTS; k++) {
        b.store(scores, Literal.of(k), b.read(products.get(k)));
      }
    });
    Atom all = Literal.TRUE;
    for (int k = 0; k < PRODUCTS; k++) {
      all = b.and(all, b.less(NOTHING, b.loadNow(scores, Literal.of(k))));
    }
    return all;
  }

  /** The logarithm of the sum of what these, which are not minus infinity, are the logarithms of. */
  private Atom logSum(Atom x, Atom y) {
    Atom larger = b.let(Code.MAXIMUM, x, y);
    Atom less = b.minus(b.let(Code.MINIMUM, x, y), larger);
    return b.plus(larger, Exponentials.log1p(b, Exponentials.exp(b, less)));
  }

  /** The next number of {@code RandomNumbers}: xoshiro256++. */
  private Atom uniform() {
    Atom[] s = randomNow();
    Atom result = b.plus(turned(b.plus(s[0], s[3]), 23), s[0]);
    Atom shifted = b.let(Code.SHIFT_LEFT, s[1], bits(17));
    s[2] = b.let(Code.XOR, s[2], s[0]);
    s[3] = b.let(Code.XOR, s[3], s[1]);
    s[1] = b.let(Code.XOR, s[1], s[2]);
    s[0] = b.let(Code.XOR, s[0], s[3]);
    s[2] = b.let(Code.XOR, s[2], shifted);
    s[3] = turned(s[3], 45);
    for (int i = 0; i < STATES; i++) {
      b.store(random, Literal.of(i), s[i]);
    }
    Atom fraction = b.let(Code.SHIFT_RIGHT, result, bits(11));
    return b.times(b.convert(DType.F64, fraction), Literal.of(DType.F64, 0x1p-53));
  }

  private Atom turned(Atom x, int places) {
    Atom low = b.let(Code.SHIFT_RIGHT, x, bits(64 - places));
    return b.or(b.let(Code.SHIFT_LEFT, x, bits(places)), low);
  }

  /** As {@code DiagonalMetric} draws it. */
  private void drawMomentum() {
    b.loop(
        size,
        i -> {
          Cell number = b.cell(b.loadNow(spare, ZERO));
          b.store(spare, ZERO, Literal.of(DType.F64, Double.NaN));
          when(Pointwise.isNan(b, b.read(number)), () -> drawTwo(number));
          Atom scale = b.let(Code.SQRT, now(covariance, i));
          b.store(momentum, i, b.let(Code.DIVIDE, b.read(number), scale));
        });
  }

  /** Two normal numbers by Marsaglia's polar method, one of which is spared. */
  private void drawTwo(Cell number) {
    Literal two = Literal.of(DType.F64, 2);
    Cell isFound = b.cell(Literal.FALSE);
    repeat(
        () -> b.not(b.read(isFound)),
        () -> {
          Atom u = b.minus(b.times(two, uniform()), WHOLE);
          Atom v = b.minus(b.times(two, uniform()), WHOLE);
          Atom s = b.plus(b.times(u, u), b.times(v, v));
          set(isFound, b.and(b.less(s, WHOLE), b.less(NOTHING, s)));
          when(
              b.read(isFound),
              () -> {
                Atom log = b.times(Literal.of(DType.F64, -2), Exponentials.log(b, s));
                Atom factor = b.let(Code.SQRT, b.let(Code.DIVIDE, log, s));
                set(number, b.times(u, factor));
                b.store(spare, ZERO, b.times(v, factor));
              });
        });
  }

  private static Literal bits(long places) {
    return new Literal(DType.U64, places);
  }
}
