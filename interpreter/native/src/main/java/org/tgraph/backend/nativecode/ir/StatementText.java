package org.tgraph.backend.nativecode.ir;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.type.DType;

/** Statements as blocks of a function. */
final class StatementText {
  /** Up to so many bytes are got from the stack, of which so many in all. */
  private static final int SMALL = 1024;

  private static final int STACK = 1 << 16;

  /** The most numbers in a vector. */
  private static final int VECTOR = 16;

  /** From so many steps on LLVM takes no loop apart. */
  private static final int LONG = 512;

  private final FunctionText out;
  private final ModuleText module;
  private final Optional<Statement.For> shared;
  private final Instructions instructions;
  private final Set<Cell> cells = new HashSet<>();
  private final Set<Buffer> onStack = new HashSet<>();
  private final Set<Buffer> windows = new HashSet<>();
  private final Bounds bounds;
  private int stack;

  /**
   * @param shared the loop of which only some steps are done
   */
  StatementText(FunctionText out, ModuleText module, Optional<Statement.For> shared) {
    this.out = out;
    this.module = module;
    this.shared = shared;
    this.instructions = new Instructions(out);
    this.bounds = new Bounds(out, module.checked());
  }

  void write(List<Statement> statements) {
    statements.forEach(this::write);
  }

  private void write(Statement statement) {
    switch (statement) {
      case Statement.Let s -> instructions.let(s);
      case Statement.Call s ->
          out.define(s.result().toString(), VectorFunctions.call(out, s.routine(), s.operands()));
      case Statement.Load s -> load(s);
      case Statement.Store s -> store(s);
      case Statement.Read s ->
          out.define(
              s.result().toString(), "load " + Types.of(s.cell().type()) + ", ptr %" + s.cell());
      case Statement.Write s -> write(s);
      case Statement.Combine s -> combine(s);
      case Statement.For s -> loop(s);
      case Statement.While s -> loop(s);
      case Statement.If s -> branch(s);
      case Statement.Kernel s -> kernel(s);
      case Statement.Allocate s -> allocate(s);
      case Statement.Release s -> release(s);
      case Statement.View s -> {
        String offset = bounds.rest(s.of(), Types.of(s.offset()));
        out.define(s.buffer().toString(), element(s.of(), offset));
        bounds.restSize(s.buffer(), s.of(), offset);
      }
      case Statement.Window s -> {
        String offset = bounds.rest(s.of(), Types.of(s.offset()));
        String start = out.temporary("sub i64 " + offset + ", " + Types.of(s.first()));
        // Where its first number would be may be outside of the memory.
        out.define(s.buffer().toString(), element(s.of(), start).replace(" inbounds", ""));
        windows.add(s.buffer());
        bounds.restSize(s.buffer(), s.of(), start);
      }
      case Statement.Tile s -> new TileCall(out, bounds).write(s);
      case Statement.Substitute s -> SubstitutionText.call(out, bounds, s);
      case Statement.Hold s -> {
        out.stack(s.place().toString(), "ptr", 8);
        out.line("store ptr %" + s.first() + ", ptr %" + s.place());
        bounds.same(s.place(), s.first());
      }
      case Statement.Held s -> {
        out.define(s.buffer().toString(), "load ptr, ptr %" + s.place());
        bounds.same(s.buffer(), s.place());
      }
      case Statement.Swap s -> {
        bounds.swapped(s.place(), s.other());
        String one = out.temporary("load ptr, ptr %" + s.place());
        String other = out.temporary("load ptr, ptr %" + s.other());
        out.line("store ptr " + other + ", ptr %" + s.place());
        out.line("store ptr " + one + ", ptr %" + s.other());
      }
      case Statement.Choose s -> {
        out.define(
            s.buffer().toString(),
            "select %s, ptr %%%s, ptr %%%s"
                .formatted(Types.typed(s.condition()), s.one(), s.other()));
        bounds.chosen(s);
      }
      case Statement.Argument s -> {
        out.define(s.buffer().toString(), "load ptr, ptr " + slot(s.slot()));
        bounds.given(s.buffer(), s.slot());
      }
      case Statement.Given s ->
          out.define(s.result().toString(), "load i64, ptr " + slot(s.slot()));
      case Statement.Give s ->
          out.line("store " + Types.typed(s.value()) + ", ptr " + slot(s.slot()));
      case Statement.Leave s -> out.line("store ptr %" + s.buffer() + ", ptr " + slot(s.slot()));
      case Statement.Copy s -> copy(s);
      case Statement.External s -> external(s);
      case Statement.Invoke s -> {
        String code = out.temporary("inttoptr " + Types.typed(s.code()) + " to ptr");
        out.define(s.result().toString(), "call i64 " + code + "(ptr %" + s.frame() + ")");
      }
      case Statement.Host s -> host(s);
      case Statement.Check s -> check(s);
      case Statement.Reach s ->
          out.line("store volatile i64 " + s.place() + ", ptr " + slot(Program.REACHED));
      case Statement.Poll s -> poll(s);
    }
  }

