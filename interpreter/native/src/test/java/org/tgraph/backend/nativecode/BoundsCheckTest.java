package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/** Loop code that goes outside of its memory, which no graph becomes, is found out. */
class BoundsCheckTest {
  private static final int SLOTS = 32;
  private static final int SLOT = 20;
  private static final int NUMBERS = 10;

  private static final Buffer GIVEN = new Buffer(0, DType.F64);
  private static final Buffer OTHER = new Buffer(1, DType.F64);
  private static final Literal ONE = Literal.of(DType.F64, 1);

  @BeforeEach
  void isThere() {
    assumeTrue(Llvm.get().isPresent(), () -> Llvm.unavailable().orElseThrow());
  }

  /** Runs statements on ten numbers; gives what they are after it. */
  private static double[] run(Statement... statements) throws Throwable {
    Llvm llvm = Llvm.get().orElseThrow();
    List<Statement> all = new ArrayList<>(List.of(new Statement.Argument(GIVEN, SLOT)));
    all.addAll(List.of(statements));
    Llvm.Code code = llvm.load(ModuleText.checked(Llvm.FUNCTION, all, SLOTS), Effort.NONE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment frame = arena.allocate(ValueLayout.JAVA_LONG, 2 * SLOTS);
      MemorySegment memory = arena.allocate(ValueLayout.JAVA_DOUBLE, NUMBERS);
      frame.setAtIndex(ValueLayout.JAVA_LONG, 3, 1 << 20);
      frame.setAtIndex(ValueLayout.JAVA_LONG, SLOT, memory.address());
      frame.setAtIndex(ValueLayout.JAVA_LONG, SLOTS + SLOT, memory.byteSize());
      Linker.nativeLinker()
          .downcallHandle(
              MemorySegment.ofAddress(code.address()),
              FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
          .invoke(frame);
      new BoundsCheck(llvm).check();
      return memory.toArray(ValueLayout.JAVA_DOUBLE);
    } finally {
      llvm.unload(code);
    }
  }

  private static void isFound(String expected, Statement... statements) {
    String told = assertThrows(IllegalStateException.class, () -> run(statements)).getMessage();
    assertEquals("generated code went outside of its memory: " + expected, told);
  }

  private static Statement loop(long count, Statement... body) {
    return new Statement.For(
        new Var(9, DType.I64), Literal.of(0), Literal.of(count), List.of(body));
  }

  private static Statement store(Buffer to, Atom index) {
    return new Statement.Store(to, index, ONE);
  }

  @Test
  void whatIsWithinIsDone() throws Throwable {
    double[] after =
        run(
            new Statement.View(OTHER, GIVEN, Literal.of(4)),
            new Statement.Kernel(
                List.of(loop(6, store(OTHER, new Var(9, DType.I64)))), Optional.empty()));
    assertEquals(List.of(0.0, 1.0, 1.0), List.of(after[3], after[4], after[9]));
  }

  @Test
  void whatIsOutsideIsToldAndNotDone() throws Throwable {
    isFound("write of number 10 of b0, which has 10", store(GIVEN, Literal.of(10)));
    isFound("write of number -1 of b0, which has 10", store(GIVEN, Literal.of(-1)));
    isFound(
        "read of number 12 of b0, which has 10",
        new Statement.Load(new Var(8, DType.F64), GIVEN, Literal.of(12)));
    isFound(
        "view of number 11 of b0, which has 10", new Statement.View(OTHER, GIVEN, Literal.of(11)));
    isFound(
        "write of number 6 of b1, which has 6",
        new Statement.View(OTHER, GIVEN, Literal.of(4)),
        new Statement.Kernel(
            List.of(loop(7, store(OTHER, new Var(9, DType.I64)))), Optional.empty()));
    assertEquals(0, run()[9]);
  }

  @Test
  void copiesAndWhatIsSwappedAreLookedAtToo() {
    Statement allocate = new Statement.Allocate(OTHER, List.of(Literal.of(4)), false, 0);
    isFound(
        "copy of number 5 of b1, which has 4",
        allocate,
        new Statement.Copy(OTHER, GIVEN, Literal.of(5)));
    isFound(
        "copy of number 11 of b0, which has 10",
        new Statement.Allocate(OTHER, List.of(Literal.of(400)), false, 0),
        new Statement.Copy(OTHER, GIVEN, Literal.of(11)),
        new Statement.Release(OTHER));
    Buffer here = new Buffer(2, DType.F64);
    Buffer there = new Buffer(3, DType.F64);
    isFound(
        "swap of number 10 of b2, which has 4",
        allocate,
        new Statement.Hold(here, GIVEN),
        new Statement.Hold(there, OTHER),
        new Statement.Swap(here, there));
  }

  @Test
  void graphsAreCheckedWhereThatIsAskedFor() {
    String before = System.setProperty("tgraph.native.bounds", "true");
    try {
      Executable checked =
          new NativeBackend(Effort.NONE)
              .compile(
                  GraphReader.read("graph(%x: f64[n]) {\n%y: f64[n] = add(%x, %x)\nreturn %y\n}\n")
                      .orThrow());
      Array x = Array.of(new long[] {2}, 1.0, 2.0);
      assertEquals(
          List.of(Array.of(new long[] {2}, 2.0, 4.0)), checked.run(List.of(x), Map.of()).outputs());
      assertTrue(((NativeExecutable) checked).bounds().isPresent());
    } finally {
      if (before == null) {
        System.clearProperty("tgraph.native.bounds");
      }
    }
  }

  /** So that what reads it before it is written is found by its numbers. */
  @Test
  void newMemoryIsNoNumber() throws Throwable {
    double[] after =
        run(
            new Statement.Allocate(OTHER, List.of(Literal.of(4)), false, 0),
            new Statement.Copy(GIVEN, OTHER, Literal.of(4)));
    assertEquals(Double.NaN, after[3]);
    assertEquals(0, after[4]);
  }
}
