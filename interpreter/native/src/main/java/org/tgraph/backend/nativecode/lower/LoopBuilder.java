package org.tgraph.backend.nativecode.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;

/**
 * Writes loop code. What is equal is computed once, and outside of every loop that it does not
 * depend on; a load is not moved out of the block of a branch or of a loop of the graph, where a
 * check may stand before it.
 */
final class LoopBuilder {
  private record Key(Object what, List<?> operands) {}

  /** A block that is being written, and what is known in it. */
  private static final class Scope {
    final int depth;

    /** Whether loads stay here. */
    final boolean isGuarded;

    /** Whether nothing of it is kept. */
    final boolean isRehearsal;

    final List<Statement> statements = new ArrayList<>();
    final Map<Object, Atom> known = new HashMap<>();

    Scope(int depth, boolean isGuarded, boolean isRehearsal) {
      this.depth = depth;
      this.isGuarded = isGuarded;
      this.isRehearsal = isRehearsal;
    }
  }

  private final Deque<Scope> scopes = new ArrayDeque<>();

  /** What indices and sizes are, which decides some comparisons. */
  private final Map<Var, Linear> sums = new HashMap<>();

  /** What the loop that is being written is the inner part of. */
  private Optional<Interior> interior = Optional.empty();

  private final Map<Object, Integer> depths = new HashMap<>();
  private int names;

  LoopBuilder() {
    scopes.push(new Scope(0, true, false));
  }

  /** All statements, once everything is written. */
  List<Statement> statements() {
    return List.copyOf(scopes.element().statements);
  }

  /** The statements of the block that is being written, as they are now; they may be changed. */
  List<Statement> now() {
    return scopes.element().statements;
  }

  void add(Statement statement) {
    scopes.element().statements.add(statement);
  }

  Var variable(DType type) {
    Var var = new Var(names++, type);
    depths.put(var, scopes.element().depth);
    return var;
  }

  Buffer buffer(DType element) {
    Buffer buffer = new Buffer(names++, element);
    depths.put(buffer, scopes.element().depth);
    return buffer;
  }

  /** A cell that holds {@code first} now. */
  Cell cell(Atom first) {
    Cell cell = new Cell(names++, first.type());
    add(new Statement.Write(cell, first));
    return cell;
  }

  void write(Cell cell, Atom now) {
    add(new Statement.Write(cell, now));
  }

  Var read(Cell cell) {
    Var var = variable(cell.type());
    add(new Statement.Read(var, cell));
    return var;
  }

  /** A statement in the innermost block that has all operands; {@code guarded} if it is a load. */
  private Atom place(Key key, List<?> operands, DType type, boolean guarded, Maker maker) {
    for (Scope scope : scopes) {
      Atom known = scope.known.get(key);
      if (known != null) {
        return known;
      }
    }
    int depth = 0;
    for (Object operand : operands) {
      depth = Math.max(depth, depths.getOrDefault(operand, 0));
    }
    Scope target = scopes.element();
    Iterator<Scope> outwards = scopes.iterator();
    while (outwards.hasNext()) {
      target = outwards.next();
      if (target.depth <= depth || guarded && target.isGuarded || target.isRehearsal) {
        break;
      }
    }
    Var result = new Var(names++, type);
    depths.put(result, target.depth);
    target.statements.add(maker.make(result));
    target.known.put(key, result);
    return result;
  }

  /** What {@code maker} gives, which is asked once in a block and those inside of it. */
  Atom remembered(Object key, Supplier<Atom> maker) {
    for (Scope scope : scopes) {
      Atom known = scope.known.get(key);
      if (known != null) {
        return known;
      }
    }
    Atom made = maker.get();
    scopes.element().known.put(key, made);
    return made;
  }

  private interface Maker {
    Statement make(Var result);
  }

  /** {@code code} of the operands, of the type of the first of them. */
  Atom let(Code code, Atom... operands) {
    return let(code, operands[0].type(), operands);
  }

