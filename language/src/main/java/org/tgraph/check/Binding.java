package org.tgraph.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/**
 * What the names in a signature stand for in one call: element types, found from the arguments
 * here, and sizes, which {@link SizeBinding} finds.
 */
final class Binding {
  private final Context c;
  private final BindingMessages messages;
  private final SizeBinding sizes;
  private final Set<Element.Variable> kinds;
  private final Map<Element.Variable, Element> elements = new HashMap<>();

  Binding(Context c, List<SizeVar> vars, List<Element.Variable> kinds) {
    this(c, kinds, new SizeBinding(c, vars));
  }

  private Binding(Context c, Collection<Element.Variable> kinds, SizeBinding sizes) {
    this.c = c;
    this.messages = new BindingMessages(c);
    this.sizes = sizes;
    this.kinds = Set.copyOf(kinds);
  }

  /** The type was written here for a value that is not an argument. */
  Binding declaredAt(Span span) {
    sizes.declaredAt(span);
    return this;
  }

  /** The type of the parameter whose argument is matched next is written here, if it is known. */
  Binding parameter(Optional<TypeExpr> type) {
    sizes.parameter(type.map(TypeExpr::span).filter(span -> !span.source().isLibrary()));
    return this;
  }

  /** What to ask, after a mistake, for fixes of the call as a whole. */
  void fixes(Supplier<Optional<Fix>> exchange, Supplier<Optional<Fix>> mapping) {
    sizes.fixes(exchange, mapping);
  }

  /** The same signature and element types with other sizes. */
  Binding of(Map<SizeVar, Dim> otherSizes, Map<SizeVar, List<Dim>> otherPacks) {
    Binding other = new Binding(c, kinds, sizes.of(otherSizes, otherPacks));
    other.elements.putAll(elements);
    return other;
  }

  Map<SizeVar, Dim> sizes() {
    return sizes.sizes();
  }

  Map<SizeVar, List<Dim>> packs() {
    return sizes.packs();
  }

  /**
   * Matches an argument with the type of its parameter.
   *
   * @param what what to call the parameter in a message: "`w` of `predict`"
   * @return the argument as a value of that type
   */
  Val match(Type pattern, Operand operand, String what) {
    Val val = operand.val();
    if (val.isPoison()) {
      return val;
    }
    return switch (pattern) {
      case TensorType t -> tensor(t, operand, what);
      case Type.Size s -> size(operand, what);
      case Type.Tuple t -> tuple(t, operand, what);
      case Type.Record r -> record(r, operand, what);
      case Type.Arrow a -> function(a, operand, what);
      case Type.Text t when val.type() instanceof Type.Text text -> {
        sizes.match(t.shape(), text.shape(), operand, what);
        yield val;
      }
      case Type.Key k when val instanceof Val.Key -> val;
      case Type.Poison p -> Val.POISON;
      default -> throw wrong(pattern, operand, what);
    };
  }

  private Val size(Operand operand, String what) {
    Dim size =
        Operators.size(operand.val())
            .orElseThrow(() ->
                c.fail(
                    Diagnostic.error(
                            Code.TG0411,
                            operand.span(),
                            "%s is a size, which must be known before the program runs."
                                .formatted(Tensors.upper(what)))
                        .at("this is " + c.tensors.describe(operand.val()))));
    if (c.known(size).isAtLeast(0) == Truth.NO) {
      throw sizes.fail(
          Diagnostic.error(
              Code.TG0307,
              operand.span(),
              "%s is a size, but `%s` is negative.".formatted(Tensors.upper(what), c.text(size))));
    }
    return new Val.Known(size);
  }

  private Reported wrong(Type pattern, Operand operand, String what) {
    return sizes.fail(
        Diagnostic.error(
                Code.TG0413,
                operand.span(),
                "%s is `%s`, but this is %s."
                    .formatted(
                        Tensors.upper(what), c.text(pattern), c.tensors.describe(operand.val())))
            .fixIf(
                pattern instanceof Type.Key && Operators.size(operand.val()).isPresent(),
                operand.span(),
                "key(" + operand.span().text() + ")"));
  }