  private static String element(Buffer buffer, String index) {
    return "getelementptr inbounds "
        + Types.stored(buffer.element())
        + ", ptr %"
        + buffer
        + ", i64 "
        + index;
  }

  private String address(Buffer buffer, String index, Bounds.Access access) {
    String text = element(buffer, index);
    String at = windows.contains(buffer) ? text.replace(" inbounds", "") : text;
    return bounds.within(out.temporary(at), buffer, index, access);
  }

  private void load(Statement.Load s) {
    DType type = s.buffer().element();
    String at = address(s.buffer(), Types.of(s.index()), Bounds.Access.READ);
    String load = "load " + Types.stored(type) + ", ptr " + at;
    out.define(
        s.result().toString(),
        type == DType.BOOL ? "icmp ne i8 " + out.temporary(load) + ", 0" : load);
  }

  private void store(Statement.Store s) {
    DType type = s.buffer().element();
    String at = address(s.buffer(), Types.of(s.index()), Bounds.Access.WRITE);
    String value =
        type == DType.BOOL
            ? "i8 " + out.temporary("zext " + Types.typed(s.value()) + " to i8")
            : Types.typed(s.value());
    out.line("store " + value + ", ptr " + at);
  }

  private void write(Statement.Write s) {
    if (cells.add(s.cell())) {
      out.stack(s.cell().toString(), Types.of(s.cell().type()), 8);
    }
    out.line("store " + Types.typed(s.value()) + ", ptr %" + s.cell());
  }

  private void combine(Statement.Combine s) {
    String type = Types.of(s.cell().type());
    Var before = new Var(-1, s.cell().type());
    String old = out.temporary("load " + type + ", ptr %" + s.cell());
    String text = instructions.combined(s.code(), before, s.value()).replace("%" + before, old);
    out.line("store " + type + " " + out.temporary(text) + ", ptr %" + s.cell());
  }

  private void loop(Statement.For s) {
    String head = out.label("head");
    String body = out.label("body");
    String next = out.label("next");
    String end = out.label("end");
    boolean isShared = shared.filter(loop -> loop == s).isPresent();
    String first = isShared ? KernelText.FIRST : Types.of(s.first());
    String count = isShared ? KernelText.END : Types.of(s.end());
    String before = out.block();
    out.jump(head);
    out.begin(head);
    String index = s.index().toString();
    // Not by a format, which costs more than all else here where it is new to the JVM.
    String start = "[ " + first + ", %" + before + " ]";
    out.define(index, "phi i64 " + start + ", [ %" + index + "_next, %" + next + " ]");
    out.jump(out.temporary("icmp slt i64 %" + index + ", " + count), body, end);
    out.begin(body);
    write(s.body());
    out.jump(next);
    out.begin(next);
    out.define(index + "_next", "add nuw nsw i64 %" + index + ", 1");
    out.line("br label %" + head + (isForVectors(s) ? module.notUnrolled() : ""));
    out.begin(end);
  }

  /**
   * Whether a loop has a known number of steps that fills vectors: LLVM would rather take it apart,
   * and then gather vectors along the loop around it. What is told to stay one also has one sum for
   * all, so that each vector waits for the one before; a long loop is not told.
   */
  private static boolean isForVectors(Statement.For s) {
    return s.first() instanceof Literal first
        && s.end() instanceof Literal end
        && end.bits() - first.bits() >= VECTOR
        && end.bits() - first.bits() < LONG
        && s.body().stream()
            .noneMatch(i -> i instanceof Statement.For || i instanceof Statement.Copy);
  }

