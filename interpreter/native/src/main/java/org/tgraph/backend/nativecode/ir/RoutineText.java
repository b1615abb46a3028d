package org.tgraph.backend.nativecode.ir;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.type.DType;

/**
 * A routine as functions of LLVM, for one number and for several at once. Of several, a branch is
 * taken where one of them takes it, and a loop goes on while one of them does; what is written then
 * is written for those alone. The same operations are done with each number as if it were alone.
 */
public final class RoutineText {
  private final FunctionText out;
  private final Lanes lanes;
  private final Instructions instructions;
  private final Set<Cell> cells = new HashSet<>();

  /** For which of several numbers something is done; nothing if for all. */
  private Optional<String> mask = Optional.empty();

  private RoutineText(FunctionText out, Lanes lanes) {
    this.out = out;
    this.lanes = lanes;
    this.instructions = new Instructions(out, lanes);
  }

  /** A module for each form of the function, by what that is called. */
  public static Map<String, Supplier<String>> of(Routine routine) {
    Map<String, Supplier<String>> modules = new LinkedHashMap<>();
    Stream.concat(Stream.of(1), VectorFunctions.LENGTHS.stream())
        .map(Lanes::new)
        .forEach(lanes ->
            modules.put(VectorFunctions.name(routine.name(), lanes), () -> module(routine, lanes)));
    return modules;
  }

  private static String module(Routine routine, Lanes lanes) {
    Declarations declarations = new Declarations();
    String function = function(routine, lanes, declarations);
    return declarations.text() + function;
  }

  private static String function(Routine routine, Lanes lanes, Declarations declarations) {
    FunctionText out = new FunctionText(declarations);
    new RoutineText(out, lanes).write(routine.body());
    out.line("ret " + lanes.typed(routine.result()));
    String parameters =
        routine.parameters().stream().map(lanes::typed).collect(Collectors.joining(", "));
    String name = VectorFunctions.name(routine.name(), lanes);
    return out.text(
        "define " + lanes.of(DType.F64) + " @" + name + "(" + parameters + ") nounwind");
  }

  private boolean isSingle() {
    return lanes.count() == 1;
  }

  private void write(List<Statement> statements) {
    statements.forEach(this::write);
  }

  private void write(Statement statement) {
    switch (statement) {
      case Statement.Let s -> instructions.let(s);
      case Statement.Read s ->
          out.define(
              s.result().toString(), "load " + lanes.of(s.cell().type()) + ", ptr %" + s.cell());
      case Statement.Write s -> write(s);
      case Statement.While s -> loop(s);
      case Statement.If s -> branch(s);
      default -> throw new IllegalStateException("not in a routine: " + statement);
    }
  }

  private void write(Statement.Write s) {
    String type = lanes.of(s.cell().type());
    if (cells.add(s.cell())) {
      out.stack(s.cell().toString(), type, 64);
    }
    String value = lanes.typed(s.value());
    if (mask.isPresent()) {
      String before = out.temporary("load " + type + ", ptr %" + s.cell());
      String chosen = "select " + typed(mask.get()) + ", " + value + ", " + type + " " + before;
      value = type + " " + out.temporary(chosen);
    }
    out.line("store " + value + ", ptr %" + s.cell());
  }

  private String typed(String condition) {
    return lanes.of(DType.BOOL) + " " + condition;
  }

  /** Whether a condition holds for any of the numbers. */
  private String any(String condition) {
    if (isSingle()) {
      return condition;
    }
    String name = "llvm.vector.reduce.or." + lanes.suffix(DType.BOOL);
    out.declare("declare i1 @" + name + "(" + lanes.of(DType.BOOL) + ")");
    return out.temporary("call i1 @" + name + "(" + typed(condition) + ")");
  }

  /** The condition, of the numbers for which something is done. */
  private String masked(String condition) {
    return mask.map(m -> out.temporary("and " + typed(m) + ", " + condition)).orElse(condition);
  }

  private void within(String condition, List<Statement> body) {
    Optional<String> before = mask;
    mask = isSingle() ? Optional.empty() : Optional.of(condition);
    write(body);
    mask = before;
  }

  private void loop(Statement.While s) {
    String head = out.label("test");
    String body = out.label("body");
    String end = out.label("end");
    String going = out.label("going");
    if (!isSingle()) {
      out.stack(going, lanes.of(DType.BOOL), 64);
      String all = mask.orElse(lanes.of(Literal.TRUE));
      out.line("store " + typed(all) + ", ptr %" + going);
    }
    out.jump(head);
    out.begin(head);
    write(s.test());
    String condition = lanes.of(s.condition());
    if (!isSingle()) {
      String still = out.temporary("load " + lanes.of(DType.BOOL) + ", ptr %" + going);
      condition = out.temporary("and " + typed(still) + ", " + condition);
      out.line("store " + typed(condition) + ", ptr %" + going);
    }
    out.jump(any(condition), body, end);
    out.begin(body);
    within(condition, s.body());
    out.jump(head);
    out.begin(end);
  }

  private void branch(Statement.If s) {
    String condition = lanes.of(s.condition());
    part(masked(condition), s.then());
    if (!s.otherwise().isEmpty()) {
      String other = out.temporary("xor " + typed(condition) + ", " + lanes.of(Literal.TRUE));
      part(masked(other), s.otherwise());
    }
  }

  private void part(String condition, List<Statement> body) {
    String then = out.label("then");
    String end = out.label("end");
    out.jump(any(condition), then, end);
    out.begin(then);
    within(condition, body);
    out.jump(end);
    out.begin(end);
  }
}
