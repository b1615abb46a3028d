package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.inference.StepSize;
import org.tgraph.inference.Walker;
import org.tgraph.type.DType;

/**
 * A part of a chain as loop code: draws momenta, makes transitions by {@link NoUTurn}, has the step
 * size learn from them, and records them.
 */
public final class ChainCode {
  /** What the caller leaves in its frame. */
  public enum Slot {
    /** Of a position. */
    SIZE,
    /** A trajectory is doubled so often at most. */
    MAX_DEPTH,
    /** Whether the covariance is a matrix. */
    IS_DENSE,
    /** How many transitions are to be made, and whether the step size learns from them. */
    COUNT,
    LEARNS,
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
    FACTOR,
    STEP,
    RECORDS,
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

  /**
   * The slots of what is left where the code does not give 0: how many transitions were made, which
   * are fewer if the density was told to end.
   */
  public static final int MADE = Program.DETAILS;

  /** And how often the density failed. */
  public static final int FAILURES = Program.DETAILS + 1;

  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal WHOLE = number(1);

  private final LoopBuilder b = new LoopBuilder();
  private final Atom size = given(Slot.SIZE);
  private final Atom maxDepth = given(Slot.MAX_DEPTH);
  private final Atom isDense = b.not(b.equal(given(Slot.IS_DENSE), ZERO));
  private final Atom learns = b.not(b.equal(given(Slot.LEARNS), ZERO));
  private final Atom count = given(Slot.COUNT);
  private final NoUTurn.Density density =
      new NoUTurn.Density(
          given(Slot.CODE),
          argument(Slot.FRAME, DType.I64),
          argument(Slot.AT),
          argument(Slot.SLOPE),
          argument(Slot.VALUE));

  private final Buffer state = argument(Slot.STATE);
  private final NoUTurn.Place drawn = new NoUTurn.Place(b.view(state, ZERO), b.view(state, size));

  /** The log density of what is drawn. */
  private final Buffer value = b.view(state, b.times(size, Literal.of(2)));

  private final Buffer covariance = argument(Slot.COVARIANCE);
  private final Buffer factor = argument(Slot.FACTOR);
  private final Buffer step = argument(Slot.STEP);
  private final Buffer records = argument(Slot.RECORDS);
  private final RandomCode random =
      new RandomCode(b, argument(Slot.RANDOM, DType.U64), argument(Slot.SPARE));

  private final Trees trees = new Trees(b, argument(Slot.WORK), size, maxDepth);
  private final Buffer momentum = trees.momentum();
  private final NoUTurn nuts =
      new NoUTurn(
          b,
          density,
          size,
          maxDepth,
          trees,
          new Leapfrog(
              b,
              size,
              isDense,
              density.at(),
              density.slope(),
              momentum,
              trees.velocity(),
              covariance,
              trees.squares()),
          random,
          drawn,
          b.loadNow(value, ZERO));

  private ChainCode() {}

  /** How many doubles the code works in. */
  public static long work(long size, long maxDepth) {
    return Trees.memory(size, maxDepth);
  }

  /** The statements of a function of a frame. */
  public static List<Statement> statements() {
    ChainCode chain = new ChainCode();
    chain.write();
    return chain.b.statements();
  }

  private static Literal number(double value) {
    return Literal.of(DType.F64, value);
  }

  private Atom given(Slot slot) {
    Var given = b.variable(DType.I64);
    b.add(new Statement.Given(given, slot.at()));
    return given;
  }

  private Buffer argument(Slot slot) {
    return argument(slot, DType.F64);
  }

  private Buffer argument(Slot slot, DType type) {
    Buffer buffer = b.buffer(type);
    b.add(new Statement.Argument(buffer, slot.at()));
    return buffer;
  }

  private void copy(Buffer to, Buffer from) {
    b.add(new Statement.Copy(to, from, size));
  }

  private Atom step(Walker.Step which) {
    return b.loadNow(step, Literal.of(which.ordinal()));
  }

  private void step(Walker.Step which, Atom now) {
    b.store(step, Literal.of(which.ordinal()), now);
  }

