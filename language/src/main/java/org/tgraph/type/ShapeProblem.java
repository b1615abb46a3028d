package org.tgraph.type;

/**
 * Why operands do not fit an operation. Operands and axes are positions, so that whoever knows
 * where they are written can say it there; an operation never sees the text of the program.
 */
public sealed interface ShapeProblem {
  /** A size is not what an earlier one requires; the earlier is that of another operand's axis. */
  record DimsDiffer(
      int operand, int axis, Dim actual, int otherOperand, int otherAxis, Dim expected)
      implements ShapeProblem {}

  /** A size is not the fixed one that is required. */
  record DimWrong(int operand, int axis, Dim actual, Dim expected) implements ShapeProblem {}

  /**
   * @param atLeast whether more axes than {@code expected} would be right too
   */
  record RankWrong(int operand, int actual, int expected, boolean atLeast)
      implements ShapeProblem {}

  record KindWrong(int operand, Element actual, Kind expected) implements ShapeProblem {}

  record ElementsDiffer(int operand, Element actual, int otherOperand, Element expected)
      implements ShapeProblem {}

  record AxisOutOfRange(int operand, int axis, int rank) implements ShapeProblem {}

  /** An axis that cannot be told, or may not be touched, while a pack stands for any axes. */
  record AxisInPack(int operand, int axis) implements ShapeProblem {}

  /** Anything else, in one sentence. */
  record Other(int operand, String message) implements ShapeProblem {}
}
