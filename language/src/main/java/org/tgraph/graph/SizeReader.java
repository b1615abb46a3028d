package org.tgraph.graph;

import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** Reads sizes: {@code 2 * n + min(m, k.2) // 3 - 1}. */
final class SizeReader {
  private static final int DEPTH = 60;
  private final GraphScanner in;
  private int depth;

  SizeReader(GraphScanner in) {
    this.in = in;
  }

  Dim dim() throws GraphScanner.Bad {
    int start = in.position();
    try {
      return sum();
    } catch (ArithmeticException e) {
      throw new GraphScanner.Bad(start, "This size does not fit 64 bits.");
    }
  }

  private Dim sum() throws GraphScanner.Bad {
    if (++depth > DEPTH) {
      throw in.bad("Sizes are nested too deeply.");
    }
    Dim sum = in.accept("-") ? product().times(-1) : product();
    while (in.sees("+") || in.sees("-")) {
      sum = in.accept("+") ? sum.plus(product()) : minus(sum);
    }
    depth--;
    return sum;
  }

  private Dim minus(Dim from) throws GraphScanner.Bad {
    in.expect("-");
    return from.minus(product());
  }

  private Dim product() throws GraphScanner.Bad {
    Dim product = factor();
    while (true) {
      if (in.accept("*")) {
        product = product.times(factor());
      } else if (in.accept("//")) {
        product = product.floorDivide(factor());
      } else if (in.accept("%")) {
        product = product.remainder(factor());
      } else {
        return product;
      }
    }
  }

  private Dim factor() throws GraphScanner.Bad {
    if (in.seesDigit() || in.sees("-")) {
      return Dim.of(in.number());
    }
    if (in.accept("(")) {
      Dim inside = sum();
      in.expect(")");
      return inside;
    }
    SizeVar var = variable();
    if (!in.sees("(")) {
      return Dim.of(var);
    }
    boolean min = var.name().equals("min");
    boolean root = var.name().equals("isqrt");
    if (!min && !root && !var.name().equals("max")) {
      throw in.bad("There is no function of sizes but `min`, `max` and `isqrt`.");
    }
    in.expect("(");
    Dim a = sum();
    if (root) {
      in.expect(")");
      return a.root();
    }
    in.expect(",");
    Dim b = sum();
    in.expect(")");
    return min ? Dim.min(a, b) : Dim.max(a, b);
  }

  /** {@code n}, {@code n.2}, {@code ..batch}, {@code ?kept}. */
  SizeVar variable() throws GraphScanner.Bad {
    SizeVar.Role role =
        in.accept("..")
            ? SizeVar.Role.PACK
            : in.accept("?") ? SizeVar.Role.COUNTED : SizeVar.Role.DECLARED;
    String name = in.sees("`") ? in.backquoted() : in.name();
    long id = in.accept(".") ? in.number() : 0;
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw in.bad("There is no such size variable.");
    }
    return new SizeVar(name, (int) id, role);
  }
}
