package org.tgraph.backend.nativecode.loop;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.type.DType;

/**
 * A statement of the loop code: structured, and with each variable and buffer defined once, before
 * its uses and in the block of these or around it. Indices count numbers, of which a complex
 * element has two; that they are within their buffers was proved or checked by whoever wrote the
 * code.
 */
public sealed interface Statement {
  /** All of them, and those inside of them. */
  static Stream<Statement> all(List<Statement> statements) {
    return statements.stream().flatMap(s -> Stream.concat(Stream.of(s), all(s.inside())));
  }

  /** What it consists of. */
  private List<Statement> inside() {
    return switch (this) {
      case Kernel s -> s.body();
      case For s -> s.body();
      case While s -> Stream.concat(s.test().stream(), s.body().stream()).toList();
      case If s -> Stream.concat(s.then().stream(), s.otherwise().stream()).toList();
      default -> List.of();
    };
  }

  /** {@code result = code(operands)}. */
  record Let(Var result, Code code, List<Atom> operands) implements Statement {
    public Let {
      operands = List.copyOf(operands);
    }
  }

  /** {@code result = routine(operands)}, which is as pure. */
  record Call(Var result, Routine routine, List<Atom> operands) implements Statement {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  record Load(Var result, Buffer buffer, Atom index) implements Statement {}

  record Store(Buffer buffer, Atom index, Atom value) implements Statement {}

  /** {@code result = cell}. */
  record Read(Var result, Cell cell) implements Statement {}

  /** {@code cell = value}; the first one defines it. */
  record Write(Cell cell, Atom value) implements Statement {}

  /**
   * {@code cell = code(cell, value)}, of which the order does not matter: several numbers may be
   * combined first. Of zeros of both signs either may be the greatest or least.
   */
  record Combine(Cell cell, Code code, Atom value) implements Statement {}

  /** Once for each index from {@code first} up to {@code end}, without it. */
  record For(Var index, Atom first, Atom end, List<Statement> body) implements Statement {
    public For {
      body = List.copyOf(body);
    }
  }

  /** As long as the condition, which {@code test} computes, holds. */
  record While(List<Statement> test, Atom condition, List<Statement> body) implements Statement {
    public While {
      test = List.copyOf(test);
      body = List.copyOf(body);
    }
  }

  record If(Atom condition, List<Statement> then, List<Statement> otherwise) implements Statement {
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /**
   * Loops that read and write memory and do nothing else. What is written here is not read through
   * another buffer, and there is no check, so that it becomes a function of its own.
   *
   * @param shared where the last statement is a loop whose steps may be done at the same time, by
   *     the function whose address the caller left in a slot
   */
  record Kernel(List<Statement> body, Optional<Sharing> shared) implements Statement {
    public Kernel {
      body = List.copyOf(body);
    }
  }

  /**
   * @param work about how many operations on numbers the loop takes
   */
  record Sharing(int slot, Atom work) {
    /** From so much work on a loop is shared. */
    public static final long LEAST = 1 << 16;

    /** Whether it is known that there never is so much. */
    public boolean isNever() {
      return isBelow(LEAST);
    }

    /** Whether it is known to be less work. */
    public boolean isBelow(long least) {
      return work instanceof Literal known && known.bits() < least;
    }
  }

  /**
   * New memory, not set, for as many elements as the product of the counts, which are not negative.
   *
   * @param outlives whether it may be left for the caller
   * @param failure what it is if there is no memory left
   */
  record Allocate(Buffer buffer, List<Atom> counts, boolean outlives, int failure)
      implements Statement {
    public Allocate {
      counts = List.copyOf(counts);
    }
  }

  record Release(Buffer buffer) implements Statement {}

  /** The memory of {@code of} from element {@code offset} on. */
  record View(Buffer buffer, Buffer of, Atom offset) implements Statement {}

  /**
   * A part of the memory of {@code of}, from element {@code offset} on, under the numbers from
   * {@code first} on: element {@code first + i} is what {@code offset + i} is there.
   */
  record Window(Buffer buffer, Buffer of, Atom offset, Atom first) implements Statement {}

  /** A place for memory that changes: {@code first} at first. */
  record Hold(Buffer place, Buffer first) implements Statement {}

  /** The memory that is in a place now. */
  record Held(Buffer buffer, Buffer place) implements Statement {}

  /** Exchanges what is in two places. */
  record Swap(Buffer place, Buffer other) implements Statement {}

  /** One of two places of memory, which can be of other sizes. */
  record Choose(Buffer buffer, Atom condition, Buffer one, Buffer other) implements Statement {}

  /** The memory whose address the caller left in a slot of the frame. */
  record Argument(Buffer buffer, int slot) implements Statement {}

  /** The number that the caller left in a slot of the frame. */
  record Given(Var result, int slot) implements Statement {}

