package org.tgraph.backend.nativecode.ir;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;

/** The variables and buffers that some statements use and do not define. */
final class Free {
  private final Set<Object> defined = new HashSet<>();
  private final Set<Object> free = new LinkedHashSet<>();

  private Free() {}

  static Set<Object> of(List<Statement> statements) {
    Free free = new Free();
    free.walk(statements);
    free.free.removeAll(free.defined);
    return free.free;
  }

  private void walk(List<Statement> statements) {
    statements.forEach(this::walk);
  }

  private void walk(Statement statement) {
    switch (statement) {
      case Statement.Let s -> {
        s.operands().forEach(this::use);
        defined.add(s.result());
      }
      case Statement.Call s -> {
        s.operands().forEach(this::use);
        defined.add(s.result());
      }
      case Statement.Load s -> {
        free.add(s.buffer());
        use(s.index());
        defined.add(s.result());
      }
      case Statement.Store s -> {
        free.add(s.buffer());
        use(s.index());
        use(s.value());
      }
      case Statement.Read s -> defined.add(s.result());
      case Statement.Write s -> use(s.value());
      case Statement.Combine s -> use(s.value());
      case Statement.For s -> {
        use(s.first());
        use(s.end());
        defined.add(s.index());
        walk(s.body());
      }
      case Statement.While s -> {
        walk(s.test());
        use(s.condition());
        walk(s.body());
      }
      case Statement.If s -> {
        use(s.condition());
        walk(s.then());
        walk(s.otherwise());
      }
      case Statement.View s -> {
        free.add(s.of());
        use(s.offset());
        defined.add(s.buffer());
      }
      case Statement.Window s -> {
        free.add(s.of());
        use(s.offset());
        use(s.first());
        defined.add(s.buffer());
      }
      case Statement.Tile s -> {
        free.addAll(List.of(s.to(), s.left(), s.right()));
        Stream.of(s.at(), s.stride(), s.leftAt(), s.leftStride(), s.rightAt()).forEach(this::use);
        Stream.of(s.length(), s.rows(), s.columns(), s.width(), s.isMore(), s.ahead())
            .forEach(this::use);
      }
      case Statement.Substitute s -> {
        free.addAll(List.of(s.x(), s.matrix()));
        Stream.of(s.at(), s.stride(), s.matrixAt(), s.row(), s.column(), s.rows())
            .forEach(this::use);
      }
      case Statement.Copy s -> {
        free.add(s.to());
        free.add(s.from());
        use(s.count());
      }
      case Statement.External s -> {
        use(s.function());
        s.arguments().forEach(this::use);
        s.result().ifPresent(defined::add);
      }
      case Statement.Kernel s -> walk(s.body());
      default -> throw new IllegalStateException("not in a kernel: " + statement);
    }
  }

  private void use(Atom atom) {
    if (atom instanceof Var) {
      free.add(atom);
    }
  }

  private void use(Statement.Passed argument) {
    switch (argument) {
      case Statement.Passed.Memory m -> free.add(m.buffer());
      case Statement.Passed.Int n -> use(n.value());
      case Statement.Passed.Letter l -> {}
      case Statement.Passed.Number n -> {}
    }
  }

  /** The parameter that stands for one of them in a function. */
  static String parameter(Object free) {
    return free instanceof Buffer buffer ? "ptr noalias %" + buffer : argument(free);
  }

  /** The argument that a call gives it. */
  static String argument(Object free) {
    return switch (free) {
      case Buffer buffer -> "ptr %" + buffer;
      case Bounds.Size size -> "i64 %" + size;
      default -> Types.typed((Var) free);
    };
  }
}
