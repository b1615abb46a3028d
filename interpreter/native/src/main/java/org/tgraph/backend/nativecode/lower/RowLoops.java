package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Value;

/**
 * Puts loops over the same rows, one after the other, into one loop, where a row needs of what the
 * loops before have written only that row: it is then still in the cache. So {@code softmax} goes
 * over memory once.
 */
final class RowLoops {
  private final LoopBuilder b;

  /** The last kernel that is written, if others may be put into it. */
  private Optional<Statement.Kernel> open = Optional.empty();

  /** What it writes, and where. */
  private final Set<Value> written = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Buffer> memory = new HashSet<>();

  /** Of what it reads the row. */
  private final Set<Value> read = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Memory of which it reads anything. */
  private final Set<Buffer> readAnywhere = new HashSet<>();

  RowLoops(LoopBuilder b) {
    this.b = b;
  }

  /** Nothing is put into what is written so far. */
  void close() {
    open = Optional.empty();
  }

  /**
   * After an equation was written.
   *
   * @param from how many statements there were before
   * @param rows how many rows its result has
   * @param isCheap whether what it does for a row takes little where there is no loop in it
   * @param to where its result is
   * @param others memory of which it reads anything
   */
  void add(
      Value result,
      int from,
      Atom rows,
      boolean isCheap,
      RowReads reads,
      Buffer to,
      Set<Buffer> others) {
    Optional<Statement.Kernel> kernel = kernel(from, rows, isCheap);
    if (kernel.isEmpty()) {
      close();
      return;
    }
    boolean isOne =
        open.isPresent()
            && end(open.get()).equals(rows)
            && !readAnywhere.contains(to)
            && reads.others.stream().noneMatch(written::contains)
            && reads.rows.stream().anyMatch(v -> written.contains(v) || read.contains(v));
    if (!isOne || !merge(kernel.get())) {
      open = kernel;
      written.clear();
      memory.clear();
      readAnywhere.clear();
      read.clear();
    }
    written.add(result);
    read.addAll(reads.rows);
    memory.add(to);
    readAnywhere.addAll(others);
  }

  /** The one kernel that was written, if it is a loop over the rows. */
  private Optional<Statement.Kernel> kernel(int from, Atom rows, boolean isCheap) {
    List<Statement.Kernel> kernels = new ArrayList<>();
    for (Statement statement : b.now().subList(from, b.now().size())) {
      if (statement instanceof Statement.Kernel kernel) {
        kernels.add(kernel);
      }
    }
    return kernels.size() == 1
            && kernels.get(0).shared().isPresent()
            && kernels.get(0).body().getLast() instanceof Statement.For loop
            && loop.first().equals(Literal.of(0))
            && loop.end().equals(rows)
            && (isCheap || loop.body().stream().anyMatch(s -> s instanceof Statement.For))
        ? Optional.of(kernels.get(0))
        : Optional.empty();
  }

  private static Atom end(Statement.Kernel kernel) {
    return ((Statement.For) kernel.body().getLast()).end();
  }

  /** Whether the open kernel may be done after a statement instead of before. */
  private boolean movesAround(Statement statement) {
    return switch (statement) {
      case Statement.Let s -> true;
      case Statement.Call s -> true;
      case Statement.Load s -> !memory.contains(s.buffer());
      case Statement.Allocate s -> true;
      case Statement.Release s -> true;
      case Statement.Reach s -> true;
      case Statement.Given s -> true;
      case Statement.Check s -> true;
      default -> false;
    };
  }

  /** Puts the last kernel into the one that is open, in its place; what is released goes behind. */
  private boolean merge(Statement.Kernel last) {
    Statement.Kernel merged = both(open.get(), last);
    List<Statement> now = b.now();
    int first = now.size() - 1;
    while (first >= 0 && now.get(first) != open.get()) {
      first--;
    }
    if (first < 0) {
      return false;
    }
    List<Statement> before = new ArrayList<>();
    List<Statement> behind = new ArrayList<>();
    for (Statement statement : now.subList(first + 1, now.size())) {
      if (statement == last) {
        continue;
      }
      if (!movesAround(statement)) {
        return false;
      }
      (statement instanceof Statement.Release ? behind : before).add(statement);
    }
    now.subList(first, now.size()).clear();
    now.addAll(before);
    now.add(merged);
    now.addAll(behind);
    open = Optional.of(merged);
    return true;
  }

  private Statement.Kernel both(Statement.Kernel one, Statement.Kernel other) {
    Statement.For first = (Statement.For) one.body().getLast();
    Statement.For second = (Statement.For) other.body().getLast();
    List<Statement> steps = new ArrayList<>(first.body());
    // Both have the same number of the row.
    steps.add(new Statement.Let(second.index(), Code.ADD, List.of(first.index(), Literal.of(0))));
    steps.addAll(second.body());
    List<Statement> body = new ArrayList<>(one.body().subList(0, one.body().size() - 1));
    body.addAll(other.body().subList(0, other.body().size() - 1));
    body.add(new Statement.For(first.index(), first.first(), first.end(), steps));
    Statement.Sharing sharing = one.shared().orElseThrow();
    Atom work = b.plus(sharing.work(), other.shared().orElseThrow().work());
    return new Statement.Kernel(body, Optional.of(new Statement.Sharing(sharing.slot(), work)));
  }
}
