package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Which equations, from a product of matrices on, are done for a few rows at a time, one equation
 * after the other, because what is between them is then never there as a whole: so attention has
 * its scores for some positions at a time, in the cache. A row is made of the same row of what is
 * between, and of anything else.
 *
 * @see "Dao et al.: FlashAttention, 2022; here with all columns of a row at once, so that softmax
 *     is what it is"
 */
final class RowBlocks {
  /** Below so many elements what is between is in the cache anyway. */
  static final long LEAST = 1 << 16;

  /** What is between has so many times the elements of the right factors, which are copied. */
  static final long TIMES = 2;

  /**
   * Equations that are done for some rows at a time; what stands between them needs none of them,
   * and is done before.
   *
   * @param members in order
   * @param end the number of the last member
   * @param partial what is there for some rows at a time, by the last value in the same memory
   */
  record Group(List<Equation> members, int end, Map<Value, Value> partial) {
    /** The axes that count rows, the last of them those of one matrix. */
    Shape rows() {
      Shape shape = members.get(0).result().shape();
      return shape.slice(0, shape.rank() - 1);
    }
  }

  private final BlockPlan plan;
  private final List<Equation> body;

  private RowBlocks(BlockPlan plan) {
    this.plan = plan;
    this.body = plan.graph().body();
  }

  /** The groups, by the first equation of each. */
  static Map<Equation, Group> of(BlockPlan plan) {
    Map<Equation, Group> groups = new IdentityHashMap<>();
    RowBlocks blocks = new RowBlocks(plan);
    for (int i = 0; i < blocks.body.size(); i++) {
      Optional<Group> group = blocks.from(i);
      if (group.isPresent()) {
        groups.put(blocks.body.get(i), group.get());
        i = group.get().end();
      }
    }
    return groups;
  }

  /** The equations from one on, as many as can be. */
  private Optional<Group> from(int start) {
    Equation first = body.get(start);
    if (!isProduct(first)) {
      return Optional.empty();
    }
    Shape shape = first.result().shape();
    List<Dim> rows = shape.slice(0, shape.rank() - 1).dims();
    List<Equation> members = new ArrayList<>(List.of(first));
    Set<Value> made = identities();
    made.add(first.result());
    Optional<Group> best = Optional.empty();
    for (int i = start + 1; i < body.size(); i++) {
      Equation equation = body.get(i);
      boolean isKept = equation.results().stream().anyMatch(plan.kept()::contains);
      boolean isOther = isKept ? !needs(equation, made) : !Checks.reads(equation);
      if (isOther && !isWrittenOver(equation)) {
        continue;
      }
      if (isOther || !isKept || !isMember(equation, rows, made)) {
        break;
      }
      members.add(equation);
      made.add(equation.result());
      Map<Value, Value> partial = partial(members, i);
      if (!partial.isEmpty() && mayPay(members, partial)) {
        best = Optional.of(new Group(List.copyOf(members), i, partial));
      }
    }
    return best;
  }

  private static Set<Value> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Whether it is not known that what is between is small beside the right factors, or at all. */
  private static boolean mayPay(List<Equation> members, Map<Value, Value> partial) {
    double between = 0;
    double factors = 0;
    boolean areKnown = true;
    boolean hasNone = false;
    for (Equation member : members) {
      Value result = member.result();
      List<Value> counted = new ArrayList<>();
      if (partial.get(result) == result) {
        between += count(result.shape());
        counted.add(result);
      }
      if (member.op() instanceof MatMul) {
        Value right = member.operands().get(1);
        Dim columns = right.shape().dim(right.rank() - 1);
        double copied = Panels.copied(columns.constant().orElse(0), right.type().dtype());
        factors += count(right.shape().slice(0, right.rank() - 1)) * copied;
        hasNone |= right.shape().dim(right.rank() - 2).is(0);
        counted.add(right);
      }
      areKnown &= counted.stream().allMatch(v -> v.shape().isConstant());
    }
    return !areKnown || between >= LEAST && between >= TIMES * factors && !hasNone;
  }

  private static double count(Shape shape) {
    double elements = 1;
    for (Dim dim : shape.dims()) {
      elements *= dim.constant().orElse(1);
    }
    return elements;
  }

  /**
   * Whether it is a product of floats whose factors are in memory, the right one transposed or not.
   */
  private boolean isProduct(Equation equation) {
    if (!(equation.op() instanceof MatMul)) {
      return false;
    }
    DType type = equation.result().type().dtype();
    Value x = equation.operands().get(0);
    Value y = equation.operands().get(1);
    return type.isFloat() && isInMemory(x) && !y.shape().dim(y.rank() - 1).is(1);
  }

  private boolean isInMemory(Value value) {
    return plan.kept().contains(value) || !plan.definitions().containsKey(value);
  }

  /** Whether an equation needs any of some values, through all that is computed on the way. */
  private boolean needs(Equation equation, Set<Value> made) {
    return equation.operands().stream().anyMatch(v -> reads(v, made, identities()));
  }

  private boolean reads(Value value, Set<Value> made, Set<Value> seen) {
    if (made.contains(value)) {
      return true;
    }
    Equation definition = plan.definitions().get(value);
    return definition != null
        && !plan.kept().contains(value)
        && seen.add(value)
        && definition.operands().stream().anyMatch(v -> reads(v, made, seen));
  }

  private boolean isWrittenOver(Equation equation) {
    return plan.updates().of(equation).isPresent()
        || equation.results().stream().anyMatch(v -> plan.inPlace().base(v) != null);
  }

  /** Whether each row of the result is made of the same row of what the others make. */
  private boolean isMember(Equation equation, List<Dim> rows, Set<Value> made) {
    if (equation.results().size() != 1
        || Lowerings.isHosted(equation)
        || Checks.reads(equation)
        || plan.updates().of(equation).isPresent()
        || plan.passes().of(equation).size() > 1) {
      return false;
    }
    Value over = plan.inPlace().base(equation.result());
    if (over != null && !made.contains(over)) {
      return false;
    }
    Shape shape = equation.result().shape();
    int count = rows.size();
    boolean isWide = shape.rank() == count + 1;
    if (!isWide && shape.rank() != count || !shape.slice(0, count).dims().equals(rows)) {
      return false;
    }
    Op op = equation.op();
    if (op instanceof MatMul) {
      return isProduct(equation)
          && isWide
          && !reads(equation.operands().get(1), made, identities());
    }
    if (op instanceof Reduction r) {
      if (!Reductions.has(op) || isWide || !r.axes().equals(List.of(count))) {
        return false;
      }
    } else if (!Fusion.isElementwise(op)) {
      return false;
    }
    for (int axis = 0; axis < count; axis++) {
      if (rows.get(axis).is(1)) {
        continue;
      }
      RowReads reads = new RowReads(equation, axis, plan.kept(), plan.definitions());
      if (reads.others.stream().anyMatch(made::contains)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What no other equation reads, if the members are those up to {@code end}: of some memory, all
   * values that are in it one after the other.
   */
  private Map<Value, Value> partial(List<Equation> members, int end) {
    Map<Value, Value> partial = new IdentityHashMap<>();
    Set<Value> results = identities();
    members.forEach(m -> results.add(m.result()));
    int rank = members.get(0).result().rank();
    for (Value value : results) {
      Value last = plan.inPlace().last(value);
      boolean isOver =
          results.contains(last)
              && !plan.graph().outputs().contains(last)
              && plan.lastReads().getOrDefault(last, -1) <= end;
      if (value.rank() == rank && isOver) {
        partial.put(value, last);
      }
    }
    return partial;
  }
}