  private Val tuple(Type.Tuple pattern, Operand operand, String what) {
    if (!(operand.val() instanceof Val.Tuple t) || t.parts().size() != pattern.parts().size()) {
      throw wrong(pattern, operand, what);
    }
    List<Operand> given = c.tensors.parts(t, operand.span());
    List<Val> parts = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      parts.add(match(pattern.parts().get(i), given.get(i), what));
    }
    return new Val.Tuple(parts);
  }

  /** A record may have more fields than are asked for: the function sees those that it names. */
  private Val record(Type.Record pattern, Operand operand, String what) {
    if (!(operand.val() instanceof Val.Record r)) {
      throw wrong(pattern, operand, what);
    }
    Optional<Diagnostic> missing = messages.missingField(pattern, r, operand.span(), what);
    if (missing.isPresent()) {
      throw sizes.fail(missing.get());
    }
    Map<String, Val> fields = new LinkedHashMap<>();
    pattern
        .fields()
        .forEach((name, type) -> {
          Span span = SourceText.fieldValue(operand.span(), name);
          Operand field = new Operand(r.fields().get(name), span);
          fields.put(name, match(type, field, BindingMessages.part(what, name)));
        });
    return new Val.Record(fields);
  }

  /** A function fits if what it gives for arguments of the parameter types fits the result. */
  private Val function(Type.Arrow pattern, Operand operand, String what) {
    if (!(operand.val() instanceof Val.Function f)) {
      throw wrong(pattern, operand, what);
    }
    List<Val> arguments = new ArrayList<>();
    for (Type param : pattern.params()) {
      arguments.add(c.calls.opaque(apply(param), operand.span()));
    }
    Val result = c.calls.apply(f, Arguments.of(arguments, operand.span()), operand.span());
    if (pattern.result().isPresent()) {
      match(pattern.result().get(), new Operand(result, operand.span()), "the result of " + what);
    }
    return f;
  }

  private Val tensor(TensorType pattern, Operand operand, String what) {
    if (!Tensors.isTensor(operand.val())) {
      throw wrong(pattern, operand, what);
    }
    Element element = element(pattern, operand, what);
    Value value = c.tensors.value(operand.val(), element, operand.span());
    sizes.match(pattern.shape(), value.shape(), operand, what);
    return operand.val() instanceof Val.Known k && element == k.type().element()
        ? k
        : new Val.Tensor(value);
  }

  private Element element(TensorType pattern, Operand operand, String what) {
    boolean weak = Tensors.weakness(operand.val()) != Tensors.Weakness.STRONG;
    Element wanted = pattern.element();
    if (wanted instanceof Element.Variable v && kinds.contains(v)) {
      Element before = elements.get(v);
      if (before != null && weak) {
        return before;
      }
      Element actual = c.tensors.promote(what, List.of(operand), operand.span(), v.kind());
      if (before == null) {
        if (!actual.isIn(v.kind())) {
          throw c.fail(messages.otherKind(v, actual, operand.span(), what));
        }
        elements.put(v, actual);
        return actual;
      }
      wanted = before;
    }
    if (weak) {
      return wanted;
    }
    Element actual = c.tensors.element(operand);
    if (!actual.equals(wanted)) {
      TensorType expected = new TensorType(wanted, pattern.shape());
      throw sizes.fail(messages.otherElement(expected, operand.val().type(), operand.span(), what));
    }
    return wanted;
  }

  /** Compares what could not be compared before all arguments were seen. */
  void finish(Span call) {
    sizes.finish(call);
  }

  /** The type with what was found put in for the names of the signature. */
  Type apply(Type type) {
    return switch (type) {
      case TensorType t -> new TensorType(apply(t.element()), sizes.apply(t.shape()));
      case Type.Tuple t -> new Type.Tuple(t.parts().stream().map(this::apply).toList());
      case Type.Record r -> {
        Map<String, Type> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, apply(field)));
        yield new Type.Record(fields);
      }
      case Type.Arrow a ->
          new Type.Arrow(
              a.params().stream().map(this::apply).toList(), a.result().map(this::apply));
      case Type.Text t -> new Type.Text(sizes.apply(t.shape()));
      default -> type;
    };
  }

  Element apply(Element element) {
    return element instanceof Element.Variable v ? elements.getOrDefault(v, v) : element;
  }

  /** See {@link SizeBinding#renewed}. */
  Function<SizeVar, Dim> renewed(String function, Span call) {
    return sizes.renewed(function, call);
  }
}