  /** A loop of much work is shared among threads, if there are several. */
  private void kernel(Statement.Kernel s) {
    KernelText kernel = module.kernel(s);
    if (s.shared().isEmpty() || s.shared().get().isNever()) {
      kernel.call(out);
      return;
    }
    Statement.Sharing sharing = s.shared().get();
    String several = out.label("several");
    String one = out.label("one");
    String end = out.label("end");
    String sharer = out.temporary("load ptr, ptr " + slot(sharing.slot()));
    String isThere = out.temporary("icmp ne ptr " + sharer + ", null");
    String isLarge =
        out.temporary("icmp sge i64 " + Types.of(sharing.work()) + ", " + Statement.Sharing.LEAST);
    out.jump(out.temporary("and i1 " + isThere + ", " + isLarge), several, one);
    out.begin(several);
    kernel.share(out, sharer);
    out.jump(end);
    out.begin(one);
    kernel.call(out);
    out.jump(end);
    out.begin(end);
  }

  private void loop(Statement.While s) {
    String head = out.label("test");
    String body = out.label("body");
    String end = out.label("end");
    out.jump(head);
    out.begin(head);
    write(s.test());
    out.jump(Types.of(s.condition()), body, end);
    out.begin(body);
    write(s.body());
    out.jump(head);
    out.begin(end);
  }

  private void branch(Statement.If s) {
    String then = out.label("then");
    String otherwise = out.label("else");
    String end = out.label("end");
    out.jump(Types.of(s.condition()), then, otherwise);
    out.begin(then);
    write(s.then());
    out.jump(end);
    out.begin(otherwise);
    write(s.otherwise());
    out.jump(end);
    out.begin(end);
  }

  /** A size that is known and small is on the stack, where LLVM can make registers of it. */
  private void allocate(Statement.Allocate s) {
    int bytes = s.buffer().element().bytes();
    BigInteger known = BigInteger.valueOf(bytes);
    String size = Integer.toString(bytes);
    String tooLarge = "false";
    for (Atom count : s.counts()) {
      if (count instanceof Literal literal) {
        known = known.multiply(BigInteger.valueOf(literal.bits()));
      }
    }
    boolean isKnown = s.counts().stream().allMatch(c -> c instanceof Literal);
    if (!s.outlives()
        && isKnown
        && known.compareTo(BigInteger.valueOf(SMALL)) <= 0
        && stack < STACK) {
      // One element can always be read, where there is none too.
      int length = Math.max(8, known.intValue());
      stack += length;
      onStack.add(s.buffer());
      out.stack(s.buffer().toString(), "[" + length + " x i8]", length >= 64 ? 64 : 8);
      bounds.allocated(s.buffer(), known.toString());
      return;
    }
    if (known.bitLength() > 60) {
      tooLarge = "true";
    } else {
      size = known.toString();
      for (Atom count : s.counts()) {
        if (!(count instanceof Literal)) {
          out.declare("declare {i64, i1} @llvm.umul.with.overflow.i64(i64, i64)");
          String product =
              out.temporary(
                  "call {i64, i1} @llvm.umul.with.overflow.i64(i64 "
                      + size
                      + ", i64 "
                      + Types.of(count)
                      + ")");
          size = out.temporary("extractvalue {i64, i1} " + product + ", 0");
          String over = out.temporary("extractvalue {i64, i1} " + product + ", 1");
          tooLarge = out.temporary("or i1 " + over + ", " + tooLarge);
        }
      }
    }
    fail(tooLarge, s.failure(), List.of());
    out.define(s.buffer().toString(), "call ptr @tg_allocate(ptr %frame, i64 " + size + ")");
    fail(out.temporary("icmp eq ptr %" + s.buffer() + ", null"), s.failure(), List.of());
    bounds.allocated(s.buffer(), size);
  }

  private void release(Statement.Release s) {
    bounds.released(s.buffer());
    if (!onStack.contains(s.buffer())) {
      out.line("call void @tg_release(ptr %frame, ptr %" + s.buffer() + ")");
    }
  }

