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

    final List<Statement> statements = new ArrayList<>();
    final Map<Object, Atom> known = new HashMap<>();

    Scope(int depth, boolean isGuarded) {
      this.depth = depth;
      this.isGuarded = isGuarded;
    }
  }

  private final Deque<Scope> scopes = new ArrayDeque<>();
  private final Map<Object, Integer> depths = new HashMap<>();
  private int names;

  LoopBuilder() {
    scopes.push(new Scope(0, true));
  }

  /** All statements, once everything is written. */
  List<Statement> statements() {
    return List.copyOf(scopes.element().statements);
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
      if (target.depth <= depth || guarded && target.isGuarded) {
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
    return simple != null
        ? simple
        : place(
            new Key(code, List.of(type, all)),
            all,
            type,
            false,
            r -> new Statement.Let(r, code, all));
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

  /** What {@code body} writes, as a block of its own. */
  List<Statement> block(boolean isGuarded, Runnable body) {
    scopes.push(new Scope(scopes.element().depth + 1, isGuarded));
    body.run();
    return List.copyOf(scopes.pop().statements);
  }

  /** A loop inside of a kernel; one of a single step is none. */
  void loop(Atom count, Consumer<Atom> body) {
    if (count.equals(Literal.of(1))) {
      body.accept(Literal.of(0));
    } else {
      loop(count, false, body);
    }
  }

  /** A loop of the graph, with checks in it. */
  void guardedLoop(Atom count, Consumer<Atom> body) {
    loop(count, true, body);
  }

  private void loop(Atom count, boolean isGuarded, Consumer<Atom> body) {
    Var[] index = new Var[1];
    List<Statement> statements =
        block(
            isGuarded,
            () -> {
              index[0] = variable(DType.I64);
              body.accept(index[0]);
            });
    add(new Statement.For(index[0], count, statements));
  }

  void branch(Atom condition, Runnable then, Runnable otherwise) {
    List<Statement> first = block(true, then);
    add(new Statement.If(condition, first, block(true, otherwise)));
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
