package org.tgraph.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A call as a line of text: {@code "kron({a}, {b})"} with the types of what is put in, {@code "(a:
 * numeric[n], b: numeric[m]) -> numeric[n + m]"}. {@code {n}} is a size of these types, {@code
 * {..s}} a run of them as a tuple, {@code {key}} a random key. Of operands that are nothing but one
 * run of axes all but the first may be smaller, and are broadcast.
 */
final class Composition implements Rule {
  private static final Pattern HOLE = Pattern.compile("\\{([a-z.]+)}");

  /** What has a size that the data decide. */
  private static final Pattern COUNTED = Pattern.compile(".*(nonzero|1d|argwhere|_indices)\\(.*");

  private final String template;
  private final Signature signature;

  Composition(String template, String signature) {
    this.template = template;
    this.signature = Signature.of(signature);
  }

  @Override
  public Term make(Maker m, int depth) {
    if (!m.hasMasks() && COUNTED.matcher(template).matches()) {
      throw new Unmakeable();
    }
    return new Call(m, depth).make();
  }

  /** What the names stand for in one call. */
  private final class Call {
    private final Maker m;
    private final int depth;
    private final Map<String, DType> elements = new HashMap<>();
    private final Map<SizeVar, Dim> sizes = new HashMap<>();
    private final Map<String, Shape> packs = new HashMap<>();

    Call(Maker m, int depth) {
      this.m = m;
      this.depth = depth;
    }

    Term make() {
      Map<String, Term> operands = new HashMap<>();
      for (Signature.Slot slot : signature.params()) {
        operands.put(slot.name(), operand(slot));
      }
      Signature.Slot result = signature.results().get(0);
      TensorType type = new TensorType(element(result), shape(result));
      List<Piece> pieces = new ArrayList<>();
      Matcher hole = HOLE.matcher(template);
      int at = 0;
      while (hole.find()) {
        pieces.add(new Piece.Text(template.substring(at, hole.start())));
        pieces.addAll(filled(hole.group(1), operands));
        at = hole.end();
      }
      pieces.add(new Piece.Text(template.substring(at)));
      return Term.of(type, pieces);
    }

    private List<Piece> filled(String name, Map<String, Term> operands) {
      if (name.equals("key")) {
        return RandomRules.key(m);
      }
      if (name.startsWith("..")) {
        return m.tuple(pack(name.substring(2)));
      }
      if (operands.containsKey(name)) {
        return Term.pieces(operands.get(name).parenthesized());
      }
      Dim size = size(SizeVar.of(name));
      if (!Maker.isWritten(size)) {
        throw new Unmakeable();
      }
      return Term.pieces(Maker.size(size));
    }

    private Term operand(Signature.Slot slot) {
      Optional<String> run =
          slot.axes().size() == 1 && slot.axes().get(0) instanceof Signature.Axis.Pack pack
              ? Optional.of(pack.name())
              : Optional.empty();
      boolean isRepeated = run.filter(packs::containsKey).isPresent();
      boolean isKind = Kind.named(slot.element()) != null;
      if (run.isPresent() && !isRepeated && isKind && !elements.containsKey(slot.element())) {
        Term any = m.any(Kind.named(slot.element()), 0, 3, depth);
        elements.put(slot.element(), any.type().dtype());
        packs.put(run.get(), any.type().shape());
        return any;
      }
      boolean isPromoted = isRepeated && elements.containsKey(slot.element());
      DType dtype = element(slot);
      Shape shape = shape(slot);
      return m.of(
          isPromoted ? Shapes.lesser(m, dtype) : dtype,
          isRepeated ? Shapes.lesser(m, shape) : shape,
          depth - 1);
    }

    private DType element(Signature.Slot slot) {
      return DType.named(slot.element())
          .orElseGet(() -> elements.computeIfAbsent(slot.element(), e -> m.dtype(Kind.named(e))));
    }

    private Shape shape(Signature.Slot slot) {
      List<Dim> dims = new ArrayList<>();
      for (Signature.Axis axis : slot.axes()) {
        switch (axis) {
          case Signature.Axis.Pack pack -> dims.addAll(pack(pack.name()).dims());
          case Signature.Axis.Size size -> dims.add(size.dim().substitute(this::size));
        }
      }
      return new Shape(dims);
    }

    private Dim size(SizeVar name) {
      return sizes.computeIfAbsent(name, n -> m.size());
    }

    private Shape pack(String name) {
      return packs.computeIfAbsent(name, n -> m.shape(0, 1));
    }
  }
}