  private void copy(Statement.Copy s) {
    out.declare("declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)");
    int parts = s.to().element().isComplex() ? 2 : 1;
    String numbers = product(Types.of(s.count()), parts);
    String within = bounds.copied(s.from(), bounds.copied(s.to(), numbers));
    String bytes = product(within, s.to().element().bytes() / parts);
    String memory = "ptr %" + s.to() + ", ptr %" + s.from();
    out.line("call void @llvm.memcpy.p0.p0.i64(" + memory + ", i64 " + bytes + ", i1 false)");
  }

  private String product(String count, int factor) {
    return factor == 1 ? count : out.temporary("mul i64 " + count + ", " + factor);
  }

  private void external(Statement.External s) {
    List<String> arguments = new ArrayList<>();
    for (Statement.Passed argument : s.arguments()) {
      arguments.add(
          switch (argument) {
            case Statement.Passed.Memory m -> "ptr %" + m.buffer();
            case Statement.Passed.Int n -> int32(n.value());
            // A narrow number is handed over in the place of an int.
            case Statement.Passed.Letter l -> "i32 " + (int) l.value();
            case Statement.Passed.Number n -> Types.typed(n.value());
          });
    }
    String function = out.temporary("inttoptr " + Types.typed(s.function()) + " to ptr");
    String call = function + "(" + String.join(", ", arguments) + ")";
    if (s.result().isPresent()) {
      String given = out.temporary("call i32 " + call);
      out.define(s.result().get().toString(), "sext i32 " + given + " to i64");
    } else {
      out.line("call void " + call);
    }
  }

  private void host(Statement.Host s) {
    List<String> entries = new ArrayList<>();
    s.operands().forEach(m -> entries.add(out.temporary("ptrtoint ptr %" + m + " to i64")));
    s.results().forEach(m -> entries.add(out.temporary("ptrtoint ptr %" + m + " to i64")));
    s.sizes().forEach(size -> entries.add(Types.of(size)));
    String table = out.label("table");
    out.stack(table, "[" + entries.size() + " x i64]", 8);
    for (int i = 0; i < entries.size(); i++) {
      String at = out.temporary("getelementptr inbounds i64, ptr %" + table + ", i64 " + i);
      out.line("store i64 " + entries.get(i) + ", ptr " + at);
    }
    String function = out.temporary("load ptr, ptr " + slot(s.slot()));
    String call = "call i64 " + function + "(i64 " + s.number() + ", ptr %" + table + ")";
    fail(out.temporary("icmp ne i64 " + out.temporary(call) + ", 0"), s.failure(), List.of());
  }

  private String int32(Atom size) {
    return "i32 " + out.temporary("trunc " + Types.typed(size) + " to i32");
  }

  private String slot(int slot) {
    return out.temporary("getelementptr inbounds i64, ptr %frame, i64 " + slot);
  }

  private void check(Statement.Check s) {
    fail(Types.of(s.failed()), s.failure(), s.details());
  }

  private void fail(String failed, int failure, List<Atom> details) {
    if (failed.equals("false")) {
      return;
    }
    String label = out.label("fail");
    String fine = out.label("fine");
    out.jump(failed, label, fine);
    out.begin(fine);
    StringBuilder end = new StringBuilder(label + ":\n");
    for (int i = 0; i < details.size(); i++) {
      String at = "%" + label + "_" + i;
      end.append(
          "  %s = getelementptr inbounds i64, ptr %%frame, i64 %d%n  store %s, ptr %s%n"
              .formatted(at, Program.DETAILS + i, Types.typed(details.get(i)), at));
    }
    end.append("  call void @tg_release_all(ptr %frame)\n  ret i64 " + (failure + 1) + "\n");
    out.atEnd(end.toString());
  }

  private void poll(Statement.Poll s) {
    String flag = out.temporary("load volatile i64, ptr " + slot(Program.CANCELLED));
    String label = out.label("cancelled");
    String fine = out.label("fine");
    out.jump(out.temporary("icmp ne i64 " + flag + ", 0"), label, fine);
    out.begin(fine);
    out.atEnd(
        label + ":\n  call void @tg_release_all(ptr %frame)\n  ret i64 " + -(s.place() + 1) + "\n");
  }
}
