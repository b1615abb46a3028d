package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.DType;

/**
 * Where a kernel writes down the first matrix that has no result, and why, as a number; each part
 * of the batch for itself.
 */
final class Verdict {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  private final Matrices m;
  private final LoopBuilder b;

  private final Work found;

  Verdict(Matrices m) {
    this.m = m;
    this.b = m.b;
    this.found = m.own(DType.I64, Literal.of(2));
    b.loop(m.batch.parts(), part -> b.store(found.elements(), numberAt(part), Literal.of(-1)));
  }

  private Atom numberAt(Atom part) {
    return b.times(part, Literal.of(2));
  }

  /** In the kernel: the matrix has no result if {@code wrong} holds. */
  void of(List<Atom> batch, Atom wrong, Atom reason) {
    Atom isFirst = b.less(found.get(ZERO), ZERO);
    b.branch(
        b.and(wrong, isFirst),
        () -> {
          found.set(ZERO, m.batch.number(batch));
          found.set(ONE, reason);
        },
        () -> {});
  }

  /**
   * After the kernel.
   *
   * @param problem from the sizes of the batches, the number of the matrix, and the reason
   */
  void check(Problem problem) {
    Cell first = b.cell(Literal.of(-1));
    Cell reason = b.cell(ZERO);
    find(first, reason);
    Atom number = b.read(first);
    List<Atom> details = new ArrayList<>(List.of(number, b.read(reason)));
    details.addAll(m.batch.sizes());
    int count = m.batch.sizes().size();
    Function<long[], EvaluationProblem> told =
        d -> problem.of(Arrays.copyOfRange(d, 2, 2 + count), d[0], d[1]);
    b.add(
        new Statement.Check(
            b.not(b.less(number, ZERO)), m.block.checks.failure(m.equation, told), details));
  }

  /** After the kernel: whether there is one. */
  Atom isAny() {
    Cell first = b.cell(Literal.of(-1));
    find(first, b.cell(ZERO));
    return b.not(b.less(b.read(first), ZERO));
  }

  private void find(Cell first, Cell reason) {
    b.loop(
        m.batch.parts(),
        part -> {
          Atom at = numberAt(part);
          Atom isFirst = b.less(b.read(first), ZERO);
          Atom why = b.loadNow(found.elements(), b.plus(at, ONE));
          b.write(reason, b.select(isFirst, why, b.read(reason)));
          b.write(first, b.select(isFirst, b.loadNow(found.elements(), at), b.read(first)));
        });
  }

  interface Problem {
    EvaluationProblem of(long[] batches, long matrix, long reason);
  }
}
