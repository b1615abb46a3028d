package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.generate.Piece.Part;
import org.tgraph.generate.Piece.Role;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * Makes expressions of wanted types, or of any, out of the names in scope. Sizes are numbers at the
 * top of a script, and polynomials of size variables in a function that is checked for all sizes.
 *
 * @param dtypes the element types of this program
 * @param sizes those to choose from
 * @param nesting how many comprehensions, loops, branches and functions are around this
 * @param hasMasks whether masks, whose sizes the data decide, may be used
 * @param keys the random keys that have names and are not used yet
 * @param hasSeeds whether keys may be made of numbers: not where each call would make the same
 */
record Maker(
    Chance chance,
    List<DType> dtypes,
    List<Dim> sizes,
    List<Named> scope,
    List<Callable> functions,
    int[] counter,
    int nesting,
    boolean hasMasks,
    List<String> keys,
    boolean hasSeeds) {

  Maker with(List<Named> more) {
    List<Named> all = new ArrayList<>(scope);
    all.addAll(more);
    return new Maker(
        chance, dtypes, sizes, all, functions, counter, nesting, hasMasks, keys, hasSeeds);
  }

  Maker withFunctions(List<Callable> more) {
    List<Callable> all = new ArrayList<>(functions);
    all.addAll(more);
    return new Maker(chance, dtypes, sizes, scope, all, counter, nesting, hasMasks, keys, hasSeeds);
  }

  Maker withSizes(List<Dim> more) {
    List<Dim> all = new ArrayList<>(sizes);
    all.addAll(more);
    return new Maker(
        chance, dtypes, all, scope, functions, counter, nesting, hasMasks, keys, hasSeeds);
  }

  Maker withoutSeeds() {
    return new Maker(
        chance, dtypes, sizes, scope, functions, counter, nesting, hasMasks, keys, false);
  }

  /** The body of a function with these parameters. */
  Maker body(List<Dim> sizes, List<Named> params, boolean hasMasks, List<String> keys) {
    return new Maker(
        chance,
        dtypes,
        sizes,
        params,
        functions,
        counter,
        0,
        hasMasks,
        new ArrayList<>(keys),
        hasSeeds);
  }

  /** What is done for all indices at once, so that no mask may be used, and no key from outside. */
  Maker inner() {
    return new Maker(
        chance,
        dtypes,
        sizes,
        scope,
        functions,
        counter,
        nesting + 1,
        false,
        new ArrayList<>(),
        hasSeeds);
  }

  /** A branch, or the step of a loop: no key from outside may be used. */
  Maker step() {
    return new Maker(
        chance,
        dtypes,
        sizes,
        scope,
        functions,
        counter,
        nesting + 1,
        hasMasks,
        new ArrayList<>(),
        hasSeeds);
  }

  /** The functions that may be called here. */
  List<Callable> callable() {
    return functions.stream().filter(f -> hasMasks || !f.hasMasks()).toList();
  }

  /** A name that is not used yet. */
  String fresh(String prefix) {
    return prefix + counter[0]++;
  }

  // Types

  List<DType> in(Kind kind) {
    return dtypes.stream().filter(t -> t.isIn(kind)).toList();
  }

  DType dtype(Kind kind) {
    return chance.of(in(kind));
  }

  Dim size() {
    return chance.of(sizes);
  }

  /** A size of which there is at least one element. */
  Dim someSize() {
    return chance.of(sizes.stream().filter(Maker::isPositive).toList());
  }

  static boolean isPositive(Dim dim) {
    return dim.isAtLeast(1) == Truth.YES;
  }

  static boolean isPositive(Shape shape) {
    return shape.dims().stream().allMatch(Maker::isPositive);
  }

  Shape shape(int low, int high) {
    List<Dim> dims = new ArrayList<>();
    for (int rank = chance.from(low, high); rank > 0; rank--) {
      dims.add(size());
    }
    return new Shape(dims);
  }

  TensorType type(Kind kind, int low, int high) {
    return new TensorType(dtype(kind), shape(low, high));
  }

  /** Whether a size can be written in the script: no others than polynomials of declared sizes. */
  static boolean isWritten(Dim dim) {
    String text = dim.toString();
    return !text.contains("//")
        && !text.contains("%")
        && !text.contains("(")
        && dim.variables().stream().allMatch(v -> v.role() == SizeVar.Role.DECLARED);
  }

  static boolean isWritten(Shape shape) {
    return shape.dims().stream().allMatch(Maker::isWritten);
  }

  static String text(Dim dim) {
    return dim.toString(SizeVar::name);
  }

  /** A type as it stands in a signature. */
  static List<Piece> annotation(TensorType type) {
    if (!isWritten(type.shape())) {
      throw new Unmakeable();
    }
    List<Piece> pieces = Term.pieces(new Part(Role.ELEMENT, type.element().toString()));
    for (int i = 0; i < type.rank(); i++) {
      pieces.add(new Piece.Text(i == 0 ? "[" : ", "));
      pieces.add(new Part(Role.SIZE, text(type.dim(i))));
    }
    if (type.rank() > 0) {
      pieces.add(new Piece.Text("]"));
    }
    return pieces;
  }

  /** A shape as a tuple of sizes. */
  List<Piece> tuple(Shape shape) {
    if (!isWritten(shape)) {
      throw new Unmakeable();
    }
    List<Piece> pieces = Term.pieces("(");
    for (int i = 0; i < shape.rank(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", size(shape.dim(i))));
    }
    pieces.addAll(Term.pieces(shape.rank() == 1 ? ",)" : ")"));
    return pieces;
  }

  static Part size(Dim dim) {
    return new Part(Role.SIZE, text(dim));
  }

  static Part element(DType type) {
    return new Part(Role.ELEMENT, type.toString());
  }

  /** An axis as it may be written: from the front or from the end. */
  Part axis(int axis, int rank) {
    return new Part(Role.AXIS, Integer.toString(chance.oneIn(3) ? axis - rank : axis));
  }

  // Expressions

  List<Named> named(Kind kind, int low, int high) {
    return scope.stream()
        .filter(v -> v.type().element().isIn(kind))
        .filter(v -> v.type().rank() >= low && v.type().rank() <= high)
        .toList();
  }

  static Term name(Named named) {
    return Term.of(named.type(), named.text());
  }

  /** An expression of a kind, with a number of axes. */
  Term any(Kind kind, int low, int high, int depth) {
    List<Named> named = named(kind, low, high);
    if (!named.isEmpty() && (depth <= 0 || chance.coin())) {
      return name(chance.of(named));
    }
    if (depth > 0 && chance.coin()) {
      Term term = any(depth - 1);
      TensorType type = term.type();
      if (type.element().isIn(kind) && type.rank() >= low && type.rank() <= high) {
        return term;
      }
    }
    return of(type(kind, low, high), depth - 1);
  }

  /** As {@link #any}, with at least one element along each axis. */
  Term some(Kind kind, int low, int high, int depth) {
    for (int i = 0; i < 3; i++) {
      Term term = any(kind, low, high, depth);
      if (isPositive(term.type().shape())) {
        return term;
      }
    }
    List<Dim> dims = new ArrayList<>();
    for (int rank = chance.from(low, high); rank > 0; rank--) {
      dims.add(someSize());
    }
    return of(new TensorType(dtype(kind), new Shape(dims)), depth - 1);
  }

  /** Any expression. */
  Term any(int depth) {
    for (int i = 0; i < 6; i++) {
      try {
        return chance.of(Rules.ALL).make(this, depth);
      } catch (Unmakeable e) {
        // Another rule is tried.
        continue;
      }
    }
    return of(type(Kind.ANY, 0, 3), depth);
  }

  /** An expression of a type. */
  Term of(TensorType type, int depth) {
    List<Named> same = scope.stream().filter(v -> v.type().equals(type)).toList();
    if (!same.isEmpty() && (depth <= 0 || chance.oneIn(3))) {
      return name(chance.of(same));
    }
    if (depth <= 0) {
      return Leaves.of(this, type);
    }
    for (int i = 0; i < 4; i++) {
      try {
        return Goals.of(this, type, depth);
      } catch (Unmakeable e) {
        // Another way is tried.
        continue;
      }
    }
    return Leaves.of(this, type);
  }

  Term of(DType dtype, Shape shape, int depth) {
    return of(new TensorType(dtype, shape), depth);
  }

  /** Floats or complex numbers that are finite and not large: of at most 1 in absolute value. */
  Term bounded(DType dtype, Shape shape, int depth) {
    Term x = of(dtype, shape, depth);
    return Term.of(x.type(), "bounded(", x, ")");
  }

  /** The dims, with commas between them. */
  static String text(List<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  static Shape concat(Object... parts) {
    return new Shape(
        Stream.of(parts)
            .flatMap(p -> p instanceof Shape s ? s.dims().stream() : Stream.of((Dim) p))
            .toList());
  }
}