  Atom let(Code code, DType type, Atom... operands) {
    List<Atom> all = List.of(operands);
    if (ComplexNumbers.has(type, all)) {
      return ComplexNumbers.let(this, code, type, all);
    }
    Atom simple = Folding.simplified(code, type, all);
    if (simple != null) {
      return simple;
    }
    Key key = new Key(code, List.of(type, all));
    if (operands[0].type() != DType.I64) {
      return place(key, all, type, false, r -> new Statement.Let(r, code, all));
    }
    Optional<Atom> decided = decided(code, all);
    if (decided.isPresent()) {
      return decided.get();
    }
    Linear sum = sum(code, all);
    if (sum != null && sum.isConstant()) {
      return Literal.of(sum.constant());
    }
    if (sum != null && sum.isVariable()) {
      return sum.factors().keySet().iterator().next();
    }
    Atom result = place(key, all, type, false, r -> new Statement.Let(r, code, all));
    if (sum != null) {
      sums.put((Var) result, sum);
    }
    return result;
  }

  /** A routine of doubles. */
  Atom call(Routine routine, List<Atom> operands) {
    Key key = new Key(routine, operands);
    return place(key, operands, DType.F64, false, r -> new Statement.Call(r, routine, operands));
  }

  /** Sums of indices and sizes; null for anything else. */
  private Linear sum(Code code, List<Atom> in) {
    Linear x = linear(in.get(0));
    return switch (code) {
      case ADD -> x.plus(linear(in.get(1)));
      case SUBTRACT -> x.minus(linear(in.get(1)));
      case MULTIPLY ->
          in.get(0) instanceof Literal factor
              ? linear(in.get(1)).times(factor.bits())
              : in.get(1) instanceof Literal factor ? x.times(factor.bits()) : null;
      default -> null;
    };
  }

  /** A whole number as the sum that it is made by. */
  Linear linear(Atom number) {
    return switch (number) {
      case Literal literal -> Linear.of(literal.bits());
      case Var var -> sums.getOrDefault(var, Linear.of(var));
      case Pair pair -> throw new IllegalArgumentException(pair.toString());
    };
  }

  /** What computes a sum. */
  Atom of(Linear sum) {
    Atom of = Literal.of(0);
    for (var term : sum.factors().entrySet()) {
      of = plus(of, times(term.getKey(), Literal.of(term.getValue())));
    }
    return plus(of, Literal.of(sum.constant()));
  }

  /** In the inner part of a loop: what a comparison or choice gives there. */
  private Optional<Atom> decided(Code code, List<Atom> in) {
    if (interior.isEmpty() || in.size() != 2) {
      return Optional.empty();
    }
    Interior inner = interior.get();
    Linear difference = linear(in.get(0)).minus(linear(in.get(1)));
    return switch (code) {
      case LESS -> inner.isNegative(difference).map(Literal::of);
      case LESS_EQUAL -> inner.isNegative(difference.plus(-1)).map(Literal::of);
      case EQUAL -> inner.isZero(difference).map(Literal::of);
      case NOT_EQUAL -> inner.isZero(difference).map(zero -> Literal.of(!zero));
      case MAXIMUM -> inner.isNegative(difference).map(less -> in.get(less ? 1 : 0));
      case MINIMUM -> inner.isNegative(difference).map(less -> in.get(less ? 0 : 1));
      default -> Optional.empty();
    };
  }

  /** Whether the inner part of the loop is where an index is neither negative nor beyond a size. */
  boolean isWithin(Atom index, Atom size) {
    if (interior.isEmpty() || index.type() != DType.I64) {
      return false;
    }
    return interior.get().isNegative(linear(index)).equals(Optional.of(false))
        && interior.get().isNegative(linear(index).minus(linear(size))).equals(Optional.of(true));
  }

  /** Does something inside of the inner part of a loop. */
  void inside(Interior inner, Runnable body) {
    Optional<Interior> before = interior;
    interior = Optional.of(inner);
    body.run();
    interior = before;
  }

