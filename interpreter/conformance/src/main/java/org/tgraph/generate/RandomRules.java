package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.generate.Piece.Part;
import org.tgraph.generate.Piece.Role;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Random keys, each used once, and all samplers. */
final class RandomRules {
  private RandomRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("key", (m, depth) -> standard(m, "normal", seeded(m)));
    rules.put("split", (m, depth) -> standard(m, "normal", part(m)));
    rules.put("fold_in", (m, depth) -> standard(m, "normal", folded(m)));
    rules.put("bits", RandomRules::bits);
    for (String name :
        List.of(
            "normal",
            "exponential",
            "gumbel",
            "laplace",
            "logistic",
            "cauchy",
            "maxwell",
            "double_sided_maxwell")) {
      rules.put(name, (m, depth) -> standard(m, name, key(m)));
    }
    rules.put("uniform", RandomRules::uniform);
    rules.put("truncated_normal", RandomRules::truncated);
    rules.put("randint", RandomRules::randint);
    rules.put("bernoulli", RandomRules::bernoulli);
    rules.put("rademacher", RandomRules::rademacher);
    rules.put("categorical", RandomRules::categorical);
    rules.put("permutation", RandomRules::permutation);
    rules.put("choice", RandomRules::choice);
    for (String name :
        List.of(
            "gamma",
            "loggamma",
            "chi2",
            "student_t",
            "lognormal",
            "rayleigh",
            "pareto",
            "weibull",
            "wald")) {
      rules.put(name, (m, depth) -> positive(m, name, 1, depth));
    }
    rules.put("beta", (m, depth) -> positive(m, "beta", 2, depth));
    rules.put("triangular", (m, depth) -> positive(m, "triangular", 3, depth));
    for (String name : List.of("poisson", "geometric")) {
      rules.put(name, (m, depth) -> count(m, name, 1, depth));
    }
    for (String name : List.of("binomial", "negative_binomial")) {
      rules.put(name, (m, depth) -> count(m, name, 2, depth));
    }
    rules.put("dirichlet", RandomRules::dirichlet);
    rules.put("multivariate_normal", RandomRules::multivariate);
    return rules;
  }

  // Keys

  /** A key that nothing else uses. */
  static List<Piece> key(Maker m) {
    if (!m.keys().isEmpty() && m.chance().coin()) {
      return Term.pieces(m.keys().removeLast());
    }
    return switch (m.chance().below(4)) {
      case 0 -> folded(m);
      case 1 -> part(m);
      default -> seeded(m);
    };
  }

  /** Equal seeds would make equal keys, which is using one twice. */
  static List<Piece> seeded(Maker m) {
    if (!m.hasSeeds()) {
      throw new Unmakeable();
    }
    return Term.pieces("key(", new Part(Role.INDEX, m.fresh("")), ")");
  }

  private static List<Piece> part(Maker m) {
    return m.chance().coin()
        ? Term.pieces("split(", seeded(m), ").", m.chance().of("0", "1"))
        : Term.pieces(
            "split(", seeded(m), ", ", new Part(Role.SIZE, "3"), ")[" + m.chance().below(3), "]");
  }

  private static List<Piece> folded(Maker m) {
    List<Script.Named> numbers = m.named(Kind.INT, 0, 0);
    boolean isKnown = numbers.isEmpty() || m.chance().coin();
    Object number =
        isKnown ? Integer.toString(m.chance().below(9)) : Maker.name(m.chance().of(numbers));
    return Term.pieces("fold_in(", seeded(m), ", ", number, ")");
  }

  // Samplers

  private static Term standard(Maker m, String name, List<Piece> key) {
    DType dtype = m.dtype(Kind.FLOAT);
    Shape shape = m.shape(0, 3);
    return Term.of(
        new TensorType(dtype, shape),
        name + "(",
        key,
        ", ",
        m.tuple(shape),
        ", dtype=",
        Maker.element(dtype),
        ")");
  }

  private static Term bits(Maker m, int depth) {
    DType dtype = m.dtype(Kind.INT);
    Shape shape = m.shape(0, 3);
    return Term.of(
        new TensorType(dtype, shape),
        "bits(",
        key(m),
        ", ",
        m.tuple(shape),
        ", dtype=",
        Maker.element(dtype),
        ")");
  }

  /** Between tensors, or numbers. */
  private static Term uniform(Maker m, int depth) {
    if (m.chance().coin()) {
      return standard(m, "uniform", key(m));
    }
    TensorType type = m.type(Kind.FLOAT, 0, 2);
    Term low = m.bounded(type.dtype(), type.shape(), depth - 1);
    String more = m.chance().of("", ", high=2.5");
    return Term.of(type, "uniform(", key(m), ", low=", low, more + ")");
  }

  private static Term truncated(Maker m, int depth) {
    TensorType type = m.type(Kind.FLOAT, 0, 2);
    if (m.chance().coin()) {
      return Term.of(
          type,
          "truncated_normal(",
          key(m),
          ", -1.5, 2, ",
          m.tuple(type.shape()),
          ", dtype=",
          Maker.element(type.dtype()),
          ")");
    }
    Term low = m.bounded(type.dtype(), type.shape(), depth - 1);
    return Term.of(type, "truncated_normal(", key(m), ", ", low, ", 1.5)");
  }

  private static Term randint(Maker m, int depth) {
    Shape shape = m.shape(0, 2);
    String low = Integer.toString(m.chance().from(-3, 2));
    Object high = Integer.toString(m.chance().from(3, 40));
    if (m.chance().coin()) {
      high = Goals.guarded(m, new TensorType(m.dtype(Kind.INT), shape), depth - 1);
      low = "0";
    }
    return Term.of(
        new TensorType(DType.I64, shape),
        "randint(",
        key(m),
        ", ",
        m.tuple(shape),
        ", " + low + ", ",
        high,
        ")");
  }

  private static Term bernoulli(Maker m, int depth) {
    Shape shape = m.shape(0, 2);
    TensorType type = new TensorType(DType.BOOL, shape);
    if (m.chance().coin()) {
      return Term.of(type, "bernoulli(", key(m), ", 0.25, ", m.tuple(shape), ")");
    }
    Term p = m.bounded(m.dtype(Kind.FLOAT), shape, depth - 1);
    return Term.of(type, "bernoulli(", key(m), ", abs(", p, "))");
  }

  private static Term rademacher(Maker m, int depth) {
    Shape shape = m.shape(0, 2);
    return Term.of(
        new TensorType(DType.I64, shape), "rademacher(", key(m), ", ", m.tuple(shape), ")");
  }

  private static Term categorical(Maker m, int depth) {
    Term logits = m.some(Kind.FLOAT, 1, 3, depth);
    int rank = logits.type().rank();
    int axis = m.chance().below(rank);
    Shape rest = logits.type().shape().remove(axis);
    List<Piece> more = Term.pieces(", axis=", m.axis(axis, rank));
    if (Maker.isWritten(rest) && m.chance().oneIn(3)) {
      rest = Maker.concat(m.size(), rest);
      more.addAll(Term.pieces(", shape=", m.tuple(rest)));
    }
    return Term.of(
        new TensorType(DType.I64, rest), "categorical(", key(m), ", ", logits, more, ")");
  }

  private static Term permutation(Maker m, int depth) {
    if (m.chance().oneIn(3)) {
      Dim n = m.size();
      return Term.of(TensorType.of(DType.I64, n), "permutation(", key(m), ", ", Maker.size(n), ")");
    }
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    return Term.of(
        x.type(),
        "permutation(",
        key(m),
        ", ",
        x,
        ", axis=",
        m.axis(m.chance().below(rank), rank),
        ")");
  }

  private static Term choice(Maker m, int depth) {
    Shape shape = m.shape(0, 2);
    if (m.chance().oneIn(3)) {
      Dim n = m.someSize();
      Term p = m.of(m.dtype(Kind.FLOAT), Shape.of(n), depth - 1);
      List<Piece> weights = m.chance().coin() ? List.of() : Term.pieces(", p=softmax(", p, ")");
      return Term.of(
          new TensorType(DType.I64, shape),
          "choice(",
          key(m),
          ", ",
          Maker.size(n),
          ", ",
          m.tuple(shape),
          weights,
          ")");
    }
    Term x = m.some(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    Shape all = x.type().shape();
    List<Piece> more = Term.pieces(", axis=", m.axis(axis, rank));
    if (m.chance().oneIn(3)) {
      shape = Shape.of(Dim.of(m.chance().below(2)));
      more.addAll(Term.pieces(", replace=false"));
    }
    Shape result = Maker.concat(all.slice(0, axis), shape, all.slice(axis + 1, rank));
    return Term.of(
        x.type().withShape(result), "choice(", key(m), ", ", x, ", ", m.tuple(shape), more, ")");
  }

  /** Parameters that are positive. */
  private static Term parameter(Maker m, DType dtype, Shape shape, int depth) {
    Term x = m.bounded(dtype, shape, depth - 1);
    return Term.infix(x.type(), 50, x, "+", m.chance().of("1.25", "2", "5"));
  }

  private static Term positive(Maker m, String name, int count, int depth) {
    TensorType type = m.type(Kind.FLOAT, 0, 2);
    List<Piece> pieces = Term.pieces(name + "(", key(m));
    for (int i = 0; i < count; i++) {
      Shape shape = i == 0 ? type.shape() : Shapes.lesser(m, type.shape());
      pieces.addAll(Term.pieces(", ", parameter(m, type.dtype(), shape, depth)));
    }
    if (m.chance().oneIn(3)) {
      pieces.addAll(Term.pieces(", shape=", m.tuple(type.shape())));
    }
    return Term.of(type, pieces, ")");
  }

  /** Whole numbers, with such parameters. */
  private static Term count(Maker m, String name, int parameters, int depth) {
    Term floats = positive(m, name, parameters, depth);
    return Term.of(floats.type().withElement(DType.I64), floats);
  }

  private static Term dirichlet(Maker m, int depth) {
    Shape shape = Maker.concat(m.shape(0, 1), m.someSize());
    DType dtype = m.dtype(Kind.FLOAT);
    Term alpha = parameter(m, dtype, shape, depth);
    return Term.of(new TensorType(dtype, shape), "dirichlet(", key(m), ", ", alpha, ")");
  }

  private static Term multivariate(Maker m, int depth) {
    Dim n = m.size();
    DType dtype = m.dtype(Kind.FLOAT);
    Shape shape = m.shape(0, 1);
    Term mean = m.of(dtype, Shape.of(n), depth - 1);
    Term cov = m.bounded(dtype, Shape.of(n, n), depth - 1);
    return Term.of(
        new TensorType(dtype, Maker.concat(shape, n)),
        "multivariate_normal(",
        key(m),
        ", ",
        mean,
        ", definite(",
        cov,
        "), ",
        m.tuple(shape),
        ")");
  }
}
