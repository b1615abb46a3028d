package org.tgraph.backend.nativecode.ir;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * How many numbers an instruction computes at once: element types, and numbers of them, as LLVM
 * writes them for so many.
 */
record Lanes(int count) {
  static final Lanes ONE = new Lanes(1);

  private String vector(String type) {
    return count == 1 ? type : "<" + count + " x " + type + ">";
  }

  private String all(String type, String number) {
    return count == 1 ? number : "splat (" + type + " " + number + ")";
  }

  String of(DType type) {
    return vector(Types.of(type));
  }

  String of(Atom atom) {
    return atom instanceof Literal ? all(Types.of(atom.type()), Types.of(atom)) : Types.of(atom);
  }

  /** Type and value. */
  String typed(Atom atom) {
    return of(atom.type()) + " " + of(atom);
  }

  /** A whole number that is known, without its type. */
  String number(DType type, long value) {
    return all(Types.of(type), Long.toString(value));
  }

  /** How the names of intrinsic functions end. */
  String suffix(DType type) {
    return (count == 1 ? "" : "v" + count) + Types.suffix(type);
  }
}