  /** Does something of which nothing is kept but what is learned on the way. */
  void rehearse(Runnable body) {
    scopes.push(new Scope(scopes.element().depth + 1, true, true));
    body.run();
    scopes.pop();
  }

  /** Which of two elements a condition says; only that is computed. */
  Atom choose(Atom condition, Supplier<Atom> then, Supplier<Atom> otherwise) {
    if (condition instanceof Literal known) {
      return known.bits() != 0 ? then.get() : otherwise.get();
    }
    Accumulator[] chosen = new Accumulator[1];
    List<Statement> first = block(true, () -> chosen[0] = new Accumulator(this, then.get()));
    add(new Statement.If(condition, first, block(true, () -> chosen[0].write(otherwise.get()))));
    return chosen[0].read();
  }

  Atom convert(DType type, Atom x) {
    return x.type() == type ? x : let(Code.CONVERT, type, x);
  }

  Atom plus(Atom x, Atom y) {
    return let(Code.ADD, x, y);
  }

  Atom minus(Atom x, Atom y) {
    return let(Code.SUBTRACT, x, y);
  }

  Atom times(Atom x, Atom y) {
    return let(Code.MULTIPLY, x, y);
  }

  Atom less(Atom x, Atom y) {
    return let(Code.LESS, DType.BOOL, x, y);
  }

  Atom equal(Atom x, Atom y) {
    return let(Code.EQUAL, DType.BOOL, x, y);
  }

  Atom select(Atom condition, Atom x, Atom y) {
    return let(Code.SELECT, x.type(), condition, x, y);
  }

  Atom and(Atom x, Atom y) {
    return let(Code.AND, x, y);
  }

  Atom or(Atom x, Atom y) {
    return let(Code.OR, x, y);
  }

  Atom not(Atom x) {
    return let(Code.INVERT, x);
  }

  /** An element of a buffer that is not written any more. */
  Atom load(Buffer buffer, Atom index) {
    return buffer.element().isComplex()
        ? new Pair(loadNumber(buffer, part(index, 0)), loadNumber(buffer, part(index, 1)))
        : loadNumber(buffer, index);
  }

  private Atom loadNumber(Buffer buffer, Atom index) {
    List<Object> operands = List.of(buffer, index);
    return place(
        new Key("load", operands),
        operands,
        buffer.element().part(),
        true,
        r -> new Statement.Load(r, buffer, index));
  }

  /** Where a part of a complex element is among the numbers in a buffer. */
  private Atom part(Atom index, int part) {
    return plus(times(index, Literal.of(2)), Literal.of(part));
  }

  /** Has what was loaded from a buffer loaded again, since something else is written to it. */
  void forget(Buffer buffer) {
    scopes.forEach(scope ->
        scope
            .known
            .keySet()
            .removeIf(key -> key instanceof Key known && known.operands().contains(buffer)));
  }

  /** An element of a buffer as it is now. */
  Atom loadNow(Buffer buffer, Atom index) {
    return buffer.element().isComplex()
        ? new Pair(loadNumberNow(buffer, part(index, 0)), loadNumberNow(buffer, part(index, 1)))
        : loadNumberNow(buffer, index);
  }

  private Var loadNumberNow(Buffer buffer, Atom index) {
    Var result = variable(buffer.element().part());
    add(new Statement.Load(result, buffer, index));
    return result;
  }

  void store(Buffer buffer, Atom index, Atom value) {
    if (value instanceof Pair pair) {
      add(new Statement.Store(buffer, part(index, 0), pair.re()));
      add(new Statement.Store(buffer, part(index, 1), pair.im()));
    } else {
      add(new Statement.Store(buffer, index, value));
    }
  }

  /** Some memory from an element on, under a name that belongs to this block. */
  Buffer view(Buffer of, Atom offset) {
    Buffer view = buffer(of.element());
    add(new Statement.View(view, of, of.element().isComplex() ? part(offset, 0) : offset));
    return view;
  }

