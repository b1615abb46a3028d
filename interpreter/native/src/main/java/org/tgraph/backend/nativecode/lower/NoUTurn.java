package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;

/**
 * A transition of the no-U-turn sampler as loop code, for any density whose value and gradient are
 * machine code: the same as {@code org.tgraph.inference.Nuts} does, which says where it is from,
 * with the same random numbers in the same order. Where that builds a tree of {@code 2 ** depth}
 * steps by two of half as many, this makes one step after the other and joins the last two trees as
 * long as they have one size.
 */
final class NoUTurn {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);
  private static final Literal WHOLE = Literal.of(DType.F64, 1);
  private static final Literal HALF = Literal.of(DType.F64, 0.5);
  private static final Literal INFINITE = Literal.of(DType.F64, Double.POSITIVE_INFINITY);

  /** Where the energy has risen by more the trajectory has diverged. */
  private static final Literal DIVERGENCE = Literal.of(DType.F64, 1000);

  /**
   * A density.
   *
   * @param code its address, and what it is called with
   * @param at where it reads the position
   * @param slope where it leaves the gradient
   * @param value and the value
   */
  record Density(Atom code, Buffer frame, Buffer at, Buffer slope, Buffer value) {}

  /** A position, and the gradient there. */
  record Place(Buffer position, Buffer gradient) {}

  private final LoopBuilder b;
  private final Density density;
  private final Atom size;
  private final Atom maxDepth;
  private final Trees trees;
  private final Leapfrog leapfrog;
  private final RandomCode random;
  private final Place drawn;
  private final Buffer momentum;
  private final Buffer velocity;

  /** That of the state that is drawn; its energy. */
  final Cell logDensity;

  final Cell energy;

  /** How often the trajectory was doubled, and its steps. */
  final Cell depth;

  final Cell leaps;

  /** The sum of the probabilities of acceptance along the trajectory. */
  final Cell accepted;

  final Cell isDivergent;

  /** What the density told, which is negative, if it was told to end. */
  final Cell end;

  /** How often the density failed, in all transitions. */
  final Cell failures;

  /** How many trees wait to be joined, beside the newest. */
  private final Cell waiting;

  /** Whether the newest doubling goes on. */
  private final Cell grows;

  /**
   * @param leapfrog moves the state at {@code density.at}
   * @param drawn the state, which a transition moves on
   * @param start its log density
   */
  NoUTurn(
      LoopBuilder b,
      Density density,
      Atom size,
      Atom maxDepth,
      Trees trees,
      Leapfrog leapfrog,
      RandomCode random,
      Place drawn,
      Atom start) {
    this.b = b;
    this.density = density;
    this.size = size;
    this.maxDepth = maxDepth;
    this.trees = trees;
    this.leapfrog = leapfrog;
    this.random = random;
    this.drawn = drawn;
    this.momentum = trees.momentum();
    this.velocity = trees.velocity();
    this.logDensity = b.cell(start);
    this.energy = b.cell(NOTHING);
    this.depth = b.cell(ZERO);
    this.leaps = b.cell(ZERO);
    this.accepted = b.cell(NOTHING);
    this.isDivergent = b.cell(Literal.FALSE);
    this.end = b.cell(ZERO);
    this.failures = b.cell(ZERO);
    this.waiting = b.cell(ZERO);
    this.grows = b.cell(Literal.TRUE);
  }

  private void increase(Cell cell) {
    b.write(cell, b.plus(b.read(cell), ONE));
  }

  private void copy(Buffer to, Buffer from) {
    b.add(new Statement.Copy(to, from, size));
  }

  /** A transition, whose momentum is drawn. */
  void transition(Atom stepSize) {
    b.write(depth, ZERO);
    b.write(leaps, ZERO);
    b.write(accepted, NOTHING);
    b.write(isDivergent, Literal.FALSE);
    copy(density.slope, drawn.gradient);
    leapfrog.arrive(NOTHING);
    Atom start = leapfrog.energy(b.read(logDensity));
    b.write(energy, start);
    copy(trees.sum(), momentum);
    for (Literal way : List.of(ZERO, ONE)) {
      Trees.End end = trees.end(way);
      copy(end.position(), drawn.position);
      copy(end.gradient(), drawn.gradient);
      copy(end.momentum(), momentum);
      copy(end.velocity(), velocity);
    }
    Cell weight = b.cell(NOTHING);
    Cell goesOn = b.cell(Literal.TRUE);
    b.repeat(
        () -> b.and(b.read(goesOn), b.less(b.read(depth), maxDepth)),
        () -> {
          Atom isForward = b.less(HALF, random.uniform());
          Trees.End joint = trees.end(b.convert(DType.I64, isForward));
          Trees.End opposite = trees.end(b.convert(DType.I64, b.not(isForward)));
          move(joint);
          grow(b.select(isForward, stepSize, b.let(Code.NEGATE, stepSize)), start);
          b.write(goesOn, b.read(grows));
          b.when(b.read(grows), () -> enlarge(opposite, joint, weight, goesOn));
        });
  }

  /** Puts what has grown at an end of the trajectory. */
  private void enlarge(Trees.End opposite, Trees.End joint, Cell weight, Cell goesOn) {
    increase(depth);
    Trees.Tree grown = trees.tree(ZERO);
    take(grown, weight);
    Trees.Tree whole =
        new Trees.Tree(
            opposite.momentum(),
            opposite.velocity(),
            joint.momentum(),
            joint.velocity(),
            trees.sum(),
            drawn.position,
            drawn.gradient);
    b.write(goesOn, isStraight(whole, grown));
    add(trees.sum(), grown.sum());
    copy(joint.position(), density.at);
    copy(joint.gradient(), density.slope);
    copy(joint.momentum(), momentum);
    copy(joint.velocity(), velocity);
  }

  /** The state that moves begins at an end. */
  private void move(Trees.End from) {
    copy(density.at, from.position());
    copy(density.slope, from.gradient());
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
          copy(drawn.position, grown.position());
          copy(drawn.gradient, grown.gradient());
          b.write(logDensity, trees.score(ZERO, Trees.Score.LOG_DENSITY));
          b.write(energy, trees.score(ZERO, Trees.Score.ENERGY));
        });
    b.write(weight, logSum(before, newest));
  }

  /** Follows the trajectory for {@code 2 ** depth} steps, unless it diverges or turns before. */
  private void grow(Atom step, Atom start) {
    Atom count = b.let(Code.SHIFT_LEFT, ONE, b.read(depth));
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
          increase(waiting);
          increase(done);
        });
  }

  /** A step, and the tree that it is. */
  private void leap(Atom step, Atom start) {
    leapfrog.depart(step);
    Var told = b.variable(DType.I64);
    b.add(new Statement.Invoke(told, density.code, density.frame));
    leapfrog.arrive(step);
    increase(leaps);
    Atom hasFailed = b.less(ZERO, told);
    b.write(failures, b.plus(b.read(failures), b.convert(DType.I64, hasFailed)));
    Atom found = b.loadNow(density.value, ZERO);
    Atom isNone = b.or(hasFailed, Pointwise.isNan(b, found));
    Atom arrived = b.select(isNone, b.let(Code.NEGATE, INFINITE), found);
    Atom reached = leapfrog.energy(arrived);
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
          copy(leaf.position(), density.at);
          copy(leaf.gradient(), density.slope);
          trees.score(level, Trees.Score.WEIGHT, change);
          trees.score(level, Trees.Score.LOG_DENSITY, arrived);
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

  /**
   * The logarithm of the sum of what these, which are not minus infinity, are the logarithms of.
   */
  private Atom logSum(Atom x, Atom y) {
    Atom larger = b.let(Code.MAXIMUM, x, y);
    Atom less = b.minus(b.let(Code.MINIMUM, x, y), larger);
    return b.plus(larger, Exponentials.log1p(b, Exponentials.exp(b, less)));
  }
}
