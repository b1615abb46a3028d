package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;

/**
 * The memory in which {@link NoUTurn} has the parts of a trajectory: vectors of one size, then
 * numbers.
 */
final class Trees {
  /** How many products decide whether a trajectory goes on. */
  static final int PRODUCTS = 6;

  private static final int SCORES = PRODUCTS + 1;
  private static final int END_VECTORS = 4;
  private static final int TREE_VECTORS = 7;

  // After the two ends.
  private static final int SUM = 2 * END_VECTORS;
  private static final int MOMENTUM = SUM + 1;
  private static final int VELOCITY = MOMENTUM + 1;
  private static final int SAVED = VELOCITY + 1;
  private static final int TREES = SAVED + 2;

  private final LoopBuilder b;
  private final Buffer memory;
  private final Atom size;
  private final Buffer sum;
  private final Buffer momentum;
  private final Buffer velocity;

  /** The products, the squares, and the numbers of the trees. */
  private final Buffer numbers;

  private final Buffer squares;

  /**
   * @param size of a vector
   * @param maxDepth a trajectory is doubled so often at most
   */
  Trees(LoopBuilder b, Buffer memory, Atom size, Atom maxDepth) {
    this.b = b;
    this.memory = memory;
    this.size = size;
    this.sum = vector(Literal.of(SUM));
    this.momentum = vector(Literal.of(MOMENTUM));
    this.velocity = vector(Literal.of(VELOCITY));
    this.numbers = vector(first(b.plus(maxDepth, Literal.of(1))));
    this.squares = b.view(numbers, Literal.of(PRODUCTS));
  }

  /** How many doubles it has. */
  static long memory(long size, long maxDepth) {
    long trees = maxDepth + 1;
    return size * (TREES + TREE_VECTORS * trees) + SCORES + Score.values().length * trees;
  }

  /** The vectors of an end of the trajectory. */
  record End(Buffer position, Buffer momentum, Buffer velocity, Buffer gradient) {}

  /**
   * The vectors of a tree, as {@code Nuts.Tree} has them; the position and the gradient are those
   * of its sample.
   */
  record Tree(
      Buffer firstMomentum,
      Buffer firstVelocity,
      Buffer lastMomentum,
      Buffer lastVelocity,
      Buffer sum,
      Buffer position,
      Buffer gradient) {}

  /** The numbers of a tree. */
  enum Score {
    WEIGHT,
    LOG_DENSITY,
    ENERGY
  }

  private Buffer vector(Atom number) {
    return b.view(memory, b.times(size, number));
  }

  private Buffer vector(Atom first, int number) {
    return vector(b.plus(first, Literal.of(number)));
  }

  /**
   * @param way 0 backward, 1 forward
   */
  End end(Atom way) {
    Atom first = b.times(way, Literal.of(END_VECTORS));
    return new End(vector(first, 0), vector(first, 1), vector(first, 2), vector(first, 3));
  }

  Tree tree(Atom level) {
    Atom first = first(level);
    return new Tree(
        vector(first, 0),
        vector(first, 1),
        vector(first, 2),
        vector(first, 3),
        vector(first, 4),
        vector(first, 5),
        vector(first, 6));
  }

  /** The number of the first vector of a tree. */
  private Atom first(Atom level) {
    return b.plus(Literal.of(TREES), b.times(level, Literal.of(TREE_VECTORS)));
  }

  /** The sum of the momenta of the whole trajectory. */
  Buffer sum() {
    return sum;
  }

  /** What is drawn as it was before. */
  NoUTurn.Place saved() {
    return new NoUTurn.Place(vector(Literal.of(SAVED)), vector(Literal.of(SAVED + 1)));
  }

  /** Of the state that moves. */
  Buffer momentum() {
    return momentum;
  }

  Buffer velocity() {
    return velocity;
  }

  Buffer products() {
    return numbers;
  }

  /** One number: momentum times velocity. */
  Buffer squares() {
    return squares;
  }

  Atom score(Atom level, Score which) {
    return b.loadNow(numbers, at(level, which));
  }

  void score(Atom level, Score which, Atom number) {
    b.store(numbers, at(level, which), number);
  }

  private Atom at(Atom level, Score which) {
    Atom first = b.times(level, Literal.of(Score.values().length));
    return b.plus(first, Literal.of(SCORES + which.ordinal()));
  }
}
