package org.tgraph.backend.nativecode.lower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;

/**
 * The most memory that loop code has at once, found by going through it with known sizes and doing
 * nothing but to get and to release. Of a branch whose condition is not known both ways are gone,
 * and a loop is gone through once, since each step gives back what it has got, but for one that
 * computes sizes.
 */
public final class Peak {
  /** Of a loop over sizes that is gone through step by step, the most. */
  private static final int STEPS = 10_000;

  private final Map<Integer, Long> given = new HashMap<>();
  private final Map<Var, Long> known = new HashMap<>();
  private final Map<Cell, Long> cells = new HashMap<>();
  private final Map<Buffer, Long> held = new HashMap<>();
  private long now;
  private long most;
  private boolean isAll = true;

  private Peak() {}

  /**
   * @param bytes the most at once
   * @param isAll whether all sizes were known
   */
  public record Found(long bytes, boolean isAll) {}

  /** That of one call with these sizes. */
  public static Found of(Program program, Map<SizeVar, Long> sizes) {
    Peak peak = new Peak();
    program
        .sizes()
        .forEach((var, slot) -> {
          if (sizes.containsKey(var)) {
            peak.given.put(slot, sizes.get(var));
          }
        });
    // OpenBLAS's functions are there.
    program.functions().keySet().forEach(slot -> peak.given.put(slot, 1L));
    peak.walk(program.statements());
    return new Found(peak.most, peak.isAll);
  }

  private void walk(List<Statement> statements) {
    statements.forEach(this::walk);
  }

  private void walk(Statement statement) {
    switch (statement) {
      case Statement.Given s -> {
        if (given.containsKey(s.slot())) {
          known.put(s.result(), given.get(s.slot()));
        }
      }
      case Statement.Let s -> learn(known, s.result(), value(s));
      case Statement.Allocate s -> allocate(s);
      case Statement.Release s -> now -= held.getOrDefault(s.buffer(), 0L);
      case Statement.Write s -> learn(cells, s.cell(), value(s.value()));
      case Statement.Combine s -> cells.remove(s.cell());
      case Statement.Read s -> learn(known, s.result(), Optional.ofNullable(cells.get(s.cell())));
      case Statement.For s -> {
        if (value(s.first()).orElse(0L) < value(s.end()).orElse(Long.MAX_VALUE)) {
          forget(s.body());
          walk(s.body());
          forget(s.body());
        }
      }
      case Statement.While s -> loop(s);
      case Statement.If s -> {
        Optional<Long> condition = value(s.condition());
        if (condition.orElse(1L) != 0) {
          walk(s.then());
        }
        if (condition.orElse(0L) == 0) {
          walk(s.otherwise());
        }
        if (condition.isEmpty()) {
          forget(s.then());
          forget(s.otherwise());
        }
      }
      default -> {}
    }
  }

  private static <T> void learn(Map<T, Long> of, T name, Optional<Long> value) {
    value.ifPresentOrElse(v -> of.put(name, v), () -> of.remove(name));
  }

  /** Step by step, as long as it is known whether there is one. */
  private void loop(Statement.While s) {
    for (int step = 0; step < STEPS; step++) {
      walk(s.test());
      Optional<Long> condition = value(s.condition());
      if (condition.orElse(1L) == 0) {
        return;
      }
      walk(s.body());
      if (condition.isEmpty()) {
        break;
      }
    }
    forget(s.test());
    forget(s.body());
  }

  /** What is written in a block that is gone through another number of times is not known. */
  private void forget(List<Statement> statements) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Write s -> cells.remove(s.cell());
        case Statement.Combine s -> cells.remove(s.cell());
        case Statement.For s -> forget(s.body());
        case Statement.While s -> {
          forget(s.test());
          forget(s.body());
        }
        case Statement.If s -> {
          forget(s.then());
          forget(s.otherwise());
        }
        default -> {}
      }
    }
  }

  private void allocate(Statement.Allocate s) {
    long bytes = s.buffer().element().bytes();
    for (Atom count : s.counts()) {
      Optional<Long> size = value(count);
      isAll &= size.isPresent();
      bytes *= size.orElse(0L);
    }
    held.put(s.buffer(), bytes);
    now += bytes;
    most = Math.max(most, now);
  }

  private Optional<Long> value(Atom atom) {
    return switch (atom) {
      case Literal l when !l.type().isFloat() -> Optional.of(l.bits());
      case Var v -> Optional.ofNullable(known.get(v));
      default -> Optional.empty();
    };
  }

  private Optional<Long> both(List<Atom> in, LongBinaryOperator of) {
    return value(in.get(0)).flatMap(x -> value(in.get(1)).map(y -> of.applyAsLong(x, y)));
  }

  /** What a statement computes of sizes. */
  private Optional<Long> value(Statement.Let s) {
    List<Atom> in = s.operands();
    return switch (s.code()) {
      case ADD -> both(in, Long::sum);
      case SUBTRACT -> both(in, (x, y) -> x - y);
      case MULTIPLY -> both(in, (x, y) -> x * y);
      case MAXIMUM -> both(in, Math::max);
      case MINIMUM -> both(in, Math::min);
      case QUOTIENT -> both(in, (x, y) -> y == 0 ? 0 : x / y);
      case REST -> both(in, (x, y) -> y == 0 ? 0 : x % y);
      case UNSIGNED_QUOTIENT -> both(in, (x, y) -> y == 0 ? 0 : Long.divideUnsigned(x, y));
      case UNSIGNED_REST -> both(in, (x, y) -> y == 0 ? 0 : Long.remainderUnsigned(x, y));
      case LESS -> both(in, (x, y) -> x < y ? 1 : 0);
      case LESS_EQUAL -> both(in, (x, y) -> x <= y ? 1 : 0);
      case EQUAL -> both(in, (x, y) -> x == y ? 1 : 0);
      case NOT_EQUAL -> both(in, (x, y) -> x == y ? 0 : 1);
      case AND -> both(in, (x, y) -> x & y);
      case OR -> both(in, (x, y) -> x | y);
      case XOR -> both(in, (x, y) -> x ^ y);
      case INVERT -> value(in.get(0)).map(x -> s.result().type() == DType.BOOL ? 1 - x : ~x);
      case NEGATE -> value(in.get(0)).map(x -> -x);
      case SELECT -> value(in.get(0)).flatMap(c -> value(in.get(c != 0 ? 1 : 2)));
      default -> Optional.empty();
    };
  }
}