  private void write() {
    Cell made = b.cell(ZERO);
    NoUTurn.Place saved = trees.saved();
    b.repeat(
        () -> b.and(b.equal(b.read(nuts.end), ZERO), b.less(b.read(made), count)),
        () -> {
          List<Atom> before = random.now();
          Atom density = b.read(nuts.logDensity);
          copy(saved.position(), drawn.position());
          copy(saved.gradient(), drawn.gradient());
          b.branch(isDense, this::drawDense, this::drawDiagonal);
          Atom size = step(Walker.Step.SIZE);
          nuts.transition(size);
          b.branch(
              b.equal(b.read(nuts.end), ZERO),
              () -> {
                Atom steps = b.convert(DType.F64, b.let(Code.MAXIMUM, b.read(nuts.leaps), ONE));
                Atom acceptance = b.let(Code.DIVIDE, b.read(nuts.accepted), steps);
                record(b.read(made), size, acceptance);
                b.when(learns, () -> learn(acceptance));
                b.write(made, b.plus(b.read(made), ONE));
              },
              () -> {
                // As if it had not begun, to be made again.
                random.goOnFrom(before);
                b.write(nuts.logDensity, density);
                copy(drawn.position(), saved.position());
                copy(drawn.gradient(), saved.gradient());
              });
        });
    b.store(value, ZERO, b.read(nuts.logDensity));
    Atom failures = b.read(nuts.failures);
    Atom isSpecial = b.not(b.equal(b.or(failures, b.read(nuts.end)), ZERO));
    b.add(new Statement.Check(isSpecial, 0, List.of(b.read(made), failures)));
  }

  /** As {@code DiagonalMetric} draws it. */
  private void drawDiagonal() {
    b.loop(
        size,
        i -> {
          Atom number = random.normal();
          Atom scale = b.let(Code.SQRT, b.loadNow(covariance, i));
          b.store(momentum, i, b.let(Code.DIVIDE, number, scale));
        });
  }

  /** As {@code DenseMetric} draws it. */
  private void drawDense() {
    b.loop(size, i -> b.store(momentum, i, random.normal()));
    b.kernel(() ->
        Work.down(
            b,
            size,
            i -> {
              Atom row = b.times(i, size);
              Atom diagonal = b.loadNow(factor, b.plus(row, i));
              Atom one = b.let(Code.DIVIDE, b.loadNow(momentum, i), diagonal);
              b.store(momentum, i, one);
              b.loop(
                  i,
                  k -> {
                    Atom part = b.times(b.loadNow(factor, b.plus(row, k)), one);
                    b.store(momentum, k, b.minus(b.loadNow(momentum, k), part));
                  });
            }));
  }

  private void record(Atom number, Atom stepSize, Atom acceptance) {
    Atom length = b.plus(size, Literal.of(Walker.Number.values().length));
    Buffer position = b.view(records, b.times(number, length));
    Buffer numbers = b.view(position, size);
    copy(position, drawn.position());
    for (Walker.Number which : Walker.Number.values()) {
      Atom what =
          switch (which) {
            case STEP_SIZE -> stepSize;
            case LOG_DENSITY -> b.read(nuts.logDensity);
            case ACCEPTANCE -> acceptance;
            case ENERGY -> b.read(nuts.energy);
            case DEPTH -> b.convert(DType.F64, b.read(nuts.depth));
            case LEAPS -> b.convert(DType.F64, b.read(nuts.leaps));
            case DIVERGENT -> b.convert(DType.F64, b.read(nuts.isDivergent));
          };
      b.store(numbers, Literal.of(which.ordinal()), what);
    }
  }

  /** As {@code StepSize} learns. */
  private void learn(Atom acceptance) {
    Atom count = b.plus(step(Walker.Step.COUNT), WHOLE);
    Atom share = b.let(Code.DIVIDE, WHOLE, b.plus(count, number(StepSize.T0)));
    Atom error = b.minus(step(Walker.Step.TARGET), b.let(Code.MINIMUM, WHOLE, acceptance));
    Atom meanError = mixed(share, step(Walker.Step.MEAN_ERROR), error);
    Atom pull = b.times(meanError, b.let(Code.SQRT, count));
    Atom log = b.minus(step(Walker.Step.MU), b.let(Code.DIVIDE, pull, number(StepSize.GAMMA)));
    Atom newest = Exponentials.exp(b, b.times(number(-StepSize.KAPPA), Exponentials.log(b, count)));
    step(Walker.Step.MEAN_LOG, mixed(newest, step(Walker.Step.MEAN_LOG), log));
    step(Walker.Step.COUNT, count);
    step(Walker.Step.MEAN_ERROR, meanError);
    step(Walker.Step.SIZE, Exponentials.exp(b, log));
  }

  private Atom mixed(Atom share, Atom before, Atom now) {
    return b.plus(b.times(b.minus(WHOLE, share), before), b.times(share, now));
  }
}