  /** Some memory from an element on, whose elements are known by numbers from {@code first} on. */
  Buffer window(Buffer of, Atom offset, Atom first) {
    Buffer window = buffer(of.element());
    add(new Statement.Window(window, of, offset, first));
    return window;
  }

  /** A place that holds some memory now. */
  Buffer hold(Buffer first) {
    Buffer place = buffer(first.element());
    add(new Statement.Hold(place, first));
    return place;
  }

  /** What is in a place now, under a name that belongs to this block. */
  Buffer held(Buffer place) {
    Buffer now = buffer(place.element());
    add(new Statement.Held(now, place));
    return now;
  }

  /** One of two places of memory. */
  Buffer choose(Atom condition, Buffer one, Buffer other) {
    Buffer chosen = buffer(one.element());
    add(new Statement.Choose(chosen, condition, one, other));
    return chosen;
  }

  /** What {@code body} writes, as a block of its own. */
  List<Statement> block(boolean isGuarded, Runnable body) {
    scopes.push(new Scope(scopes.element().depth + 1, isGuarded, false));
    body.run();
    return List.copyOf(scopes.pop().statements);
  }

  /** A loop inside of a kernel; one of a single step is none. */
  void loop(Atom count, Consumer<Atom> body) {
    loop(Literal.of(0), count, body);
  }

  void loop(Atom first, Atom end, Consumer<Atom> body) {
    if (first.equals(Literal.of(0)) && end.equals(Literal.of(1))) {
      body.accept(first);
    } else {
      loop(first, end, false, body);
    }
  }

  /** A loop of the graph, with checks in it. */
  void guardedLoop(Atom count, Consumer<Atom> body) {
    guardedLoop(Literal.of(0), count, body);
  }

  void guardedLoop(Atom first, Atom end, Consumer<Atom> body) {
    loop(first, end, true, body);
  }

  private void loop(Atom first, Atom end, boolean isGuarded, Consumer<Atom> body) {
    Var[] index = new Var[1];
    List<Statement> statements =
        block(
            isGuarded,
            () -> {
              index[0] = variable(DType.I64);
              body.accept(index[0]);
            });
    add(new Statement.For(index[0], first, end, statements));
  }

  /** As long as the condition, which is written once and found anew each time, holds. */
  void loopWhile(Supplier<Atom> condition, Runnable body) {
    Atom[] holds = new Atom[1];
    List<Statement> test = block(true, () -> holds[0] = condition.get());
    add(new Statement.While(test, holds[0], block(true, body)));
  }

  void branch(Atom condition, Runnable then, Runnable otherwise) {
    if (condition instanceof Literal known) {
      (known.bits() != 0 ? then : otherwise).run();
      return;
    }
    List<Statement> first = block(true, then);
    add(new Statement.If(condition, first, block(true, otherwise)));
  }

  void when(Atom condition, Runnable body) {
    branch(condition, body, () -> {});
  }

  /** As long as the condition holds, which is computed before each time. */
  void repeat(Supplier<Atom> condition, Runnable body) {
    Atom[] holds = new Atom[1];
    List<Statement> test = block(true, () -> holds[0] = condition.get());
    add(new Statement.While(test, holds[0], block(true, body)));
  }

  /** Loops that become a function; if there is none among them, they are written as they are. */
  void kernel(Runnable body) {
    kernel(body, Optional.empty());
  }

  private void kernel(Runnable body, Optional<Statement.Sharing> shared) {
    List<Statement> statements = block(false, body);
    if (statements.stream().anyMatch(s -> s instanceof Statement.For)) {
      boolean isLoop = statements.getLast() instanceof Statement.For;
      add(new Statement.Kernel(statements, shared.filter(s -> isLoop)));
    } else {
      statements.forEach(this::add);
    }
  }

  /**
   * The same for a loop whose steps write each to memory of their own, so that several threads may
   * do them.
   *
   * @param elements how many are computed
   */
  void sharedKernel(Atom elements, Runnable body) {
    kernel(body, Optional.of(new Statement.Sharing(Program.SHARE, elements)));
  }
}