  /** Leaves a number for the caller in a slot of the frame. */
  record Give(int slot, Atom value) implements Statement {}

  /** Leaves memory for the caller, who releases it, in a slot of the frame. */
  record Leave(int slot, Buffer buffer) implements Statement {}

  /**
   * A small part of a product of matrices of floats: {@code to[r, c] = Σ left[r, k] right[k, c]},
   * or that much more, in the order of {@code k}, each product rounded with the sum where the
   * processor can do that.
   *
   * @param to from element {@code at} on, with rows that are {@code stride} apart
   * @param left from element {@code leftAt} on, with rows that are {@code leftStride} apart, or, if
   *     it {@code isTurned}, columns that are
   * @param right from element {@code rightAt} on, with {@code width} elements for each {@code k}
   * @param length how many products each sum has
   * @param rows from 1 to {@link Tile#ROWS}
   * @param columns from 1 to {@code width}
   * @param width one, two or three times {@link Tile#granule}
   * @param isMore whether what there is is added to, a bool
   * @param ahead from which element of {@code right} on the processor is asked to have some nearer,
   *     as they are read next: a line of the cache for {@link Tile#LINE} of {@code length}
   * @param isLess whether it is subtracted from instead
   */
  record Tile(
      Buffer to,
      Atom at,
      Atom stride,
      Buffer left,
      Atom leftAt,
      Atom leftStride,
      boolean isTurned,
      Buffer right,
      Atom rightAt,
      Atom length,
      Atom rows,
      Atom columns,
      Atom width,
      Atom isMore,
      Atom ahead,
      boolean isLess)
      implements Statement {
    /** The most rows. */
    public static final int ROWS = 8;

    /** The most granules in the width. */
    public static final int WIDEST = 3;

    /** How many numbers of a type have 64 bytes. */
    public static int granule(DType type) {
      return 64 / type.bytes();
    }

    /** For how many {@code k} there is one line of the cache of 64 bytes that is asked for. */
    public static final int LINE = 4;

    /** How many numbers of a type are in the widest row. */
    public static int widest(DType type) {
      return WIDEST * granule(type);
    }
  }

  /**
   * Solves a small triangular system in place: row by row, of {@code x} are subtracted the rows
   * before it times the elements of {@code matrix}, and it is divided by that on the diagonal. Rows
   * and columns may go backwards.
   *
   * @param x from element {@code at} on, with rows of {@link Tile#WIDEST} granules that are {@code
   *     stride} apart
   * @param matrix from element {@code matrixAt} on, with rows and columns that are {@code row} and
   *     {@code column} apart
   * @param rows from 1 to {@link Tile#ROWS}
   * @param isUnit whether the diagonal is taken to be of ones
   */
  record Substitute(
      Buffer x,
      Atom at,
      Atom stride,
      Buffer matrix,
      Atom matrixAt,
      Atom row,
      Atom column,
      Atom rows,
      boolean isUnit)
      implements Statement {}

  /** Copies {@code count} elements between buffers that do not overlap. */
  record Copy(Buffer to, Buffer from, Atom count) implements Statement {}

  /**
   * Calls a function of a C library for what it does to memory.
   *
   * @param result the {@code int} that it gives back, where that is asked for
   * @param function its address, a number that is not 0
   */
  record External(Optional<Var> result, Atom function, List<Passed> arguments)
      implements Statement {
    public External {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Calls code that a frame is for.
   *
   * @param result 0, or what it told of a failure or of its end
   * @param code its address
   */
  record Invoke(Var result, Atom code, Buffer frame) implements Statement {}

  /** What a function of C takes. */
  sealed interface Passed {
    record Memory(Buffer buffer) implements Passed {}

    /** An {@code int}; what is above 32 bits is cut off. */
    record Int(Atom value) implements Passed {}

    record Letter(char value) implements Passed {}

    /** A {@code float} or {@code double}. */
    record Number(Literal value) implements Passed {}
  }

  /**
   * Has an equation computed by the definition of its operation, by the function whose address the
   * caller left in a slot; that it cannot be is a failure.
   *
   * @param number which equation
   * @param sizes what it has to know of them
   */
  record Host(
      int slot,
      int number,
      List<Buffer> operands,
      List<Buffer> results,
      List<Atom> sizes,
      int failure)
      implements Statement {
    public Host {
      operands = List.copyOf(operands);
      results = List.copyOf(results);
      sizes = List.copyOf(sizes);
    }
  }

  /** Ends the call with a failure, by its number, and details of it, if {@code failed} holds. */
  record Check(Atom failed, int failure, List<Atom> details) implements Statement {
    public Check {
      details = List.copyOf(details);
    }
  }

  /** Leaves the number of the place that is reached, for whoever waits for the call. */
  record Reach(int place) implements Statement {}

  /** Ends the call if the caller wants it to end, at the loop with the given number of a place. */
  record Poll(int place) implements Statement {}
}
